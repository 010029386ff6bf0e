/** Opening a PostgreSQL ledger: who makes it, who is refused, and what is said to mend it. */
import { expect } from 'vitest';
import { migratePostgres, pendingMigrations } from '../../src/store/postgres/migrate.ts';
import { SCHEMA } from '../../src/store/sql/migrations.ts';
import { CAMPAIGN, campaign } from '../contract/store/given.ts';
import { childScript, message, start } from '../support/child.ts';
import { query, serverUrl, startPostgres } from '../support/postgres.ts';
import { openAt, testDatabase } from './postgres-database.ts';
import { itWith } from '../support/needs.ts';

const test = itWith('PostgreSQL');
const withOwnServer = itWith('PostgreSQL', 'initdb and postgres');

const { database, open } = testDatabase();
const script = childScript('test/store/writer.ts');

const code = async (opened: Promise<unknown>): Promise<string> => {
  const error = await opened.then(
    () => undefined,
    (failure: unknown) => failure as { problems: { code: string; message: string; hint?: string }[] },
  );
  const [problem] = error?.problems ?? [];
  expect(problem?.hint ?? '').not.toBe('');
  expect(JSON.stringify(error)).not.toContain('secret');
  return problem?.code ?? 'none';
};

const withUrl = (change: (url: URL) => void): string => {
  const url = new URL(database().url);
  change(url);
  return url.href;
};

test('processes that open an empty database at the same moment make one ledger', async () => {
  const children = ['a', 'b', 'c', 'd', 'e'].map((name) => start(script(), database().url, '5', name));
  await Promise.all(children.map((child) => message(child)));
  const steps = await database().run('SELECT version::int FROM outdial.migration');
  expect(steps.rows).toEqual([{ version: SCHEMA }]);
  expect((await (await open()).info()).id).toMatch(/^[0-9a-z]{8}$/);
});

test('what a migration would do is told, done once, and then there is nothing to do', async () => {
  const { url } = database();
  const applied = [{ version: SCHEMA, name: 'the ledger' }];
  expect(await pendingMigrations({ url })).toEqual({ from: 0, to: SCHEMA, applied });
  expect(await pendingMigrations({ url })).toMatchObject({ from: 0 });
  const all = await Promise.all([1, 2, 3].map(() => migratePostgres({ url })));
  expect(all.filter(({ from }) => from === 0)).toEqual([{ from: 0, to: SCHEMA, applied }]);
  expect(await migratePostgres({ url })).toEqual({ from: SCHEMA, to: SCHEMA, applied: [] });
  expect(await pendingMigrations({ url })).toEqual({ from: SCHEMA, to: SCHEMA, applied: [] });
});

test('a newer ledger, and a schema of somebody else, are left alone', async () => {
  const { url, run } = database();
  await migratePostgres({ url });
  await run(`INSERT INTO outdial.migration (version, name) VALUES (999, 'of tomorrow')`);
  expect(await code(openAt(url))).toBe('ledger_newer');
  expect(await code(pendingMigrations({ url }))).toBe('ledger_newer');
  await run('DROP SCHEMA outdial CASCADE; CREATE SCHEMA outdial; CREATE TABLE outdial.theirs (a int)');
  expect(await code(openAt(url))).toBe('ledger_foreign');
  expect((await run('SELECT * FROM outdial.theirs')).rowCount).toBe(0);
});

test('the database is shared: nothing of ours is outside our schema', async () => {
  await database().run('CREATE TABLE public.contact (theirs int)');
  const store = await open();
  await store.putCampaign('new', campaign(), []);
  const ours = await database().run(
    `SELECT n.nspname AS schema, count(*)::int AS n FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE relkind = 'r' AND nspname NOT LIKE 'pg_%' AND nspname <> 'information_schema' GROUP BY 1 ORDER BY 1`,
  );
  expect(ours.rows).toEqual([
    { schema: 'outdial', n: 17 },
    { schema: 'public', n: 1 },
  ]);
  expect((await store.campaign(CAMPAIGN))?.id).toBe(CAMPAIGN);
});

test('what cannot be reached or is not allowed is told with how to mend it, and never with the password', async () => {
  const role = `outdial_role_${process.pid}`;
  await query(serverUrl(), `CREATE ROLE ${role} LOGIN`);
  try {
    const nobody = withUrl((url) => (url.username = role));
    expect(await code(openAt(nobody))).toBe('postgres_forbidden');
  } finally {
    await query(serverUrl(), `DROP ROLE ${role}`);
  }
  const as = (change: (url: URL) => void): Promise<string> =>
    code(
      openAt(
        withUrl((url) => {
          url.password = 'secret';
          change(url);
        }),
      ),
    );
  expect(await as((url) => (url.pathname = '/outdial_none'))).toBe('postgres_no_database');
  expect(await as((url) => (url.username = 'outdial_nobody'))).toBe('postgres_denied');
  expect(await as((url) => (url.port = '1'))).toBe('ledger_away');
  expect(await as((url) => (url.search = '?sslmode=maybe'))).toBe('bad_database_url');
  expect(await as((url) => (url.pathname = ''))).toBe('bad_database_url');
  expect(await code(openAt('mysql://secret@localhost/x'))).toBe('bad_database_url');
});

withOwnServer('a server that forgets after a power cut is refused, one with torn pages is warned of', async () => {
  const server = await startPostgres({
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' },
  });
  try {
    const store = await openAt(server.url);
    const findings = await store.findings();
    expect(findings.map(({ is, code: which }) => `${is} ${which}`)).toEqual([
      'refused fsync_off',
      'warned full_page_writes_off',
    ]);
    expect(findings[0]?.hint).toContain('fsync = on');
    await store.close();
  } finally {
    await server.stop();
  }
  expect(await (await open()).findings()).toEqual([]);
});
