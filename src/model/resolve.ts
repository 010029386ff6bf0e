/** What a person knows of a call in doubt, and what follows from it: the only way out of doubt besides evidence. */
import type { Attempt } from './attempt.ts';
import type { Contact } from './contact.ts';
import type { Disposition } from './disposition.ts';
import { BY_OPERATOR } from './end-guesses.ts';
import type { Verdict } from './events.ts';
import { afterEnd, afterMiss, countsEnd, type Rules } from './follow-up.ts';
import { end, miss } from './contact-effects.ts';
import type { Instant } from './time.ts';

export type Resolution =
  /** Nobody's phone rang: the attempt does not count, and the contact may be dialed again. */
  | { readonly is: 'did_not_ring' }
  /** It rang, and ended so. */
  | { readonly is: 'rang'; readonly disposition: Disposition };

/**
 * `same` unless the attempt is in doubt: whatever is known of a call, a person cannot unknow. Late evidence is applied
 * to what was resolved as to anything else: someone resolved as not rung whose call shows up is followed to its end.
 * A contact freed here is dialed only while its campaign runs. The caller logs who decided and why.
 */
export function resolve(
  contact: Contact,
  attempt: Attempt,
  resolution: Resolution,
  rules: Rules,
  now: Instant,
): Verdict<'resolved'> {
  const { state } = attempt;
  if (state.is !== 'in_doubt') return { is: 'same' };
  if (resolution.is === 'did_not_ring') {
    const to = { is: 'not_placed', why: 'unsent', at: now, code: BY_OPERATOR } as const;
    const moved = miss({ contact, attempt }, to, 'did_not_ring', (missed) =>
      afterMiss(missed, { why: 'unsent' }, rules, now),
    );
    return { is: 'changed', ...moved, event: 'resolved' };
  }
  const { disposition } = resolution;
  // When it ended nobody knows; not after the longest it could last.
  const ended = { disposition, startedAt: null, endedAt: Math.min(now, attempt.longestEnd) };
  const to = { is: 'ended', callId: state.callId, ...ended, endReason: BY_OPERATOR } as const;
  const moved = end(
    { contact, attempt },
    to,
    disposition,
    (after) => afterEnd(after, { ...ended, attempt }, rules, now),
    countsEnd(rules, disposition),
  );
  return { is: 'changed', ...moved, event: 'resolved' };
}
