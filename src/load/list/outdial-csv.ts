/** Recognizes the CSV files that outdial itself wrote, and gives back the user's own columns and cells. */
import { EXPORT_COLUMNS, isExtra } from '../../model/result-columns.ts';
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

/** Undefined: a file of the user's own making, to be read as it is. */
export function ownFile(header: readonly string[]): OwnFile | undefined {
  const ours: readonly string[] = REJECT_COLUMNS;
  // Anywhere: whoever mends the file may have moved columns.
  if (ours.every((name) => header.includes(name))) {
    const headers = header.map((name) => (ours.includes(name) ? null : undoDefuse(name)));
    return { headers, undo: undoDefuse, why: { code: header.indexOf('_code'), message: header.indexOf('_message') } };
  }
  // At least one own column must follow (there is always the one with the number): a list that a person
  // made of export's columns alone keeps its `to_number`.
  const always = header.filter((name) => !isExtra(name));
  if (always.length > EXPORT_COLUMNS.length && EXPORT_COLUMNS.every((name, at) => always[at] === name)) {
    const ours = header.findIndex((name) => name === EXPORT_COLUMNS.at(-1));
    const headers = header.map((name, at) =>
      at <= ours || isExtra(name) ? null : undoDefuse(name).replace(/^contact\./, ''),
    );
    return { headers, undo: undoDefuse };
  }
  return undefined;
}
