/** Brings a database to the schema of this version: one process at a time, all steps or none. */
import type pg from 'pg';
import { userError } from '../../model/errors.ts';
import { MINUTE, type Duration } from '../../model/time.ts';
import { isBusy } from '../failure.ts';
import { holderName } from '../shared.ts';
import { PlainClient } from './client.ts';
import type { Access, Server } from './connect.ts';
import { LONG_ANSWER, SCHEMA_NAME, serverOf, sessionSettings } from './connect.ts';
import { failureOf } from './failures.ts';
import { migrationsAfter, SCHEMA } from '../sql/migrations.ts';

export type Step = { readonly version: number; readonly name: string };
/** `from`: 0 for a database without a ledger. */
export type Migrated = { readonly from: number; readonly to: number; readonly applied: readonly Step[] };

/** PostgreSQL 13 is the oldest whose behaviour is tested for. */
const OLDEST = 13;
/** pg: no limit. */
const UNLIMITED: Duration = 0;
/** Further ahead than any lease: the server's clock was set back. */
const LONGEST_LEASE: Duration = MINUTE;
const TRIES = 5;
/** Any number, as long as every outdial says the same: who migrates holds it. */
const LOCK = 7_246_310_021;

/** Makes the schema where there is none. Throws a `UserError` that says how to mend it. */
export async function migratePostgres(access: Access): Promise<Migrated> {
  const server = serverOf(access);
  // Looked at before the lock: the schema is old once in a version's life, and opened many times.
  const { from, applied } = await pendingMigrations(access);
  if (applied.length === 0) return { from, to: SCHEMA, applied };
  for (let tries = 1; ; tries += 1) {
    try {
      return await withSession(server, UNLIMITED, (session) => migrate(session, server.place, from));
    } catch (error) {
      // Somebody who reads took the tables in another order than a commit does, and one of both had to give way.
      if (!isBusy(error) || tries === TRIES) throw error;
    }
  }
}

/** What `migratePostgres` would do; changes nothing. */
export async function pendingMigrations(access: Access): Promise<Migrated> {
  const server = serverOf(access);
  return withSession(server, LONG_ANSWER, async (session) => {
    await checkServer(session, server.place);
    const from = await versionOf(session, server.place);
    return {
      from,
      to: SCHEMA,
      applied: migrationsAfter(from, 'postgres').map(({ version, name }) => ({ version, name })),
    };
  });
}

/** A session with nobody else's in between, ended afterwards. */
async function withSession<T>(
  { config, place }: Server,
  answer: Duration,
  body: (session: pg.Client) => Promise<T>,
): Promise<T> {
  const session = new PlainClient({ ...config, query_timeout: answer });
  // Unheard, the error of a session that breaks would end the process; its questions are rejected all the same.
  session.on('error', () => undefined);
  try {
    await session.connect();
    return await body(session);
  } catch (error) {
    throw isOurs(error) ? error : failureOf(error, place);
  } finally {
    await session.end().catch(() => undefined);
  }
}

async function migrate(session: pg.Client, place: string, seen: number): Promise<Migrated> {
  await session.query(sessionSettings(LONG_ANSWER));
  // The others wait for the one who migrates instead of failing, and a large ledger takes the time that it takes.
  await session.query('SET lock_timeout = 0; SET statement_timeout = 0');
  // Before anything is locked as well: a fleet is not to wait because somebody looked.
  if (seen > 0) await refuseWhileDialing(session, place);
  await session.query('BEGIN');
  try {
    await session.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const from = await versionOf(session, place);
    const steps = migrationsAfter(from, 'postgres');
    if (from === 0) await begin(session);
    else if (steps.length > 0) {
      // Nobody can take the lead from here on: it is asked again.
      await session.query('LOCK TABLE account IN ACCESS EXCLUSIVE MODE');
      await refuseWhileDialing(session, place);
    }
    for (const { version, name, statements } of steps) {
      for (const statement of statements) await session.query(statement);
      await session.query('INSERT INTO migration (version, name) VALUES ($1, $2)', [version, name]);
    }
    await session.query('COMMIT');
    return { from, to: SCHEMA, applied: steps.map(({ version, name }) => ({ version, name })) };
  } catch (error) {
    await session.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Under a fleet the tables would change in the middle of its calls, and what it learns of them could not be noted. */
async function refuseWhileDialing(session: pg.Client, place: string): Promise<void> {
  const led = await session.query<{ holder: string }>(
    `SELECT holder FROM account, floor(extract(epoch FROM clock_timestamp()) * 1000) AS now
     WHERE holder IS NOT NULL AND lease_until > now AND lease_until < now + $1 LIMIT 1`,
    [LONGEST_LEASE],
  );
  const [leader] = led.rows;
  if (leader === undefined) return;
  throw userError(
    'ledger_in_use',
    `The ledger at ${place} has to be brought to the schema of this version, and workers of an older one dial with it (${holderName(leader.holder)} leads).`,
    'Stop all of them (Ctrl-C, or your supervisor), then run the command again.',
  );
}

async function begin(session: pg.Client): Promise<void> {
  // Asked first: who may not create schemas may still be given one that is empty.
  const there = await session.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [SCHEMA_NAME]);
  if (there.rowCount === 0) await session.query(`CREATE SCHEMA ${SCHEMA_NAME}`);
  await session.query(
    `CREATE TABLE migration (
       version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())`,
  );
}

/** 0 where there is no ledger yet. Throws for a schema that is not ours, or newer than this version. */
async function versionOf(session: pg.Client, place: string): Promise<number> {
  const found = await session.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY relname`,
    [SCHEMA_NAME],
  );
  const names = found.rows.map(({ name }) => name);
  if (names.length === 0) return 0;
  if (!names.includes('migration')) throw foreign(place, names);
  const known = await session.query<{ version: number | null }>(
    `SELECT max(version) AS version FROM ${SCHEMA_NAME}.migration`,
  );
  const version = known.rows[0]?.version ?? 0;
  if (version > SCHEMA) throw newer(place, version);
  return version;
}

async function checkServer(session: pg.Client, place: string): Promise<void> {
  const asked = await session.query<{ version: string; number: string; encoding: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number,
       current_setting('server_encoding') AS encoding`,
  );
  const [server] = asked.rows;
  if (server === undefined) return;
  if (Number(server.number) < OLDEST * 10_000) {
    const hint = `Use PostgreSQL ${OLDEST} or newer.`;
    throw userError('postgres_too_old', `PostgreSQL at ${place} is ${server.version}.`, hint);
  }
  if (server.encoding !== 'UTF8') {
    const hint = 'Create one that is: createdb --encoding=UTF8 --template=template0 …';
    throw userError('postgres_encoding', `The database at ${place} is in ${server.encoding}, not in UTF8.`, hint);
  }
}

function foreign(place: string, names: readonly string[]): Error {
  return userError(
    'ledger_foreign',
    `The schema ${SCHEMA_NAME} at ${place} holds tables that are not outdial's (${names.slice(0, 3).join(', ')}).`,
    'Name another database, or rename that schema.',
  );
}

function newer(place: string, version: number): Error {
  return userError(
    'ledger_newer',
    `The ledger at ${place} was written by a newer outdial (schema ${version}; this one knows ${SCHEMA}).`,
    'Update outdial on this machine.',
  );
}

function isOurs(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError;
}
