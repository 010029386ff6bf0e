import type { LoadReport } from '../../src/model/load-report.ts';
import { describe, expect, it } from 'vitest';
import { tooManyRejected } from '../../src/app/campaign/thresholds.ts';
import type { Window } from '../../src/model/dial-options.ts';
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { estimate, USUAL_CALL } from '../../src/report/estimate.ts';
import { codesWords } from '../../src/report/words.ts';
import { aCampaign } from './support.ts';

const { plan } = aCampaign();
const NOON = Date.parse('2026-12-01T12:00:00Z');
const weekdays: Window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 9 * 60, to: 17 * 60, timezone: 'contact' };

describe('estimate', () => {
  it('is bound by the pace or by the slots, and says by which', () => {
    const slow = estimate({ ...plan, maxConcurrentCalls: 100 }, 600, [], NOON, makeHours());
    expect(slow).toMatchObject({
      bound: 'calls_per_second',
      dialing: 10 * MINUTE,
      first: NOON,
      last: NOON + 10 * MINUTE + USUAL_CALL,
    });
    const few = estimate({ ...plan, maxConcurrentCalls: 1 }, 600, [], NOON, makeHours());
    expect(few).toMatchObject({ bound: 'max_concurrent_calls', dialing: 600 * USUAL_CALL });
  });

  it('goes on the next day when the window closes', () => {
    const twelveHours = { ...plan, maxConcurrentCalls: 1000, window: weekdays };
    const { first, last } = estimate(twelveHours, (12 * HOUR) / SECOND, ['UTC'], NOON, makeHours());
    expect(first).toBe(NOON);
    // Five hours on Tuesday less the ringing at its end, seven and a bit on Wednesday.
    expect(last).toBeGreaterThan(Date.parse('2026-12-02T16:00:00Z'));
    expect(last).toBeLessThan(Date.parse('2026-12-02T16:05:00Z'));
  });

  it('waits for the zone that opens last', () => {
    const { first, last } = estimate(
      { ...plan, window: weekdays },
      2,
      ['UTC', 'America/Los_Angeles'],
      NOON,
      makeHours(),
    );
    expect(first).toBe(NOON);
    expect(last).toBe(Date.parse('2026-12-01T17:00:00Z') + USUAL_CALL);
  });

  it('says that it never opens, and ends', () => {
    const never: Window = { ...weekdays, from: 9 * 60, to: 9 * 60 + 1 };
    expect(estimate({ ...plan, window: { ...never, days: [] } }, 5, ['UTC'], NOON, makeHours())).toMatchObject({
      first: null,
      last: null,
    });
    expect(
      estimate({ ...plan, window: never, ringingTimeoutSeconds: 30 }, 5000, ['UTC'], NOON, makeHours()).first,
    ).not.toBeNull();
  });

  it('nobody to dial takes no time', () => {
    expect(estimate(plan, 0, [], NOON, makeHours())).toMatchObject({ dialing: 0, first: null, last: null });
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
