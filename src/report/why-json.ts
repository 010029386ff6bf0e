/** A contact and its attempts as `why --json` prints them: field by field, so that no program that reads it breaks by our renaming. */
import type { Attempt } from '../model/attempt.ts';
import type { Contact } from '../model/contact.ts';
import { formatInstant } from '../model/time.ts';
import type { MayDial } from '../policy/may-dial.ts';
import { lawRecord } from './law-words.ts';

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

/** `not_before`: the next opening, where hours keep it from being dialed; null: nobody knows an instant. */
export function nextJson(answer: MayDial): Record<string, unknown> {
  const notBefore = answer.is === 'later' ? answer.notBefore : null;
  return {
    may_dial: answer.is,
    rule: answer.is === 'yes' ? null : answer.rule,
    not_before: notBefore === null ? null : formatInstant(notBefore),
    law: answer.is !== 'yes' && answer.rule === 'law' ? lawRecord(answer.because) : null,
  };
}
