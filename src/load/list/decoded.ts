/** The text of a list whatever its encoding: the one that was named, else UTF-8, else what its words tell. */
// Every byte is looked at before the first character is given out: the byte that is not UTF-8 may stand on the last line.
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { userError } from '../../model/errors.ts';
import { decide, type Decoded } from './encoding/decide.ts';
import type { Encoding } from './encoding/names.ts';
import { Survey, type Evidence } from './encoding/survey.ts';
import { fileProblem } from './file-errors.ts';
import { decodeText, headOfText, refuseNoise, type Mend } from './text.ts';

export type DecodedText = {
  readonly text: AsyncGenerator<string>;
  /** Null: it is what it says it is, or what the user said. */
  readonly decoded: Decoded | null;
};

type Bytes = AsyncIterable<Uint8Array>;

/** What is held of a stream to decide by, since it comes once. Damage behind it is refused. */
const HELD = 512 * 1024;
const PIECE = 256 * 1024;

/** `name`: what messages call it. */
export async function decodedFile(
  path: string,
  name: string,
  encoding?: Encoding,
  mend: Mend = 'flag',
): Promise<DecodedText> {
  const whole = await isWholeFile(path);
  if (encoding !== undefined) return { text: decodeText(readable(path), name, encoding, mend), decoded: null };
  // A pipe comes once, like a stream.
  if (!whole) return decodedStream(readable(path), name, undefined, mend);
  const plain = await looksUnicode(readable(path), name);
  const decoded = plain ? null : decide(name, await surveyed(readable(path), name, true), mend);
  return { text: decodeText(readable(path), name, encodingOf(decoded), mend), decoded };
}

export async function decodedStream(
  bytes: Bytes,
  name: string,
  encoding?: Encoding,
  mend: Mend = 'flag',
): Promise<DecodedText> {
  if (encoding !== undefined) return { text: decodeText(bytes, name, encoding, mend), decoded: null };
  const rest = bytes[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let ended = false;
  for (let size = 0; size < HELD && !ended; size += held.at(-1)?.length ?? 0) {
    const next = await rest.next();
    if (next.done === true) ended = true;
    else held.push(next.value);
  }
  const all = chained(held, rest);
  try {
    const plain = await looksUnicode(each(held), name, ended);
    const decoded = plain ? null : decide(name, await surveyed(each(held), name, ended), mend);
    return { text: decodeText(all, name, encodingOf(decoded), mend), decoded };
  } catch (error) {
    await rest.return?.();
    throw error;
  }
}

function encodingOf(decoded: Decoded | null): Encoding | undefined {
  return decoded === null ? undefined : { is: 'table', name: decoded.table };
}

/** False for bytes that are no UTF-8. `ended`: they are all there are. Throws for what is no text at all. */
async function looksUnicode(bytes: Bytes, name: string, ended = true): Promise<boolean> {
  let carried: Uint8Array = new Uint8Array(0);
  let first = true;
  for await (const chunk of bytes) {
    const piece = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    if (first && headOfText(piece, name) !== 'utf-8') return true;
    first = false;
    const whole = piece.length - cutAtEnd(piece);
    if (!isUtf8(piece.subarray(0, whole))) return false;
    carried = piece.subarray(whole);
  }
  return !ended || carried.length === 0;
}

/** Bytes at the end that may be the beginning of a character. */
function cutAtEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

async function surveyed(bytes: Bytes, name: string, ended: boolean): Promise<Evidence> {
  const survey = new Survey();
  for await (const chunk of bytes) {
    refuseNoise(Buffer.from(chunk).toString('latin1'), name, survey.line);
    survey.add(chunk);
  }
  return survey.end(ended);
}

async function isWholeFile(path: string): Promise<boolean> {
  try {
    const info = await stat(path);
    if (!info.isDirectory()) return info.isFile();
  } catch (error) {
    throw fileProblem(path, error);
  }
  throw userError('is_directory', 'This is a directory, not a file.', undefined, { file: path });
}

async function* readable(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: PIECE }) as Bytes;
  } catch (error) {
    throw fileProblem(path, error);
  }
}

async function* each(held: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* held;
}

async function* chained(held: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let chunk = held.shift(); chunk !== undefined; chunk = held.shift()) yield chunk;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
