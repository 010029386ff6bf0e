/** Turns a driver's or a file system's error into what the caller can act on. */
import { systemCodeOf, UserError, userError } from '../../model/errors.ts';
import { otherSchema, StoreFailure } from '../failure.ts';
import { fileSystemOf } from '../file-system.ts';
import { codeOfWords, meaningOf } from './result-codes.ts';

const MOVED = /^no such (column|table)|has no column named/;

/** Anything that is not SQLite's, or that only a mistake of ours brings about, stays what it is. */
export function failureOf(error: unknown, path: string): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const isSqlite = systemCodeOf(error) === 'ERR_SQLITE_ERROR';
  // A general error, told by its words only, and by the drop-in without its number where a known statement meets it.
  if (isSqlite && MOVED.test(error.message)) {
    return otherSchema(path, error.message);
  }
  if (!('errcode' in error) && !isSqlite) return error;
  const meaning = meaningOf('errcode' in error ? Number(error.errcode) : codeOfWords(error.message));
  if (meaning === undefined) return error;
  const { kind, what, mend } = meaning;
  // A ledger of a check alone has no name.
  const ledger = path === '' ? 'The ledger of this check (among the temporary files)' : `The ledger ${path}`;
  switch (kind) {
    case 'no_locks':
      return noLocks(path, `${what} (${error.message})`);
    case 'io':
      return new StoreFailure(kind, `${ledger} ${what} (${error.message}).`, mend);
    case 'busy':
    case 'away':
    case 'full':
    case 'read_only':
    case 'corrupt':
    case 'unreadable':
    case 'other_schema':
      return new StoreFailure(kind, `${ledger} ${what}.`, mend);
  }
}

/** The file system does not do what a ledger needs; `what`: after "The ledger PATH". */
export function noLocks(path: string, what: string): StoreFailure {
  const system = fileSystemOf(path);
  const where =
    system === null ? 'a file system where locks do not work' : `the file system ${system}, where locks do not work`;
  return new StoreFailure(
    'no_locks',
    `The ledger ${path} ${what}: it is on ${where}.`,
    'Name a folder on a local disk with --data-dir or OUTDIAL_DATA_DIR.',
  );
}

/** The folder or the file cannot be made. `error`: of the file system. */
export function unwritable(error: unknown, path: string): unknown {
  const code = systemCodeOf(error);
  if (code === undefined) return error;
  if (WITHOUT_LOCKS.has(code)) return noLocks(path, `cannot be used (${code})`);
  return userError(
    'ledger_unwritable',
    `The ledger ${path} cannot be written: ${WHY.get(code) ?? code}.`,
    'Name a folder of your own with --data-dir or OUTDIAL_DATA_DIR.',
  );
}

const WITHOUT_LOCKS: ReadonlySet<string> = new Set(['ENOLCK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

const NO_PERMISSION = 'you may not write there';
const NO_FOLDER = 'a part of its path is a file, not a folder';
const WHY: ReadonlyMap<string, string> = new Map([
  ['EACCES', NO_PERMISSION],
  ['EPERM', NO_PERMISSION],
  ['EROFS', 'the disk is read-only'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', NO_FOLDER],
  ['EEXIST', NO_FOLDER],
  ['ENOENT', 'no folder can be made there'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'your share of the disk is full'],
  ['EFBIG', 'it has become larger than the system allows'],
  ['EIO', 'the disk, or the way to it, failed'],
  ['ESTALE', 'the file system went away under it'],
  ['ENXIO', 'the disk is gone'],
  ['ENODEV', 'the disk is gone'],
  ['ENAMETOOLONG', 'its path is too long'],
  ['ELOOP', 'its path is a circle of links'],
  ['EMFILE', 'this process has too many files open'],
  ['ENFILE', 'the system has too many files open'],
  ['EBUSY', 'something else keeps it from being changed'],
]);
