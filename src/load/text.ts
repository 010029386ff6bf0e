/** Bytes to text, strictly: UTF-8 (BOM or not) or UTF-16 with a BOM; anything else is refused by name, never guessed. */
// A guessed encoding turns "José" into mojibake that an agent then reads aloud; refusing costs one "save as".
import { TextDecoder } from 'node:util';
import { userError, type UserError } from '../model/errors.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

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
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let head = new Uint8Array(0);
  let lines = 1;
  const decode = (chunk: Uint8Array, stream: boolean): string => {
    try {
      const text = decoder?.decode(chunk, { stream }) ?? '';
      lines += newlines(text);
      return text;
    } catch {
      throw badEncoding(name, lines + linesBeforeDamage(chunk));
    }
  };
  for await (const chunk of bytes) {
    if (decoder === undefined) {
      head = concat(head, chunk);
      if (head.length < HEAD) continue;
      decoder = new TextDecoder(encodingOf(head, name), { fatal: true });
      yield decode(head, true);
    } else {
      yield decode(chunk, true);
    }
  }
  if (decoder === undefined) {
    decoder = new TextDecoder(encodingOf(head, name), { fatal: true });
    yield decode(head, true);
  }
  yield decode(new Uint8Array(0), false);
}

/** The whole of a small file. */
export function decodeWhole(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder(encodingOf(bytes, name), { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw badEncoding(name, 1 + linesBeforeDamage(bytes));
    throw error;
  }
}

function encodingOf(bytes: Uint8Array, name: string): Encoding {
  for (const [what, magic] of MAGIC) {
    if (magic.every((byte, at) => bytes[at] === byte)) {
      throw userError('unsupported_format', `This is ${what}, not text.`, SAVE_AS, { file: name });
    }
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, HEAD);
  let nul = 0;
  let control = 0;
  for (const byte of sample) {
    if (byte === 0) nul += 1;
    else if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) control += 1;
  }
  if (nul * 3 > sample.length && nul * 3 < sample.length * 2 && control === 0) {
    throw userError('bad_encoding', 'This looks like UTF-16 without a byte order mark.', SAVE_AS, { file: name });
  }
  // A stray NUL is one bad row; a file full of control bytes is not a list at all.
  if (nul + control >= 8 && (nul + control) * 20 > sample.length) {
    throw userError('unsupported_format', 'This is a binary file, not a list of contacts.', SAVE_AS, { file: name });
  }
  return 'utf-8';
}

function badEncoding(name: string, line: number): UserError {
  return userError('bad_encoding', 'This is not valid UTF-8 text from here on.', SAVE_AS, { file: name, line });
}

function linesBeforeDamage(chunk: Uint8Array): number {
  const text = new TextDecoder('utf-8').decode(chunk);
  const at = text.indexOf('\uFFFD');
  return newlines(at < 0 ? text : text.slice(0, at));
}

/** Line ends of all three kinds. */
export function newlines(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
