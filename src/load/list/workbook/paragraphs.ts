/** The text that a cell of an OpenDocument workbook shows: its paragraphs, without comments and drawings. */
import { ROW_LIMIT } from '../limits.ts';
import { tooLarge } from './damage.ts';
import type { Attributes } from './xml.ts';

/** Within a paragraph, what is no part of its text. */
const ASIDE: ReadonlySet<string> = new Set(['annotation', 'annotation-end', 'ruby-text', 'note', 'frame', 'script']);

export class Paragraphs {
  readonly #file: string;
  #text = '';
  #count = 0;
  /** Elements that are open within the cell. */
  #depth = 0;
  /** The depth at which something that is no text began; 0: nothing did. */
  #aside = 0;
  #fresh = true;

  constructor(file: string) {
    this.#file = file;
  }

  start(): void {
    this.#text = '';
    this.#count = 0;
    this.#depth = 0;
    this.#aside = 0;
  }

  isWithin(): boolean {
    return this.#depth > 0;
  }

  open(element: string, attributes: Attributes): void {
    this.#depth += 1;
    if (this.#aside > 0) return;
    if (this.#depth === 1) {
      if (element === 'p' || element === 'h') {
        if (this.#count > 0) this.#text += '\n';
        this.#count += 1;
        this.#fresh = true;
      } else this.#aside = 1;
    } else if (ASIDE.has(element)) this.#aside = this.#depth;
    else if (element === 's') this.#add(' '.repeat(Math.min(ROW_LIMIT, Number(attributes['text:c'] ?? 1) || 1)));
    else if (element === 'tab') this.#add('\t');
    else if (element === 'line-break') this.#add('\n');
  }

  close(): void {
    if (this.#aside === this.#depth) this.#aside = 0;
    this.#depth -= 1;
  }

  /** White space of the file is one space, and none at the beginning; what was typed has elements of its own. */
  text(found: string): void {
    if (this.#depth === 0 || this.#aside > 0) return;
    const plain = found.replace(/[ \t\r\n]+/g, ' ');
    this.#add(this.#fresh ? plain.replace(/^ /, '') : plain);
  }

  end(): string {
    return this.#text;
  }

  #add(text: string): void {
    if (text === '') return;
    this.#fresh = false;
    this.#text += text;
    if (this.#text.length > ROW_LIMIT) throw tooLarge(this.#file, 'A cell of this workbook holds more than 4 MiB');
  }
}
