/** The text of a cell out of its runs: joined, without the reading aids of East Asian texts, escapes undone. */

import { ROW_LIMIT } from '../limits.ts';
import { tooLarge } from './damage.ts';

/** How a workbook writes characters that XML does not have: `_x000D_`. */
const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

export class RichText {
  readonly #file: string;
  #size = 0;
  #parts: string[] = [];
  #phonetic = 0;
  #collects = false;

  constructor(file: string) {
    this.#file = file;
  }

  start(): void {
    this.#size = 0;
    this.#parts = [];
    this.#phonetic = 0;
    this.#collects = false;
  }

  open(element: string): void {
    if (element === 'rPh') this.#phonetic += 1;
    else if (element === 't') this.#collects = this.#phonetic === 0;
  }

  close(element: string): void {
    if (element === 'rPh') this.#phonetic -= 1;
    else if (element === 't') this.#collects = false;
  }

  text(found: string): void {
    if (!this.#collects) return;
    this.#size += found.length;
    if (this.#size > ROW_LIMIT) throw tooLarge(this.#file, 'A cell of this workbook holds more than 4 MiB');
    this.#parts.push(found);
  }

  end(): string {
    return unescaped(this.#parts.length === 1 ? (this.#parts[0] ?? '') : this.#parts.join(''));
  }
}

export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  const plain = text.replace(ESCAPE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  // Half a character is none, and would be stored as a question mark that somebody reads aloud.
  return /[\uD800-\uDFFF]/u.test(plain) ? text : plain;
}
