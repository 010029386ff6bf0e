/** Looks through bytes that are not UTF-8 for what tells their encoding: which lines are UTF-8, which are not, and the words in them. */
import { isUtf8 } from 'node:buffer';
import type { Token } from './likelihood.ts';

/** A word with how often it stands there, its bytes as one character each. */
export type Word = Token & { readonly times: number };

export type Evidence = {
  /** The first line that is UTF-8 and not only ASCII, and a word of it. */
  readonly utf8: Seen | null;
  /** The first line that is not UTF-8. Its word is bytes as characters. */
  readonly other: Seen | null;
  readonly words: readonly Word[];
};

export type Seen = { readonly line: number; readonly word: string };

/** Enough to decide by; a list of any length has no more. */
const MOST_WORDS = 3000;
/** A line is held until it ends; a longer one is looked at in pieces. */
const LONGEST = 1024 * 1024;
const LONGEST_WORD = 40;
const LF = 0x0a;
const CR = 0x0d;

export class Survey {
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;
  /** Byte before the rest. */
  #last: number | undefined;
  #utf8: Seen | null = null;
  #other: Seen | null = null;
  readonly #words = new Map<string, number>();

  add(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#rest, chunk]);
    let from = 0;
    for (let at = this.#rest.length; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      const ends = byte === LF || byte === CR;
      // Cut after ASCII alone: half of a character would look like damage.
      if (!ends && (at - from < LONGEST || byte >= 0x80)) continue;
      this.#judge(bytes.subarray(from, at));
      from = at + 1;
      const before = at > 0 ? bytes[at - 1] : this.#last;
      if (byte === CR || (byte === LF && before !== CR)) this.#line += 1;
    }
    this.#last = bytes.at(-1);
    this.#rest = bytes.subarray(from);
  }

  /** The line that the next byte stands on. */
  get line(): number {
    return this.#line;
  }

  /** `whole`: the last line is complete. */
  end(whole = true): Evidence {
    if (whole || this.#other === null) this.#judge(this.#rest);
    this.#rest = Buffer.alloc(0);
    const words = [...this.#words].map(([key, times]): Word => {
      return { before: key.slice(0, 1), text: key.slice(1, -1), after: key.slice(-1), times };
    });
    return { utf8: this.#utf8, other: this.#other, words };
  }

  #judge(line: Buffer): void {
    const text = line.toString('latin1');
    if (!/[\x80-\xff]/.test(text)) return;
    if (isUtf8(line)) {
      this.#utf8 ??= { line: this.#line, word: firstWord(line.toString('utf8').replace(/^\uFEFF/, '')) };
      return;
    }
    this.#other ??= { line: this.#line, word: firstWord(text) };
    for (const match of text.matchAll(/[A-Za-z'\x80-\xff]*[\x80-\xff][A-Za-z'\x80-\xff]*/g)) {
      const [word] = match;
      if (word.length > LONGEST_WORD) continue;
      const key = `${text[match.index - 1] ?? ' '}${word}${text[match.index + word.length] ?? ' '}`;
      const times = this.#words.get(key);
      if (times !== undefined || this.#words.size < MOST_WORDS) this.#words.set(key, (times ?? 0) + 1);
    }
  }
}

function firstWord(text: string): string {
  return /[^\s,;|"]*[^\x00-\x7f][^\s,;|"]*/.exec(text)?.[0].slice(0, LONGEST_WORD) ?? '';
}
