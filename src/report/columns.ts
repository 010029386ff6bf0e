/** The columns of a list with what they are taken for, beside their first values: numbers masked, what stays in the house hidden. Pure. */
import type { Withheld } from '../model/load-report.ts';
import { withheldWords } from '../model/private-words.ts';
import { printable } from '../model/printable.ts';
import { maskNumber, maskText } from './mask.ts';

export type ColumnRow = {
  readonly column: string;
  readonly role:
    | { readonly is: 'number' }
    /** One of several that may be dialed: it is to be asked which. */
    | { readonly is: 'perhaps' }
    | { readonly is: 'id' }
    | { readonly is: 'timezone' }
    | { readonly is: 'consent' }
    | { readonly is: 'told'; readonly name: string }
    | { readonly is: 'withheld'; readonly why: Withheld };
  /** Of the first rows; empty where a row has none. */
  readonly samples: readonly string[];
};

const HIDDEN = '•••';
const WIDEST_HEADER = 22;
const ROLE = 10;
const INDENT = 2;
const BETWEEN = 2;

/** One line a column, never wider than `width`. */
export function columnLines(rows: readonly ColumnRow[], width: number): readonly string[] {
  const widest = Math.max(...rows.map(({ column }) => [...column].length));
  const header = Math.min(widest, WIDEST_HEADER, Math.max(8, Math.floor(width / 3)));
  const rest = Math.max(0, width - 1 - INDENT - header - BETWEEN - ROLE - BETWEEN);
  return rows.map(({ column, role, samples }) => {
    const shown = samplesOf(role, samples);
    const cells = [cut(column, header).padEnd(header), roleWords(role).padEnd(ROLE), cut(shown, rest)];
    return `${' '.repeat(INDENT)}${cells.join(' '.repeat(BETWEEN))}`.trimEnd();
  });
}

/** The first numbers of a column, masked. */
export function maskedSamples(samples: readonly string[], most = 3): string {
  const some = samples.filter((sample) => sample !== '').slice(0, most);
  return some.map((sample) => (/\d/.test(sample) ? maskNumber(sample) : HIDDEN)).join(', ');
}

function roleWords(role: ColumnRow['role']): string {
  switch (role.is) {
    case 'number':
      return 'number';
    case 'perhaps':
      return 'number?';
    case 'id':
      return 'own id';
    case 'timezone':
      return 'time zone';
    case 'consent':
      return 'consent';
    case 'told':
      return 'told';
    case 'withheld':
      return 'kept back';
  }
}

function samplesOf(role: ColumnRow['role'], samples: readonly string[]): string {
  const some = samples.filter((sample) => sample !== '');
  if (some.length === 0) return '(empty)';
  switch (role.is) {
    case 'number':
    case 'perhaps':
      return maskedSamples(some, some.length);
    case 'withheld':
      return role.why === 'phone' ? maskedSamples(some, some.length) : `${HIDDEN} (${withheldWords(role.why)})`;
    case 'id':
    case 'consent':
      return HIDDEN;
    case 'timezone':
    case 'told':
      return some.map((sample) => printable(maskText(sample))).join(', ');
  }
}

function cut(text: string, width: number): string {
  const characters = [...printable(text)];
  return characters.length <= width ? characters.join('') : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}
