/** Opens a sheet of an Excel workbook. */
import { UserError } from '../../../model/errors.ts';
import { readBook } from './book.ts';
import type { CellReading } from './cell.ts';
import { chooseSheet, isSummary, type Sheet } from './choose-sheet.ts';
import { damaged } from './damage.ts';
import { readMerges } from './merges.ts';
import type { OpenSheet } from './open-sheet.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readRow, SheetReader } from './sheet.ts';
import type { SheetRow } from './sheet-row.ts';
import { readStyles } from './styles.ts';
import { readXml } from './xml.ts';
import type { Package, Part } from './zip.ts';

/** Sheets that are looked into for rows, and how many at most are named. */
const LOOKED_INTO = 50;
/** Bytes of such a sheet: one may have a million rows with nothing but a style. */
const LOOKED_AT = 512 * 1024;

export async function openExcel(pack: Package, wanted: string | undefined): Promise<OpenSheet> {
  const { file } = pack;
  const book = await readBook(pack);
  const taken = chooseSheet(file, book.sheets, wanted);
  const part = pack.part(taken.part);
  if (part === undefined) throw damaged(file, `its sheet "${taken.name}" is not in it`);
  const merges = await readMerges(file, part);
  const [strings, styles] = [await readSharedStrings(pack, book.strings), await readStyles(pack, book.styles)];
  const reader = new SheetReader(file);
  const reading = { file, strings, styles, date1904: book.date1904 };
  const others: Sheet[] = [];
  const asked =
    wanted === undefined ? book.sheets.filter((one) => one.visible && one !== taken && !isSummary(one)) : [];
  for (const sheet of asked.slice(0, LOOKED_INTO)) {
    const other = pack.part(sheet.part);
    if (other !== undefined && (await hasRows(file, other))) others.push(sheet);
  }
  // Of more than that some will have rows, and the notice counts them.
  others.push(...asked.slice(LOOKED_INTO));
  return { taken, others, rows: rowsOf(part, reader, reading), merges, hidden: reader.hiddenColumns };
}

async function* rowsOf(part: Part, reader: SheetReader, reading: CellReading): AsyncGenerator<SheetRow, undefined> {
  for await (const stored of readXml(reading.file, part, reader)) {
    const row = readRow(stored, reading);
    if (row.cells.length > 0 || row.unknown.length > 0) yield row;
  }
  return undefined;
}

/** Whether any cell holds anything: found at its first one. A sheet that cannot be read is not the one that was asked for. */
async function hasRows(file: string, part: Part): Promise<boolean> {
  const start = { name: part.name, bytes: () => firstOf(part.bytes()) };
  try {
    for await (const row of readXml(file, start, new SheetReader(file))) return row.cells.length > 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return false;
}

/** Cut in the middle it is no XML any more, and held no row until there. */
async function* firstOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    yield chunk;
    size += chunk.length;
    if (size > LOOKED_AT) return;
  }
}
