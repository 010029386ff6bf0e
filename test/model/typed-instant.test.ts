/** Instants as people type them: what is read is what they mean, on the clock of the zone, whatever that clock does. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { formatInstant } from '../../src/model/time.ts';
import { endOfTypedDay, typedInstant, typedPast } from '../../src/model/typed-instant.ts';
import { instantOf, wallIn } from '../../src/model/zone-time.ts';

const at = (text: string): number => Date.parse(text);
const read = (text: string, now: string, zone: string): string => formatInstant(typedInstant(text, at(now), zone));

// A Wednesday, 10:00 in New York.
const NOW = '2026-12-02T15:00:00Z';
const NEW_YORK = 'America/New_York';

describe('an instant as it is typed', () => {
  it.each([
    ['2026-12-01T15:00:00-05:00', '2026-12-01T20:00:00.000Z'],
    ['2026-12-01t15:00z', '2026-12-01T15:00:00.000Z'],
    ['13:00', '2026-12-02T18:00:00.000Z'],
    [' 13:00 ', '2026-12-02T18:00:00.000Z'],
    ['at 13:00', '2026-12-02T18:00:00.000Z'],
    ['9:00', '2026-12-03T14:00:00.000Z'],
    ['09.00', '2026-12-03T14:00:00.000Z'],
    // It has begun: there is nothing left of it to wait for.
    ['10:00', '2026-12-03T15:00:00.000Z'],
    ['10:01', '2026-12-02T15:01:00.000Z'],
    ['3pm', '2026-12-02T20:00:00.000Z'],
    ['3:30 p.m.', '2026-12-02T20:30:00.000Z'],
    ['12 am', '2026-12-03T05:00:00.000Z'],
    ['12pm', '2026-12-02T17:00:00.000Z'],
    ['0:00', '2026-12-03T05:00:00.000Z'],
    ['today 18:00', '2026-12-02T23:00:00.000Z'],
    // Only what names its day can be past.
    ['today 9:00', '2026-12-02T14:00:00.000Z'],
    ['tomorrow 15:00', '2026-12-03T20:00:00.000Z'],
    ['Tomorrow at 3 PM', '2026-12-03T20:00:00.000Z'],
    ['wed 10:01', '2026-12-02T15:01:00.000Z'],
    ['wed 10:00', '2026-12-09T15:00:00.000Z'],
    ['mon 09:00', '2026-12-07T14:00:00.000Z'],
    ['tue 09:00', '2026-12-08T14:00:00.000Z'],
    ['Thursday, 09:00', '2026-12-03T14:00:00.000Z'],
    ['sun 23:59', '2026-12-07T04:59:00.000Z'],
    ['2026-12-24 15:00', '2026-12-24T20:00:00.000Z'],
    ['2026-12-24T15:00', '2026-12-24T20:00:00.000Z'],
    ['2026-01-02 15:00', '2026-01-02T20:00:00.000Z'],
  ])('%j', (text, expected) => expect(read(text, NOW, NEW_YORK)).toBe(expected));

  it.each([
    '',
    ' ',
    '9',
    '15',
    'tomorrow',
    'tomorrow 9',
    'mon',
    'noon',
    '24:00',
    '25:00',
    '12:60',
    '9:5',
    '13 pm',
    '0 am',
    '13:00 pm',
    '15:00:00',
    'tomorow 15:00',
    'm 9:00',
    'yesterdy 15:00',
    '15:00 tomorrow',
    '2h',
    '+30m',
    '30m',
    '-1:00',
    '2026-12-24',
    '2026-02-30 09:00',
    '2026-13-01 09:00',
    '2026-12-24 mon 09:00',
    '12/24 15:00',
    '2026-12-01T25:00:00Z',
    '15:00 EST',
    'NaN',
    '１５:００',
  ])('%j is none, and the forms are said', (text) => {
    const error = thrownBy(() => typedInstant(text, at(NOW), NEW_YORK));
    expect(error.problems).toMatchObject([{ code: 'bad_instant', hint: expect.stringContaining('tomorrow 15:00') }]);
    expect(error.message).toContain(`"${text}"`);
  });

  it('says which part of it is wrong', () => {
    expect(thrownBy(() => typedInstant('mon 25:00', 0, 'UTC')).message).toContain('"25:00" is no time of day');
    expect(thrownBy(() => typedInstant('mom 9:00', 0, 'UTC')).message).toContain('"mom" is neither');
    expect(thrownBy(() => typedInstant('2026-02-30 9:00', 0, 'UTC')).message).toContain('"2026-02-30" is no day');
  });
});

describe('the end of a year', () => {
  it.each([
    ['08:00', '2026-12-31T17:00:00Z', 'America/New_York', '2027-01-01T13:00:00.000Z'],
    ['tomorrow 08:00', '2026-12-31T17:00:00Z', 'America/New_York', '2027-01-01T13:00:00.000Z'],
    ['mon 08:00', '2026-12-31T17:00:00Z', 'America/New_York', '2027-01-04T13:00:00.000Z'],
    // The day is the zone's: it is the new year there already.
    ['today 08:00', '2026-12-31T17:00:00Z', 'Pacific/Kiritimati', '2026-12-31T18:00:00.000Z'],
    ['tomorrow 08:00', '2028-02-28T12:00:00Z', 'Asia/Kolkata', '2028-02-29T02:30:00.000Z'],
    ['tomorrow 08:00', '2027-02-28T12:00:00Z', 'Asia/Kathmandu', '2027-03-01T02:15:00.000Z'],
  ])('%s at %s in %s', (text, now, zone, expected) => expect(read(text, now, zone)).toBe(expected));
});

describe('the change of the clocks', () => {
  it.each([
    // 02:00 becomes 03:00.
    ['tomorrow 02:30', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-14T07:00:00.000Z'],
    ['tomorrow 01:59', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-14T06:59:00.000Z'],
    ['tomorrow 03:00', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-14T07:00:00.000Z'],
    ['tomorrow 09:00', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-14T13:00:00.000Z'],
    ['sun 02:15', '2027-03-26T12:00:00Z', 'Europe/Berlin', '2027-03-28T01:00:00.000Z'],
    // Half an hour is left out.
    ['sun 02:10', '2026-10-02T12:00:00Z', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    // 01:30 comes twice: the first.
    ['tomorrow 01:30', '2026-10-31T16:00:00Z', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['tomorrow 02:30', '2026-10-24T12:00:00Z', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['tomorrow 00:59', '2026-10-31T16:00:00Z', 'America/New_York', '2026-11-01T04:59:00.000Z'],
    ['tomorrow 02:00', '2026-10-31T16:00:00Z', 'America/New_York', '2026-11-01T07:00:00.000Z'],
    // Midnight itself is left out.
    ['2026-09-06 00:20', '2026-09-05T12:00:00Z', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    // Between the first and the second of an hour that comes twice the first has passed.
    ['01:30', '2026-11-01T06:00:00Z', 'America/New_York', '2026-11-02T06:30:00.000Z'],
  ])('%s at %s in %s', (text, now, zone, expected) => expect(read(text, now, zone)).toBe(expected));

  it('a whole day that an island left out ends with it', () => {
    expect(read('2011-12-30 12:00', '2011-12-29T00:00:00Z', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
  });

  it.each(['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca', 'UTC'])(
    'every quarter hour of two years in %s is where its clock shows it, first',
    (zone) => {
      const [from, to] = [at('2026-01-01T00:00:00Z'), at('2028-01-01T00:00:00Z')];
      for (let instant = from; instant < to; instant += 97 * 15 * 60_000) {
        const wall = wallIn(zone, instant);
        const found = instantOf(wall, zone);
        expect(wallIn(zone, found)).toBe(wall);
        expect(found).toBeLessThanOrEqual(instant);
      }
    },
  );
});

describe('an instant of the past as it is typed', () => {
  it.each([
    ['9:00', '2026-12-02T14:00:00.000Z'],
    ['18:00', '2026-12-02T23:00:00.000Z'],
    ['yesterday 9:00', '2026-12-01T14:00:00.000Z'],
    ['wed 9:00', '2026-12-02T14:00:00.000Z'],
    ['tue 9:00', '2026-12-01T14:00:00.000Z'],
    ['thu 9:00', '2026-11-26T14:00:00.000Z'],
    ['2026-11-30 9:00', '2026-11-30T14:00:00.000Z'],
    ['2026-12-01T15:00:00-05:00', '2026-12-01T20:00:00.000Z'],
  ])('%j', (text, expected) => expect(formatInstant(typedPast(text, at(NOW), NEW_YORK))).toBe(expected));
});

describe('a day as it is typed', () => {
  it('ends where the next one begins', () => {
    expect(endOfTypedDay('2027-01-31', NEW_YORK)).toBe(at('2027-02-01T05:00:00Z'));
    expect(endOfTypedDay('2026-10-31', 'Europe/Berlin')).toBe(at('2026-10-31T23:00:00Z'));
  });
  it.each(['2027-02-30', '31.01.2027', '2027-01-31 15:00', 'tomorrow', ''])('%j is none', (text) =>
    expect(endOfTypedDay(text, NEW_YORK)).toBeUndefined(),
  );
});

function thrownBy(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
