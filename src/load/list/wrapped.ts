/** Finds the list in a JSON object that is wrapped around it (`{"data": {"contacts": […]}}`), streaming. */
// Only strings and brackets are followed; what is cut out is judged as any other list. Two lists in one object are an error:
// whoever takes one of them for the list calls the wrong people.
import { userError } from '../../model/errors.ts';
import { showCell } from '../number/messages.ts';

const DEPTH_LIMIT = 64;
/** A longer key is cut: it is only shown. */
const KEY = 64;

export class Wrapped {
  readonly #name: string;
  /** Open brackets, outermost first: the key that an object is at, null for an array. */
  readonly #open: (string | null)[] = [];
  #string: string | null = null;
  #escaped = false;
  #last = '';
  /** An array just opened in an object: what follows says whether it is a list. */
  #maybe: { readonly path: string; text: string } | null = null;
  #inside: number | null = null;
  #taken: string | null = null;
  #sawEmpty = false;
  #started = false;

  constructor(name: string) {
    this.#name = name;
  }

  /** The keys that lead to the list, joined by dots; null until it is found. */
  get taken(): string | null {
    return this.#taken;
  }

  /** The text of the list, on the lines where it stands. */
  async *list(chunks: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const chunk of chunks) {
      let out = '';
      for (const char of chunk) out += this.#follow(char);
      if (out !== '') yield out;
    }
    if (this.#open.length > 0 || this.#string !== null) {
      const message = 'The JSON ends in the middle: the closing "}" is missing.';
      throw userError('truncated_json', message, 'Is the file complete?', { file: this.#name });
    }
    if (this.#taken !== null) return;
    if (this.#sawEmpty) throw userError('no_rows', 'The list is empty.', undefined, { file: this.#name });
    throw userError(
      'unsupported_format',
      'This is one JSON object, not a list of contacts.',
      'A list is an array of objects; one object a line (JSON Lines) works too.',
      { file: this.#name },
    );
  }

  /** What of it belongs to the list; line ends always do, so that a row keeps its line. */
  #follow(char: string): string {
    const wasInside = this.#inside !== null;
    const before = this.#maybe;
    this.#step(char);
    if (before !== null) {
      before.text += char;
      if (this.#maybe !== null) return '';
      return this.#inside === null ? before.text.replace(/[^\r\n]/g, '') : before.text;
    }
    if (this.#maybe !== null) return '';
    return wasInside || this.#inside !== null || char === '\n' || char === '\r' ? char : '';
  }

  #step(char: string): void {
    if (this.#string !== null) {
      if (this.#escaped) this.#escaped = false;
      else if (char === '\\') this.#escaped = true;
      else if (char === '"') {
        this.#last = this.#string;
        this.#string = null;
        return;
      }
      if (this.#string.length < KEY) this.#string += char;
      return;
    }
    if (/\s/.test(char)) return;
    this.#decide(char);
    if (this.#started && this.#open.length === 0) throw this.#broken('text follows the end of the object');
    this.#started = true;
    if (char === '"') this.#string = '';
    else if (char === ':' && this.#open.at(-1) !== null) this.#open[this.#open.length - 1] = this.#last;
    else if (char === '{' || char === '[') this.#opens(char);
    else if (char === '}' || char === ']') this.#closes(char);
  }

  #opens(char: string): void {
    const path = this.#open.every((key) => key !== null) ? this.#open.join('.') : null;
    this.#open.push(char === '{' ? '' : null);
    if (this.#open.length > DEPTH_LIMIT) {
      const message = `The JSON is nested more than ${DEPTH_LIMIT} levels deep.`;
      throw userError('json_too_deep', message, undefined, { file: this.#name });
    }
    if (char === '[' && path !== null) this.#maybe = { path, text: '[' };
  }

  #closes(char: string): void {
    if ((this.#open.pop() === null) !== (char === ']')) throw this.#broken(`unexpected ${JSON.stringify(char)}`);
    if (this.#inside === this.#open.length) this.#inside = null;
  }

  /** The first character within an array: of objects, it is a list. */
  #decide(char: string): void {
    if (this.#maybe === null) return;
    const { path } = this.#maybe;
    this.#maybe = null;
    if (char === ']') this.#sawEmpty = true;
    if (char !== '{') return;
    if (this.#taken !== null) {
      const both = `"${showCell(this.#taken)}" and "${showCell(path)}"`;
      const hint = 'Save the one that is meant as a file of its own: an array of objects.';
      throw userError('several_lists', `The object holds two lists, ${both}.`, hint, { file: this.#name });
    }
    this.#taken = path;
    this.#inside = this.#open.length - 1;
  }

  #broken(what: string): Error {
    return userError('not_json', `This is not valid JSON: ${what}.`, undefined, { file: this.#name });
  }
}
