/** A ledger in PostgreSQL is brought to the present schema while others still use it: nothing that they commit is lost. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { afterEach, beforeEach, expect } from 'vitest';
import { migratePostgres, pendingMigrations } from '../../src/store/postgres/migrate.ts';
import { SCHEMA } from '../../src/store/sql/migrations.ts';
import { itWith } from '../support/needs.ts';
import { query } from '../support/postgres.ts';
import { openAt, testDatabase } from './postgres-database.ts';

const test = itWith('PostgreSQL');
const { database } = testDatabase();
const LEDGER = resolve(import.meta.dirname, '../fixtures/ledger-v2/postgres/ledger.sql.gz');
const AN_OPT_OUT = `UPDATE destination SET suppressed_at = 5, source = 'older' WHERE key = 'late'`;

/** A session of an older process, in the middle of a transaction. */
let older: pg.Client;

beforeEach(async () => {
  await query(database().url, gunzipSync(readFileSync(LEDGER)).toString());
  older = new pg.Client({ connectionString: database().url });
  await older.connect();
  await older.query('SET search_path = outdial; BEGIN');
});
afterEach(() => older.end());

const pause = (ms: number): Promise<void> => new Promise((fulfil) => setTimeout(fulfil, ms));

/** Once somebody waits for a lock that `older` holds. */
async function waitedFor(): Promise<void> {
  for (;;) {
    const waiting = await database().run(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.rowCount !== 0) return;
    await pause(20);
  }
}

const lateOptOuts = async (): Promise<unknown> =>
  (await database().run(`SELECT reason, source, at::int FROM outdial.suppression WHERE destination = 'late'`)).rows;

test('an opt-out that an older process commits meanwhile is kept', async () => {
  await older.query(`INSERT INTO destination (key) VALUES ('late')`);
  await older.query(AN_OPT_OUT);
  const migrated = migratePostgres({ url: database().url });
  await waitedFor();
  await pause(500);
  await older.query('COMMIT');
  expect(await migrated).toMatchObject({ from: 2, to: SCHEMA });
  expect(await lateOptOuts()).toEqual([{ reason: 'do_not_call', source: 'older', at: 5 }]);
});

test('a commit that is on its way through the tables goes through, and so does the migration', async () => {
  await older.query(`INSERT INTO account (key, epoch, taken_at) VALUES ('older', 0, 0)`);
  const migrated = migratePostgres({ url: database().url });
  await waitedFor();
  await older.query('SELECT 1 FROM campaign FOR SHARE');
  await older.query(`INSERT INTO destination (key) VALUES ('late')`);
  await older.query(AN_OPT_OUT);
  await older.query('SELECT 1 FROM contact FOR UPDATE');
  await older.query('UPDATE attempt SET version = version');
  await older.query('COMMIT');
  expect(await migrated).toMatchObject({ from: 2, to: SCHEMA });
  expect(await lateOptOuts()).toHaveLength(1);
});

test('a reader is waited for', async () => {
  await older.query('SELECT count(*) FROM attempt');
  const migrated = migratePostgres({ url: database().url });
  await waitedFor();
  await pause(500);
  await older.query('ROLLBACK');
  expect(await migrated).toMatchObject({ from: 2, to: SCHEMA });
});

test('one that reads against the order costs itself or a second try, and never the migration', async () => {
  await older.query('SELECT count(*) FROM attempt');
  const migrated = migratePostgres({ url: database().url });
  await waitedFor();
  await older.query('SELECT count(*) FROM account').catch(() => undefined);
  await older.query('ROLLBACK');
  expect(await migrated).toMatchObject({ from: 2, to: SCHEMA });
});

test('while workers dial it is refused, also where one takes the lead meanwhile; a lease that is over hinders nobody', async () => {
  const { url, run } = database();
  const lead = (holder: string, ahead: number): string =>
    `UPDATE outdial.account SET holder = '${holder}', lease_until = extract(epoch FROM clock_timestamp()) * 1000 + ${ahead}`;
  await run(lead('box-7:12~ab3d', 5_000));
  const refused = {
    problems: [{ code: 'ledger_in_use', message: expect.stringContaining('(box-7:12 leads)') as string }],
  };
  await expect(openAt(url)).rejects.toMatchObject(refused);
  await expect(migratePostgres({ url })).rejects.toMatchObject(refused);
  expect(await pendingMigrations({ url })).toMatchObject({
    from: 2,
    applied: [{ version: 3 }, { version: 4 }, { version: 5 }, { version: 6 }],
  });

  await run(lead('box-7:12~ab3d', -1));
  await older.query(lead('quick:1~zzzz', 5_000));
  const migrated = migratePostgres({ url });
  await Promise.all([
    expect(migrated).rejects.toMatchObject({ problems: [{ code: 'ledger_in_use' }] }),
    waitedFor().then(() => older.query('COMMIT')),
  ]);

  // Further ahead than any lease: the server's clock was set back.
  await run(lead('box-7:12~ab3d', 3_600_000));
  expect(await migratePostgres({ url })).toMatchObject({ from: 2, to: SCHEMA });
});
