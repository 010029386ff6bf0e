/** The header of a CSV: which cell belongs to which column, and whether it is a header at all. */
import { userError } from '../../model/errors.ts';
import { showCell } from '../number/messages.ts';

export type Header = {
  /** The user's headers, in order. */
  readonly columns: readonly string[];
  /** For each cell: its column; null where the column is dropped; undefined where it has no header. */
  readonly at: readonly (string | null | undefined)[];
  /** How many cells a row must have at least: up to the last cell with a header. */
  readonly needed: number;
};

/** `null` marks a column that is dropped (outdial's own). Empty headers are columns nobody named: their cells must be empty. */
export function checkHeader(name: string, raw: readonly (string | null)[], line: number): Header {
  const at = raw.map((cell) => (cell === null ? null : cell.trim() === '' ? undefined : cell.trim()));
  const columns = at.filter((cell) => typeof cell === 'string');
  const place = { file: name, line };
  const phone = columns.find(looksLikeNumber);
  if (phone !== undefined) {
    throw userError(
      'no_header',
      `The first row holds data (${JSON.stringify(phone.slice(0, 64))} looks like a phone number), not column names.`,
      'Add a first row such as: phone,first_name',
      place,
    );
  }
  refuseNul(name, columns, line);
  const seen = new Set<string>();
  for (const column of columns) {
    if (seen.has(column)) {
      throw userError('duplicate_header', `Two columns are named "${showCell(column)}".`, 'Rename one of them.', place);
    }
    seen.add(column);
  }
  if (columns.length === 0) throw userError('no_header', 'The first row names no column.', undefined, place);
  const needed = at.reduce((last, cell, index) => (typeof cell === 'string' ? index + 1 : last), 0);
  return { columns, at, needed };
}

export function looksLikeNumber(cell: string): boolean {
  const digits = cell.replace(/\D/g, '').length;
  return /^[+('=\d][\d\s().'"=+/-]*$/.test(cell) && (cell.includes('+') ? digits >= 7 : digits >= 10);
}

/** A name with a NUL in it prints like another one, and no campaign file can name it. */
export function refuseNul(name: string, columns: readonly string[], line?: number): void {
  const damaged = columns.find((column) => column.includes('\0'));
  if (damaged === undefined) return;
  const message = `The column name "${showCell(damaged)}" holds a NUL byte: the file is damaged here.`;
  const place = line === undefined ? { file: name } : { file: name, line };
  throw userError('nul_byte', message, 'Save the list again as CSV UTF-8.', place);
}
