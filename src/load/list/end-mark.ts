/** Takes off the end-of-file mark (0x1A, and blanks after it) that DOS programs still write; elsewhere it is text like any other. */
// Whether a mark ends the file is known only once nothing but blanks has followed it. What waits for that is bounded and
// looked at once: a file of a mark and 60 MB of spaces would otherwise cost minutes and all memory.
import { userError } from '../../model/errors.ts';
import { newlines } from './newlines.ts';

const MARK = '\x1a';
/** Blanks after a mark that may still turn out to stand in the middle. */
const MOST_HELD = 64 * 1024;

export class EndMark {
  readonly #name: string;
  #held = '';
  /** More blanks came than are kept: no text may follow any more. */
  #spilled = false;
  #line = 1;

  constructor(name: string) {
    this.#name = name;
  }

  /** The text that is surely of the file. Throws a `UserError` for text far behind a mark. */
  pass(text: string): string {
    const waiting = this.#spilled || this.#held !== '';
    const goesOn = waiting ? firstWord(text) : 0;
    if (goesOn === text.length) {
      this.#hold(text);
      return '';
    }
    if (this.#spilled) throw this.#textBehind();
    const from = Math.max(markAt(text), goesOn);
    const whole = this.#held + text.slice(0, from);
    this.#line += newlines(whole);
    this.#held = '';
    this.#hold(text.slice(from));
    return whole;
  }

  #hold(text: string): void {
    if (this.#held.length + text.length <= MOST_HELD) this.#held += text;
    else this.#spilled = true;
  }

  #textBehind(): Error {
    return userError(
      'text_after_end',
      'An end-of-file mark (0x1A) stands about here, with blanks after it, and text follows far behind.',
      'The file is damaged, or two were put together: save the list again as CSV UTF-8.',
      { file: this.#name, line: this.#line },
    );
  }
}

/** Without the mark, where one stands at the end. */
export function withoutEndMark(text: string): string {
  return text.slice(0, markAt(text));
}

/** Where marks and blanks begin that nothing follows, at the first mark of them; the length where there is none. */
function markAt(text: string): number {
  let from = text.length;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === MARK) from = at;
    else if (!isBlank(text, at)) break;
  }
  return from;
}

function firstWord(text: string): number {
  let at = 0;
  while (at < text.length && (text[at] === MARK || isBlank(text, at))) at += 1;
  return at;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) return true;
  return code > 0x7f && text.charAt(at).trim() === '';
}
