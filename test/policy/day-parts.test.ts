/** Another part of the day: in one zone and two, over changes of the clocks, and what happens where there is none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEEKDAYS, type Weekday, type Window } from '../../src/model/dial-options.ts';
import { DAY, HOUR, MINUTE, parseInstant, type Instant } from '../../src/model/time.ts';
import { makeDayParts } from '../../src/policy/day-parts.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { placeHours } from '../../src/policy/may-dial.ts';
import { makePlan } from '../support/fixtures.ts';

const at = (text: string): Instant => parseInstant(text) ?? NaN;
const NY = 'America/New_York';
const BOTH = 'America/Los_Angeles,America/New_York';
const window = (from: number, to: number, days: readonly Weekday[] = WEEKDAYS): Window => ({
  days: [...days],
  from: from * 60,
  to: to * 60,
  timezone: 'contact',
});
const retry = { maxAttempts: 3, after: { no_answer: 2 * HOUR } };
const another = (
  place: string,
  last: string,
  from: string,
  plan: Parameters<typeof makePlan>[0] = {},
): string | null => {
  const parts = makeDayParts(makeHours());
  const found = parts.another(makePlan({ window: window(9, 20), retry, ...plan }), place, at(last), at(from));
  return found === null ? null : new Date(found).toISOString();
};

describe('the next try', () => {
  it.each<[string, string, string, string, string | null]>([
    [
      'of a morning is at noon',
      NY,
      '2026-12-01T09:10:00-05:00',
      '2026-12-01T11:10:00-05:00',
      '2026-12-01T17:00:00.000Z',
    ],
    [
      'of a noon that is another part already',
      NY,
      '2026-12-01T11:50:00-05:00',
      '2026-12-01T13:50:00-05:00',
      '2026-12-01T18:50:00.000Z',
    ],
    [
      'of an evening is the next morning',
      NY,
      '2026-12-01T17:30:00-05:00',
      '2026-12-01T19:30:00-05:00',
      '2026-12-02T14:00:00.000Z',
    ],
    [
      'of a morning, a day later, is not the morning again',
      NY,
      '2026-12-01T09:10:00-05:00',
      '2026-12-02T09:10:00-05:00',
      '2026-12-02T17:00:00.000Z',
    ],
    // 15:00 in New York is noon in Los Angeles: both move on at 14:00 there, which is 17:00 here.
    [
      'of somebody in two zones is in another part in both',
      BOTH,
      '2026-12-01T15:00:00-05:00',
      '2026-12-01T16:00:00-05:00',
      '2026-12-01T22:00:00.000Z',
    ],
  ])('%s', (_, place, last, from, expected) => {
    expect(another(place, last, from)).toBe(expected);
  });

  it('by borders that were given', () => {
    const own = { retry: { ...retry, dayParts: [10 * 60] } };
    expect(another(NY, '2026-12-01T09:10:00-05:00', '2026-12-01T09:20:00-05:00', own)).toBe('2026-12-01T15:00:00.000Z');
    expect(another(NY, '2026-12-01T11:00:00-05:00', '2026-12-01T13:00:00-05:00', own)).toBe('2026-12-02T14:00:00.000Z');
  });

  it('is nowhere where no other part is open, or none before the end', () => {
    expect(another(NY, '2026-12-01T09:10:00-05:00', '2026-12-01T10:10:00-05:00', { window: window(9, 12) })).toBeNull();
    const endAt = at('2026-12-01T12:00:00-05:00');
    expect(another(NY, '2026-12-01T09:10:00-05:00', '2026-12-01T10:10:00-05:00', { endAt })).toBeNull();
    expect(another('', '2026-12-01T09:10:00-05:00', '2026-12-01T10:10:00-05:00', { window: null })).toBe(
      '2026-12-01T15:10:00.000Z',
    );
  });

  it('at any hour, where there is no window', () => {
    expect(another(NY, '2026-12-01T17:30:00-05:00', '2026-12-01T19:30:00-05:00', { window: null })).toBe(
      '2026-12-02T05:00:00.000Z',
    );
  });
});

it('is open, in another part in every zone, and the first such minute: against a scan, over the changes of the clocks', () => {
  const hours = makeHours();
  const parts = makeDayParts(hours);
  const part = (zone: string, instant: Instant): number => {
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const [hour = 0, minute = 0] = clock.format(instant).split(':').map(Number);
    return [12, 14, 17].filter((border) => border * 60 <= hour * 60 + minute).length;
  };
  const changes = ['2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z', '2027-03-28T01:00:00Z'].map(at);
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -1500, max: 1500 }))
    .map(([of, n]) => of + n * MINUTE);
  const places = fc.constantFrom(NY, BOTH, 'Europe/London', 'Australia/Lord_Howe', 'America/Chicago,Europe/Berlin');
  const windows = fc.constantFrom(window(9, 20), window(0, 24), window(11, 15), window(9, 20, ['mon', 'thu']));
  fc.assert(
    fc.property(near, fc.integer({ min: 0, max: 600 }), places, windows, (last, wait, place, its) => {
      const plan = makePlan({ window: its, retry });
      const from = last + wait * MINUTE;
      const found = parts.another(plan, place, last, from);
      const open = placeHours(plan, hours);
      const fits = (instant: Instant): boolean =>
        open.isOpen(place, instant) && place.split(',').every((zone) => part(zone, instant) !== part(zone, last));
      const limit = Math.min(found ?? Infinity, from + 2 * DAY);
      let first: Instant | null = null;
      for (let instant = from; instant <= limit && first === null; instant += MINUTE)
        if (fits(instant)) first = instant;
      if (first !== null || (found !== null && found <= limit)) expect(found).toBe(first);
    }),
    { numRuns: 60 },
  );
});
