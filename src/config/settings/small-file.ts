/** Reads a small file that a setting names: never more than is asked for, never a file that keeps us waiting. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { decoded } from './decoded.ts';

/** `found`: nobody named it, it lay there. `named`: the operator did. `by-node`: so that Node has read it as well. */
export type How = 'found' | 'named' | 'by-node';

/** A key, a URL, a chain of certificates and a `.env` all fit; a disk image does not. */
const MOST_BYTES = 256 * 1024;
/** `--settings <(…)` is a pipe whose writer may need a moment: 5 s in all. */
const TRIES = 250;
const PAUSE = 20;

/** Undefined when there is none. Throws an `Error` whose message says what is wrong with it, without its name. */
export function readSmallFile(path: string, how: How): string | undefined {
  // Not waiting: opening a pipe that nobody writes to would last for ever.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (how === 'found' ? (constants.O_NOFOLLOW ?? 0) : 0);
  let file: number;
  try {
    if (how === 'found' && lstatSync(path).isSymbolicLink()) throw new Error('it is a symbolic link');
    file = openSync(path, flags);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new Error(code ?? message);
  }
  try {
    const about = fstatSync(file);
    // Many keep a folder of Python's of that name.
    if (how === 'found' && about.isDirectory()) return undefined;
    refuse(about, how);
    return decoded(bounded(file, about.isFIFO()), how !== 'by-node');
  } finally {
    closeSync(file);
  }
}

function refuse(about: Stats, how: How): void {
  if (!about.isFile() && !(how !== 'found' && about.isFIFO())) throw new Error('it is no plain file');
  if (about.size > MOST_BYTES) throw new Error('it is larger than any setting (256 KiB)');
  if (how !== 'found' || process.getuid === undefined) return;
  const user = process.getuid();
  if (about.uid !== user && about.uid !== 0) throw new Error('it belongs to another user');
  // Where every user has a group of his own, files are made writable for it; any other group is other people.
  const others = (about.mode & 0o002) !== 0 || ((about.mode & 0o020) !== 0 && about.gid !== about.uid);
  if (others) throw new Error('others may write to it');
}

function bounded(file: number, isPipe: boolean): Buffer {
  const parts: Buffer[] = [];
  let size = 0;
  for (let tries = 0; ;) {
    const part = Buffer.alloc(64 * 1024);
    let read: number;
    try {
      read = readSync(file, part);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EAGAIN' || !isPipe) throw new Error(code ?? message);
      if (++tries > TRIES) throw new Error('nothing comes out of it');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
      continue;
    }
    if (read === 0) return Buffer.concat(parts);
    size += read;
    if (size > MOST_BYTES) throw new Error('it is larger than any setting (256 KiB)');
    parts.push(part.subarray(0, read));
  }
}
