/** Every result code of SQLite has its sentence: what, where, how to mend it; only our own mistakes are called bugs. */
import { expect, test } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { StoreFailure } from '../../src/store/failure.ts';
import { fileSystemOf, isRemote } from '../../src/store/file-system.ts';
import { failureOf, unwritable } from '../../src/store/sqlite/failures.ts';

const told = (errcode: number): unknown =>
  failureOf(Object.assign(new Error('words'), { errcode }), '/x/ledger.sqlite');

test.each<[string, readonly number[]]>([
  ['busy', [5, 261, 517, 773, 6, 262, 518, 17, 513, 769]],
  ['no_locks', [15, 520, 1288, 2058, 2314, 2826, 3594, 3850, 4618, 5130, 5386, 6154]],
  ['read_only', [3, 8, 264, 776, 1032, 1544, 3338]],
  ['full', [13]],
  ['corrupt', [11, 267, 523, 779, 24, 26, 8202]],
  ['io', [2, 7, 10, 266, 522, 778, 1034, 1290, 1546, 1802, 2570, 3082, 4106, 4362, 5642, 5898, 6410, 6666, 6922]],
  ['io', [7178, 7434, 7690, 7946, 8458, 8714, 4874, 14, 270, 526, 782, 1038, 1294, 1550, 22]],
])('%s', (kind, codes) => {
  for (const code of codes) {
    const failure = told(code);
    if (!(failure instanceof StoreFailure)) throw new Error(`${code} has no sentence`);
    expect([code, failure.kind]).toEqual([code, kind]);
    expect(failure.message).toContain('The ledger /x/ledger.sqlite ');
    expect(failure.problems[0]?.hint, String(code)).toMatch(/\.$/);
    expect(failure.message).not.toMatch(/bug|undefined/);
  }
});

test('a mistake of ours stays one', () => {
  for (const code of [1, 257, 4, 516, 9, 12, 18, 19, 787, 1555, 2067, 20, 21, 23, 25, 100, 101, 999]) {
    expect(told(code)).not.toBeInstanceOf(UserError);
  }
});

// The drop-in's reader of many rows throws SQLite's words and no code.
test.each([
  ['database disk image is malformed', 'corrupt'],
  ['malformed database schema (contact)', 'corrupt'],
  ['file is not a database', 'corrupt'],
  ['database or disk is full', 'full'],
  ['disk I/O error', 'io'],
  ['database is locked', 'busy'],
  ['database table is locked: contact', 'busy'],
  ['attempt to write a readonly database', 'read_only'],
  ['locking protocol', 'no_locks'],
])('%s: told by its words', (message, kind) => {
  const failure = failureOf(Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR' }), '/x/ledger.sqlite');
  expect(failure).toBeInstanceOf(StoreFailure);
  expect(failure).toMatchObject({ kind });
});

test('words of somebody else, and of a mistake of ours, stay what they are', () => {
  const said = (message: string, code?: string): unknown => failureOf(Object.assign(new Error(message), { code }), 'p');
  expect(said('database is locked')).not.toBeInstanceOf(StoreFailure);
  for (const message of ['UNIQUE constraint failed: contact.id', 'near "SELEC": syntax error', 'locking protocols']) {
    expect(said(message, 'ERR_SQLITE_ERROR')).not.toBeInstanceOf(StoreFailure);
  }
});

test('where locks do not work the file system is named, and what mends it', () => {
  const here = failureOf(
    Object.assign(new Error('locking protocol'), { errcode: 15 }),
    `${process.cwd()}/ledger.sqlite`,
  );
  const system = fileSystemOf(process.cwd());
  expect((here as Error).message).toContain(
    system === null ? 'a file system where' : `the file system ${system}, where`,
  );
  expect((here as Error).message).toContain('Name a folder on a local disk with --data-dir');
});

test('what a file system says is told, too', () => {
  const say = (code: string): string => (unwritable(Object.assign(new Error('x'), { code }), '/x/l') as Error).message;
  expect(say('EDQUOT')).toContain('your share of the disk is full');
  expect(say('ENOLCK')).toContain('where locks do not work');
  expect(say('ENOTSUP')).toContain('local disk');
  expect(say('constructor')).toContain('cannot be written: constructor.');
});

test('file systems of other machines are known by their type', () => {
  for (const type of ['nfs4', 'cifs', 'smb3', 'fuse.sshfs', '9p', 'vboxsf', 'virtiofs'])
    expect(isRemote(type)).toBe(true);
  for (const type of ['ext4', 'xfs', 'overlay', 'tmpfs', 'apfs', 'zfs']) expect(isRemote(type)).toBe(false);
});

test.runIf(process.platform === 'linux')('the file system of a path is the one mounted nearest above it', () => {
  expect(fileSystemOf('/proc/self/nothing/here')).toBe('proc');
});
