/** What becomes of each column of a list, as a table that fits sixty characters, and for programs. Pure. */
import type { ColumnUse, MappedAs } from '../model/load-report.ts';
import { assertNever } from '../model/errors.ts';
import { whyWithheld } from '../model/private-words.ts';

/** With the longest reason beside it a line has sixty characters. */
const WIDEST = 20;

/** One line a column, in the list's order. */
export function columnLines(columns: readonly ColumnUse[]): readonly string[] {
  const names = columns.map(({ column }) => shortened(column));
  const width = Math.max(0, ...names.map((name) => [...name].length));
  return columns.map((use, at) => {
    const name = names[at] ?? '';
    return `  ${name}${' '.repeat(width - [...name].length)}  ${useWords(use)}`;
  });
}

function shortened(name: string): string {
  const letters = [...name.replace(/\s+/g, ' ')];
  return letters.length <= WIDEST
    ? letters.join('')
    : `${letters
        .slice(0, WIDEST - 1)
        .join('')
        .trimEnd()}…`;
}

function useWords(use: ColumnUse): string {
  switch (use.is) {
    case 'sent':
      return `sent as ${[use.as, ...use.also].join(', ')}`;
    case 'withheld':
      return `withheld: ${whyWithheld(use.why)}`;
    case 'mapped':
      return use.also.length === 0 ? MAPPED[use.as] : `${MAPPED[use.as]}, sent as ${use.also.join(', ')}`;
    default:
      return assertNever(use);
  }
}

const MAPPED: Readonly<Record<MappedAs, string>> = {
  number: 'number to dial',
  id: 'identity of the row',
  timezone: 'time zone',
  not_before: 'not called before it',
  not_after: 'not called after it',
  consent: 'consent',
};

/** `as`: the variable, or what it is mapped to; `also`: further variables of the column. */
export function columnsJson(columns: readonly ColumnUse[]): readonly Record<string, unknown>[] {
  return columns.map((use) => {
    const { column: name, is } = use;
    if (use.is === 'withheld') return { name, is, why: use.why };
    return { name, is, as: use.as, ...(use.also.length === 0 ? {} : { also: use.also }) };
  });
}
