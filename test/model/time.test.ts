/** Instants and durations as text: what people write is read as they mean it, or not at all. */
import { describe, expect, it } from 'vitest';
import {
  DAY,
  formatDuration,
  formatHttpDate,
  formatInstant,
  HOUR,
  MINUTE,
  parseDuration,
  parseHttpDate,
  parseInstant,
  SECOND,
} from '../../src/model/time.ts';

describe('a duration', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['500ms', 500],
    ['90s', 90 * SECOND],
    ['15m', 15 * MINUTE],
    ['2h', 2 * HOUR],
    ['3d', 3 * DAY],
    ['1.5h', 90 * MINUTE],
    ['0.001s', 1],
    ['1.4ms', 1],
    ['123456789ms', 123_456_789],
    [' 5m ', 5 * MINUTE],
  ])('%j is read', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each([
    '',
    '5',
    's',
    '5 m',
    '-5m',
    '5w',
    '5M',
    '1.m',
    '.5m',
    '1.2345s',
    '1234567890ms',
    '5m3s',
    'x5m',
    '5mx',
    '5s5',
  ])('%j is none', (text) => expect(parseDuration(text)).toBeUndefined());

  it.each([
    [0, '0ms'],
    [999, '999ms'],
    [0.6, '1ms'],
    [SECOND, '1s'],
    [1_540, '1.5s'],
    [MINUTE - 100, '59.9s'],
    [MINUTE, '1m'],
    [90 * SECOND, '1m30s'],
    [HOUR - SECOND, '59m59s'],
    [HOUR, '1h'],
    [90 * MINUTE, '1h30m'],
    [DAY - MINUTE, '23h59m'],
    [DAY, '1d'],
    [DAY + HOUR, '1d1h'],
    [3 * DAY, '3d'],
    // Rounded before it is divided: there is no "1m60s".
    [2 * MINUTE - 400, '2m'],
  ])('%i ms is said as %j', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('an instant', () => {
  const nine = Date.UTC(2026, 11, 1, 9);
  it.each([
    '2026-12-01T09:00Z',
    '2026-12-01T09:00:00z',
    '2026-12-01t09:00:00.000Z',
    '2026-12-01 09:00:00Z',
    '2026-12-01T04:00:00-05:00',
    '2026-12-01T14:30+05:30',
    '2026-12-01T04:00:00-0500',
  ])('%j is read', (text) => expect(parseInstant(text)).toBe(nine));

  it.each([
    '2026-12-01T09:00:00',
    '2026-12-01',
    '2026-12-01T09Z',
    '12026-12-01T09:00:00Z',
    '2026-12-01T09:00:00Z!',
    '2026-12-01T09:00:00Z (about)',
    '2026-12-1T09:00:00Z',
    '2026-12-01T9:00:00Z',
    '2026-12-01T09:00:0Z',
    '2026-12-01T09:00:00.Z',
    '2026-12-01T09:00:00+5:00',
    '2026-13-01T09:00:00Z',
    '2026-02-30T09:00:00Z',
    '2026-12-01T25:00:00Z',
    '2026-12-01T24:00:00Z',
    '0000-00-00T00:00Z',
  ])('%j is none', (text) => expect(parseInstant(text)).toBeUndefined());

  it('is written in UTC to the millisecond', () => {
    expect(formatInstant(nine + 7)).toBe('2026-12-01T09:00:00.007Z');
  });
});

describe('the date of a header', () => {
  const nine = Date.UTC(2026, 11, 1, 9);
  it.each([
    'Tue, 01 Dec 2026 09:00:00 GMT',
    ' Tue, 01 Dec 2026 09:00:00 GMT ',
    'Tue Dec  1 09:00:00 2026',
    'Tuesday, 01-Dec-26 09:00:00 GMT',
  ])('%j is read', (text) => expect(parseHttpDate(text)).toBe(nine));

  it('of two digits of a day is read in the form of long ago too', () => {
    expect(parseHttpDate('Fri Dec 11 09:00:00 2026')).toBe(Date.UTC(2026, 11, 11, 9));
    for (const [day, date] of [
      ['Monday', '07'],
      ['Wednesday', '02'],
      ['Thursday', '03'],
      ['Friday', '04'],
      ['Saturday', '05'],
      ['Sunday', '06'],
    ]) {
      expect(parseHttpDate(`${day}, ${date}-Dec-26 09:00:00 GMT`)).toBe(nine + (Number(date) - 1) * DAY);
    }
  });

  it.each([
    '2026-12-01T09:00:00Z',
    '30',
    'Tue, 01 Dec 2026 09:00:00',
    'Tue, 01 Dec 2026 09:00:00 EST',
    'Tue, 1 Dec 2026 09:00:00 GMT',
    'Tue, 01 Dec 26 09:00:00 GMT',
    'Tue, 01 Xyz 2026 09:00:00 GMT',
    'On Tue, 01 Dec 2026 09:00:00 GMT',
    'Tue, 01 Dec 2026 09:00:00 GMT.',
    'Xxx, 01 Dec 2026 09:00:00 GMT',
    'Tue Dec 1 09:00:00 2026',
  ])('%j is none', (text) => expect(parseHttpDate(text)).toBeUndefined());

  it('is never earlier than the instant', () => {
    expect(formatHttpDate(nine)).toBe('Tue, 01 Dec 2026 09:00:00 GMT');
    expect(formatHttpDate(nine + 1)).toBe('Tue, 01 Dec 2026 09:00:01 GMT');
  });
});
