/** A contact and its attempts as `why --json` prints them: field by field, so that no program that reads it breaks by our renaming. */
import type { Attempt } from '../model/attempt.ts';
import type { Contact } from '../model/contact.ts';
import { formatInstant } from '../model/time.ts';

export function contactJson(contact: Contact): Record<string, unknown> {
  const { load, attempts, seq, uncounted, lastAttemptAt, rangTwice, state } = contact;
  const { id, campaign, key, destination, place, cartesiaDialable, priority, list, row, disposition, version } =
    contact;
  const { callback, spentBefore } = contact;
  return {
    ...(callback === undefined ? {} : { callback: formatInstant(callback.at) }),
    ...(spentBefore === undefined ? {} : { spentBefore }),
    ...{ load, attempts, seq, misses: uncounted, lastAttemptAt, rangTwice, state },
    ...{ id, campaign, key, destination, windowKey: place, domestic: cartesiaDialable },
    ...{ priority, list, row, disposition, version },
  };
}

export function attemptJson(attempt: Attempt): Record<string, unknown> {
  const { agent, planVersion, epoch, batch, sendBy, longestEnd, state } = attempt;
  const { id, contact, campaign, account, line, destination, seq, sendAt, version } = attempt;
  return {
    ...{ agent, planVersion, epoch, batch, sendBy, longestEnd, state },
    ...{ id, contact, campaign, account, line, destination, seq, sendAt: formatInstant(sendAt), version },
  };
}
