/** The texts of a workbook, which its cells name by number; held as bytes, since a list may have millions of them. */
import { tooLarge } from './damage.ts';
import { RichText } from './rich-text.ts';
import { readAll } from './xml.ts';
import type { Package } from './zip.ts';

export type SharedStrings = { readonly count: number; readonly at: (index: number) => string | undefined };

/** A list of 200,000 rows and ten columns in which no value stands twice has some 40. */
const MOST_BYTES = 96 * 1024 * 1024;
const MOST_STRINGS = 4_000_000;
const BLOCK = 1024 * 1024;
/** Texts whose places are held together. */
const PLACES = 65_536;

export const NO_STRINGS: SharedStrings = { count: 0, at: () => undefined };

export async function readSharedStrings(pack: Package, name: string): Promise<SharedStrings> {
  const part = pack.part(name);
  if (part === undefined) return NO_STRINGS;
  const table = new Table(pack.file);
  const text = new RichText(pack.file);
  let within = false;
  await readAll(pack.file, part, {
    open: (element) => {
      if (element === 'si') {
        within = true;
        text.start();
      } else if (within) text.open(element);
    },
    close: (element) => {
      if (element === 'si') {
        within = false;
        table.add(text.end());
      } else if (within) text.close(element);
    },
    text: (found) => {
      if (within) text.text(found);
    },
  });
  return table;
}

/** Texts end to end in blocks; a text lies within one. Nothing is copied as it grows. */
class Table implements SharedStrings {
  readonly #file: string;
  readonly #blocks: Buffer[] = [];
  #used = BLOCK;
  #bytes = 0;
  /** For each text: its block and offset as one number, and its length in bytes. */
  readonly #places: Uint32Array[] = [];
  #count = 0;

  constructor(file: string) {
    this.#file = file;
  }

  get count(): number {
    return this.#count;
  }

  add(text: string): void {
    const size = Buffer.byteLength(text);
    this.#bytes += size;
    if (this.#bytes > MOST_BYTES || this.#count >= MOST_STRINGS) {
      throw tooLarge(this.#file, 'The texts of this workbook come to more than 96 MiB or four million');
    }
    if (this.#used + size > BLOCK || this.#used === BLOCK) {
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK, size)));
      this.#used = 0;
    }
    const block = this.#blocks.length - 1;
    this.#blocks[block]?.write(text, this.#used);
    if (this.#count % PLACES === 0) this.#places.push(new Uint32Array(PLACES * 2));
    this.#places.at(-1)?.set([block * BLOCK + this.#used, size], (this.#count % PLACES) * 2);
    this.#used = size > BLOCK ? BLOCK : this.#used + size;
    this.#count += 1;
  }

  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    const places = this.#places[Math.floor(index / PLACES)];
    const [place = 0, size = 0] = [places?.[(index % PLACES) * 2], places?.[(index % PLACES) * 2 + 1]];
    const from = place % BLOCK;
    return this.#blocks[Math.floor(place / BLOCK)]?.toString('utf8', from, from + size);
  }
}
