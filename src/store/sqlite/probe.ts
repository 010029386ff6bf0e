/** Do locks work in a folder? Asked of a file of our own, where nobody else can be the reason that they fail. */
// Where a file system has no locks, SQLite says "busy": that would send people looking for another outdial that is not there.
import { dirname, join } from 'node:path';
import { makeFile } from '../../files/new-file.ts';
import { isBusy, StoreFailure } from '../failure.ts';
import type { Connection } from './engine.ts';
import { findEngine } from './engine.ts';
import { failureOf, noLocks, unwritable } from './failures.ts';

/** Null: they work. `ledger`: the file that is to be locked; another one beside it is tried. */
export async function lockTrouble(ledger: string): Promise<StoreFailure | null> {
  const engine = await findEngine();
  const file = await makeFile(join(dirname(ledger), 'probe'), true).catch((error: unknown) => {
    throw unwritable(error, ledger);
  });
  let connection: Connection | undefined;
  try {
    connection = engine.open(file.temporary);
    connection.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE; ROLLBACK');
    return null;
  } catch (error) {
    const failure = failureOf(error, ledger);
    if (isBusy(failure)) return noLocks(ledger, 'cannot be locked, and nobody else has it');
    if (failure instanceof StoreFailure) return failure;
    throw failure;
  } finally {
    connection?.close();
    await file.discard();
  }
}
