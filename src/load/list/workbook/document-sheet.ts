/** Reads the rows of a sheet of an OpenDocument workbook. */
import { ROW_LIMIT, rowTooLarge } from '../limits.ts';
import { damaged } from './damage.ts';
import { documentText, type DocumentCell } from './document-cell.ts';
import { MOST_MERGES, tooManyMerges, type Merge } from './merges.ts';
import { Paragraphs } from './paragraphs.ts';
import { ROW_NUMBERS, RowMaker, type Columns, type SheetRow } from './sheet-row.ts';
import type { Attributes, Reader } from './xml.ts';

type PlacedCell = DocumentCell & { readonly at: number; readonly times: number };
export type DocumentRow = {
  readonly row: number;
  /** Rows that are the same, one below the other. */
  readonly times: number;
  readonly hidden: boolean;
  readonly cells: readonly PlacedCell[];
};

export class DocumentReader implements Reader<DocumentRow> {
  readonly hiddenColumns: Columns[] = [];
  readonly #file: string;
  /** Sheets that come before the one that is read. */
  #before: number;
  readonly #merges: Merge[];
  #rows: DocumentRow[] = [];
  #depth = 0;
  #finished = false;
  #columns = 0;
  #next = 1;
  #row: { times: number; hidden: boolean; at: number; size: number; cells: PlacedCell[] } | null = null;
  #cell: { attributes: Attributes; covered: boolean } | null = null;
  readonly #text: Paragraphs;

  constructor(file: string, sheet: number, merges: Merge[]) {
    this.#file = file;
    this.#before = sheet;
    this.#merges = merges;
    this.#text = new Paragraphs(file);
  }

  get finished(): boolean {
    return this.#finished;
  }

  take(): readonly DocumentRow[] {
    const rows = this.#rows;
    if (rows.length > 0) this.#rows = [];
    return rows;
  }

  open(element: string, attributes: Attributes): void {
    if (this.#cell !== null) {
      this.#text.open(element, attributes);
      return;
    }
    if (element === 'table') {
      this.#depth += 1;
      return;
    }
    if (!this.#isIn()) return;
    if (element === 'table-row') this.#startRow(attributes);
    else if (element === 'table-column') this.#column(attributes);
    else if (this.#row !== null && (element === 'table-cell' || element === 'covered-table-cell')) {
      this.#cell = { attributes, covered: element === 'covered-table-cell' };
      this.#text.start();
    }
  }

  text(text: string): void {
    if (this.#cell !== null) this.#text.text(text);
  }

  close(element: string): void {
    if (this.#cell !== null) {
      if (this.#text.isWithin()) this.#text.close();
      else this.#endCell();
      return;
    }
    if (element === 'table') {
      this.#depth -= 1;
      if (this.#depth === 0 && this.#before-- === 0) this.#finished = true;
    } else if (element === 'table-row' && this.#isIn()) this.#endRow();
  }

  #isIn(): boolean {
    return this.#depth === 1 && this.#before === 0 && !this.#finished;
  }

  #column(attributes: Attributes): void {
    const from = this.#columns;
    this.#columns += times(attributes['table:number-columns-repeated']);
    if (isUnseen(attributes)) this.hiddenColumns.push({ from, to: this.#columns - 1 });
  }

  #startRow(attributes: Attributes): void {
    const repeated = times(attributes['table:number-rows-repeated']);
    this.#row = { times: repeated, hidden: isUnseen(attributes), at: 0, size: 0, cells: [] };
  }

  #endCell(): void {
    const [row, cell] = [this.#row, this.#cell];
    this.#cell = null;
    if (row === null || cell === null) return;
    const { attributes, covered } = cell;
    const at = row.at;
    const repeated = times(attributes['table:number-columns-repeated']);
    row.at += repeated;
    // What lies beneath a merged cell nobody sees.
    if (covered) return;
    const stored = { attributes, text: this.#text.end() };
    if (documentText(stored) === '') return;
    row.size += stored.text.length + 1;
    if (row.size > ROW_LIMIT) throw rowTooLarge(this.#file, this.#next);
    row.cells.push({ ...stored, at, times: repeated });
    const right = at + times(attributes['table:number-columns-spanned']) - 1;
    const bottom = this.#next + times(attributes['table:number-rows-spanned']) - 1;
    if (right > at || bottom > this.#next) this.#merges.push({ column: at, right, top: this.#next, bottom });
    if (this.#merges.length > MOST_MERGES) throw tooManyMerges(this.#file);
  }

  #endRow(): void {
    if (this.#row === null) return;
    const { times: repeated, hidden, cells } = this.#row;
    if (cells.length > 0) this.#rows.push({ row: this.#next, times: repeated, hidden, cells });
    this.#next += repeated;
    this.#row = null;
    if (cells.length > 0 && this.#next - 1 > ROW_NUMBERS) {
      throw damaged(this.#file, `it has more than ${ROW_NUMBERS.toLocaleString('en-US')} rows`);
    }
  }
}

export function readDocumentRow(file: string, { hidden, cells }: DocumentRow, row: number): SheetRow {
  const made = new RowMaker(file, row, hidden);
  for (const { at, times: repeated, ...cell } of cells) {
    const text = documentText(cell);
    if (text === null) made.unknown(at, cell.attributes['table:formula'] ?? '');
    else for (let next = at; next < at + repeated; next += 1) made.set(next, text);
  }
  return made.row();
}

function isUnseen(attributes: Attributes): boolean {
  const visibility = attributes['table:visibility'];
  return visibility === 'collapse' || visibility === 'filter';
}

function times(text: string | undefined): number {
  const count = Number(text ?? 1);
  return Number.isInteger(count) && count > 0 && count < 100_000_000 ? count : 1;
}
