/** Campaigns of any size in a ledger of their own: loaded with one contact, which is then copied inside the server. */
import { campaignId } from '../../src/model/ids.ts';
import { SCHEMA_NAME } from '../../src/store/postgres/connect.ts';
import { freshDatabase, type TestDatabase } from '../support/postgres.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { MOST_PEOPLE, numberOf } from './people.ts';
import { NAME, openStage, withLedger, type Stage } from './stage.ts';

export type Filled = {
  readonly contacts: number;
  readonly stage: Stage;
  readonly database: TestDatabase;
  readonly redis: RedisServer;
  /** Everybody is ready again, and nobody was ever dialed. */
  reset(): Promise<void>;
};

export type Fills = { of(contacts: number): Promise<Filled>; close(): Promise<void> };

const LINES = 4;
const CPS = 10;
const SLOTS = 400;
/** Calls of ten to sixty seconds last a twentieth of it. */
const SPEED = 20;

/** A million rows take a while to write: whoever needs as many shares them. */
export function openFills(): Fills {
  const made = new Map<number, Promise<Filled>>();
  const closing: (() => Promise<void>)[] = [];
  return {
    of: (contacts) => {
      const filled = made.get(contacts) ?? fill(contacts, closing);
      made.set(contacts, filled);
      return filled;
    },
    close: async () => {
      for (const close of closing.splice(0).reverse()) await close();
    },
  };
}

async function fill(contacts: number, closing: (() => Promise<void>)[]): Promise<Filled> {
  const database = await freshDatabase();
  closing.push(() => database.drop());
  const redis = await startRedis();
  closing.push(() => redis.stop());
  const at = { databaseUrl: database.url, redisUrl: redis.url };
  const stage = await openStage({ people: 1, lines: LINES, cps: CPS, slots: SLOTS, speed: SPEED, ...at });
  closing.push(() => stage.close());
  await stage.load();
  const name = new URL(database.url).pathname.slice(1);
  await database.run(`ALTER DATABASE ${name} SET search_path = ${SCHEMA_NAME}`);
  await copy(database, contacts);
  await withLedger(database.url, async (store) => {
    const { rows, states } = await store.counts(campaignId(NAME));
    if (rows !== contacts || states.ready !== contacts) throw new Error(`${rows} rows, ${states.ready} of them ready`);
  });
  const first = await database.run('SELECT body, due_at FROM contact LIMIT 1');
  const { body, due_at: dueAt } = first.rows[0] as { body: string; due_at: string };
  return {
    contacts,
    stage,
    database,
    redis,
    reset: async () => {
      await database.run(
        `DELETE FROM attempt; DELETE FROM personal WHERE key LIKE 'od1.%'; UPDATE contact SET state = 'ready', due_at = ${dueAt}, attempt = NULL, version = 1,
         disposition = NULL, body = '${body.replaceAll("'", "''")}' WHERE state <> 'ready'`,
      );
    },
  };
}

// As the loader would have left them, but for the indexes: those are made when the rows are there, which is quicker.
async function copy(database: TestDatabase, contacts: number): Promise<void> {
  const indexes = await database.run(
    `SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE tablename = 'contact'
       AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = 'contact'::regclass)`,
  );
  const names = indexes.rows as { name: string; made: string }[];
  const numbers = Array.from({ length: MOST_PEOPLE }, (_, n) => `'${numberOf(n)}'`).join(', ');
  const zones = `'America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'`;
  await database.run(
    [
      `SET synchronous_commit = off`,
      `SET maintenance_work_mem = '256MB'`,
      ...names.map(({ name }) => `DROP INDEX ${name}`),
      `INSERT INTO contact (id, campaign, key, destination, place, cartesia_dialable, priority, list, list_row, load, digest,
         state, due_at, attempt, disposition, version, body)
       SELECT 'c' || substr(md5(n::text), 1, 20), campaign, md5('k' || n) || md5(n::text), md5('d' || n) || md5(n::text),
         (ARRAY[${zones}])[1 + n % 4], cartesia_dialable, priority, list, list_row + n, load, digest,
         state, due_at, attempt, disposition, version, body
       FROM contact CROSS JOIN generate_series(1, ${contacts - 1}) AS n`,
      `INSERT INTO personal (owner, key, body)
       SELECT 'c' || substr(md5(n::text), 1, 20), p.key,
         replace(p.body, '${numberOf(0)}', (ARRAY[${numbers}])[1 + n % ${MOST_PEOPLE}])
       FROM contact c JOIN personal p ON p.owner = c.id AND p.key = 'row'
         CROSS JOIN generate_series(1, ${contacts - 1}) AS n
       WHERE c.list_row = (SELECT min(list_row) FROM contact)`,
      ...names.map(({ made }) => made),
    ].join(';\n'),
  );
  await database.run('VACUUM (ANALYZE)');
  await database.run('CHECKPOINT');
}
