/** Numbers, dates and formats of workbooks: every digit that is somebody's, dates by the calendar, zeros that only a format knows. */
import { describe, expect, it } from 'vitest';
import { elapsedText, isoText, momentText } from '../../../src/load/list/workbook/dates.ts';
import { builtInFormat, formatOf, type Format } from '../../../src/load/list/workbook/number-format.ts';
import { digitsOf } from '../../../src/load/list/workbook/numbers.ts';
import { columnName, columnOf } from '../../../src/load/list/workbook/sheet-row.ts';

describe('numbers', () => {
  it.each([
    ['14155550101', '14155550101'],
    ['1.4155550101E10', '14155550101'],
    ['1.4155550101e+10', '14155550101'],
    ['1.4155550101000000E10', '14155550101'],
    ['14155550101.0', '14155550101'],
    ['1.23456789012345678E17', '123456789012345678'],
    ['12345678901234567', '12345678901234567'],
    ['1E22', '10000000000000000000000'],
    ['0.30000000000000004', '0.3'],
    ['-0.30000000000000004', '-0.3'],
    ['19.989999999999998', '19.99'],
    ['14155550101.000002', '14155550101'],
    ['1.0000000000000001E-5', '0.00001'],
    ['5.0E-2', '0.05'],
    ['0', '0'],
    ['-0', '0'],
    ['-12.50', '-12.5'],
    ['.5', '0.5'],
    ['+7', '7'],
    ['  42 ', '42'],
    // What is no number is left to whoever reads the cell.
    ['abc', 'abc'],
    ['1E9999', '1E9999'],
    ['.', '.'],
    ['1,5', '1,5'],
  ])('%s is %s', (stored, shown) => {
    expect(digitsOf(stored)).toBe(shown);
  });
});

describe('formats', () => {
  const kind = (format: Format): string => {
    if (format.is === 'moment') return `${format.date ? 'date' : ''}${format.time ? 'time' : ''}`;
    return format.is === 'zeros' ? `zeros ${format.width}` : format.is;
  };
  it.each([
    ['General', 'number'],
    ['0', 'number'],
    ['#,##0.00', 'number'],
    ['@', 'number'],
    ['0%', 'number'],
    ['0.00E+00', 'number'],
    ['"$"#,##0.00_);[Red]\\("$"#,##0.00\\)', 'number'],
    ['[$-407]#,##0.00\\ [$€-407]', 'number'],
    ['#,##0 "days"', 'number'],
    ['0.00 USD', 'number'],
    ['Standard', 'number'],
    ['[Red]0;[Blue]0', 'number'],
    ['# ?/?', 'number'],
    ['00000', 'zeros 5'],
    ['00000\\-0000', 'zeros 9'],
    ['\\(000\\)\\ 000\\-0000', 'zeros 10'],
    ['[<=9999999]###\\-####;\\(###\\)\\ ###\\-####', 'number'],
    ['0#" "##" "##" "##" "##', 'zeros 10'],
    ['yyyy-mm-dd', 'date'],
    ['m/d/yyyy', 'date'],
    ['[$-409]dddd\\,\\ mmmm\\ d\\,\\ yyyy;@', 'date'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'date'],
    ['TT.MM.JJJJ', 'date'],
    ['mmm', 'date'],
    ['mm', 'date'],
    ['h:mm', 'time'],
    ['h:mm AM/PM', 'time'],
    ['[$-409]h:mm:ss\\ AM/PM;@', 'time'],
    ['mm:ss.0', 'time'],
    ['m/d/yy h:mm', 'datetime'],
    ['mmm d, h:mm', 'datetime'],
    ['"Due "d.m.yyyy" at "hh:mm', 'datetime'],
    ['[h]:mm', 'elapsed'],
    ['[mm]:ss', 'elapsed'],
    ['[Red][h]:mm:ss', 'elapsed'],
  ])('%s is a %s', (code, expected) => {
    expect(kind(formatOf(code))).toBe(expected);
  });

  it('knows those without a code', () => {
    const ids = (expected: string): number[] =>
      Array.from({ length: 60 }, (_, id) => id).filter((id) => kind(builtInFormat(id)) === expected);
    expect(ids('date')).toEqual([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
    expect(ids('time')).toEqual([18, 19, 20, 21, 32, 33, 34, 35, 45, 47]);
    expect(ids('datetime')).toEqual([22]);
    expect(ids('elapsed')).toEqual([46]);
  });
});

describe('dates', () => {
  const as = (code: string, serial: number, date1904 = false): string => {
    const format = formatOf(code);
    if (format.is === 'elapsed') return elapsedText(serial, format);
    return format.is === 'moment' ? momentText(serial, format, date1904) : 'none';
  };
  it.each([
    ['yyyy-mm-dd', 46357, '2026-12-01'],
    ['d/m/yy', 46357.375, '2026-12-01 09:00'],
    ['m/d/yyyy h:mm', 46357.6041666667, '2026-12-01 14:30'],
    ['m/d/yyyy h:mm', 46357, '2026-12-01 00:00'],
    ['h:mm', 0.604166666666667, '14:30'],
    ['h:mm', 0.604177, '14:30:01'],
    ['h:mm:ss', 0.5, '12:00'],
    ['h:mm:ss', 0.5 + 1 / 86_400, '12:00:01'],
    // A moment that shows its time alone has its day all the same, a sum of hours has none.
    ['h:mm', 46357.375, '2026-12-01 09:00'],
    ['h:mm', 1.0625, '01:30'],
    ['m/d/yyyy h:mm', 0.375, '09:00'],
    ['yyyy-mm-dd', 1, '1900-01-01'],
    ['yyyy-mm-dd', 59, '1900-02-28'],
    ['yyyy-mm-dd', 60, '1900-02-29'],
    ['yyyy-mm-dd', 61, '1900-03-01'],
    ['yyyy-mm-dd', 2958465, '9999-12-31'],
    ['yyyy-mm-dd', 2958466, '########'],
    ['yyyy-mm-dd', -1, '########'],
    ['yyyy-mm-dd', 0, '1900-01-00'],
    // Just before midnight by the error of a float.
    ['yyyy-mm-dd', 46356.9999999999, '2026-12-01'],
    ['[h]:mm', 1.0625, '25:30'],
    ['[mm]:ss', 0.0625, '90:00'],
    ['[h]:mm', -0.5, '-12:00'],
  ])('%s of %d is %s', (code, serial, text) => {
    expect(as(code, serial)).toBe(text);
  });

  it('of 1904 are four years later', () => {
    expect(as('yyyy-mm-dd', 44895, true)).toBe('2026-12-01');
    expect(as('yyyy-mm-dd', 0, true)).toBe('1904-01-01');
    expect(as('h:mm', 0.375, true)).toBe('09:00');
    expect(as('h:mm', 1.0625, true)).toBe('01:30');
  });

  it.each([
    ['2026-12-01T14:30:00', '2026-12-01 14:30'],
    ['2026-12-01T14:30:15.123Z', '2026-12-01 14:30:15'],
    ['2026-12-01T00:00:00', '2026-12-01'],
    ['2026-12-01', '2026-12-01'],
    ['14:30:00', '14:30'],
    ['next week', 'next week'],
  ])('written out as %s is %s', (stored, text) => {
    expect(isoText(stored)).toBe(text);
  });
});

it('names columns as a sheet does', () => {
  const names = ['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA', 'XFD'];
  expect(names.map((name) => columnOf(`${name}7`))).toEqual([0, 25, 26, 51, 52, 701, 702, 16_383]);
  expect(names.map((_, at) => columnName([0, 25, 26, 51, 52, 701, 702, 16_383][at] ?? -1))).toEqual(names);
  expect(columnOf('7')).toBeUndefined();
  expect(columnOf('ABCDE1')).toBeUndefined();
});
