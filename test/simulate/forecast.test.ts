import { describe, expect, it } from 'vitest';
import { LIST_PRICES } from '../../src/model/prices.ts';
import type { LineId } from '../../src/model/ids.ts';
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts';
import { hourChart } from '../../src/report/sim-chart.ts';
import { costOf } from '../../src/report/sim-cost.ts';
import { dialRows } from '../../src/report/sim-dials.ts';
import type { Dial, Played } from '../../src/report/sim-types.ts';
import { forecastJson, forecastOf } from '../../src/report/simulation.ts';
import { makeLine, makePlan } from '../support/fixtures.ts';
import { MONDAY } from './people.ts';

const dial = (over: Partial<Dial> = {}): Dial => ({
  at: MONDAY,
  endedAt: MONDAY + MINUTE,
  to: '+14155550101',
  attempt: 1,
  line: 'ap_1' as LineId,
  zone: 'America/New_York',
  endReason: 'client_hangup',
  talked: MINUTE,
  ...over,
});
const played = (over: Partial<Played> = {}): Played => ({
  seed: 1,
  start: MONDAY,
  end: { is: 'finished', needsReview: 0 },
  endedAt: MONDAY + HOUR,
  dials: [dial()],
  spent: { hours: 0, slots: 30, calls_per_second: 10, retry_delays: 0, last_calls: 500 },
  counts: { dispositions: { answered: 1 } } as Played['counts'],
  ...over,
});

describe('a forecast', () => {
  it('says when half and nine of ten of the seeds have ended', () => {
    const all = Array.from({ length: 20 }, (_, n) => played({ endedAt: MONDAY + (20 - n) * HOUR }));
    const { ends } = forecastOf(all, makePlan(), 1, LIST_PRICES);
    expect(ends).toEqual({ p50: MONDAY + 10 * HOUR, p90: MONDAY + 18 * HOUR });
  });

  it('knows no end when some seeds never end', () => {
    const never = played({ end: null });
    const { ends, complete } = forecastOf([played(), played(), never], makePlan(), 1, LIST_PRICES);
    expect(ends).toEqual({ p50: MONDAY + HOUR, p90: null });
    expect(complete).toBe(false);
  });

  it('divides the waiting among the limits, and leaves the last calls out', () => {
    const { shares, binds, bindsInHours } = forecastOf(
      [played({ spent: { hours: 60, slots: 30, calls_per_second: 10, retry_delays: 0, last_calls: 500 } })],
      makePlan(),
      1,
      LIST_PRICES,
    );
    expect(shares).toEqual({ hours: 0.6, slots: 0.3, calls_per_second: 0.1, retry_delays: 0 });
    expect([binds, bindsInHours]).toEqual(['hours', 'slots']);
  });

  it('counts who is never dialed', () => {
    const forecast = forecastOf([played()], makePlan(), 5, LIST_PRICES);
    expect(forecast.neverDialed).toBe(4);
    expect(forecast.complete).toBe(false);
    expect(forecastJson(forecast, played())).toMatchObject({
      expected: { answered: 1, never_dialed: 4 },
      ends_at: { p50: '2026-11-30T15:00:00.000Z' },
      dials_an_hour: [{ at: '2026-11-30T14:00:00.000Z', dials: 1 }],
    });
  });
});

describe('the cost', () => {
  it('is by the minute of connected calls, agent and line', () => {
    const dials = [dial({ talked: 90_000 }), dial({ talked: 0 })];
    expect(costOf(dials, [makeLine()], LIST_PRICES)).toEqual({ usd: 1.5 * 0.074, minutes: 1.5, unpriced: [] });
  });

  it('names the carriers whose price it does not know', () => {
    const { usd, unpriced } = costOf([dial()], [makeLine({ provider: 'twilio' })], LIST_PRICES);
    expect(usd).toBeCloseTo(0.06);
    expect(unpriced).toEqual(['twilio']);
  });
});

describe('the file of dials', () => {
  it('tells the hour where the contact is, before and after the clocks change', () => {
    const rows = [...dialRows([dial(), dial({ at: Date.UTC(2026, 9, 31, 14), zone: 'Asia/Kolkata' })])];
    expect(rows).toEqual([
      'at,to_number,attempt,from_number_id,timezone,local_time',
      '2026-11-30T14:00:00.000Z,+14155550101,1,ap_1,America/New_York,2026-11-30T09:00:00-05:00',
      '2026-10-31T14:00:00.000Z,+14155550101,1,ap_1,Asia/Kolkata,2026-10-31T19:30:00+05:30',
    ]);
    expect([...dialRows([dial({ zone: 'UTC' })])][1]).toMatch(/T14:00:00\+00:00$/);
  });
});

describe('the chart', () => {
  it('has a line a day and a character an hour, the fullest hour being the tallest', () => {
    const starts = [...Array<number>(8).fill(MONDAY), MONDAY + HOUR, MONDAY + DAY];
    expect(hourChart(starts, 'America/New_York')).toEqual([
      '            0     6     12    18       most in an hour: 8',
      'Mon 30 Nov  ·········█▁·············        9',
      'Tue 1 Dec   ·········▁··············        1',
    ]);
  });

  it('shows two weeks and says how many days more', () => {
    const starts = Array.from({ length: 20 }, (_, day) => MONDAY + day * DAY);
    expect(hourChart(starts, 'UTC').at(-1)).toBe('and 6 days more');
  });
});
