/** Watches CSV text on its way into the parser for what the parser reports late or not at all: runaway quotes, cells and rows. */
// A quote that is opened and never closed swallows the rows after it. Left alone, the parser would hand them over as one
// long cell and those people would vanish without a word; so the load stops and names the line of the opening quote.
import { userError } from '../../model/errors.ts';
import { COLUMN_LIMIT, ROW_LIMIT, rowTooLarge, tooManyColumns } from './limits.ts';

const CELL_LIMIT = 1024 * 1024;
/** How far the end of a cell that is too long is looked for: whether its quote is closed decides what to mend. */
const SEARCH_LIMIT = 32 * CELL_LIMIT;

type Where = 'start' | 'bare' | 'quoted' | 'closing';

export class QuoteWatch {
  readonly #name: string;
  readonly #delimiter: string;
  #where: Where = 'start';
  #line = 1;
  #openedAt = 0;
  #size = 0;
  /** Of the row: where it begins, how many cells it has before this one, and how long it is. */
  #rowAt = 1;
  #cells = 0;
  #rowSize = 0;
  #lastWasCr = false;

  constructor(name: string, delimiter: string) {
    this.#name = name;
    this.#delimiter = delimiter;
  }

  /** Throws a UserError; else nothing. */
  watch(text: string): void {
    for (const char of text) {
      const newline = char === '\r' || (char === '\n' && !this.#lastWasCr);
      this.#lastWasCr = char === '\r';
      this.#step(char, char === '\r' || char === '\n');
      if (newline) this.#line += 1;
    }
  }

  end(): void {
    if (this.#where === 'quoted') throw this.#unclosed();
    if (this.#size > CELL_LIMIT) throw this.#tooLarge(this.#openedAt);
  }

  #step(char: string, isNewline: boolean): void {
    const ends = isNewline || char === this.#delimiter;
    switch (this.#where) {
      case 'quoted':
        if (char === '"') this.#where = 'closing';
        else this.#grow();
        return;
      case 'closing':
        if (char === '"') {
          this.#where = 'quoted';
          this.#grow();
          return;
        }
        // `"abc"def` on one line is a person's typing; after a line end it is a quote that belonged to a later row.
        if (!ends && this.#line > this.#openedAt) throw this.#unclosed();
        if (this.#size > CELL_LIMIT) throw this.#tooLarge(this.#openedAt);
        break;
      case 'start':
        if (char === '"') {
          this.#where = 'quoted';
          this.#openedAt = this.#line;
          return;
        }
        break;
      case 'bare':
        break;
    }
    this.#where = ends ? 'start' : 'bare';
    if (!ends) return this.#grow();
    this.#size = 0;
    if (isNewline) this.#endRow();
    else this.#endCell();
  }

  #endCell(): void {
    this.#growRow(0);
    this.#cells += 1;
    if (this.#cells >= COLUMN_LIMIT) throw tooManyColumns(this.#name, this.#rowAt);
  }

  #endRow(): void {
    this.#growRow(0);
    this.#cells = 0;
    this.#rowSize = 0;
  }

  #grow(): void {
    this.#size += 1;
    this.#growRow(1);
    if (this.#size <= CELL_LIMIT) return;
    if (this.#where !== 'quoted') throw this.#tooLarge(this.#line);
    if (this.#size > SEARCH_LIMIT) throw this.#unclosed(' A cell may hold 1 MiB.');
  }

  #growRow(by: 0 | 1): void {
    if (this.#cells === 0 && this.#rowSize === 0) this.#rowAt = this.#line;
    this.#rowSize += by;
    // Within a quote that is never closed nobody knows yet which row this is.
    if (this.#rowSize > ROW_LIMIT && this.#where !== 'quoted') throw rowTooLarge(this.#name, this.#rowAt);
  }

  #tooLarge(line: number): Error {
    const hint = 'Is this a list of contacts?';
    return userError('cell_too_large', 'A cell of this line holds more than 1 MiB.', hint, { file: this.#name, line });
  }

  #unclosed(more = ''): Error {
    return userError(
      'unclosed_quote',
      `A quote (") is opened on this line and never closed.${more}`,
      'Close it, or double it ("") where it is part of the text.',
      { file: this.#name, line: this.#openedAt },
    );
  }
}
