/** Cells of THE table for what a reply says, or that there was none to wait for: nothing rang, or a call was named. */
import type { At, Event } from './cell.ts';
import { miss, openContact, type Moved } from './contact-effects.ts';
import { ringingDeadline } from './deadlines.ts';
import { afterMiss } from './follow-up.ts';

export const notSent = (at: At<'placing' | 'in_doubt'>, event: Event<'unsent'>): Moved =>
  miss(at, { is: 'not_placed', why: 'unsent', at: at.now, code: event.cause }, event.cause, (contact) =>
    afterMiss(contact, { why: 'unsent' }, at.rules, at.now),
  );

export const refused = (at: At<'placing' | 'in_doubt'>, event: Event<'refused'>): Moved =>
  miss(at, { is: 'not_placed', why: 'refused', at: at.now, code: event.code }, event.code, (contact) =>
    afterMiss(contact, { why: 'refused', forGood: event.forGood }, at.rules, at.now),
  );

export const throttled = (at: At<'placing' | 'in_doubt'>, event: Event<'throttled'>): Moved => {
  const { throttled: before } = at.contact.uncounted;
  const to = { is: 'not_placed', why: 'throttled', at: at.now, code: event.code } as const;
  const moved = miss(at, to, event.code, (contact) =>
    afterMiss(contact, { why: 'throttled', retryAfter: event.retryAfter }, at.rules, at.now),
  );
  if (event.retryAfter === null) return moved;
  // A moment that the provider names binds the account: it is nobody's own failure, however often.
  return { ...moved, contact: { ...moved.contact, uncounted: { ...moved.contact.uncounted, throttled: before } } };
};

export const accepted = (at: At<'placing' | 'in_doubt' | 'not_placed'>, event: Event<'accepted'>): Moved =>
  openContact(
    at,
    { is: 'placed', callId: event.callId, seen: 'created', startedAt: null, renewals: 0 },
    { is: 'in_progress', dueAt: ringingDeadline(at.now, 0, at.attempt.limits) },
    'placed',
    null,
  );
