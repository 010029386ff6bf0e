/** A folder for one test, gone after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { randomId, randomSecret } from '../../src/random.ts';
import type { Store } from '../../src/store/port.ts';
import type { SqliteOptions } from '../../src/store/sqlite/sqlite.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { T } from '../contract/store/given.ts';

/** `path` of a file in the folder, and `open` for a ledger in it that is closed with the test. */
export function testFolder(): {
  path: (name?: string) => string;
  open: (over?: Partial<SqliteOptions>) => Promise<Store>;
} {
  let folder = '';
  let stores: Store[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'outdial-store-'));
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    stores = [];
    removeFolder(folder);
  });
  const path = (name = 'ledger.db'): string => join(folder, name);
  return {
    path,
    open: async (over = {}) => {
      const store = await openSqliteStore({ path: path(), makeId: randomId, secret: randomSecret, now: T, ...over });
      stores.push(store);
      return store;
    },
  };
}

/** The bundled SQLite lets go of a closed file when its statements are collected; Windows will not delete it before. */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  }
}
