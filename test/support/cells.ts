/** States, events and instants for the tests of THE table, and the check that holds a cell to its whole answer. */
import { expect, it } from 'vitest';
import type { Attempt, AttemptState } from '../../src/model/attempt.ts';
import type { Contact, ContactState } from '../../src/model/contact.ts';
import type { AttemptEvent } from '../../src/model/events.ts';
import type { Rules } from '../../src/model/follow-up.ts';
import type { AttemptId } from '../../src/model/ids.ts';
import type { AttemptLogEvent } from '../../src/model/log-events.ts';
import { transition } from '../../src/model/transitions.ts';
import { MINUTE, SECOND, type Instant } from '../../src/model/time.ts';
import { call, held, makeAttempt, makePlan, NOW } from './fixtures.ts';

export const RULES: Rules = { plan: makePlan(), campaign: { is: 'running' } };
export const REDIAL: Rules = { ...RULES, plan: makePlan({ doubt: { ...makePlan().doubt, then: 'redial' } }) };
export const T = NOW + SECOND;
/** 30 seconds of ringing and one of slack's minutes; ten minutes of talk and two of slack. */
export const RINGING = 90 * SECOND;
export const TALKING = 12 * MINUTE;
export const LONGEST_END = NOW + 12 * MINUTE;
/** The alarm of an attempt that nobody is held by. */
export const BESIDE = LONGEST_END + 2 * MINUTE;
/** `sendBy`, the request's minute and a quarter of an hour, which is later than the longest end. */
export const REDIAL_FROM = NOW + SECOND + 16 * MINUTE;

export const ID = makeAttempt().id;
export const NEWER = 'od1.L.demo.c1.2' as AttemptId;

export type Case = {
  readonly name: string;
  readonly from: AttemptState;
  readonly with?: Partial<Contact>;
  readonly event: AttemptEvent;
  readonly now?: Instant;
  readonly rules?: Rules;
  readonly to: 'same' | { readonly state?: AttemptState; readonly contact?: Partial<Contact>; readonly log: Log };
};
export type Log = readonly [event: AttemptLogEvent, cause: string | null];

export function check({ name, from, with: over = {}, event, now = T, rules = RULES, to }: Case): void {
  it(name, () => {
    const start = held(from);
    const contact: Contact = { ...start.contact, ...over };
    const attempt: Attempt = start.attempt;
    const changed = to !== 'same' && {
      is: 'changed',
      contact: { ...contact, ...to.contact, version: contact.version + 1 },
      attempt: { ...attempt, state: to.state ?? from, version: attempt.version + 1 },
      event: to.log[0],
      cause: to.log[1],
    };
    expect(transition(contact, attempt, event, rules, now)).toEqual(changed === false ? { is: 'same' } : changed);
  });
}

export const placing: AttemptState = { is: 'placing' };
export const unsent: AttemptState = { is: 'not_placed', why: 'unsent', at: NOW, code: null };
export const placed = (over: Partial<Extract<AttemptState, { is: 'placed' }>> = {}): AttemptState => ({
  ...{ is: 'placed', callId: call(1), seen: 'created', startedAt: null, renewals: 0 },
  ...over,
});
export const doubted = (over: Partial<Extract<AttemptState, { is: 'in_doubt' }>> = {}): AttemptState => ({
  ...{ is: 'in_doubt', since: NOW, cause: 'timeout', callId: null, renewals: 0 },
  ...over,
});
export const ended = (over: Partial<Extract<AttemptState, { is: 'ended' }>> = {}): AttemptState => ({
  ...{ is: 'ended', callId: call(1), disposition: 'busy', startedAt: null, endedAt: T, endReason: 'dial_busy' },
  ...over,
});
export const staying = { cause: 'stays_created', callId: call(1), renewals: 3 };
export const stays = doubted(staying);

export const ready = (dueAt: Instant): ContactState => ({ is: 'ready', dueAt });
export const inProgress = (dueAt: Instant, attempt = ID): ContactState => ({ is: 'in_progress', attempt, dueAt });
export const inDoubt = (lookUps: number, dueAt: Instant, attempt = ID): ContactState => ({
  ...{ is: 'in_doubt', attempt, dueAt, lookUps },
});
export const review = (lookUps: number, dueAt: Instant, attempt = ID): ContactState => ({
  ...{ is: 'needs_review', attempt, dueAt, lookUps },
});
export const spent: ContactState = { is: 'exhausted', reason: 'attempts_spent' };
export const answered: ContactState = { is: 'completed', reason: 'answered' };

export const silence: AttemptEvent = { is: 'silence' };
export const notFound: AttemptEvent = { is: 'not_found', later: 3, complete: true };
export const created: Extract<AttemptEvent, { is: 'alive' }> = {
  is: 'alive',
  callId: call(1),
  seen: 'created',
  startedAt: null,
};
export const started = (startedAt: Instant | null): AttemptEvent => ({
  ...{ is: 'alive', callId: call(1), seen: 'started', startedAt },
});
export const over = (more: Partial<Extract<AttemptEvent, { is: 'over' }>> = {}): AttemptEvent => ({
  ...{ is: 'over', callId: call(1), disposition: 'busy', startedAt: null, endedAt: T, endReason: 'dial_busy' },
  ...more,
});

export const none = { unsent: 0, refused: 0, throttled: 0 };
export const some = { unsent: 1, refused: 1, throttled: 4 };
