/** Whom a person may have dialed again once their campaign was through with them, and how they stand then. */
import type { Attempt } from './attempt.ts';
import { withinBounds } from './bounds.ts';
import { withoutCallback } from './callback.ts';
import type { Contact } from './contact.ts';
import { closed, type Rules } from './follow-up.ts';
import { own } from './own.ts';
import { isRefused } from './reopen.ts';
import { waitAfter } from './retry-wait.ts';
import type { Instant } from './time.ts';
import { MOST_TRIES, triesLeft, withFurtherBudget } from './tries.ts';

/** By how it ended with them; `campaign_ended`: its time was over before they were called at all. */
export const RETRY_KINDS = [
  'busy',
  'no_answer',
  'voicemail',
  'screened',
  'unavailable',
  'failed',
  'error',
  'refused',
  'campaign_ended',
] as const;
export type RetryKind = (typeof RETRY_KINDS)[number];

/** Null for whoever was reached, waits, is on the phone or in doubt, left the list, or was canceled by a person. */
export function retryKindOf(contact: Pick<Contact, 'state' | 'disposition' | 'attempts'>): RetryKind | null {
  const { state, disposition } = contact;
  if (disposition === 'answered') return null;
  if (state.is === 'completed') return disposition === 'voicemail' || disposition === 'screened' ? disposition : null;
  if (state.is !== 'exhausted') return null;
  if (isRefused(contact)) return 'refused';
  const ended = RETRY_KINDS.find((kind) => kind === disposition);
  return ended ?? (state.reason === 'campaign_ended' ? 'campaign_ended' : null);
}

/**
 * Due now, or once the campaign's own delay after their last call is over; with as many tries more as the campaign allows
 * anybody. Undefined for whoever is not to be had, or was called as often as any file may say.
 */
export function tryAgain(
  contact: Contact,
  attempts: readonly Attempt[],
  rules: Rules,
  now: Instant,
): Contact | undefined {
  const kind = retryKindOf(contact);
  if (kind === null || contact.attempts >= MOST_TRIES || closed(rules, now) !== null) return undefined;
  const last = attempts.findLast(({ state }) => state.is === 'ended')?.state;
  const ended = last?.is === 'ended' ? last : null;
  const wait = own(rules.plan.retry.after, kind) ?? 0;
  const nth = contact.attempts - (contact.spentBefore ?? 0);
  const delay = waitAfter(wait, nth, attempts.at(-1)?.id ?? contact.id);
  const refused = kind === 'refused';
  const dueAt = Math.max(now, refused || ended === null ? now : ended.endedAt + delay);
  const state = withinBounds(contact, { is: 'ready', dueAt });
  if (state.is !== 'ready') return undefined;
  const fresh = refused && triesLeft(contact, rules.plan.retry) > 0 ? contact : withFurtherBudget(contact);
  return {
    ...withoutCallback(fresh),
    uncounted: { ...contact.uncounted, refused: 0, throttled: 0, reopened: 0 },
    disposition: refused && contact.disposition === 'refused' ? (ended?.disposition ?? null) : contact.disposition,
    state,
    version: contact.version + 1,
  };
}
