/** Recognizes the files that outdial itself wrote, and gives back the user's own columns and cells. */
import { EXPORT_COLUMNS, FIRST_EXPORT_COLUMNS, isExtra, type ExtraColumn } from '../../model/result-columns.ts';
import { undoDefuse } from '../../model/csv-line.ts';

/** The last columns of a rejects file. */
export const REJECT_COLUMNS = ['_status', '_code', '_message'] as const;

export type OwnFile = {
  /** The user's header for each cell of the file; null: a column of ours, dropped. */
  readonly headers: readonly (string | null)[];
  readonly undo: (cell: string) => string;
  /** In a rejects file: where it says why a row was rejected. */
  readonly why?: { readonly code: number; readonly message: number };
};

/** Only a workbook of ours has it, and it stays in one that a spreadsheet saved as CSV. */
const OF_A_WORKBOOK: ExtraColumn = 'last_attempt_local';

/** Undefined: a file of the user's own making, to be read as it is. `plain`: of a format in which nothing is ever defused. */
export function ownFile(header: readonly string[], plain = false): OwnFile | undefined {
  const ours: readonly string[] = REJECT_COLUMNS;
  // Anywhere: whoever mends the file may have moved columns.
  if (ours.every((name) => header.includes(name))) {
    const undo = plain ? asItIs : undoDefuse;
    const headers = header.map((name) => (ours.includes(name) ? null : undo(name)));
    return { headers, undo, why: { code: header.indexOf('_code'), message: header.indexOf('_message') } };
  }
  // At least one own column must follow (there is always the one with the number): a list that a person
  // made of export's columns alone keeps its `to_number`.
  const always = header.filter((name) => !isExtra(name));
  const count = ourColumns(always);
  if (count !== null && always.length > count) {
    // Who wrote it decides, not what it is now: a CSV of ours that was saved as a workbook has its apostrophes still.
    const undo = plain || header.includes(OF_A_WORKBOOK) ? asItIs : undoDefuse;
    const ours = header.indexOf(EXPORT_COLUMNS[count - 1] ?? '');
    const headers = header.map((name, at) =>
      at <= ours || isExtra(name) ? null : undo(name).replace(/^contact\./, ''),
    );
    return { headers, undo };
  }
  return undefined;
}

/** How many of ours it begins with, of whichever version; null: it is no export. */
function ourColumns(header: readonly string[]): number | null {
  const other = EXPORT_COLUMNS.findIndex((name, at) => header[at] !== name);
  const count = other === -1 ? EXPORT_COLUMNS.length : other;
  return count < FIRST_EXPORT_COLUMNS ? null : count;
}

function asItIs(cell: string): string {
  return cell;
}
