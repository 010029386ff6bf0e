/** Bytes to text: UTF-8 (BOM or not) or UTF-16 with a BOM, strictly; or by the encoding that is given. What is no text is refused by name. */
// Bytes that an encoding which is given does not define become U+FFFD, and the rows they stand in are rejected: nothing is guessed here.
import { TextDecoder } from 'node:util';
import { userError, type UserError } from '../../model/errors.ts';
import { EndMark, withoutEndMark } from './end-mark.ts';
import { decodeTable } from './encoding/tables.ts';
import type { Encoding } from './encoding/names.ts';
import { newlines } from './newlines.ts';

type Unicode = 'utf-8' | 'utf-16le' | 'utf-16be';
/** What a user may do about it: name the encoding by a flag, or only save the file again. */
export type Mend = 'flag' | 'save';
type Decode = (chunk: Uint8Array, stream: boolean) => string;

const MAGIC: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a zip archive or an Excel workbook (XLSX)', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel workbook (XLS)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
];

const SAVE_AS = 'In the spreadsheet, choose "Save as" and then "CSV UTF-8".';
const HEAD = 4096;

/** Decodes a stream of bytes. `name` is the file as the user named it; errors say the line. */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  encoding?: Encoding,
  mend: Mend = 'save',
): AsyncGenerator<string> {
  let decoder: Decode | undefined;
  let strict: Unicode | undefined;
  let head = new Uint8Array(0);
  let lines = 1;
  const end = new EndMark(name);
  const decode = (chunk: Uint8Array, stream: boolean): string => {
    let text: string;
    try {
      text = decoder?.(chunk, stream) ?? '';
    } catch {
      throw badEncoding(name, strict, lines, chunk, mend);
    }
    refuseNoise(text, name, lines);
    lines += newlines(text);
    return end.pass(text);
  };
  const start = (): Decode => {
    strict = headOfText(head, name, encoding);
    return decoderOf(strict === 'utf-8' ? encoding : undefined, strict);
  };
  for await (const chunk of bytes) {
    if (decoder === undefined) {
      head = concat(head, chunk);
      if (head.length < HEAD) continue;
      decoder = start();
      yield decode(head, true);
    } else {
      yield decode(chunk, true);
    }
  }
  if (decoder === undefined) {
    decoder = start();
    yield decode(head, true);
  }
  yield decode(new Uint8Array(0), false);
}

/** A byte order mark says more than the user. `strict`: what the head says it is. */
function decoderOf(encoding: Encoding | undefined, strict: Unicode): Decode {
  if (encoding?.is === 'table') {
    let first = true;
    return (chunk) => {
      const marked = first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
      first = false;
      return decodeTable(marked ? chunk.subarray(3) : chunk, encoding.name);
    };
  }
  const decoder = new TextDecoder(encoding?.name ?? strict, { fatal: encoding === undefined });
  return (chunk, stream) => decoder.decode(chunk, { stream });
}

/** The whole of a small file. */
export function decodeWhole(bytes: Uint8Array, name: string): string {
  const encoding = headOfText(bytes, name);
  try {
    return withoutEndMark(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) throw badEncoding(name, encoding, 1, bytes);
    throw error;
  }
}

/** The beginning of a file, to see what it is; nothing is refused yet, and a character may be cut at its end. */
export function decodeHead(bytes: Uint8Array): string {
  return new TextDecoder(markOf(bytes) ?? 'utf-8').decode(bytes);
}

function markOf(bytes: Uint8Array): Unicode | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** What the first bytes say of the rest. Throws for what is no text. `encoding`: named by the user, who may know better. */
export function headOfText(bytes: Uint8Array, name: string, encoding?: Encoding): Unicode {
  for (const [what, magic] of MAGIC) {
    if (magic.every((byte, at) => bytes[at] === byte)) {
      throw userError('unsupported_format', `This is ${what}, not text.`, SAVE_AS, { file: name });
    }
  }
  // Before UTF-16, whose mark is the first half of this one.
  if (UTF_32.some((mark) => mark.every((byte, at) => bytes[at] === byte))) {
    throw userError('bad_encoding', 'This is UTF-32 text.', SAVE_AS, { file: name });
  }
  const marked = markOf(bytes);
  if (marked !== undefined) return marked;
  if (encoding?.name.startsWith('utf-16') === true) return 'utf-8';
  const sample = bytes.subarray(0, HEAD);
  let nul = 0;
  let control = 0;
  for (const byte of sample) {
    if (byte === 0) nul += 1;
    else if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) control += 1;
  }
  if (nul * 3 > sample.length && nul * 10 < sample.length * 9 && control === 0) {
    const which = nul * 3 < sample.length * 2 ? 'UTF-16' : 'UTF-32';
    throw userError('bad_encoding', `This looks like ${which} without a byte order mark.`, SAVE_AS, { file: name });
  }
  // A stray NUL is one bad row; a file full of control bytes is not a list at all.
  if (nul + control >= 8 && (nul + control) * 20 > sample.length) throw binary(name);
  return 'utf-8';
}

const UTF_32: readonly (readonly number[])[] = [
  [0xff, 0xfe, 0x00, 0x00],
  [0x00, 0x00, 0xfe, 0xff],
];

/** Control characters but for white space and the escape of a colored log. */
const NOISE = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/g;
const BLOCK = 1024;

/** A list that turns into something else further down: a block in which every twentieth character is no text. */
export function refuseNoise(text: string, name: string, line: number): void {
  if (text.search(NOISE) < 0) return;
  for (let from = 0; from < text.length; from += BLOCK) {
    const noise = text.slice(from, from + BLOCK).match(NOISE)?.length ?? 0;
    if (noise * 20 > BLOCK) throw binary(name, line + newlines(text.slice(0, from)));
  }
}

function binary(name: string, line?: number): UserError {
  const where = line === undefined ? '' : ' from about here on';
  const place = line === undefined ? { file: name } : { file: name, line };
  return userError('unsupported_format', `This is a binary file${where}, not a list of contacts.`, SAVE_AS, place);
}

/** `chunk`: the bytes it happened in, of which the first stand on line `lines`. */
function badEncoding(
  name: string,
  encoding: string | undefined,
  lines: number,
  chunk: Uint8Array,
  mend: Mend = 'save',
): UserError {
  const what = encoding?.startsWith('utf-16') === true ? 'UTF-16' : 'UTF-8';
  const line = lines + linesBeforeDamage(chunk, encoding);
  const named = mend === 'flag' && what === 'UTF-8';
  const hint = named ? `${SAVE_AS} Or name the encoding, if you know it: --encoding windows-1252.` : SAVE_AS;
  return userError('bad_encoding', `This is not valid ${what} text from here on.`, hint, { file: name, line });
}

function linesBeforeDamage(chunk: Uint8Array, encoding = 'utf-8'): number {
  const text = new TextDecoder(encoding).decode(chunk);
  const at = text.indexOf('\uFFFD');
  return newlines(at < 0 ? text : text.slice(0, at));
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
