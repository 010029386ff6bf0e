/** The ledger's folder: nobody else may put or rename anything there. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { refuseSharedFolder } from '../../src/store/private-folder.ts';
import { takeEngineLock } from '../../src/store/sql/lock.ts';
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
