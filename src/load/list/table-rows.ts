/** Lines below the header to rows: each cell under its column, short rows padded where that is safe, headers and totals left out. */
import type { RowIssue } from '../../model/load-report.ts';
import { undoDefuse } from '../../model/csv-line.ts';
import { asideOf, unconfirmedFixes } from '../row/confirmed-fixes.ts';
import { damagedText } from '../row/damaged-text.ts';
import { quoteList } from '../row/headers.ts';
import { showCell } from '../number/messages.ts';
import type { Cell, RawRow } from '../row/types.ts';
import { isFooter } from './footer.ts';
import type { Header } from './header.ts';
import type { OwnFile } from './outdial-csv.ts';
import type { Columns } from './short-rows.ts';
import type { TableLine } from './table-line.ts';
import { sheetIssues } from './workbook/row-issues.ts';

/** Lines at the end that may be totals and footers; more are a part of the list. */
const LONGEST_TAIL = 12;

export type TableShape = {
  readonly name: string;
  readonly header: Header;
  readonly columns: Columns;
  readonly own: OwnFile | undefined;
  /** The header and what stood above it: lines that come again where exports were put together. */
  readonly above: readonly (readonly string[])[];
  /** A cell of a sheet cannot have shifted. */
  readonly sheet: boolean;
  /** Added to the number of each row. */
  readonly shift: number;
};

/** Hands rows back one or two lines late where what follows decides. */
export class TableRows {
  readonly #shape: TableShape;
  readonly #above: ReadonlySet<string>;
  /** Their first cells. */
  readonly #beginsAbove: ReadonlySet<string>;
  /** May be the end of the list: totals, footers and blanks. */
  #tail: TableLine[] = [];
  /** Short: the line below says whether it was broken in two. */
  #short: TableLine | null = null;

  constructor(shape: TableShape) {
    this.#shape = shape;
    this.#above = new Set(shape.above.map(keyOf));
    this.#beginsAbove = new Set(shape.above.map((cells) => (cells[0] ?? '').trim()));
  }

  /** Rows that are settled by now, in order. */
  add(line: TableLine): RawRow[] {
    // Between rows that a person sees, it changes nothing for them.
    if (line.hidden === true) return [this.#row(line)];
    const { columns } = this.#shape;
    const ends = isFooter(line.cells, columns.numbers) || (this.#tail.length > 0 && line.cells.every(isBlank));
    if (ends && this.#tail.length < LONGEST_TAIL) {
      this.#tail.push(line);
      return [];
    }
    if (this.#tail.length === 0 && this.#short === null && this.#isPlain(line.cells)) return [this.#row(line)];
    const rows = [...this.#tail, line].flatMap((each) => this.#settle(each));
    this.#tail = [];
    return rows;
  }

  /** Nearly every row: whole, and not one of the lines above it once more. */
  #isPlain(cells: readonly string[]): boolean {
    return !this.#shape.columns.isShort(cells) && !this.#beginsAbove.has((cells[0] ?? '').trim());
  }

  end(): RawRow[] {
    const rows = this.#closed(undefined);
    for (const line of this.#tail) {
      const blank = line.cells.every(isBlank);
      rows.push(
        blank
          ? this.#row(line)
          : this.#leftOut(line, 'totals_row', 'The row stands at the end, with totals or a note, and no number.'),
      );
    }
    return rows;
  }

  #settle(line: TableLine): RawRow[] {
    const rows = this.#closed(line);
    if (this.#above.has(keyOf(line.cells)) && !line.cells.every(isBlank)) {
      return [...rows, this.#leftOut(line, 'repeated_header', 'The row says the same as the header or the title.')];
    }
    if (this.#shape.columns.isShort(line.cells)) this.#short = line;
    else rows.push(this.#row(line));
    return rows;
  }

  #closed(next: TableLine | undefined): RawRow[] {
    const line = this.#short;
    if (line === null) return [];
    this.#short = null;
    const follows = next !== undefined && this.#above.has(keyOf(next.cells)) ? undefined : next?.cells;
    return [this.#row(line, line.cells.every(isBlank) || this.#shape.columns.mayBePadded(line.cells, follows))];
  }

  #leftOut(line: TableLine, code: 'totals_row' | 'repeated_header', message: string): RawRow {
    const { row, cells } = this.#row(line, true);
    const place = { row, line: line.line };
    return { ...place, cells, size: sizeOf(line), issues: [{ ...place, code, severity: 'warning', message }] };
  }

  /** Under no header, and yet where it belongs: between columns that have one, in a row that is as long as they are. */
  #stands(at: number, length: number): boolean {
    const { header, sheet } = this.#shape;
    return sheet || (at < header.needed && length === header.at.length);
  }

  /** `padded`: it is short, and the rest of it is taken as empty. */
  #row(source: TableLine, padded = false): RawRow {
    const { name, header, own, shift } = this.#shape;
    const { line, cells: texts } = source;
    const row = source.row + shift;
    const place = { row, line, size: sizeOf(source) };
    const cells: Record<string, Cell> = {};
    const stray: string[] = [];
    const unnamed: number[] = [];
    texts.forEach((text, at) => {
      const column = header.at[at];
      const cell = own === undefined ? text : own.undo(text);
      if (typeof column === 'string') define(cells, column, cell);
      else if (column === undefined && cell.trim() !== '') {
        if (this.#stands(at, texts.length)) unnamed.push(at);
        else stray.push(cell);
      }
    });
    const told = sheetIssues({ ...source, row }, (at) => header.at[at]);
    if (told.length > 0) return { ...place, cells, issues: told };
    const { why } = own ?? {};
    const ours = (at: number): string => undoDefuse(texts[at] ?? '').trim();
    const before = why === undefined ? null : unconfirmedFixes({ row, line }, ours(why.code), ours(why.message), cells);
    if (before !== null) return { ...place, cells, ...before };
    const left = padded ? header.at.slice(texts.length).filter((column) => typeof column === 'string') : [];
    for (const column of left) define(cells, column, '');
    const [issue] = padded && stray.length === 0 ? [] : ragged(row, line, texts.length, header, stray);
    if (issue !== undefined) {
      const beyond = stray.length === 0 ? '' : JSON.stringify(stray);
      return { ...place, cells, issues: [issue], aside: asideOf(issue.message, name, row, beyond) };
    }
    const issues = damagedText({ row, line }, cells);
    if (unnamed.length > 0) issues.push(unnamedIssue(row, line, unnamed, header));
    if (padded && left.length > 0 && !texts.every(isBlank)) issues.push(paddedIssue(row, line, left));
    return { ...place, cells, issues };
  }
}

/** Never what stands in it: nobody has said what it is. */
function unnamedIssue(row: number, line: number, at: readonly number[], header: Header): RowIssue {
  const [first = 0] = at;
  const before = header.at.slice(0, first).findLast((column) => typeof column === 'string');
  const which = before === undefined ? 'The first column' : `The column behind "${showCell(before)}"`;
  const more = at.length === 1 ? 'has no name' : `, like ${at.length - 1} more, has no name`;
  const message = `${which}${at.length === 1 ? ' ' : ''}${more}: its cell is left out.`;
  const hint = 'If it is wanted, give the column a name in the row of the headers, and save.';
  return { row, line, code: 'unnamed_column', severity: 'warning', message, hint };
}

function sizeOf({ cells, size }: TableLine): number {
  return size ?? cells.reduce((sum, cell) => sum + cell.length, 0);
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

function paddedIssue(row: number, line: number, left: readonly string[]): RowIssue {
  const names = left.length > 3 ? `${quoteList(left.slice(0, 2))} and ${left.length - 2} more` : quoteList(left);
  const message = `The row ends before ${names}: taken as empty.`;
  return {
    row,
    line,
    code: 'padded_row',
    severity: 'warning',
    message,
    hint: 'Is nothing missing further left in it?',
  };
}

/** Without the empty cells at its end, which programs write or leave out as they like. */
function keyOf(cells: readonly string[]): string {
  // Not by a pattern over the joined text: in a row of sixteen thousand empty cells it would look at each a thousand times.
  let end = cells.length;
  while (end > 0 && isBlank(cells[end - 1] ?? '')) end -= 1;
  return cells
    .slice(0, end)
    .map((cell) => cell.trim())
    .join('\u0000');
}

function isBlank(cell: string): boolean {
  return cell.trim() === '';
}
