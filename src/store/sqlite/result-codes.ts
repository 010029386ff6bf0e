/** What each of SQLite's result codes means for a ledger (https://www.sqlite.org/rescode.html): its kind, and its words. */
import type { FailureKind } from '../failure.ts';

export type Meaning = {
  readonly kind: FailureKind;
  /** After "The ledger PATH". */
  readonly what: string;
  readonly mend: string;
};

const AGAIN = 'Try again in a moment.';
const PERMIT = 'Give yourself write permission to it and its folder.';
const DISK = 'Check the disk, and that the folder is a local one.';
const RESTORE = 'Restore it from a backup, or name another folder with --data-dir.';
const LOCAL = 'Name a folder on a local disk with --data-dir or OUTDIAL_DATA_DIR.';

const busy = (what = 'is being written by another outdial'): Meaning => ({ kind: 'busy', what, mend: AGAIN });
const readOnly = (what = 'may not be written', mend = PERMIT): Meaning => ({ kind: 'read_only', what, mend });
const io = (what: string, mend = DISK): Meaning => ({ kind: 'io', what, mend });
const noLocks = (what: string): Meaning => ({ kind: 'no_locks', what, mend: LOCAL });
const corrupt = (what = 'is not an outdial ledger, or it is damaged'): Meaning => ({
  kind: 'corrupt',
  what,
  mend: RESTORE,
});

/** Where a code of both is not listed, the primary one (its lowest eight bits) stands for it. */
const MEANINGS: ReadonlyMap<number, Meaning> = new Map([
  [513, busy()], // ERROR_RETRY
  [769, busy()], // ERROR_SNAPSHOT
  [2, io('cannot be used: SQLite has failed within itself', 'Update Node and outdial, and try again.')], // INTERNAL
  [3, readOnly('may not be read or written')], // PERM
  [5, busy()], // BUSY
  [261, busy('is being put in order by another outdial, after a crash')], // BUSY_RECOVERY
  [6, busy()], // LOCKED
  [7, io('cannot be used: there is no memory left', 'Close other programs, or give this one more memory.')], // NOMEM
  [8, readOnly()], // READONLY
  [264, readOnly('was left in disorder by a crash, and may not be written to mend it')], // READONLY_RECOVERY
  [520, noLocks('cannot be locked, so that it may only be read')], // READONLY_CANTLOCK
  [776, readOnly('was left in disorder by a crash, and may not be written to mend it')], // READONLY_ROLLBACK
  [1032, readOnly('was moved or replaced while it was open', 'Stop every outdial, put the file back, and run again.')],
  [1288, noLocks('cannot get the shared memory that its locks are in')], // READONLY_CANTINIT
  [1544, readOnly('may not be written: no file may be made in its folder')], // READONLY_DIRECTORY
  [10, io('cannot be read or written')], // IOERR
  [1034, io('cannot be read or written: the disk did not take what was written')], // IOERR_FSYNC
  [1290, io('cannot be read or written: the disk did not take what was written')], // IOERR_DIR_FSYNC
  [2058, noLocks('cannot be unlocked')], // IOERR_UNLOCK
  [2314, noLocks('cannot be locked for reading')], // IOERR_RDLOCK
  [2826, noLocks('cannot be locked')], // IOERR_BLOCKED
  [3082, io('cannot be used: there is no memory left', 'Close other programs, or give this one more memory.')],
  [3338, readOnly('may not be read or written')], // IOERR_ACCESS
  [3594, noLocks('cannot tell whether it is locked')], // IOERR_CHECKRESERVEDLOCK
  [3850, noLocks('cannot be locked')], // IOERR_LOCK
  [4618, noLocks('cannot get the shared memory that its locks are in')], // IOERR_SHMOPEN
  [
    4874, // IOERR_SHMSIZE
    io(
      'gets no room for the memory that its locks are in: the disk is full, or its file system has no such memory',
      'Free some space, or name a folder on a local disk with --data-dir.',
    ),
  ],
  [5130, noLocks('cannot be locked')], // IOERR_SHMLOCK
  [5386, noLocks('cannot get the shared memory that its locks are in')], // IOERR_SHMMAP
  [6154, noLocks('cannot be mapped into memory')], // IOERR_MMAP
  [6410, io('cannot be used: there is no folder for temporary files', 'Set TMPDIR to a folder you may write to.')],
  [6922, io('was moved or replaced while it was open', 'Stop every outdial, put the file back, and run again.')],
  [8202, corrupt('is damaged: what is read is not what was written')], // IOERR_DATA
  [8458, io('is on a file system that is damaged', 'Check the disk (fsck), then restore the ledger from a backup.')],
  [8714, io('cannot be read: the disk, or the way to it, failed')], // IOERR_IN_PAGE
  [11, corrupt()], // CORRUPT
  [
    13,
    {
      kind: 'full',
      what: 'cannot grow: the disk is full',
      mend: 'Free some space and run again; what was recorded is safe.',
    },
  ],
  [14, io('cannot be read or written: it cannot be opened')], // CANTOPEN
  [270, io('cannot be used: there is no folder for temporary files', 'Set TMPDIR to a folder you may write to.')],
  [526, io('is a folder', 'Name another folder with --data-dir.')], // CANTOPEN_ISDIR
  [782, io('has a path that is too long or leads nowhere', 'Name another folder with --data-dir.')], // CANTOPEN_FULLPATH
  [1038, io('has a path that is too long or leads nowhere', 'Name another folder with --data-dir.')], // …_CONVPATH
  [1294, io('cannot be opened: its journal holds what is not in it yet', RESTORE)], // CANTOPEN_DIRTYWAL
  [1550, io('is a link, which is not followed', 'Name the folder where it really is with --data-dir.')], // …_SYMLINK
  [15, noLocks('cannot be locked: the locking protocol failed')], // PROTOCOL
  [17, busy('is being changed by another outdial')], // SCHEMA
  [22, io('has become larger than its file system can hold', LOCAL)], // NOLFS
  [24, corrupt()], // FORMAT
  [26, corrupt()], // NOTADB
]);

/** What SQLite says of each primary code (`sqlite3_errstr`): the drop-in's readers of many rows throw the words alone. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ['access permission denied', 3],
  ['database is locked', 5],
  ['database table is locked', 6],
  ['database schema is locked', 6],
  ['out of memory', 7],
  ['attempt to write a readonly database', 8],
  ['disk i/o error', 10],
  ['database disk image is malformed', 11],
  ['malformed database schema', 11],
  ['database or disk is full', 13],
  ['unable to open database file', 14],
  ['locking protocol', 15],
  ['database schema has changed', 17],
  ['large file support is disabled', 22],
  ['file is not a database', 26],
]);

/** 0, which means nothing, for other words. What follows them (`: main`, ` (…)`) names a part of the ledger. */
export function codeOfWords(message: string): number {
  const words = message.toLowerCase();
  const found = [...WORDS].find(([said]) => words.startsWith(said) && !/^\w/.test(words.slice(said.length)));
  return found?.[1] ?? 0;
}

/** Undefined for what only a mistake of ours brings about: ERROR, MISUSE, RANGE, MISMATCH, CONSTRAINT, TOOBIG, … */
export function meaningOf(code: number): Meaning | undefined {
  return MEANINGS.get(code) ?? MEANINGS.get(code & 0xff);
}
