/** Reads a file that is held whole: a campaign, prices, a model. One that is far too large for that is refused before it is held. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { userError } from '../../model/errors.ts';

/** Room for some fifty thousand rows within a campaign file. */
const MOST = 8 * 1024 * 1024;

/** Throws what the file system says, or a `UserError` for a file that is too large. */
export async function readSmallFile(path: string): Promise<Uint8Array> {
  // Windows answers EPERM or EISDIR to reading a directory, depending on the version.
  if ((await stat(path)).isDirectory()) throw Object.assign(new Error('directory'), { code: 'EISDIR' });
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted while reading: a pipe or a device has no size.
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST) throw tooLarge(path);
  }
  return Buffer.concat(chunks);
}

function tooLarge(path: string): Error {
  const hint = 'Put a long list of contacts into a file of its own, and name it: "contacts": "contacts.csv".';
  return userError('file_too_large', 'This file holds more than 8 MiB.', hint, { file: path });
}
