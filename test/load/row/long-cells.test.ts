/** Cells and headers as long as they may be cost time in proportion: no pattern goes over one again and again. */
import { expect, test } from 'vitest';
import { findHeader } from '../../../src/load/list/find-header.ts';
import { isPhoneLike } from '../../../src/load/row/mapping.ts';
import { numberTrouble } from '../../../src/load/row/sayable-numbers.ts';
import { meaningOf } from '../../../src/load/row/sayable-headers.ts';
import { secrecyOf } from '../../../src/load/row/sensitive-columns.ts';
import { sureSigns } from '../../../src/load/row/sensitive-values.ts';
import { variablesOf } from '../../../src/load/row/variable-values.ts';

const PLAN = { leave: [{ name: 'notes', column: 'Notes' }], withheld: [] };
const RUNS = [...'1.,- <#a@(&{["\'=%_:/', '1 ', '1.', 'a ', '<b>', '<a b=', '&a', 'a@', '[{', '\n', 'Ã'];

/** The least of three runs: what other programs on the machine took is nobody's fault here. */
function milliseconds(work: () => unknown): number {
  const times = [0, 1, 2].map(() => {
    const begun = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

// Going over 19,000 characters again from each of them takes most of a second and more.
test.each(RUNS)('a long run of %j, as a cell and as a header', (piece) => {
  for (const end of ['', '!']) {
    const text = piece.repeat(19_000 / piece.length) + end;
    expect(milliseconds(() => variablesOf({ row: 2, cells: { Notes: text }, issues: [] }, PLAN))).toBeLessThan(500);
    expect(milliseconds(() => sureSigns(text, { country: 'US' }))).toBeLessThan(500);
    expect(
      milliseconds(() =>
        findHeader([
          [text, 'Phone'],
          ['Name', 'Phone'],
        ]),
      ),
    ).toBeLessThan(500);
    expect(milliseconds(() => secrecyOf(text))).toBeLessThan(500);
  }
});

test('what is said of numbers and of names of columns is the same', () => {
  const meaning = meaningOf('Notes');
  expect(numberTrouble('123.0', meaning)).toEqual({ is: 'decimal', text: '123' });
  expect(numberTrouble('-1234.0', meaning)).toEqual({ is: 'decimal', text: '-1234' });
  expect(numberTrouble('.30000000000000004', meaning)).toEqual({ is: 'noise', text: '0.3' });
  for (const text of ['12.', '1.2.3', '12-', '', '.', '-']) expect(numberTrouble(text, meaning)).toBeNull();
  expect(isPhoneLike('  What is  your phone number\n(where we can reach you)? ')).toBe(
    isPhoneLike('What is your phone number (where we can reach you)?'),
  );
  expect(isPhoneLike('Best   number to\treach you')).toBe(isPhoneLike('Best number to reach you'));
  expect(isPhoneLike('Phone\n(mobile)')).toBe(true);
});
