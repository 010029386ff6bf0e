/** The ledger's folder: nobody else may put or rename anything there. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { refuseSharedFolder } from '../../src/store/private-folder.ts';
import { engineNow } from '../../src/store/sqlite/holder.ts';
import { readNote, takeEngineLock } from '../../src/store/sqlite/lock.ts';
import { testFolder } from './folder.ts';

const { path, open } = testFolder();
const posix = process.platform !== 'win32';
const root = process.getuid?.() === 0;

function refusal(folder: string): string {
  try {
    refuseSharedFolder(folder);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return 'taken';
}

test.runIf(posix)('is taken when only its owner writes there, whoever may look', () => {
  const folder = path('data');
  mkdirSync(folder);
  for (const mode of [0o700, 0o750, 0o755]) {
    chmodSync(folder, mode);
    expect(refusal(folder)).toBe('taken');
  }
});

test.runIf(posix)('is refused when others may write there, and the advice mends it', async () => {
  const folder = path('data');
  mkdirSync(folder);
  for (const mode of [0o770, 0o777, 0o1777, 0o702]) {
    chmodSync(folder, mode);
    expect(refusal(folder)).toContain(`mode ${mode.toString(8)}`);
    expect(refusal(folder)).toContain(`chmod 700 ${folder}, `);
    await expect(open({ path: path('data/ledger.sqlite') })).rejects.toThrow(/may be written by others/);
    expect(readdirSync(folder)).toEqual([]);
  }
  chmodSync(folder, 0o700);
  await open({ path: path('data/ledger.sqlite') });
});

test.runIf(posix)('is refused where anybody may rename it, however far up; the sticky bit forbids that', () => {
  mkdirSync(path('shared'));
  mkdirSync(path('shared/mine'));
  mkdirSync(path('shared/mine/data'));
  chmodSync(path('shared'), 0o777);
  expect(refusal(path('shared/mine/data'))).toContain(`chmod o-w ${path('shared')}, `);
  chmodSync(path('shared'), 0o1777);
  expect(refusal(path('shared/mine/data'))).toBe('taken');
});

test.runIf(posix && root)('is refused when it is another user’s, or a strange group may rename it', () => {
  mkdirSync(path('shared'));
  mkdirSync(path('shared/data'));
  chmodSync(path('shared'), 0o775);
  chownSync(path('shared'), 0, 12_345);
  expect(refusal(path('shared/data'))).toContain(`chmod g-w ${path('shared')}, `);
  chownSync(path('shared'), 0, 0);
  expect(refusal(path('shared/data'))).toBe('taken');
  chownSync(path('shared/data'), 12_345, 0);
  expect(refusal(path('shared/data'))).toMatch(/belongs to another user.*chown 0 /s);
});

test.runIf(posix)('through a link it is judged by where it leads', () => {
  mkdirSync(path('open'));
  chmodSync(path('open'), 0o777);
  symlinkSync(path('open'), path('link'));
  expect(refusal(path('link'))).toContain(`chmod 700 ${path('open')}, `);
});

test.runIf(posix)('the note of who dials never follows a link', async () => {
  writeFileSync(path('victim'), 'theirs');
  symlinkSync(path('victim'), path('ledger.db.engine.json'));
  const lock = await takeEngineLock(path(), 1);
  expect(readFileSync(path('victim'), 'utf8')).toBe('theirs');
  expect(JSON.parse(readFileSync(path('ledger.db.engine.json'), 'utf8'))).toMatchObject({ pid: process.pid });
  if (lock.is === 'mine') lock.release();
  expect(existsSync(path('ledger.db.engine.json'))).toBe(false);
  expect(readdirSync(dirname(path())).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test.runIf(posix && root)('is refused where a folder above it is another user’s, sticky or not', () => {
  mkdirSync(path('theirs'));
  mkdirSync(path('theirs/mine'));
  mkdirSync(path('theirs/mine/data'));
  for (const mode of [0o755, 0o700, 0o1777]) {
    chmodSync(path('theirs'), mode);
    chownSync(path('theirs'), 65_534, 65_534);
    expect(refusal(path('theirs/mine/data'))).toContain(`is in ${path('theirs')}, which belongs to another user`);
    expect(refusal(path('theirs/mine/not there yet'))).toContain('belongs to another user');
  }
  chownSync(path('theirs'), 0, 0);
  expect(refusal(path('theirs/mine/data'))).toBe('taken');
});

test.runIf(posix)('is refused where a link on the way to it may be replaced, however far back', () => {
  for (const name of ['private', 'private/data', 'open', 'links']) mkdirSync(path(name));
  symlinkSync(path('private'), path('open/link'));
  symlinkSync('../open/link/data', path('links/again'));
  expect(refusal(path('links/again'))).toBe('taken');
  chmodSync(path('open'), 0o777);
  for (const typed of ['open/link', 'open/link/data', 'open/link/missing', 'links/again', 'links/again/missing']) {
    expect(refusal(path(typed))).toContain(`chmod o-w ${path('open')}, `);
  }
  expect(refusal(path('private/data'))).toBe('taken');
  chmodSync(path('open'), 0o1777);
  expect(refusal(path('open/link/data'))).toBe('taken');
});

test.runIf(posix && root)('is refused where the link is another user’s in a folder that all may write', () => {
  for (const name of ['private', 'open']) mkdirSync(path(name));
  symlinkSync(path('private'), path('open/link'));
  chmodSync(path('open'), 0o1777);
  lchownSync(path('open/link'), 12_345, 12_345);
  expect(refusal(path('open/link'))).toContain(`reached by the link ${path('open/link')}, which belongs to another`);
  chmodSync(path('open'), 0o755);
  expect(refusal(path('open/link'))).toBe('taken');
});

test.runIf(posix)('a circle of links ends', () => {
  symlinkSync(path('b'), path('a'));
  symlinkSync(path('a'), path('b'));
  expect(refusal(path('a/data'))).toBe('taken');
});

test.runIf(posix)('no folder is made where it would be refused', async () => {
  mkdirSync(path('open'));
  chmodSync(path('open'), 0o777);
  await expect(open({ path: path('open/new/data/ledger.sqlite') })).rejects.toThrow(/may be written by anybody/);
  expect(readdirSync(path('open'))).toEqual([]);
});

describe.runIf(posix)('where a file of the ledger should be', () => {
  const PUT: Readonly<Record<string, readonly [RegExp, (at: string) => void]>> = {
    pipe: [/is a pipe/, (at) => void execFileSync('mkfifo', [at])],
    folder: [/is a folder/, (at) => void mkdirSync(at)],
    'link to nothing': [/is a symbolic link/, (at) => symlinkSync(path('nothing'), at)],
    'link to a file': [
      /is a symbolic link/,
      (at) => {
        writeFileSync(path('file'), '');
        symlinkSync(path('file'), at);
      },
    ],
  };
  const CASES = Object.keys(PUT).flatMap((what) => ['', '-wal', '-shm', '.engine'].map((aside) => ({ what, aside })));

  test.each(CASES)('a $what at ledger.sqlite$aside is named and refused', async ({ what, aside }) => {
    const ledger = path('ledger.sqlite');
    const [said, put] = PUT[what]!;
    put(`${ledger}${aside}`);
    const used = aside === '.engine' ? [takeEngineLock(ledger, 1), engineNow(ledger)] : [open({ path: ledger })];
    for (const one of await Promise.allSettled(used)) {
      const message = one.status === 'rejected' ? String(one.reason) : 'taken';
      expect(message).toMatch(said);
      expect(message).toContain(`${ledger}${aside} is `);
      expect(message).toContain('Remove it');
    }
  });

  test('a pipe at the note of who dials keeps nobody waiting', () => {
    execFileSync('mkfifo', [path('note')]);
    expect(readNote(path('note'))).toBeNull();
  });
});
