/** A ledger's file looked at without a write: for a comparison, also beside the engine that dials with it. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Duration } from '../../model/time.ts';
import type { LedgerView } from '../view.ts';
import { coldReads } from '../sql/cold-reads.ts';
import { SQLITE } from '../sql/dialect.ts';
import { SCHEMA } from '../sql/migrations.ts';
import { runNow, type Ask } from '../sql/routine.ts';
import { rowDigests } from '../sql/routines/publish.ts';
import { Database } from './database.ts';
import { findEngine } from './engine.ts';
import { failureOf } from './failures.ts';
import { readInfo } from './sqlite.ts';

/** A reader waits for nobody in a ledger that keeps a journal; only its making or its recovery may be under way. */
const BUSY_TIMEOUT: Duration = 5_000;

/** `none`: there is no ledger. `other_version`: one that this version would have to change first, or does not know. */
export async function viewSqliteLedger(path: string): Promise<LedgerView | 'none' | 'other_version'> {
  const file = resolve(path);
  if (!existsSync(file)) return 'none';
  const engine = await findEngine();
  let db: Database | undefined;
  try {
    const connection = engine.openToRead(file);
    db = new Database(connection, file, undefined);
    db.setBusyTimeout(BUSY_TIMEOUT);
    const { user_version: schema } = connection.prepare('PRAGMA user_version').get() as { user_version: number };
    const info = Number(schema) === SCHEMA ? readInfo(db) : undefined;
    if (info === undefined) {
      db.close();
      return Number(schema) === 0 ? 'none' : 'other_version';
    }
    const opened = db;
    const ask: Ask = (routine) => opened.read(() => runNow(opened, routine));
    const reads = coldReads(SQLITE, { quick: ask, moment: ask, slow: ask });
    return {
      ...reads,
      info: async () => info,
      rowDigests: (contacts) => ask(rowDigests(SQLITE, contacts)),
      close: async () => opened.close(),
    };
  } catch (error) {
    db?.close();
    throw failureOf(error, file);
  }
}
