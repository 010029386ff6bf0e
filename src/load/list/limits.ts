/** What a row of a list may hold at most: whatever is longer is no row, and would be held whole before anybody saw it. */
import { userError } from '../../model/errors.ts';

/** Characters. */
export const ROW_LIMIT = 4 * 1024 * 1024;
/** As many columns as a spreadsheet has. */
export const COLUMN_LIMIT = 16_384;

const LIST = 'Is this a list of contacts?';

export function rowTooLarge(file: string, line: number): Error {
  return userError('cell_too_large', 'A row that begins on this line holds more than 4 MiB.', LIST, { file, line });
}

export function tooManyColumns(file: string, line?: number): Error {
  const which = line === undefined ? 'The first rows have' : 'A row that begins on this line has';
  const place = line === undefined ? { file } : { file, line };
  return userError(
    'too_many_columns',
    `${which} more than ${COLUMN_LIMIT.toLocaleString('en-US')} columns.`,
    LIST,
    place,
  );
}
