/** Masks: no way of writing a number gets through, and what is no number stays readable. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskNumber, maskText } from '../../src/report/mask.ts';

describe('a number inside a text is masked', () => {
  it.each([
    ['+14155550101 is busy', '+1415•••0101 is busy'],
    ['555-0101', '55•••01'],
    ['5550101', '55•••01'],
    ['(415) 555 - 0101', '41•••01'],
    ['+1 (415) 555-0101', '+1415•••0101'],
    ['415/555/0101', '41•••01'],
    ['415.555.0101.', '41•••01.'],
    ['415\u00a0555\u202f0101', '41•••01'],
    ['415\u2010555\u20110101', '41•••01'],
    ['415–555—0101', '41•••01'],
    ['415\u2212555\u22120101', '41•••01'],
    ['\u202a+1 415 555 0101\u202c', '\u202a+1415•••0101\u202c'],
    ['415\u200b555\u200e0101', '41•••01'],
    ['+49 30 5550 0101', '+4930•••0101'],
    ['20 26 55 01 01', '20•••01'],
    ['4 1 5 5 5 5 0 1 0 1', '41•••01'],
    ['415_555_0101', '41•••01'],
    ['415~555~0101', '41•••01'],
    ["415'555’0101", '41•••01'],
    ['415*555•0101', '41•••01'],
    ['４１５５５５０１０１', '•••'],
    ['٤١٥ ٥٥٥ ٠١٠١', '•••'],
    ['४१५५५५०१०१', '•••'],
    ['tel:4155550101;', 'tel:41•••01;'],
    ['to=4155550101,from=4155550102', 'to=41•••01,from=41•••02'],
    ['"4155550101"', '"41•••01"'],
    ['415 555 0101x22', '41•••01x22'],
    ['4155550101 x22', '41•••01 x22'],
    ['2026-11-22-4155', '2026•••4155'],
    ['1415555010112345678', '1415•••5678'],
    ['call 4.1.5.5) 550101 now', 'call 41•••01 now'],
    ['call 41 5.5.5.5 0101 now', 'call 41•••01 now'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it('whatever stands between its digits', () => {
    const between = fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u2013', ') ', '/', ' - ', '\u200e');
    fc.assert(
      fc.property(fc.array(between, { minLength: 9, maxLength: 9 }), (gaps) => {
        const text = [...'4155550101'].map((digit, at) => digit + (gaps[at] ?? '')).join('');
        expect(maskText(`call ${text} now`)).toBe('call 41•••01 now');
      }),
    );
  });
});

describe('what is no number stays', () => {
  it.each([
    'od1.k3x9.reminders.0123456789abcdefghjk.12',
    'od1.k3x9.spring-20261122.0123456789abcdefghjk.1234567',
    '0123456789abcdefghjk',
    '2026-11-22T12:00:00.000Z',
    '2026-11-22T12:00:00.123456+01:00',
    '2026-11-22 12:00:00',
    'from 2026-11-22 to 2026-12-01',
    '12:00:00.000000',
    'spring-20261122',
    '5f0c9a5e-1234-4567-8901-123456789012',
    '12345678-1234-4567-8901-123456789012',
    'ac_14155550101x',
    'ac_1-4155550101',
    'agent_12345678',
    '127.0.0.1:5432',
    '192.168.100.200',
    'row 17 of 100000',
    '8/8 slots, 20/20 calls, 3 - 4',
    'rows 1, 2, 3, 4, 5, 6, 7, 8',
    'file:///app/dist/cli/main.js:123:45',
  ])('%s', (text) => {
    expect(maskText(text)).toBe(text);
  });
});

it('a mask never gives a number away', () => {
  expect(maskNumber('+14155550101')).toBe('+1415•••0101');
  expect(maskNumber('123456')).toBe('1•••6');
  expect(maskNumber('1234')).toBe('•••');
  expect(maskNumber('Ada at home')).toBe('•••');
});

it('takes no longer for a long text than its length', () => {
  for (const unit of ['1', '1 ', '- ', '1.', '(', '1-', 'od1.', '2026-', '٤']) {
    expect(maskText(unit.repeat(100_000)).length).toBeGreaterThan(0);
  }
});
