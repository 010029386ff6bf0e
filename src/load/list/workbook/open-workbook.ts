/** Opens a workbook as a list: finds the sheet, reads what its cells need, and hands its rows over one by one. */
import { UserError } from '../../../model/errors.ts';
import type { OpenList } from '../../row/types.ts';
import { openTable, type TableLine } from '../table.ts';
import { openExcel } from './excel.ts';
import { kindOf } from './kinds.ts';
import { isHidden, tableLines } from './lines.ts';
import { elsewhereHint, hiddenColumnsNotice, sheetNotice } from './notices.ts';
import type { Sheet } from './choose-sheet.ts';
import { openDocument } from './open-document.ts';
import type { Columns, SheetRow } from './sheet-row.ts';
import { openPackage } from './zip.ts';

/** Rows that are looked at for hidden columns with something in them. */
const LOOK_AHEAD = 50;

/** `file`: as messages call it. `wanted`: a sheet by its name, or by its number among those that a person sees. */
export async function openWorkbook(path: string, file: string, wanted: string | undefined): Promise<OpenList> {
  const pack = await openPackage(path, file);
  try {
    const open = (await kindOf(pack)) === 'excel' ? openExcel : openDocument;
    const { taken, others, rows, merges, hidden } = await open(pack, wanted);
    const head: SheetRow[] = [];
    while (head.length < LOOK_AHEAD) {
      const next = await rows.next();
      if (next.done === true) break;
      head.push(next.value);
    }
    const notes: string[] = [];
    if (wanted === undefined && others.length > 0) notes.push(sheetNotice(file, taken, others));
    const unseen = filledAndHidden(head, hidden);
    if (unseen.length > 0) notes.push(hiddenColumnsNotice(file, unseen));
    const lines = closing(tableLines(chain(head, rows), { file, merges, hidden }), pack.close);
    const list = await openTable(file, lines, 'sheet').catch((error: unknown) => {
      throw wanted === undefined ? withOthers(error, taken, others) : error;
    });
    return { ...list, notes: [...notes, ...(list.notes ?? [])] };
  } catch (error) {
    pack.close();
    throw error;
  }
}

/** The list may be on another sheet: this one is a cover, or notes. */
function withOthers(error: unknown, taken: Sheet, others: readonly Sheet[]): unknown {
  if (!(error instanceof UserError) || others.length === 0) return error;
  const elsewhere = elsewhereHint(taken, others);
  return new UserError(
    error.problems.map(({ hint, ...problem }) => ({
      ...problem,
      hint: hint === undefined ? elsewhere : `${hint} ${elsewhere}`,
    })),
  );
}

function filledAndHidden(head: readonly SheetRow[], hidden: readonly Columns[]): readonly number[] {
  const found = new Set<number>();
  for (const { cells } of head) {
    cells.forEach((cell, at) => {
      if (cell !== '' && isHidden(hidden, at)) found.add(at);
    });
  }
  return [...found].sort((a, b) => a - b);
}

async function* chain(head: readonly SheetRow[], rest: AsyncGenerator<SheetRow>): AsyncGenerator<SheetRow> {
  try {
    yield* head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* closing(
  lines: AsyncGenerator<TableLine, undefined>,
  close: () => void,
): AsyncGenerator<TableLine, undefined> {
  try {
    yield* lines;
  } finally {
    await lines.return(undefined);
    close();
  }
  return undefined;
}
