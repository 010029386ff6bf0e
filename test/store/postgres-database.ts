/** A PostgreSQL database for one test, gone after it, and stores in it that are closed with the test. */
import { afterEach, beforeEach } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import type { SharedStore } from '../../src/store/shared.ts';
import type { PostgresOptions } from '../../src/store/postgres/postgres.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres.ts';
import { T } from '../contract/store/given.ts';
import { isMissing } from '../support/needs.ts';
import { freshDatabase } from '../support/postgres.ts';
import type { TestDatabase } from '../support/postgres.ts';

export const clock = systemClock();

export function openAt(url: string, over: Partial<PostgresOptions> = {}): Promise<SharedStore> {
  return openPostgresStore({ url, makeId: randomId, secret: randomSecret, now: T, clock, ...over });
}

/** `open`: another machine, as far as the ledger can tell. */
export function testDatabase(): {
  database: () => TestDatabase;
  open: (over?: Partial<PostgresOptions>) => Promise<SharedStore>;
} {
  let database: TestDatabase | undefined;
  let stores: SharedStore[] = [];
  beforeEach(async () => {
    // Tests of the same file that need no server run without one.
    if (!isMissing('PostgreSQL')) database = await freshDatabase();
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    stores = [];
    await database?.drop();
  });
  const current = (): TestDatabase => {
    if (database === undefined) throw new Error('there is a database within a test only');
    return database;
  };
  return {
    database: current,
    open: async (over = {}) => {
      const store = await openAt(current().url, over);
      stores.push(store);
      return store;
    },
  };
}

/** Waits until it is so. */
export async function until(test: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await test())) await clock.sleep(clock.now() + 20);
}
