/** Opens the ledger's file: private to its owner, durable, and brought to the present schema. */
import { resolve } from 'node:path';
import { userError } from '../../model/errors.ts';
import type { Duration } from '../../model/time.ts';
import { isBusy } from '../failure.ts';
import type { Connection } from './engine.ts';
import { findEngine } from './engine.ts';
import { failureOf } from './failures.ts';
import { migrationsAfter, SCHEMA } from '../sql/migrations.ts';
import { whileIdle } from './holder.ts';
import type { Holder } from './lock.ts';
import { copyOlder } from './older-copy.ts';
import { makePrivate } from './private-file.ts';
import { lockTrouble } from './probe.ts';

/** `odl1` in ASCII: tells a ledger from any other SQLite file. */
const APPLICATION_ID = 0x6f646c31;
/** While opening, nothing waits for us yet: another process may be making the tables. */
const OPENING_TIMEOUT: Duration = 10_000;
const FIRST_LOOK: Duration = 250;
const CACHE_KIB = 64 * 1024;
/** Pages of the journal at which a commit folds it in: few, so that no engine waits long for it. */
const CHECKPOINT_AT = 4_000;

/** Waits patiently until told otherwise (`setBusyTimeout`). Throws `ledger_unwritable`, `ledger_corrupt`, `not_a_ledger`, `ledger_newer`, `ledger_in_use`, `sqlite_too_old`. */
export async function openLedgerFile(path: string): Promise<Connection> {
  const engine = await findEngine();
  const file = resolve(path);
  makePrivate(file);
  let connection: Connection | undefined;
  try {
    connection = engine.open(file);
    await refuseLockless(connection, file);
    connection.exec(`PRAGMA busy_timeout = ${OPENING_TIMEOUT}`);
    refuseForeign(connection, file);
    useWal(connection, file);
    // FULL: a commit is on the disk when it returns (I3); fullfsync: on macOS too. What was erased is overwritten.
    connection.exec(`PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
                     PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA cache_size = -${CACHE_KIB};
                     PRAGMA wal_autocheckpoint = ${CHECKPOINT_AT}`);
    await migrate(connection, file);
    return connection;
  } catch (error) {
    connection?.close();
    throw failureOf(error, file);
  }
}

/** A path that is none: a ledger of this process alone, which is gone with it however it ends. */
export const SCRATCH = '';

/** SQLite keeps it in a file that has no name any more once it is open; nothing in it is worth waiting for the disk. */
export async function openScratch(): Promise<Connection> {
  const connection = (await findEngine()).open(SCRATCH);
  connection.exec(`PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF;
                   PRAGMA foreign_keys = ON; PRAGMA cache_size = -${CACHE_KIB}`);
  bringUp(connection, 'for this check');
  // Nobody is looked up there by number or counted by what came of them; scattered indexes are half of what is written.
  connection.exec('DROP INDEX contact_destination; DROP INDEX contact_tally');
  return connection;
}

/** One that is busy at the first look may be so for good: then nobody is to be waited for. */
async function refuseLockless(connection: Connection, file: string): Promise<void> {
  try {
    connection.exec(`PRAGMA busy_timeout = ${FIRST_LOOK}`);
    numberOf(connection, 'user_version');
  } catch (error) {
    const failure = failureOf(error, file);
    if (!isBusy(failure)) throw failure;
    const trouble = await lockTrouble(file);
    if (trouble !== null) throw trouble;
  }
}

function refuseForeign(connection: Connection, file: string): void {
  const schema = numberOf(connection, 'user_version');
  const ours = numberOf(connection, 'application_id') === APPLICATION_ID;
  const { tables } = connection.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number };
  if (!ours && (schema !== 0 || tables > 0)) {
    throw userError(
      'not_a_ledger',
      `${file} is a SQLite file, but not an outdial ledger.`,
      'Name another folder with --data-dir.',
    );
  }
  if (schema > SCHEMA) {
    throw userError(
      'ledger_newer',
      `The ledger ${file} was made by a newer outdial (schema ${schema}, this one knows ${SCHEMA}).`,
      'Update outdial: npm install outdial@latest.',
    );
  }
}

function useWal(connection: Connection, file: string): void {
  for (let tries = 1; modeOf(connection) !== 'wal'; tries += 1) {
    try {
      const { journal_mode: mode } = connection.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string };
      if (mode === 'wal') return;
      throw userError(
        'ledger_no_wal',
        `The ledger ${file} is on a file system that cannot hold it (journal mode ${mode}).`,
        'Name a folder on a local disk with --data-dir.',
      );
    } catch (error) {
      if (!isBusy(failureOf(error, file)) || tries === 10) throw error;
      // Switching modes does not wait for a lock, beginning a transaction does.
      connection.exec('BEGIN IMMEDIATE; ROLLBACK');
    }
  }
}

function modeOf(connection: Connection): string {
  return (connection.prepare('PRAGMA journal_mode').get() as { journal_mode: string }).journal_mode;
}

async function migrate(connection: Connection, file: string): Promise<void> {
  const present = numberOf(connection, 'user_version');
  if (present === SCHEMA) return;
  if (present === 0) return bringUp(connection, file);
  // Under an engine the tables would change in the middle of its calls, and what it learns of them could not be noted.
  const engine = await findEngine();
  const now = await whileIdle(file, () => {
    copyOlder(engine, connection, file, present);
    bringUp(connection, file);
  });
  if (now.is === 'dialing') throw inUse(file, now.by);
}

function bringUp(connection: Connection, file: string): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    // Read again under the lock: another process may have been quicker.
    refuseForeign(connection, file);
    const present = numberOf(connection, 'user_version');
    for (const { statements } of migrationsAfter(present, 'sqlite')) {
      for (const statement of statements) connection.exec(statement);
    }
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA}`);
    connection.exec('COMMIT');
  } catch (error) {
    connection.exec('ROLLBACK');
    throw error;
  }
}

function inUse(file: string, by: Holder | null): Error {
  const who = by === null ? '' : ` (process ${by.pid} on ${by.host})`;
  return userError(
    'ledger_in_use',
    `The ledger ${file} has to be brought to the schema of this version, and an older outdial dials with it${who}.`,
    'Stop it (Ctrl-C, or your supervisor), then run the command again.',
  );
}

function numberOf(connection: Connection, pragma: 'user_version' | 'application_id'): number {
  return Number(Object.values(connection.prepare(`PRAGMA ${pragma}`).get() as object)[0]);
}
