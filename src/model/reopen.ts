/** Gives somebody back who was refused for a reason that was not theirs: dialable at once, as if nobody had asked. */
import type { Attempt } from './attempt.ts';
import { withinBounds } from './bounds.ts';
import type { Contact } from './contact.ts';
import type { Disposition } from './disposition.ts';
import { closed, type Rules } from './follow-up.ts';
import type { Instant } from './time.ts';

/** Given up because the provider refused, for good or again and again, or never had room. */
export function isRefused({ state }: Pick<Contact, 'state'>): boolean {
  return state.is === 'exhausted' && REASONS.has(state.reason);
}

const REASONS: ReadonlySet<string> = new Set(['refused', 'refused_repeatedly', 'throttled_repeatedly']);

/**
 * A rule gives nobody back more often than this: past it the words are about them after all, or nobody mends the cause,
 * and a campaign that pauses for the same people at every resume would never end.
 */
export const MOST_REOPENED = 3;

/**
 * Undefined unless the contact's newest attempt is this one, was refused, and the contact waits or was given up for it.
 * `before`: how the newest of its calls that took place had ended. The caller logs who decided and why.
 */
export function reopen(
  contact: Contact,
  attempt: Attempt,
  before: Disposition | null,
  rules: Rules,
  now: Instant,
  by: 'rule' | 'person',
): Contact | undefined {
  const { state } = contact;
  if (attempt.contact !== contact.id || attempt.seq !== contact.seq) return undefined;
  if (attempt.state.is !== 'not_placed' || attempt.state.why === 'unsent' || attempt.state.why === 'given_up')
    return undefined;
  const reopened = contact.uncounted.reopened ?? 0;
  if (by === 'rule' && reopened >= MOST_REOPENED) return undefined;
  const waits = state.is === 'ready' && state.dueAt > now;
  if (!waits && !isRefused(contact)) return undefined;
  return {
    ...contact,
    uncounted: { ...contact.uncounted, refused: 0, throttled: 0, reopened: by === 'rule' ? reopened + 1 : 0 },
    disposition: contact.disposition === 'refused' ? before : contact.disposition,
    state: closed(rules, now) ?? withinBounds(contact, { is: 'ready', dueAt: now }),
    version: contact.version + 1,
  };
}
