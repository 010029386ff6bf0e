import { describe, expect, it } from 'vitest';
import { maskNumber, maskText } from '../../src/report/mask.ts';
import { count, formatStamp, formatWhen, roughly } from '../../src/report/when.ts';
import { table } from '../../src/report/table.ts';

describe('mask', () => {
  it('hides the middle', () => {
    expect(maskNumber('+14155550101')).toBe('+1415•••0101');
    expect(maskNumber('+442071838750')).toBe('+4420•••8750');
  });
  it('never shows a short number whole', () => {
    for (const number of ['+1415555', '5550101', '12', '', '+493012345']) {
      const digits = number.replace(/\D/g, '');
      const shown = maskNumber(number).replace(/\D/g, '');
      expect(shown.length).toBeLessThan(Math.max(1, digits.length));
    }
  });
  it('finds numbers in a sentence', () => {
    expect(maskText('calling +14155550101 and +14155550102 at 12:30')).toBe(
      'calling +1415•••0101 and +1415•••0102 at 12:30',
    );
  });
});

describe('when', () => {
  const now = Date.parse('2026-12-01T09:00:00Z');
  it('says as much as is needed', () => {
    expect(formatWhen(now + 5_000, now, 'UTC')).toBe('09:00:05');
    expect(formatWhen(now + 2 * 86_400_000, now, 'UTC')).toBe('Thu 09:00');
    expect(formatWhen(now + 20 * 86_400_000, now, 'UTC')).toBe('21 Dec 09:00');
    expect(formatStamp(now, 'America/New_York')).toBe('Tue 1 Dec 04:00:00');
  });
  it('takes the day of the zone, not of UTC', () => {
    expect(formatWhen(Date.parse('2026-12-01T23:30:00Z'), now, 'Asia/Tokyo')).toBe('Wed 08:30');
  });
  it('midnight is 00:00', () => {
    expect(formatWhen(Date.parse('2026-12-01T00:00:00Z'), now, 'UTC')).toBe('00:00:00');
  });
  it.each([
    [0, '1s'],
    [59_000, '59s'],
    [100_000, '2 min'],
    [2 * 3_600_000, '2 h'],
    [119 * 60_000, '2 h'],
    [80 * 3_600_000, '3 days'],
  ])('%d ms is roughly %s', (ms, words) => expect(roughly(ms)).toBe(words));
  it('counts', () => {
    expect([count(1, 'try', 'tries'), count(2, 'try', 'tries'), count(1234, 'call')]).toEqual([
      '1 try',
      '2 tries',
      '1,234 calls',
    ]);
  });
});

it('a table lines up, numbers to the right', () => {
  expect(
    table(
      ['name', 'n'],
      [
        ['a', '5'],
        ['bcdef', '10'],
      ],
    ),
  ).toEqual(['name    n', 'a       5', 'bcdef  10']);
});
