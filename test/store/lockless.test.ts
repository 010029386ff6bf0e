/** A file system without locks: SQLite says "busy" of it, and nobody is to be looked for who is not there. */
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test, vi } from 'vitest';
import { engineNow } from '../../src/store/sqlite/holder.ts';
import { takeEngineLock } from '../../src/store/sqlite/lock.ts';
import { openLedgerFile } from '../../src/store/sqlite/open.ts';
import { lockTrouble } from '../../src/store/sqlite/probe.ts';
import { testFolder } from './folder.ts';

let errcode = 5;
// As on NFS without its lock service: whatever needs a lock fails.
vi.mock('../../src/store/sqlite/engine.ts', () => ({
  findEngine: async () => ({
    version: '3.53.0',
    from: 'a test',
    open: () => {
      const fail = (): never => {
        throw Object.assign(new Error('database is locked'), { errcode });
      };
      return {
        exec: (sql: string) => (sql.includes('BEGIN') ? fail() : undefined),
        prepare: () => ({ get: fail, all: fail, run: fail }),
        close: () => undefined,
      };
    },
  }),
}));

const folder = testFolder();
const NO_LOCKS = {
  problems: [{ code: 'ledger_no_locks', message: expect.stringMatching(/locks do not work/) as string }],
};

test.each([5, 15, 3850, 4618])('result %i is told as what it is by whoever opens or locks the ledger', async (code) => {
  errcode = code;
  await expect(openLedgerFile(folder.path())).rejects.toMatchObject(NO_LOCKS);
  await expect(takeEngineLock(folder.path(), 1)).rejects.toMatchObject(NO_LOCKS);
  await expect(engineNow(folder.path())).rejects.toMatchObject(NO_LOCKS);
  expect(await lockTrouble(folder.path())).toMatchObject(NO_LOCKS);
  expect(readdirSync(dirname(folder.path())).filter((name) => name.includes('.tmp'))).toEqual([]);
});
