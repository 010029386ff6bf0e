/** Cuts streaming JSON text into its values, so that a list of any size is parsed one row at a time. */
// Only strings and brackets are followed here; `JSON.parse` judges each value. Depth and size are bounded before
// anything recursive sees the text.
import { userError } from '../../model/errors.ts';
import { COLUMN_LIMIT, ROW_LIMIT, rowTooLarge, tooManyColumns } from './limits.ts';

/** `array`: the elements of one top-level array. `lines`: one value a line. */
export type JsonLayout = 'array' | 'lines';
/** `keys`: of the row's own object, as often as they stand there. */
export type JsonText = { readonly text: string; readonly line: number; readonly keys: number };

const DEPTH_LIMIT = 64;

/** Throws UserErrors: truncated_json, json_too_deep, cell_too_large, too_many_columns, not_json. */
export async function* jsonValues(
  name: string,
  layout: JsonLayout,
  chunks: AsyncIterable<string>,
): AsyncGenerator<JsonText> {
  const cutter = new Cutter(name, layout);
  for await (const chunk of chunks) yield* cutter.cut(chunk);
  yield* cutter.end();
}

class Cutter {
  readonly #name: string;
  readonly #layout: JsonLayout;
  #parts: string[] = [];
  #size = 0;
  /** The line of the value's first character; 0 while only blanks were seen. */
  #started = 0;
  #line = 1;
  /** Characters before this chunk, and before this line. */
  #before = 0;
  #lineStart = 0;
  #lastWasCr = false;
  #keys = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #array: 'before' | 'inside' | 'after' = 'before';
  #elements = 0;

  constructor(name: string, layout: JsonLayout) {
    this.#name = name;
    this.#layout = layout;
  }

  *cut(chunk: string): Generator<JsonText> {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const char = chunk[at] ?? '';
      if (char === '\n' || char === '\r') this.#newline(char, at);
      else this.#lastWasCr = false;
      const borders = this.#follow(char);
      if (!borders) {
        if (this.#started === 0 && char.trim() !== '') {
          this.#started = this.#line;
          from = at;
        }
        continue;
      }
      const value = this.#take(this.#started === 0 ? '' : chunk.slice(from, at));
      from = at + 1;
      if (value !== undefined) yield value;
      this.#border(char, value !== undefined);
    }
    // Blanks before a value are nothing of it, however many there are.
    if (this.#started !== 0) this.#keep(chunk.slice(from));
    this.#before += chunk.length;
  }

  /** A CR LF is one line end; a CR alone is one too. */
  #newline(char: string, at: number): void {
    if (char === '\r' || !this.#lastWasCr) this.#line += 1;
    this.#lastWasCr = char === '\r';
    this.#lineStart = this.#before + at + 1;
  }

  *end(): Generator<JsonText> {
    if (this.#layout === 'lines') {
      const value = this.#take('');
      if (value !== undefined) yield value;
      return;
    }
    if (this.#take('') !== undefined && this.#array === 'after')
      throw this.#broken('text follows the end of the array');
    if (this.#array !== 'after') {
      throw userError(
        'truncated_json',
        'The JSON ends in the middle: the closing "]" is missing.',
        'Is the file complete?',
        {
          file: this.#name,
          line: this.#line,
          column: this.#before - this.#lineStart + 1,
        },
      );
    }
  }

  /** True where a value ends: a comma or bracket of the array itself, or the end of a line. */
  #follow(char: string): boolean {
    if (this.#layout === 'lines') {
      if (char === '\n' || char === '\r') {
        this.#inString = false;
        this.#escaped = false;
        this.#depth = 0;
        return true;
      }
    }
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (char === '\\') this.#escaped = true;
      else if (char === '"') this.#inString = false;
      return false;
    }
    if (char === '"') this.#inString = true;
    const own = this.#layout === 'array' ? 1 : 0;
    if (char === '[' || char === '{') {
      this.#depth += 1;
      if (this.#depth > DEPTH_LIMIT) {
        throw userError('json_too_deep', `The JSON is nested more than ${DEPTH_LIMIT} levels deep.`, undefined, {
          file: this.#name,
          line: this.#line,
        });
      }
      return own === 1 && this.#depth === 1;
    }
    if (char === ']' || char === '}') {
      this.#depth -= 1;
      return own === 1 && this.#depth === 0;
    }
    if (char === ':' && this.#depth === own + 1) {
      this.#keys += 1;
      if (this.#keys > COLUMN_LIMIT) throw tooManyColumns(this.#name, this.#started);
    }
    return own === 1 && char === ',' && this.#depth === 1;
  }

  #border(char: string, hadValue: boolean): void {
    if (this.#layout === 'lines') return;
    if (hadValue) this.#elements += 1;
    if (char === '[') {
      if (this.#array !== 'before' || hadValue) throw this.#broken('a list is one array of objects');
      this.#array = 'inside';
    } else if (char === ']' || char === '}') {
      if (this.#array !== 'inside') throw this.#broken(`unexpected ${JSON.stringify(char)}`);
      if (!hadValue && this.#elements > 0) throw this.#broken('a comma before the closing "]"');
      this.#array = 'after';
    } else if (!hadValue || this.#array !== 'inside') {
      throw this.#broken('unexpected ","');
    }
  }

  #keep(part: string): void {
    if (part === '') return;
    this.#parts.push(part);
    this.#size += part.length;
    if (this.#size > ROW_LIMIT) throw rowTooLarge(this.#name, this.#started);
  }

  #take(last: string): JsonText | undefined {
    this.#keep(last);
    const text = this.#parts.join('').trim();
    const value = text === '' ? undefined : { text, line: this.#started, keys: this.#keys };
    this.#keys = 0;
    this.#parts = [];
    this.#size = 0;
    this.#started = 0;
    return value;
  }

  #broken(what: string): Error {
    return userError('not_json', `This is not valid JSON: ${what}.`, undefined, { file: this.#name, line: this.#line });
  }
}
