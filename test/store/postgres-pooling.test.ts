/** A real PgBouncer before the ledger: whole sessions are fine, shared ones are refused. */
import { expect } from 'vitest';
import { CAMPAIGN, accepted, contact, load, loaded, placing } from '../contract/store/given.ts';
import { startBouncer } from '../support/pgbouncer.ts';
import { openAt, testDatabase, until } from './postgres-database.ts';
import { itWith } from '../support/needs.ts';

const test = itWith('PostgreSQL', 'PgBouncer');

const { database } = testDatabase();

test('in session mode everything works, and our settings hold', async () => {
  const bouncer = await startBouncer(database().url, 'session');
  try {
    const store = await openAt(bouncer.url, { poolSize: 4 });
    let heard = 0;
    await store.listen(() => (heard += 1));
    const [ann] = await loaded(store, [contact('ann')]);
    expect(await store.commit([placing(ann!)], { running: true })).toEqual([{ is: 'done' }]);
    const other = await openAt(database().url);
    await load(other, [accepted(contact('bob', { row: 3 }))], 'more.csv');
    await until(() => heard > 0);
    expect((await store.counts(CAMPAIGN)).rows).toBe(2);
    expect(await store.findings()).toEqual([]);
    await other.close();
    await store.close();
  } finally {
    await bouncer.stop();
  }
});

for (const mode of ['transaction', 'statement'] as const) {
  test(`in ${mode} mode it is refused, and told what to set`, async () => {
    const bouncer = await startBouncer(database().url, mode);
    try {
      await expect(openAt(bouncer.url)).rejects.toMatchObject({
        problems: [{ code: 'transaction_pooling', hint: expect.stringContaining('pool_mode = session') as string }],
      });
    } finally {
      await bouncer.stop();
    }
  });
}
