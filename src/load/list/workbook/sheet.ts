/** Reads the rows of a sheet of an Excel workbook, their cells as they are stored. */
import { COLUMN_LIMIT, ROW_LIMIT, rowTooLarge, tooManyColumns } from '../limits.ts';
import { cellText, type CellReading, type StoredCell } from './cell.ts';
import { damaged } from './damage.ts';
import { RichText, unescaped } from './rich-text.ts';
import { columnOf, ROW_NUMBERS, RowMaker, type Columns, type SheetRow } from './sheet-row.ts';
import { isTrue, type Attributes, type Reader } from './xml.ts';

export type StoredRow = {
  readonly row: number;
  readonly hidden: boolean;
  readonly cells: readonly (StoredCell & { readonly at: number })[];
};

type Making = { number: number; hidden: boolean; size: number; cells: (StoredCell & { at: number })[] };

export class SheetReader implements Reader<StoredRow> {
  /** Known before the first row. */
  readonly hiddenColumns: Columns[] = [];
  readonly #file: string;
  #rows: StoredRow[] = [];
  #inData = false;
  #row: Making | null = null;
  #last = 0;
  #cell: { -readonly [Key in keyof (StoredCell & { at: number })]: (StoredCell & { at: number })[Key] } | null = null;
  #at = -1;
  #inside: 'v' | 'f' | 'is' | null = null;
  #value = '';
  readonly #rich: RichText;

  constructor(file: string) {
    this.#file = file;
    this.#rich = new RichText(file);
  }

  take(): readonly StoredRow[] {
    const rows = this.#rows;
    if (rows.length > 0) this.#rows = [];
    return rows;
  }

  open(element: string, attributes: Attributes): void {
    if (!this.#inData) {
      if (element === 'sheetData') this.#inData = true;
      else if (element === 'col') this.#column(attributes);
    } else if (this.#inside === 'is') this.#rich.open(element);
    else if (this.#cell === null) {
      if (element === 'c') this.#startCell(attributes);
      else if (element === 'row') this.#startRow(attributes);
    } else if (element === 'v' || element === 'f') {
      this.#inside = element;
      this.#value = '';
    } else if (element === 'is') {
      this.#inside = 'is';
      this.#rich.start();
    }
  }

  text(text: string): void {
    if (this.#inside === 'is') this.#rich.text(text);
    else if (this.#inside !== null) {
      this.#value += text;
      if (this.#value.length > ROW_LIMIT) throw rowTooLarge(this.#file, this.#last);
    }
  }

  close(element: string): void {
    if (!this.#inData) return;
    if (this.#inside !== null) {
      if (element === this.#inside) this.#endValue(this.#inside);
      else if (this.#inside === 'is') this.#rich.close(element);
    } else if (element === 'c') this.#endCell();
    else if (element === 'row') this.#endRow();
    else if (element === 'sheetData') this.#inData = false;
  }

  #column({ min, max, hidden, width }: Attributes): void {
    if (isTrue(hidden) || (width !== undefined && Number(width) === 0)) {
      this.hiddenColumns.push({ from: Number(min) - 1, to: Number(max) - 1 });
    }
  }

  #startRow({ r, hidden, ht }: Attributes): void {
    const number = r === undefined ? this.#last + 1 : Number(r);
    if (!Number.isInteger(number) || number <= this.#last || number > ROW_NUMBERS) {
      throw damaged(this.#file, `after row ${this.#last} comes what calls itself row ${String(r).slice(0, 20)}`);
    }
    this.#last = number;
    this.#at = -1;
    this.#row = { number, hidden: isTrue(hidden) || (ht !== undefined && Number(ht) === 0), size: 0, cells: [] };
  }

  #startCell({ r, t, s }: Attributes): void {
    const at = r === undefined ? this.#at + 1 : columnOf(r);
    if (at === undefined) throw damaged(this.#file, `a cell is called "${r?.slice(0, 20) ?? ''}"`, this.#last);
    if (at >= COLUMN_LIMIT) throw tooManyColumns(this.#file, this.#last);
    this.#at = at;
    this.#cell = { at, type: t, style: s };
  }

  #endValue(inside: 'v' | 'f' | 'is'): void {
    this.#inside = null;
    if (this.#cell === null) return;
    if (inside === 'v') this.#cell.value = this.#value;
    else if (inside === 'f') this.#cell.formula = this.#value;
    else this.#cell.inline = this.#rich.end();
  }

  #endCell(): void {
    const [row, cell] = [this.#row, this.#cell];
    this.#cell = null;
    if (row === null || cell === null) return;
    const { value, formula, inline } = cell;
    // A cell with nothing but a style.
    if (value === undefined && formula === undefined && inline === undefined) return;
    row.size += (value?.length ?? 0) + (formula?.length ?? 0) + (inline?.length ?? 0);
    if (row.size > ROW_LIMIT || row.cells.length > COLUMN_LIMIT) throw rowTooLarge(this.#file, row.number);
    row.cells.push(cell);
  }

  #endRow(): void {
    if (this.#row === null) return;
    const { number: row, hidden, cells } = this.#row;
    if (cells.length > 0) this.#rows.push({ row, hidden, cells });
    this.#row = null;
  }
}

/** One at a time: a row may name the same long text in each of its cells. */
export function readRow({ row, hidden, cells }: StoredRow, reading: CellReading): SheetRow {
  const made = new RowMaker(reading.file, row, hidden);
  for (const cell of cells) {
    const text = cellText(cell, reading, row);
    if (text === null) made.unknown(cell.at, unescaped(cell.formula ?? ''));
    else made.set(cell.at, text);
  }
  return made.row();
}
