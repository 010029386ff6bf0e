/** Every ledger there is, against the one contract. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import type { Store } from '../../src/store/port.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { storeContract } from './store.ts';
import { removeFolder } from '../store/folder.ts';
import { freshDatabase } from '../support/postgres.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { T } from './store/given.ts';
import { describeWith } from '../support/needs.ts';

/** A ledger as it is after its migration. To drop its fifty files and make them again takes half a second each time. */
const AS_NEW = `DO $$
  DECLARE name text;
  BEGIN
    DELETE FROM outdial.attempt;
    DELETE FROM outdial.plan;
    FOR name IN SELECT tablename FROM pg_tables
      WHERE schemaname = 'outdial' AND tablename NOT IN ('migration', 'chain', 'attempt', 'plan')
    LOOP
      EXECUTE format('DELETE FROM outdial.%I', name);
    END LOOP;
    UPDATE outdial.chain SET seq = 0, hash = '';
    ALTER TABLE outdial.load ALTER COLUMN id RESTART;
  END $$`;

let database: TestDatabase | undefined;
afterAll(() => database?.drop());

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

storeContract(
  'postgres',
  async () => {
    const { url, run } = (database ??= await freshDatabase());
    const open = (): Promise<Store> =>
      openPostgresStore({ url, makeId: randomId, secret: randomSecret, now: T, clock: systemClock() });
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
        await run(AS_NEW);
      },
    };
  },
  describeWith('PostgreSQL'),
);
