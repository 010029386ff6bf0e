/** The ledger in a SQLite file: the truth of a machine that dials alone. */
import type { MakeId } from '../../random.ts';
import type { Duration, Instant } from '../../model/time.ts';
import type { LedgerInfo, Store } from '../port.ts';
import { coldReads } from '../sql/cold-reads.ts';
import { SQLITE } from '../sql/dialect.ts';
import { SCHEMA } from '../sql/migrations.ts';
import { runNow, type Ask } from '../sql/routine.ts';
import { abandonEach, abandonOld, anyOld, unfinished } from '../sql/routines/loads.ts';
import { replacePersonal } from '../sql/routines/personal.ts';
import { sqlAge } from './age.ts';
import { sqlCampaigns } from './campaigns.ts';
import { commit } from './commit.ts';
import { Database } from './database.ts';
import type { Patience } from './database.ts';
import { sqlDue } from './due.ts';
import { erase } from './erase.ts';
import { sqlLoads } from './loads.ts';
import { appendLog } from './log.ts';
import { removeOlderCopies } from './older-copy.ts';
import { openLedgerFile, openScratch, SCRATCH } from './open.ts';
import { sqlSuppression } from './suppression.ts';
import { sqlTasks } from './tasks.ts';
import { tidyAll } from './tidy.ts';

export type SqliteOptions = {
  readonly path: string;
  readonly makeId: MakeId;
  /** Makes the digest key of a new ledger. */
  readonly secret: () => string;
  readonly now: Instant;
  /** How long a call may block the process while another one writes. */
  readonly busyTimeout?: Duration;
  /** Tries a busy write again for so long without blocking. Without it the first `busy` is the caller's. */
  readonly patience?: Patience;
};

const BUSY_TIMEOUT: Duration = 50;

/**
 * Makes the file where there is none. Throws a `UserError` that says how to mend it; later calls reject with a
 * `StoreFailure` when the ledger is busy, full, read-only or damaged.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const { path, busyTimeout = BUSY_TIMEOUT, patience } = options;
  const db = new Database(await (path === SCRATCH ? openScratch() : openLedgerFile(path)), path, patience);
  const info = await prepare(db, options).catch((error: unknown) => {
    db.close();
    throw error;
  });
  // Until here nothing waits for this process; from now on an engine might.
  db.setBusyTimeout(busyTimeout);
  const ask: Ask = (routine) => db.read(() => runNow(db, routine));
  return {
    info: async () => info,
    ...sqlCampaigns(db),
    ...sqlSuppression(db),
    ...sqlTasks(db),
    ...sqlLoads(db),
    ...sqlDue(db),
    ...sqlAge(db),
    ...coldReads(SQLITE, { quick: ask, moment: ask, slow: ask }),
    commit: (changes, guards) => db.write(() => commit(db, changes, guards)),
    append: (log) => db.write(() => appendLog(db, log)),
    erase: async (owners, digests) => {
      if (path !== SCRATCH) removeOlderCopies(path);
      await db.write(() => runNow(db, abandonEach()));
      await finish(db);
      return erase(db, owners, digests);
    },
    replacePersonal: (notes) => db.write(() => runNow(db, replacePersonal(notes))),
    close: async () => db.close(),
  };
}

async function prepare(db: Database, options: SqliteOptions): Promise<LedgerInfo> {
  const info = await infoOf(db, options);
  if (await db.read(() => runNow(db, anyOld(options.now)))) await db.write(() => runNow(db, abandonOld(options.now)));
  await finish(db);
  return info;
}

/** What loads left behind whose process is dead. */
async function finish(db: Database): Promise<void> {
  for (const campaign of await db.read(() => runNow(db, unfinished()))) await tidyAll(db, campaign);
}

/** What a ledger is known by is written once, by whoever is first. */
async function infoOf(db: Database, { makeId, secret, now }: SqliteOptions): Promise<LedgerInfo> {
  const known = await db.read(() => readInfo(db));
  if (known !== undefined) return known;
  const fresh = { id: makeId(8), digest_key: secret(), created_at: String(now) };
  return db.write(() => {
    for (const [key, value] of Object.entries(fresh)) {
      db.run('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING', key, value);
    }
    const made = readInfo(db);
    if (made === undefined) throw new Error('a ledger was made and has no id');
    return made;
  });
}

export function readInfo(db: Database): LedgerInfo | undefined {
  const rows = db.all<{ key: string; value: string }>('SELECT key, value FROM meta');
  const meta = new Map(rows.map(({ key, value }) => [key, value]));
  const [id, digestKey, createdAt] = [meta.get('id'), meta.get('digest_key'), meta.get('created_at')];
  if (id === undefined || digestKey === undefined || createdAt === undefined) return undefined;
  return { id, schema: SCHEMA, digestKey, createdAt: Number(createdAt) };
}
