/** Opens a sheet of an OpenDocument workbook, whose sheets stand one after the other in a single part. */
import { chooseSheet } from './choose-sheet.ts';
import { damaged } from './damage.ts';
import type { Merge } from './merges.ts';
import { readDocumentSheets } from './document-sheets.ts';
import { DocumentReader, readDocumentRow } from './document-sheet.ts';
import type { OpenSheet } from './open-sheet.ts';
import type { SheetRow } from './sheet-row.ts';
import { readXml } from './xml.ts';
import type { Package, Part } from './zip.ts';

export async function openDocument(pack: Package, wanted: string | undefined): Promise<OpenSheet> {
  const { file } = pack;
  const part = pack.part('content.xml');
  if (part === undefined) throw damaged(file, 'it has no content');
  const sheets = await readDocumentSheets(file, part);
  const taken = chooseSheet(file, sheets, wanted);
  const merges: Merge[] = [];
  const reader = new DocumentReader(file, sheets.indexOf(taken), merges);
  const others = wanted === undefined ? sheets.filter((one) => one.visible && one.filled && one !== taken) : [];
  return { taken, others, rows: rowsOf(file, part, reader), merges, hidden: reader.hiddenColumns };
}

async function* rowsOf(file: string, part: Part, reader: DocumentReader): AsyncGenerator<SheetRow, undefined> {
  for await (const stored of readXml(file, part, reader)) {
    for (let time = 0; time < stored.times; time += 1) {
      const row = readDocumentRow(file, stored, stored.row + time);
      if (row.cells.length > 0 || row.unknown.length > 0) yield row;
    }
  }
  return undefined;
}
