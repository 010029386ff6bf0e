/** Cells of the files that are written: no spreadsheet runs one, and whoever reads them gets what was there. */
import { describe, expect, it } from 'vitest';
import { csvLine, defuse, undoDefuse } from '../../src/model/csv-line.ts';

describe('a cell that a spreadsheet could run', () => {
  it.each([
    '=1+1',
    '+cmd|x',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    '-',
    "'=1",
    "''=1",
  ])('%j has an apostrophe more, which is taken off again', (cell) => {
    expect(defuse(cell)).toBe(`'${cell}`);
    expect(undoDefuse(`'${cell}`)).toBe(cell);
  });

  it.each([
    '+14155550101',
    '-5',
    '-5.25',
    '+3,50',
    '-1.25e3',
    '+12E10',
    '+1e+50',
    '-1e-5',
    "O'Neil",
    "'quoted'",
    '',
    ' =1',
    '1+1',
    'a=1',
  ])('%j is none: it stays, both ways', (cell) => {
    expect(defuse(cell)).toBe(cell);
    expect(undoDefuse(cell)).toBe(cell);
  });

  it.each(['-5x', '-5.', '-.5', '-5.2.5', '+1e', '-1ex', '+1,5e3', '--5', '-5 ', "-5'"])(
    '%j only looks like a number',
    (cell) => {
      expect(defuse(cell)).toBe(`'${cell}`);
    },
  );

  it('that its owner wrote with an apostrophe keeps theirs; a cell without one loses nothing', () => {
    expect(undoDefuse('=1+1')).toBe('=1+1');
    expect(undoDefuse(defuse("'=1+1"))).toBe("'=1+1");
  });
});

describe('a line', () => {
  it.each([
    ['plain', 'plain'],
    ['in the middle of a line', 'in the middle of a line'],
    ['a,b', '"a,b"'],
    ['a;b', '"a;b"'],
    ['a|b', '"a|b"'],
    ['a\tb', '"a\tb"'],
    ['a\nb', '"a\nb"'],
    ['a\rb', '"a\rb"'],
    ['say "what"', '"say ""what"""'],
    [' before', '" before"'],
    ['after ', '"after "'],
    ['', ''],
  ])('quotes %j where it must', (cell, written) => {
    expect(csvLine(['x', cell])).toBe(`x,${written}\r\n`);
  });

  it('of one empty cell is no blank line', () => {
    expect(csvLine([''])).toBe('""\r\n');
    expect(csvLine(['', ''])).toBe(',\r\n');
    expect(csvLine(['x'])).toBe('x\r\n');
  });
});
