/** A ledger in a file is brought to the present schema only while nobody dials with it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { SCHEMA } from '../../src/store/sql/migrations.ts';
import { findEngine } from '../../src/store/sqlite/engine.ts';
import { engineNow, whileIdle } from '../../src/store/sqlite/holder.ts';
import { removeOlderCopies } from '../../src/store/sqlite/older-copy.ts';
import { takeEngineLock } from '../../src/store/sqlite/lock.ts';
import { childScript, ended, message, start } from '../support/child.ts';
import { testFolder } from './folder.ts';

const LEDGER = resolve(import.meta.dirname, '../fixtures/ledger-v2/sqlite/ledger.sqlite.gz');
const folder = testFolder();
const script = childScript('test/store/holder.ts');

async function versionOf(path: string): Promise<unknown> {
  const db = (await findEngine()).open(path);
  const row = db.prepare('PRAGMA user_version').get();
  db.close();
  return row;
}

test('an older ledger stays as it is while an engine has it, and who has it is said; then it is opened', async () => {
  writeFileSync(folder.path(), gunzipSync(readFileSync(LEDGER)), { mode: 0o600 });
  const child = start(script(), folder.path());
  expect(await message(child)).toMatchObject({ is: 'mine' });
  await expect(folder.open()).rejects.toMatchObject({
    problems: [
      {
        code: 'ledger_in_use',
        message: expect.stringContaining(`(process ${child.pid} on ${hostname()})`) as string,
        hint: expect.stringContaining('then run the command again') as string,
      },
    ],
  });
  expect(await versionOf(folder.path())).toEqual({ user_version: 2 });
  child.kill('SIGKILL');
  await ended(child);
  expect((await (await folder.open()).info()).schema).toBe(SCHEMA);
  // Of the present schema it is anybody's to open, whoever dials.
  const lock = await takeEngineLock(folder.path(), 1);
  await (await folder.open()).campaigns();
  if (lock.is === 'mine') lock.release();
});

test('no engine begins while it is brought up; the lock file that this leaves is private, and free', async () => {
  await folder.open();
  const other = (await findEngine()).open(folder.path('ledger.db.engine'));
  const begin = (): void => other.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  expect(await whileIdle(folder.path(), () => expect(begin).toThrow(/locked/))).toEqual({ is: 'idle' });
  begin();
  expect(await engineNow(folder.path())).toMatchObject({ is: 'dialing' });
  other.close();
  await whileIdle(folder.path('alone.db'), () => undefined);
  if (process.platform !== 'win32') expect(statSync(folder.path('alone.db.engine')).mode & 0o777).toBe(0o600);
  expect(await engineNow(folder.path('alone.db'))).toEqual({ is: 'idle' });
});

test('it is copied as it was before it is brought up, for its owner alone; whoever is erased takes the copy along', async () => {
  const path = folder.path();
  writeFileSync(path, gunzipSync(readFileSync(LEDGER)), { mode: 0o600 });
  const store = await folder.open();
  expect(await versionOf(`${path}.schema-2`)).toEqual({ user_version: 2 });
  expect(await versionOf(path)).toEqual({ user_version: SCHEMA });
  if (process.platform !== 'win32') expect(statSync(`${path}.schema-2`).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(path)).filter((name) => name.startsWith('.outdial-'))).toEqual([]);
  // Made once: the ledger is the present one's from now on.
  await (await folder.open()).close();
  expect(readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.schema-`))).toHaveLength(1);
  await store.erase(['nobody']);
  expect(existsSync(`${path}.schema-2`)).toBe(false);
});

test('without a copy nothing is changed, and what stands in the way is said', async () => {
  const path = folder.path();
  writeFileSync(path, gunzipSync(readFileSync(LEDGER)), { mode: 0o600 });
  mkdirSync(`${path}.schema-2`);
  await expect(folder.open()).rejects.toMatchObject({
    problems: [{ code: 'no_older_copy', hint: expect.stringContaining('Nothing was changed') as string }],
  });
  expect(await versionOf(path)).toEqual({ user_version: 2 });
  expect(readdirSync(dirname(path)).filter((name) => name.startsWith('.outdial-'))).toEqual([]);
});

test('copies are removed by their age', async () => {
  const path = folder.path();
  writeFileSync(path, gunzipSync(readFileSync(LEDGER)), { mode: 0o600 });
  await folder.open();
  expect(removeOlderCopies(path, Date.now() - 60_000)).toBe(0);
  expect(removeOlderCopies(path, Date.now() + 60_000)).toBe(1);
});
