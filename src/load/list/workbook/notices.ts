/** What a person hears of a workbook before its rows: which of its sheets is read, and which columns are left out. */
import { showCell } from '../../number/messages.ts';
import { sheetNames, type Sheet } from './choose-sheet.ts';
import { columnName } from './sheet-row.ts';

const LISTED = 8;

/** `others`: further sheets with rows that a person sees. */
export function sheetNotice(file: string, taken: Sheet, others: readonly Sheet[]): string {
  return (
    `${file} has other sheets too: "${showCell(taken.name)}" was taken. ` +
    `For another (${sheetNames(others)}): --sheet NAME, or "sheet" in the campaign file.`
  );
}

/** Of an error about the sheet that was taken because nobody named one. */
export function elsewhereHint(taken: Sheet, others: readonly Sheet[]): string {
  return `This is the sheet "${showCell(taken.name)}"; if the list is on another (${sheetNames(others)}): --sheet NAME.`;
}

/** By letter, as the sheet names them: a header may be hidden for a reason. */
export function hiddenColumnsNotice(file: string, columns: readonly number[]): string {
  const shown = columns.slice(0, LISTED).map(columnName);
  const more = columns.length > LISTED ? ` and ${columns.length - LISTED} more` : '';
  const one = columns.length === 1;
  return (
    `${file}: column${one ? '' : 's'} ${shown.join(', ')}${more} ${one ? 'is' : 'are'} hidden and left out. ` +
    `If ${one ? 'it is' : 'they are'} wanted: show ${one ? 'it' : 'them'} in the workbook and save it.`
  );
}
