/** The engine's lock against a real process, dead and alive. */
import { existsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { takeEngineLock } from '../../src/store/sqlite/lock.ts';
import { childScript, ended, message, start } from '../support/child.ts';
import { testFolder } from './folder.ts';

const NOW = 1_800_000_000_000;
const folder = testFolder();
const script = childScript('test/store/holder.ts');

test('one engine a ledger: the second is told who holds it, and kill -9 frees it', async () => {
  const child = start(script(), folder.path());
  expect(await message(child)).toEqual({ is: 'mine', pid: child.pid });
  expect(await takeEngineLock(folder.path(), NOW)).toEqual({
    is: 'held',
    by: { pid: child.pid, host: hostname(), since: NOW },
  });
  child.kill('SIGKILL');
  await ended(child);
  const mine = await takeEngineLock(folder.path(), NOW);
  expect(mine.is).toBe('mine');
  if (mine.is === 'mine') mine.release();
});

test('held within one process too, until released; releasing twice is releasing once', async () => {
  const first = await takeEngineLock(folder.path(), NOW);
  if (first.is !== 'mine') throw new Error('the lock was free');
  expect((await takeEngineLock(folder.path(), NOW)).is).toBe('held');
  first.release();
  expect(existsSync(folder.path('ledger.db.engine.json'))).toBe(false);
  const second = await takeEngineLock(folder.path(), NOW);
  first.release();
  expect((await takeEngineLock(folder.path(), NOW)).is).toBe('held');
  if (second.is === 'mine') second.release();
});

test('a note nobody can read does not hide that the lock is held', async () => {
  const first = await takeEngineLock(folder.path(), NOW);
  writeFileSync(folder.path('ledger.db.engine.json'), '{"pid":');
  expect(await takeEngineLock(folder.path(), NOW)).toEqual({ is: 'held', by: null });
  if (first.is === 'mine') first.release();
});

test('the lock leaves the ledger itself usable', async () => {
  const lock = await takeEngineLock(folder.path(), NOW);
  const store = await folder.open();
  expect((await store.info()).createdAt).toBe(NOW);
  if (lock.is === 'mine') lock.release();
});

test('asking again within the process that holds it does not open it to another process', async () => {
  const lock = await takeEngineLock(folder.path(), NOW);
  expect((await takeEngineLock(folder.path(), NOW)).is).toBe('held');
  const child = start(script(), folder.path());
  expect(await message(child)).toMatchObject({ is: 'held' });
  child.kill('SIGKILL');
  await ended(child);
  if (lock.is === 'mine') lock.release();
});
