/** A PostgreSQL that goes away and comes back: every call says so, none hangs, and the store needs no help to go on. */
import { onDoNotCall } from '../../src/model/suppression.ts';
import { afterEach, beforeEach, expect } from 'vitest';
import type { StoreFailure } from '../../src/store/failure.ts';
import { isAway } from '../../src/store/failure.ts';
import type { SharedStore } from '../../src/store/shared.ts';
import {
  ACCOUNT,
  CAMPAIGN,
  T,
  campaign,
  contact,
  line,
  load,
  accepted,
  loaded,
  placing,
} from '../contract/store/given.ts';
import type { TestServer } from '../support/postgres.ts';
import { limitFor, timed } from '../support/lateness.ts';
import { query, serverUrl, startPostgres } from '../support/postgres.ts';
import { startProxy } from '../support/proxy.ts';
import { openAt, testDatabase, until } from './postgres-database.ts';
import { itWith } from '../support/needs.ts';

const test = itWith('PostgreSQL');
const withOwnServer = itWith('PostgreSQL', 'initdb and postgres');

const { database, open } = testDatabase();

let server: TestServer | undefined;
let stores: SharedStore[] = [];
beforeEach(() => {
  stores = [];
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await server?.stop();
  server = undefined;
});

async function at(url: string): Promise<SharedStore> {
  const store = await openAt(url);
  stores.push(store);
  return store;
}

const failure = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => undefined,
    (error: unknown) => error,
  );

const kill = (url: string): Promise<unknown> =>
  query(
    url,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );

withOwnServer('killed and started again: away while it is gone, then the ledger is as it was', async () => {
  server = await startPostgres();
  const store = await at(server.url);
  const [ann, bob] = await loaded(store, [contact('ann'), contact('bob')]);
  await store.commit([placing(ann!)], {});
  await server.kill9();
  for (const asked of [
    store.commit([placing(bob!)], {}),
    store.counts(CAMPAIGN),
    store.append([line('lost')]),
    store.serverTime(),
  ]) {
    const error = await failure(asked);
    expect(isAway(error)).toBe(true);
  }
  await server.start();
  expect((await store.openAttempts(ACCOUNT)).map(({ contact: of }) => of.id)).toEqual([ann!.id]);
  expect(await store.commit([placing(bob!)], {})).toEqual([{ is: 'done' }]);
  expect((await store.counts(CAMPAIGN)).rows).toBe(2);
});

test('sessions ended by the server: at most one call a session notices', async () => {
  const store = await open();
  await loaded(store, [contact('ann')]);
  await Promise.all(Array.from({ length: 20 }, () => store.campaigns()));
  await kill(database().url);
  const results = await Promise.all(Array.from({ length: 20 }, () => failure(store.campaigns())));
  for (const error of results) expect(error === undefined || isAway(error)).toBe(true);
  expect(await store.campaigns()).toHaveLength(1);
  expect(await load(store, [accepted(contact('bob', { row: 3 }))], 'more.csv')).toEqual([{ is: 'added' }]);
});

test('a commit whose session ends under it may have happened or not, and is one of the two', async () => {
  const store = await open();
  const people = await loaded(
    store,
    Array.from({ length: 60 }, (_, n) => contact(`p${n}`, { row: n + 3 })),
  );
  const racing = people.map(async (one) => {
    const result = await store.commit([placing(one)], {}).catch((error: unknown) => {
      if (isAway(error)) return 'unknown' as const;
      throw error;
    });
    return { one, result };
  });
  await racing[0];
  await kill(database().url);
  const outcomes = await Promise.all(racing);
  const open_ = new Set((await store.openAttempts(ACCOUNT)).map(({ contact: of }) => of.id));
  for (const { one, result } of outcomes) if (result !== 'unknown') expect(open_.has(one.id)).toBe(true);
  const placed = (await store.log({}, 0, 999)).filter(({ event }) => event === 'placing');
  expect(placed).toHaveLength(open_.size);
});

test('a network that swallows everything is away within seconds, for every session at once', async () => {
  const proxy = await startProxy({ port: Number(new URL(database().url).port) });
  try {
    const store = await at(proxy.through(database().url));
    await Promise.all(Array.from({ length: 8 }, () => store.campaigns()));
    proxy.set({ is: 'drop' });
    const span = await timed(async () => {
      const results = await Promise.all(Array.from({ length: 6 }, () => failure(store.campaigns())));
      expect(results.every(isAway)).toBe(true);
    });
    expect(span.took).toBeLessThan(limitFor(8_000, span));
    proxy.set({ is: 'pass' });
    proxy.cut();
    await until(async () => (await failure(store.campaigns())) === undefined);
    proxy.set({ is: 'reset' });
    proxy.cut();
    await until(async () => isAway(await failure(store.campaigns())));
    proxy.set({ is: 'pass' });
    expect(await store.campaigns()).toEqual([]);
  } finally {
    await Promise.all(stores.map((store) => store.close()));
    await proxy.close();
  }
});

test('a standby, or a server made read-only, is away until it may be written to again', async () => {
  const store = await open();
  const name = new URL(database().url).pathname.slice(1);
  await database().run(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
  await kill(database().url);
  await failure(store.append([line('x')]));
  const error = await failure(store.append([line('x')]));
  expect(isAway(error)).toBe(true);
  expect((error as StoreFailure).problems[0]?.hint).toContain('Promote');
  await query(serverUrl(), `ALTER DATABASE ${name} RESET default_transaction_read_only`);
  await until(async () => (await failure(store.append([line('y')]))) === undefined);
});

test('rows that somebody holds for long are busy, and surely not written', async () => {
  const store = await open();
  const [ann] = await loaded(store, [contact('ann')]);
  const holder = await openAt(database().url);
  const locked = database().run('BEGIN; SELECT 1 FROM outdial.contact FOR UPDATE; SELECT pg_sleep(3.5); COMMIT');
  await until(async () => {
    const held = await database().run(
      `SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3.5)%' AND pid <> pg_backend_pid()`,
    );
    return held.rowCount === 1;
  });
  const error = await failure(store.commit([placing(ann!)], {}));
  expect(error).toMatchObject({ kind: 'busy' });
  await locked;
  expect(await store.commit([placing(ann!)], {})).toEqual([{ is: 'done' }]);
  await holder.close();
});

withOwnServer(
  'whoever listens hears of pauses, loads and numbers left out, and again after the server was gone',
  async () => {
    server = await startPostgres();
    const [one, two] = [await at(server.url), await at(server.url)];
    let heard = 0;
    await one.listen(() => (heard += 1));
    const hears = async (act: () => Promise<unknown>): Promise<void> => {
      const before = heard;
      await act();
      await until(() => heard > before);
    };
    await hears(() => two.putCampaign('new', campaign(), []));
    await hears(() => load(two, [accepted(contact('ann'))]));
    await hears(() => two.suppress(onDoNotCall([contact('ann').destination], 'asked', T)));
    const before = heard;
    await one.suppress(onDoNotCall([contact('bob').destination], 'asked', T));
    await one.serverTime();
    expect(heard).toBe(before);
    await hears(() => server!.restart());
    await until(async () => (await failure(two.campaigns())) === undefined);
    await hears(() => two.suppress(onDoNotCall([contact('cid').destination], 'asked', T)));
    await hears(() => kill(server!.url));
  },
);

test('closing waits for what is under way and leaves no session', async () => {
  const store = await openAt(database().url, { applicationName: 'outdial-closing' });
  await store.listen(() => undefined);
  await store.putCampaign('new', campaign(), []);
  const asked = Array.from({ length: 30 }, () => store.append([line('x')]));
  await store.serverTime();
  const closing = store.close();
  await store.close();
  await closing;
  await Promise.allSettled(asked);
  await until(async () => {
    const left = await database().run(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'outdial-closing'`);
    return left.rowCount === 0;
  });
  await expect(store.campaigns()).rejects.toThrow('closed');
});
