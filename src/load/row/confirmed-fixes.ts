/** Rows of a rejects file whose damage its columns do not show: they stay rejected until whoever mended them says so. */
// A ragged row fills its columns like any other once it stands in a rejects file, with a stranger's number under `phone`.
import type { RowCode } from '../../model/row-codes.ts';
import type { RowIssue } from '../../model/load-report.ts';
import type { Cell } from './types.ts';

const UNSEEN: readonly RowCode[] = [
  'ragged_row',
  'not_json',
  'wrong_type',
  'nul_byte',
  'duplicate_key',
  'formula_without_value',
];
const SAY_SO = 'Mend the row and empty its _code cell.';
/** A cell may hold 1 MiB, and the file is to be read again. */
const LONGEST = 500_000;

/** The `_message` of a rejected row. `aside`: what its columns cannot hold. */
export function messageToMend(code: string, message: string, aside: string | undefined): string {
  const text = aside ?? message;
  return UNSEEN.some((one) => one === code) && !text.endsWith(SAY_SO) ? `${text} ${SAY_SO}` : text;
}

/** What a row was before it was put into columns: `text` of row `row` of `list`. */
export function asideOf(message: string, list: string, row: number, text: string): string {
  const kept = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `${message} Row ${row} of ${list}${kept === '' ? '.' : `: ${kept}`}`;
}

type Place = { readonly row: number; readonly line?: number };

/** Null for a row to be judged by its cells alone. `code`, `message`: its own, in the rejects file. */
export function unconfirmedFixes(
  { row, line }: Place,
  code: string,
  message: string,
  cells: Readonly<Record<string, Cell>>,
): { readonly issues: readonly RowIssue[]; readonly aside: string } | null {
  // An object became text; the text of an object is no word to say to anybody.
  const became = code === 'bad_variable' && Object.values(cells).some(isJson) ? code : undefined;
  const unseen = UNSEEN.find((one) => one === code) ?? became;
  if (unseen === undefined) return null;
  const issue = {
    code: unseen,
    severity: 'error',
    message: `The row was rejected (${code}), and its _code cell still says so.`,
  } as const;
  const place = line === undefined ? { row } : { row, line };
  return { issues: [{ ...place, ...issue, column: '_code', value: code, hint: SAY_SO }], aside: message };
}

function isJson(cell: Cell): boolean {
  if (typeof cell !== 'string' || !/^\s*[[{]/.test(cell)) return false;
  try {
    return typeof JSON.parse(cell) === 'object';
  } catch {
    return false;
  }
}
