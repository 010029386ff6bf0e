/** Every ledger there is, against the one contract. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomId, randomSecret } from '../../src/luck.ts';
import type { Store } from '../../src/store/port.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import { openSqliteStore } from '../../src/store/sql/sqlite.ts';
import { storeContract } from './store.ts';
import { removeFolder } from '../store/folder.ts';
import { T } from './store/given.ts';

storeContract('memory', async () => ({
  store: openMemoryStore({ makeId: randomId, now: T }),
  dispose: async () => undefined,
}));

storeContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outdial-store-'));
  const open = (): Promise<Store> =>
    openSqliteStore({ path: join(folder, 'ledger.db'), makeId: randomId, secret: randomSecret, now: T });
  let store = await open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await open();
      return store;
    },
    dispose: async () => {
      await store.close();
      removeFolder(folder);
    },
  };
});
