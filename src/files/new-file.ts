/** Every file that outdial makes comes to be here: under a random name that nobody can plant, private, on the disk, then renamed. */
// Under a name that can be guessed somebody else's link may lie, and what is written follows it with their permissions.
import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { link, lstat, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { making, sweepFolder, temporaryName } from './leftovers.ts';
import { systemCodeOf, userError } from '../model/errors.ts';

const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
const MODE = 0o600;
export type NewFile = {
  /** Where it is until it is published. */
  readonly temporary: string;
  write(chunk: string | Uint8Array): Promise<void>;
  /** Whole and on the disk, or not at all. `EEXIST` where there is a file that is not to be replaced. */
  publish(): Promise<void>;
  /** Harmless after `publish`. */
  discard(): Promise<void>;
};

/** `replace`: a file, or a link to one, that is there. Throws what the file system says. */
export async function makeFile(target: string, replace: boolean): Promise<NewFile> {
  const folder = dirname(target);
  await sweepFolder(folder);
  const temporary = join(folder, temporaryName());
  making.add(temporary);
  let file: FileHandle | undefined;
  const close = async (): Promise<void> => {
    await file?.close();
    file = undefined;
  };
  const discard = async (): Promise<void> => {
    await close().catch(() => undefined);
    if (!making.has(temporary)) return;
    for (const rest of ['', '-journal', '-wal', '-shm']) await rm(`${temporary}${rest}`, { force: true });
    making.delete(temporary);
  };
  try {
    file = await open(temporary, FLAGS, MODE);
  } catch (error) {
    making.delete(temporary);
    throw error;
  }
  return {
    temporary,
    write: async (chunk) => void (await file?.writeFile(chunk, 'utf8')),
    publish: async () => {
      await file?.sync();
      await close();
      await settle(temporary, target, replace);
      await discard();
      await syncFolder(folder);
    },
    discard,
  };
}

/** A few bytes at once, over whatever is there: for notes that are read while they change. */
export function replaceNote(target: string, text: string): void {
  const temporary = join(dirname(target), temporaryName());
  try {
    const file = openSync(temporary, FLAGS, MODE);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

async function settle(temporary: string, target: string, replace: boolean): Promise<void> {
  if (replace) return rename(temporary, target);
  try {
    // A link never replaces what came to be there meanwhile.
    await link(temporary, target);
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST' || (await isThere(target)))
      throw Object.assign(new Error(), { code: 'EEXIST' });
    // A file system without links: the moment between looking and renaming is all that is given up.
    await rename(temporary, target);
  }
}

/** The name is on the disk too. Where folders cannot be synced (Windows) there is nothing more to be done. */
async function syncFolder(folder: string): Promise<void> {
  const file = await open(folder, 'r').catch(() => undefined);
  await file?.sync().catch(() => undefined);
  await file?.close();
}

/**
 * Before anything is done: may a result be written there? Throws a `UserError`; `flag` is what named the file. What is no
 * file (a folder, a device, a pipe) is never replaced.
 */
export async function refuseTarget(target: string, replace: boolean, flag: string): Promise<void> {
  if (!(await isThere(target))) return;
  const place = { file: target };
  const held = await stat(target).catch(() => undefined);
  if (held?.isDirectory() === true) {
    const message = `${flag} needs a file; this is a directory.`;
    throw userError('is_directory', message, `Name a file in it: ${join(target, 'FILE')}`, place);
  }
  if (held !== undefined && !held.isFile()) {
    throw userError(
      'not_a_file',
      `${flag} would put a file in the place of a device or a pipe.`,
      'Name a file.',
      place,
    );
  }
  if (!replace) throw fileExists(target);
}

export function fileExists(target: string): Error {
  const hint = 'Name another file, or replace it with --force.';
  return userError('file_exists', 'This file exists already, and it is kept.', hint, { file: target });
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
