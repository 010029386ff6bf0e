/** Firings on nights on which the clocks change, against a scan of every minute. */
import { describe, expect, it } from 'vitest';
import { lastFiring, nextFiring, readEvery, type Every } from '../../src/model/recurring.ts';
import { DAY, formatInstant, HOUR, MINUTE, parseInstant, type Instant } from '../../src/model/time.ts';
import { wallIn } from '../../src/model/zone-time.ts';

const at = (text: string): Instant => parseInstant(text) ?? NaN;
const every = (text: string): Every => readEvery(text) ?? expect.fail(`${text} is not read`);

describe('what is read', () => {
  it.each([
    ['weekday 09:00', { is: 'days', days: ['mon', 'tue', 'wed', 'thu', 'fri'], ofDay: 9 * HOUR }],
    ['mon,wed 14:30', { is: 'days', days: ['mon', 'wed'], ofDay: 14 * HOUR + 30 * MINUTE }],
    ['Day 8:00', { is: 'days', days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], ofDay: 8 * HOUR }],
    ['hour', { is: 'hour' }],
  ])('%s', (text, expected) => expect(readEvery(text)).toEqual(expected));

  it.each(['weekday 25:00', 'day 09:60', 'day', '09:00', 'mon,xyz 09:00', 'mon,mon 09:00', '', 'day 9', 'month 09:00'])(
    'not %s',
    (text) => expect(readEvery(text)).toBeUndefined(),
  );
});

describe('a night on which the clocks change', () => {
  it.each([
    // A time that does not exist: the next minute that does.
    ['day 02:30', 'America/New_York', '2027-03-14T05:00:00Z', '2027-03-14T07:00:00.000Z', '2027-03-14'],
    ['day 02:30', 'Europe/Berlin', '2027-03-28T00:00:00Z', '2027-03-28T01:00:00.000Z', '2027-03-28'],
    // Half an hour only.
    ['day 02:15', 'Australia/Lord_Howe', '2027-10-02T13:00:00Z', '2027-10-02T15:30:00.000Z', '2027-10-03'],
    // At midnight itself: the day begins at one.
    ['day 00:30', 'Africa/Cairo', '2027-04-29T12:00:00Z', '2027-04-29T22:00:00.000Z', '2027-04-30'],
    // Twice: the first, and once.
    ['day 01:30', 'America/New_York', '2027-11-07T04:00:00Z', '2027-11-07T05:30:00.000Z', '2027-11-07'],
    ['day 01:30', 'America/New_York', '2027-11-07T05:30:00Z', '2027-11-08T06:30:00.000Z', '2027-11-08'],
    ['weekday 09:00', 'America/New_York', '2026-11-27T15:00:00Z', '2026-11-30T14:00:00.000Z', '2026-11-30'],
    ['hour', 'America/New_York', '2027-11-07T05:00:00Z', '2027-11-07T07:00:00.000Z', '2027-11-07-0200'],
    ['hour', 'Asia/Kolkata', '2026-12-01T00:00:00Z', '2026-12-01T00:30:00.000Z', '2026-12-01-0600'],
  ])('%s in %s after %s', (text, zone, after, expected, name) => {
    const next = nextFiring(every(text), zone, at(after));
    expect([formatInstant(next.at), next.name]).toEqual([expected, name]);
    expect(lastFiring(every(text), zone, next.at)).toEqual(next);
  });
});

describe('against a scan of every minute', () => {
  const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns'];
  for (const zone of zones) {
    it(zone, () => {
      const rule = every('day 01:30');
      const from = at('2027-10-30T00:00:00Z');
      const found: Instant[] = [];
      for (let next = nextFiring(rule, zone, from); next.at < from + 12 * DAY; next = nextFiring(rule, zone, next.at))
        found.push(next.at);
      const scanned = new Map<number, Instant>();
      for (let minute = from + MINUTE; minute < from + 12 * DAY; minute += MINUTE) {
        const wall = wallIn(zone, minute);
        const day = Math.floor(wall / DAY);
        if (wall - day * DAY === 90 * MINUTE && !scanned.has(day)) scanned.set(day, minute);
      }
      expect(found).toEqual([...scanned.values()]);
    });
  }
});

it('of what was missed only the last is due', () => {
  const last = lastFiring(every('weekday 09:00'), 'UTC', at('2026-11-29T12:00:00Z'));
  expect(last).toEqual({ at: at('2026-11-27T09:00:00Z'), name: '2026-11-27' });
  expect(lastFiring(every('mon 09:00'), 'UTC', at('2026-11-30T08:59:59Z'))?.name).toBe('2026-11-23');
});
