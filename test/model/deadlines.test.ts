/** How long silence lasts before it means something, and the ways out of waiting: each number, each version. */
import { describe, expect, it } from 'vitest';
import {
  limitsOf,
  limitsWithin,
  longestEnd,
  lookUpAfter,
  nextLookUp,
  placingDeadline,
  redialFrom,
  ringingDeadline,
  talkingDeadline,
} from '../../src/model/deadlines.ts';
import type { Rules } from '../../src/model/follow-up.ts';
import { defer, permit, withdraw } from '../../src/model/permit.ts';
import { DAY, MINUTE, SECOND } from '../../src/model/time.ts';
import { held, makeAttempt, makeContact, makePlan, NOW } from '../support/fixtures.ts';

const LIMITS = { ringing: 30 * SECOND, talking: 10 * MINUTE };
const attempt = makeAttempt({ sendBy: NOW, longestEnd: NOW + 11 * MINUTE + 30 * SECOND, limits: LIMITS });

it('each deadline', () => {
  expect(limitsOf({ ringingTimeoutSeconds: 30, maxCallDurationMinutes: 10 })).toEqual(LIMITS);
  expect(longestEnd(NOW, LIMITS)).toBe(attempt.longestEnd);
  expect(placingDeadline(attempt)).toBe(NOW + MINUTE);
  expect([0, 1, 3].map((renewals) => ringingDeadline(NOW, renewals, LIMITS) - NOW)).toEqual(
    [90, 180, 720].map((seconds) => seconds * SECOND),
  );
  expect(talkingDeadline(NOW, LIMITS)).toBe(NOW + 12 * MINUTE);
});

it('limits that were not written are each the most that they can have been', () => {
  expect(limitsWithin(attempt)).toEqual({ ringing: 80 * SECOND, talking: 10 * MINUTE + 30 * SECOND });
  expect(limitsWithin({ sendBy: NOW, longestEnd: NOW + MINUTE + 5 })).toEqual({ ringing: 5, talking: 5 });
  expect(limitsWithin({ sendBy: NOW, longestEnd: NOW })).toEqual({ ringing: 0, talking: 0 });
});

it('a doubt is redialed after a quarter of an hour and a request, and after its longest call', () => {
  expect(redialFrom(attempt)).toBe(NOW + 16 * MINUTE);
  expect(redialFrom({ ...attempt, longestEnd: NOW + DAY })).toBe(NOW + DAY);
});

it('a doubt is looked up as its campaign says, then after its longest call, then once a day', () => {
  const plan = makePlan({ doubt: { lookUps: [5 * SECOND, 2 * MINUTE], then: 'hold' } });
  const at = (done: number, since = NOW): number => nextLookUp(since, done, attempt, plan) - NOW;
  expect([at(0), at(1)]).toEqual([5 * SECOND, 2 * MINUTE]);
  const end = attempt.longestEnd - NOW;
  expect([2, 3, 4, 5, 6].map((done) => at(done) - end)).toEqual([MINUTE, 15 * MINUTE, DAY, 2 * DAY, 3 * DAY]);
  expect(at(2, NOW + DAY)).toBe(DAY + MINUTE);
});

it('look-ups that were missed: the campaign’s own are all made, of the late ones the next to come', () => {
  const plan = makePlan({ doubt: { lookUps: [5 * SECOND, 2 * MINUTE], then: 'hold' } });
  const end = attempt.longestEnd;
  const after = (done: number, now: number): unknown => lookUpAfter(NOW, done, attempt, plan, now);
  expect(after(0, NOW)).toEqual({ lookUps: 0, dueAt: NOW + 5 * SECOND });
  expect(after(0, end)).toEqual({ lookUps: 0, dueAt: end + 1 });
  expect(after(1, end + 9 * DAY)).toEqual({ lookUps: 1, dueAt: end + 9 * DAY + 1 });
  expect(after(2, end)).toEqual({ lookUps: 2, dueAt: end + MINUTE });
  expect(after(2, end + MINUTE - 1)).toEqual({ lookUps: 2, dueAt: end + MINUTE });
  expect(after(2, end + MINUTE)).toEqual({ lookUps: 3, dueAt: end + 15 * MINUTE });
  expect(after(2, end + 3 * DAY)).toEqual({ lookUps: 7, dueAt: end + 4 * DAY });
  expect(after(5, end + MINUTE)).toEqual({ lookUps: 5, dueAt: end + 2 * DAY });
});

describe('a contact that waits', () => {
  const ready = makeContact({ version: 4, seq: 2, attempts: 1 });
  const { contact: dialed } = held({ is: 'placing' });
  const rules: Rules = { plan: makePlan({ endAt: NOW }), campaign: { is: 'running' } };

  it('takes a permit of the next number', () => {
    const next = makeAttempt({ seq: 3, sendAt: NOW + 5, sendBy: NOW + SECOND });
    expect(permit(ready, next)).toEqual({
      ...ready,
      ...{ attempts: 2, seq: 3, lastAttemptAt: NOW + 5, version: 5 },
      state: { is: 'in_progress', attempt: next.id, dueAt: NOW + SECOND + MINUTE },
    });
    for (const seq of [2, 4]) expect(permit(ready, { ...next, seq })).toBeUndefined();
    expect(permit(dialed, { ...next, seq: dialed.seq + 1 })).toBeUndefined();
  });

  it('is put off', () => {
    expect(defer(ready, NOW + 7)).toEqual({ ...ready, state: { is: 'ready', dueAt: NOW + 7 }, version: 5 });
    expect(defer(dialed, NOW)).toBeUndefined();
  });

  it('leaves when it is suppressed or its campaign is over, and else stays', () => {
    expect(withdraw(ready, 'list.txt', rules, NOW - 1)).toEqual({
      ...ready,
      state: { is: 'skipped', reason: 'suppressed' },
      version: 5,
    });
    expect(withdraw(ready, null, rules, NOW)).toEqual({
      ...ready,
      state: { is: 'exhausted', reason: 'campaign_ended' },
      version: 5,
    });
    expect(withdraw(ready, null, rules, NOW - 1)).toBeUndefined();
    for (const suppressed of [null, 'list.txt']) expect(withdraw(dialed, suppressed, rules, NOW)).toBeUndefined();
  });
});
