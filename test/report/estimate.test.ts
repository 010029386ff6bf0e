/** The estimate by itself: what binds, hours, further tries, what is on the phone, and where no end can be said. */
import { describe, expect, it } from 'vitest';
import { tooManyRejected } from '../../src/app/campaign/thresholds.ts';
import type { Attempt } from '../../src/model/attempt.ts';
import type { Window } from '../../src/model/dial-options.ts';
import type { LoadReport } from '../../src/model/load-report.ts';
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { estimate, together, type Estimate, type EstimatedPlan, type Load } from '../../src/report/estimate.ts';
import { codesWords } from '../../src/report/words.ts';
import { call, makeAttempt, makePlan } from '../support/fixtures.ts';

// Tuesday.
const NOON = Date.parse('2026-12-01T12:00:00Z');
const weekdays: Window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 9 * 60, to: 17 * 60, timezone: 'contact' };
const once = { retry: { maxAttempts: 1, after: {} } };

const asked = (count: number, plan: Partial<EstimatedPlan>, more: Partial<Load> = {}, places = ['UTC']): Estimate => {
  const groups = places.map((place) => ({ place, count: count / places.length, from: NOON, to: NOON }));
  const waiting = { groups: count === 0 ? [] : groups, triedBefore: 0 };
  return estimate(makePlan({ ...once, ...plan }), { waiting, open: 0, ...more }, NOON, makeHours());
};
const minutes = (instant: number | null): number => ((instant ?? NaN) - NOON) / MINUTE;

describe('estimate', () => {
  it('is bound by the pace or by the slots, and says by which', () => {
    const pace = asked(600, { maxConcurrentCalls: 1000 });
    expect(pace).toMatchObject({ bound: 'calls_per_second', first: NOON, calls: 600, noEnd: null });
    // One a second, and 30 ms more so that no second holds two.
    expect(minutes(pace.last)).toBeCloseTo(10.3, 1);
    expect(minutes(pace.end)).toBeGreaterThan(11);
    expect(minutes(pace.end)).toBeLessThan(20);
    const slots = asked(600, { maxConcurrentCalls: 1 });
    expect(slots.bound).toBe('slots');
    expect(minutes(slots.last)).toBeGreaterThan(5 * 60);
  });

  it('counts further tries: they come after their delay, and as many as are supposed', () => {
    const { calls, last, bound } = asked(600, {
      maxConcurrentCalls: 1000,
      retry: { maxAttempts: 2, after: { no_answer: 2 * HOUR } },
    });
    // 65 of 100 are not answered, and half of those are a phone that nobody takes.
    expect(calls).toBe(795);
    expect(minutes(last)).toBeGreaterThan(120);
    expect(minutes(last)).toBeLessThan(150);
    expect(bound).toBe('retry_delays');
  });

  it('learns from the calls that were seen', () => {
    const end = (disposition: 'no_answer' | 'answered'): Attempt['state'] => {
      return { is: 'ended', callId: call(1), disposition, startedAt: null, endedAt: NOON, endReason: null };
    };
    const seen = (disposition: 'no_answer' | 'answered') =>
      Array.from({ length: 400 }, () => makeAttempt({ sendAt: NOON - 20 * SECOND, state: end(disposition) }));
    const plan = { retry: { maxAttempts: 2, after: { no_answer: HOUR } } };
    expect(asked(600, plan, { seen: seen('answered') }).calls).toBeLessThan(620);
    expect(asked(600, plan, { seen: seen('no_answer') }).calls).toBeGreaterThan(1170);
  });

  it('uses what is left of today, and goes on the next day', () => {
    // Five hours at one a second and 30 ms on Tuesday, the rest on Wednesday from nine.
    const { last, end, bound } = asked(20_000, { maxConcurrentCalls: 1000, window: weekdays });
    expect(new Date(last!).toISOString()).toMatch(/^2026-12-02T09:4[34]/);
    expect(end! - last!).toBeLessThan(10 * MINUTE);
    expect(bound).toBe('hours');
  });

  it('never claims an end at an hour at which nobody may be called', () => {
    for (const count of [17_400, 17_470, 17_474, 17_476, 17_480, 17_500]) {
      const { end } = asked(count, { maxConcurrentCalls: 1000, window: weekdays });
      expect(
        makeHours().isOpen({ window: weekdays }, 'UTC', end!, 0),
        `${count} end ${new Date(end!).toISOString()}`,
      ).toBe(true);
    }
  });

  it('waits for the zone that opens last', () => {
    const { first, last } = asked(2, { window: weekdays }, {}, ['UTC', 'America/Los_Angeles']);
    expect(first).toBe(NOON);
    expect(Math.round(minutes(last))).toBe(5 * 60);
  });

  it('a window of one zone is the same for everybody', () => {
    const window = { ...weekdays, timezone: 'America/Los_Angeles' };
    expect(Math.round(minutes(asked(2, { window }, {}, ['UTC', 'Asia/Tokyo']).first))).toBe(5 * 60);
  });

  it('says why there is no end', () => {
    expect(asked(5, { window: { ...weekdays, days: [] } })).toMatchObject({
      ...{ first: null, last: null, end: null, noEnd: 'never_open', neverOpen: 5, calls: 0 },
    });
    expect(asked(0, {})).toMatchObject({ first: null, end: null, noEnd: 'nobody_left', dialing: 0 });
    const slow = makePlan().lines.map((line) => ({ ...line, callsPerSecond: 0.0001 }));
    expect(asked(50_000, { lines: slow })).toMatchObject({ end: null, noEnd: 'too_far', first: NOON });
  });

  it('an end of its own cuts off whom it comes before', () => {
    const { end, cutOff } = asked(1000, { maxConcurrentCalls: 1000, endAt: NOON + 10 * MINUTE });
    expect(cutOff).toBeGreaterThan(410);
    expect(cutOff).toBeLessThan(425);
    expect(minutes(end)).toBeLessThan(20);
  });

  it('begins at its start, not before the provider said, and after a pause', () => {
    expect(asked(5, { startAt: NOON + HOUR }).first).toBe(NOON + HOUR);
    expect(asked(5, {}, { notBefore: NOON + 2 * HOUR }).first).toBe(NOON + 2 * HOUR);
  });

  it('a limit ends it, and another campaign takes its share', () => {
    const limited = asked(600, { maxConcurrentCalls: 1000 }, { limit: 60 });
    expect(limited.calls).toBe(60);
    expect(minutes(limited.last)).toBeCloseTo(1, 1);
    const shared = asked(600, { maxConcurrentCalls: 1000 }, { share: 0.5 });
    expect(minutes(shared.last)).toBeCloseTo(20.6, 1);
  });

  it('the last calls on the phone have an end too', () => {
    const { first, end } = asked(0, {}, { open: 3 });
    expect(first).toBeNull();
    expect(minutes(end)).toBeGreaterThan(0);
    expect(minutes(end)).toBeLessThan(10);
  });

  it('whoever waits for another try is called then, and not thrice more', () => {
    const later = { place: 'UTC', count: 10, from: NOON + HOUR, to: NOON + HOUR };
    const plan = makePlan({ retry: { maxAttempts: 2, after: { no_answer: 2 * HOUR } } });
    const told = estimate(plan, { waiting: { groups: [later], triedBefore: 10 }, open: 0 }, NOON, makeHours());
    expect(told).toMatchObject({ calls: 10, noEnd: null });
    expect(minutes(told.first)).toBeCloseTo(60, 0);
  });

  it('how many tries they had is learned from the newest calls', () => {
    const state = {
      is: 'ended',
      callId: call(1),
      disposition: 'busy',
      startedAt: null,
      endedAt: NOON,
      endReason: null,
    } as const;
    const seen = ['a', 'b', 'c'].flatMap((contact) =>
      [2, 1].map((seq) => makeAttempt({ contact: contact as never, seq, sendAt: NOON - 20 * SECOND, state })),
    );
    const waiting = { groups: [{ place: 'UTC', count: 3, from: NOON + MINUTE, to: NOON + MINUTE }], triedBefore: 3 };
    const plan = makePlan({ retry: { maxAttempts: 3, after: { busy: MINUTE } } });
    // Each had two: one more, and no fourth.
    expect(estimate(plan, { waiting, open: 0, seen }, NOON, makeHours()).calls).toBe(3);
  });

  it('several as one: from the first call to the last end, and no end where one has none', () => {
    const a = asked(60, { maxConcurrentCalls: 1000 });
    const b = asked(5, { startAt: NOON + HOUR });
    const none = asked(0, {});
    expect(together([b, a, none])).toMatchObject({ first: NOON, end: b.end, noEnd: null, calls: 65 });
    expect(together([a, asked(5, { window: { ...weekdays, days: [] } })])).toMatchObject({
      end: null,
      noEnd: 'never_open',
    });
    expect(together([])).toMatchObject({ end: null, noEnd: 'nobody_left' });
  });
});

describe('thresholds', () => {
  const report = (rows: number, rejected: number, top: number): LoadReport =>
    ({ rows, rejected, list: 'a.csv', topNumber: { rows: top, share: top / rows } }) as LoadReport;
  it.each([
    [100, 20, 20, []],
    [100, 21, 1, ['too_many_rejected']],
    [100, 0, 21, ['one_number']],
    [5, 1, 1, []],
    [5, 2, 1, ['too_many_rejected']],
    [5, 0, 2, ['one_number']],
    [4, 4, 4, ['too_many_rejected', 'one_number']],
  ])('%d rows, %d rejected, one number in %d: %j', (rows, rejected, top, codes) => {
    expect(tooManyRejected(report(rows, rejected, top)).map(({ code }) => code)).toEqual(codes);
  });
});

it('thirty codes are not a sentence', () => {
  expect(
    codesWords([
      ['busy', 1],
      ['toll_free', 3],
    ]),
  ).toBe('3 toll free, 1 busy');
  const many = Array.from({ length: 9 }, (_, n) => [`c_${n}`, 9 - n] as const);
  expect(codesWords(many)).toBe('9 c 0, 8 c 1, 7 c 2, 6 c 3, 5 c 4, and 4 kinds more');
});
