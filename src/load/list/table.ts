/** Turns the lines of a table (CSV, a sheet) into rows: finds which line is the header, and puts what is below under its columns. */
import type { RowIssue } from '../../model/load-report.ts';
import { userError } from '../../model/errors.ts';
import { undoDefuse } from '../../model/csv-line.ts';
import { damagedText } from '../row/damaged-text.ts';
import { asideOf, unconfirmedFixes } from '../row/confirmed-fixes.ts';
import { showCell } from '../number/messages.ts';
import type { Cell, OpenList, RawRow } from '../row/types.ts';
import { checkHeader, type Header } from './header.ts';
import { ownFile, type OwnFile } from './outdial-csv.ts';
import { sheetIssues } from './workbook/row-issues.ts';

/** A line of a table as its reader found it, before anybody knows which one is the header. */
export type TableLine = {
  /** As a person counts them: in a sheet the number at its left; in a text the rows that are not blank. */
  readonly row: number;
  /** Of the file; in a sheet the same as `row`. */
  readonly line: number;
  /** '' is an empty cell. Cells past the last one may be left out. */
  readonly cells: readonly string[];
  /** Characters, where its reader knows them already. */
  readonly size?: number;
  /** Of a sheet: nobody sees the row. */
  readonly hidden?: true;
  /** Of a sheet: formulas whose result is not in the workbook. */
  readonly formulas?: readonly { readonly at: number; readonly formula: string }[];
};

export type TableKind = 'text' | 'sheet';

/** Throws a UserError where the lines hold no header, or nothing below it. Closes `lines` when it throws, and at the end of the rows. */
export async function openTable(
  name: string,
  lines: AsyncGenerator<TableLine, undefined>,
  kind: TableKind = 'text',
): Promise<OpenList> {
  const what = kind === 'sheet' ? 'sheet' : 'file';
  try {
    let first = await lines.next();
    // What nobody sees is nobody's header.
    while (first.done !== true && first.value.hidden === true) first = await lines.next();
    if (first.done === true) throw userError('file_empty', `The ${what} is empty.`, undefined, { file: name });
    const own = ownFile(first.value.cells);
    const header = checkHeader(name, own?.headers ?? first.value.cells, first.value.line);
    // Looking one row ahead costs nothing and turns "nothing happened" into a sentence.
    const second = await lines.next();
    if (second.done === true) {
      throw userError('no_rows', `The ${what} has a header and no rows.`, undefined, { file: name });
    }
    return { name, columns: header.columns, rows: rawRows(name, second.value, lines, header, own, kind) };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

async function* rawRows(
  name: string,
  first: TableLine,
  rest: AsyncGenerator<TableLine, undefined>,
  header: Header,
  own: OwnFile | undefined,
  kind: TableKind,
): AsyncGenerator<RawRow> {
  try {
    yield sized(first, rawRow(name, first, header, own, kind));
    for await (const line of rest) yield sized(line, rawRow(name, line, header, own, kind));
  } finally {
    await rest.return(undefined);
  }
}

function sized({ cells, size }: TableLine, row: RawRow): RawRow {
  return { ...row, size: size ?? cells.reduce((sum, cell) => sum + cell.length, 0) };
}

function rawRow(name: string, table: TableLine, header: Header, own: OwnFile | undefined, kind: TableKind): RawRow {
  const { row, line, cells: texts } = table;
  const cells: Record<string, Cell> = {};
  const stray: string[] = [];
  texts.forEach((text, at) => {
    const column = header.at[at];
    const cell = own === undefined ? text : own.undo(text);
    if (typeof column === 'string') define(cells, column, cell);
    else if (column === undefined && cell.trim() !== '') stray.push(cell);
  });
  const told = sheetIssues(table, (at) => header.at[at]);
  if (told.length > 0) return { row, line, cells, issues: told };
  const { why } = own ?? {};
  const ours = (at: number): string => undoDefuse(texts[at] ?? '').trim();
  const before = why === undefined ? null : unconfirmedFixes({ row, line }, ours(why.code), ours(why.message), cells);
  if (before !== null) return { row, line, cells, ...before };
  const issues = ragged(
    row,
    line,
    kind === 'sheet' ? Math.max(texts.length, header.needed) : texts.length,
    header,
    stray,
  );
  const [issue] = issues;
  if (issue === undefined) return { row, line, cells, issues: damagedText({ row, line }, cells) };
  const beyond = stray.length === 0 ? '' : JSON.stringify(stray);
  return { row, line, cells, issues, aside: asideOf(issue.message, name, row, beyond) };
}

/** Own property whatever its name: `__proto__` is a header like any other. */
function define(cells: Record<string, Cell>, column: string, value: Cell): void {
  Object.defineProperty(cells, column, { value, enumerable: true, writable: true, configurable: true });
}

/** Empty cells past the header are a spreadsheet's habit; a value there, or a missing cell, means cells have shifted. */
function ragged(row: number, line: number, length: number, header: Header, stray: readonly string[]): RowIssue[] {
  const wanted = header.columns.length;
  if (stray.length === 0 && length >= header.needed) return [];
  const message =
    stray.length > 0
      ? `"${showCell(stray[0])}" stands under no header: the row has ${length} cells, the header ${wanted}.`
      : `The row has ${length} ${length === 1 ? 'cell' : 'cells'}, the header ${wanted}.`;
  const hint = 'Quote cells that contain the delimiter, and give every column a cell.';
  return [{ row, line, code: 'ragged_row', severity: 'error', message, hint }];
}
