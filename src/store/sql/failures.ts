/** Turns a driver's error into what the caller can act on. */
import { own } from '../../model/own.ts';
import { UserError, userError } from '../../model/errors.ts';
import { StoreFailure } from '../failure.ts';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** Anything that is not SQLite's is a mistake of ours and stays what it is. */
export function failureOf(error: unknown, path: string): unknown {
  if (error instanceof UserError || !(error instanceof Error) || !('errcode' in error)) return error;
  switch (Number(error.errcode) & 0xff) {
    case BUSY:
    case LOCKED:
      return new StoreFailure(
        'busy',
        `The ledger ${path} is being written by another outdial.`,
        'Try again in a moment.',
      );
    case READ_ONLY:
      return new StoreFailure(
        'read_only',
        `The ledger ${path} may not be written.`,
        'Give yourself write permission to it and its folder.',
      );
    case FULL:
      return new StoreFailure(
        'full',
        `The disk is full: the ledger ${path} cannot grow.`,
        'Free some space and run again; what was recorded is safe.',
      );
    case IO:
    case CANNOT_OPEN:
      return new StoreFailure(
        'io',
        `The ledger ${path} cannot be read or written (${error.message}).`,
        'Check the disk, and that the folder is a local one.',
      );
    case CORRUPT:
    case NOT_A_DATABASE:
      return new StoreFailure(
        'corrupt',
        `${path} is not an outdial ledger, or it is damaged.`,
        'Restore it from a backup, or name another folder with --data-dir.',
      );
    default:
      return error;
  }
}

/** The folder or the file cannot be made. `error`: of the file system. */
export function unwritable(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  const why = own(WHY, code) ?? code;
  return userError(
    'ledger_unwritable',
    `The ledger ${path} cannot be written: ${why}.`,
    'Name a folder of your own with --data-dir or OUTDIAL_DATA_DIR.',
  );
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'a part of its path is a file, not a folder',
  ENOENT: 'no folder can be made there',
  ENOSPC: 'the disk is full',
};
