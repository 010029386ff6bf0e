/** A row of a sheet as its reader found it, before merged cells are filled and hidden columns left out. */
import { COLUMN_LIMIT, ROW_LIMIT, rowTooLarge, tooManyColumns } from '../limits.ts';

/** Both with, A is 0. */
export type Columns = { readonly from: number; readonly to: number };

export type SheetRow = {
  /** As the sheet numbers it at its left. */
  readonly row: number;
  /** By a person, or by a filter. */
  readonly hidden: boolean;
  /** From column A on; what is not there is empty. No longer than the last value. */
  readonly cells: readonly string[];
  /** Formulas whose result the workbook does not hold. */
  readonly unknown: readonly { readonly at: number; readonly formula: string }[];
};

/** As Excel has. */
export const ROW_NUMBERS = 1_048_576;

/** Puts a row together: what is empty at its end costs nothing, and the whole is bounded. */
export class RowMaker {
  readonly #file: string;
  readonly #row: number;
  readonly #hidden: boolean;
  readonly #cells: string[] = [];
  readonly #unknown: { at: number; formula: string }[] = [];
  #size = 0;

  constructor(file: string, row: number, hidden: boolean) {
    this.#file = file;
    this.#row = row;
    this.#hidden = hidden;
  }

  set(at: number, text: string): void {
    if (text === '') return;
    if (at >= COLUMN_LIMIT) throw tooManyColumns(this.#file, this.#row);
    this.#size += text.length;
    if (this.#size > ROW_LIMIT) throw rowTooLarge(this.#file, this.#row);
    while (this.#cells.length < at) this.#cells.push('');
    this.#cells[at] = text;
  }

  unknown(at: number, formula: string): void {
    this.#unknown.push({ at, formula });
  }

  row(): SheetRow {
    return { row: this.#row, hidden: this.#hidden, cells: this.#cells, unknown: this.#unknown };
  }
}

/** `A` of `A1` is 0; undefined for what is no column. */
export function columnOf(reference: string): number | undefined {
  let column = 0;
  let letters = 0;
  for (; letters < reference.length; letters += 1) {
    const code = reference.charCodeAt(letters) | 0x20;
    if (code < 0x61 || code > 0x7a) break;
    column = column * 26 + (code - 0x60);
    if (letters > 3) return undefined;
  }
  return letters === 0 ? undefined : column - 1;
}

export function columnName(at: number): string {
  let name = '';
  for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
