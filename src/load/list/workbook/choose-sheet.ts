/** Which sheet of a workbook is the list: the first that a person sees, or the one that was named. */
import { userError } from '../../../model/errors.ts';
import { showCell } from '../../number/messages.ts';

export type Sheet = { readonly name: string; readonly visible: boolean };

/** Numbers puts it before the tables that it exports: a page of links. */
const SUMMARY = 'Export Summary';

/** A workbook of a thousand sheets has names for a whole screen. */
const LISTED = 12;

export function chooseSheet<T extends Sheet>(file: string, sheets: readonly T[], wanted: string | undefined): T {
  const seen = sheets.filter(({ visible }) => visible);
  const first = seen.find((sheet) => !isSummary(sheet)) ?? seen[0];
  if (sheets.length === 0) throw userError('no_rows', 'This workbook has no sheet with rows.', undefined, { file });
  if (wanted !== undefined) {
    const found = namedSheet(sheets, wanted) ?? seen[numberOf(wanted) - 1];
    if (found !== undefined) return found;
    const message = `This workbook has no sheet "${showCell(wanted)}".`;
    throw userError('unknown_sheet', message, `Its sheets: ${sheetNames(seen.length > 0 ? seen : sheets)}.`, { file });
  }
  if (first !== undefined) return first;
  const message = 'Every sheet of this workbook is hidden.';
  throw userError('unknown_sheet', message, `Name one: --sheet. It has ${sheetNames(sheets)}.`, { file });
}

export function isSummary({ name }: Sheet): boolean {
  return name === SUMMARY;
}

/** A sheet may be called `2`: a name comes before the number of a sheet. */
function namedSheet<T extends Sheet>(sheets: readonly T[], wanted: string): T | undefined {
  const plain = (text: string): string => text.trim().normalize('NFC').toLowerCase();
  return sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => plain(name) === plain(wanted));
}

function numberOf(wanted: string): number {
  return /^\s*[1-9]\d{0,4}\s*$/.test(wanted) ? Number(wanted) : 0;
}

export function sheetNames(sheets: readonly Sheet[]): string {
  const shown = sheets.slice(0, LISTED).map(({ name }) => `"${showCell(name)}"`);
  const more = sheets.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
