/** The ledger in PostgreSQL: the truth of several machines that dial together. */
import type { Clock } from '../../clock.ts';
import type { MakeId } from '../../random.ts';
import type { Instant } from '../../model/time.ts';
import type { LedgerInfo } from '../port.ts';
import type { SharedStore } from '../shared.ts';
import { coldReads, type Asks } from '../sql/cold-reads.ts';
import { POSTGRES } from '../sql/dialect.ts';
import { SCHEMA } from '../sql/migrations.ts';
import { runOver } from '../sql/routine.ts';
import { abandonEach, abandonOld, anyOld, unfinished } from '../sql/routines/loads.ts';
import { postgresAge } from './age.ts';
import { postgresCampaigns } from './campaigns.ts';
import { commit } from './commit.ts';
import type { Access } from './connect.ts';
import { LONG_ANSWER, serverOf } from './connect.ts';
import { Database } from './database.ts';
import { postgresDue } from './due.ts';
import { erase, replaceNotes } from './erase.ts';
import { findingsOf } from './findings.ts';
import { postgresLeases } from './leases.ts';
import { listenerOf } from './listen.ts';
import { postgresLoads } from './loads.ts';
import { appendLog } from './log.ts';
import { migratePostgres } from './migrate.ts';
import { refusePooling } from './pooling.ts';
import { tidyAll } from './tidy.ts';

export type PostgresOptions = Access & {
  readonly makeId: MakeId;
  /** Makes the digest key of a new ledger. */
  readonly secret: () => string;
  readonly now: Instant;
  readonly clock: Clock;
  /** Sessions for the engine's short questions; reports, loads and the listener have a few of their own. */
  readonly poolSize?: number;
};

const POOL = 8;
/** Reports and loads, which must never keep the engine from its sessions. */
const SLOW_POOL = 3;

/**
 * Makes the schema where there is none, and brings an older one up to date. Throws a `UserError` that says how to mend
 * it; later calls reject with a `StoreFailure` when the server is away or the rows are held by somebody else for long.
 */
export async function openPostgresStore(options: PostgresOptions): Promise<SharedStore> {
  const { clock, makeId, poolSize = POOL } = options;
  const server = serverOf(options);
  await refusePooling(server);
  await migratePostgres(options);
  const db = new Database({ server, clock, size: poolSize });
  const slow = new Database({ server, clock, size: SLOW_POOL, answer: LONG_ANSWER, pipeline: false });
  const listener = listenerOf(server, clock, makeId(12));
  const close = async (): Promise<void> => {
    await Promise.all([listener.close(), db.close(), slow.close()]);
  };
  const info = await prepare(db, slow, options).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const asks: Asks = {
    quick: (routine) => runOver(db, routine),
    moment: (routine) => db.read((tx) => runOver(tx, routine)),
    slow: (routine) => slow.read((tx) => runOver(tx, routine)),
  };
  return {
    info: async () => info,
    ...postgresCampaigns(db, listener.announce),
    ...postgresLoads(slow, clock, listener.announce),
    ...postgresDue(db),
    ...postgresAge(slow, clock),
    ...coldReads(POSTGRES, asks),
    ...postgresLeases(db),
    commit: async (changes, guards) => (changes.length === 0 ? [] : db.write((tx) => commit(tx, changes, guards))),
    append: (log) => db.write((tx) => appendLog(tx, log)),
    erase: async (owners, digests) => {
      await slow.write((tx) => runOver(tx, abandonEach()));
      await finish(slow, clock);
      return erase(slow, clock, owners, digests);
    },
    replacePersonal: (notes) => db.write((tx) => replaceNotes(tx, notes)),
    listen: (heard) => listener.listen(heard),
    findings: () => findingsOf(db, server),
    close,
  };
}

async function prepare(db: Database, slow: Database, options: PostgresOptions): Promise<LedgerInfo> {
  const info = (await readInfo(db)) ?? (await makeInfo(db, options));
  if (await slow.read((tx) => runOver(tx, anyOld(options.now)))) {
    await slow.write((tx) => runOver(tx, abandonOld(options.now)));
  }
  await finish(slow, options.clock);
  return info;
}

/** What loads left behind whose process is dead. */
async function finish(slow: Database, clock: Clock): Promise<void> {
  for (const campaign of await runOver(slow, unfinished())) await tidyAll(slow, clock, campaign);
}

/** What a ledger is known by is written once, by whoever is first. */
async function makeInfo(db: Database, { makeId, secret, now }: PostgresOptions): Promise<LedgerInfo> {
  await db.run(
    `INSERT INTO meta (key, value) SELECT 'ledger', $1 ON CONFLICT DO NOTHING`,
    JSON.stringify({ id: makeId(8), digestKey: secret(), createdAt: now }),
  );
  const made = await readInfo(db);
  if (made === undefined) throw new Error('a ledger was made and has no id');
  return made;
}

async function readInfo(db: Database): Promise<LedgerInfo | undefined> {
  const row = await db.one<{ value: string }>(`SELECT value FROM meta WHERE key = 'ledger'`);
  if (row === undefined) return undefined;
  const known = JSON.parse(row.value) as Omit<LedgerInfo, 'schema'>;
  return { id: known.id, schema: SCHEMA, digestKey: known.digestKey, createdAt: known.createdAt };
}
