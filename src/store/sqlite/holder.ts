/** Asks whether an engine has the ledger at this moment, without getting in its way. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isBusy } from '../failure.ts';
import { findEngine } from './engine.ts';
import { failureOf } from './failures.ts';
import { readNote, type Holder } from './lock.ts';
import { refuseNoFile } from './plain-file.ts';
import { makePrivate } from './private-file.ts';
import { lockTrouble } from './probe.ts';

export type EngineNow =
  | { readonly is: 'idle' }
  /** `by` is null while the holder has not said who it is. */
  | { readonly is: 'dialing'; readonly by: Holder | null };

/** `ledger`: the ledger's file. Only looks: the shared lock it takes is gone again at once, and makes no file. */
export async function engineNow(ledger: string): Promise<EngineNow> {
  const file = `${resolve(ledger)}.engine`;
  refuseNoFile(file);
  // Never opened through the file system: on POSIX, closing it would drop the lock of an engine in this process.
  return existsSync(file) ? sharing(file, () => undefined) : { is: 'idle' };
}

/** Runs `body` unless an engine has the ledger; none can begin meanwhile. Where there is no lock file it is made. */
export function whileIdle(ledger: string, body: () => void): Promise<EngineNow> {
  const file = `${resolve(ledger)}.engine`;
  makePrivate(file);
  return sharing(file, body);
}

async function sharing(file: string, body: () => void): Promise<EngineNow> {
  const engine = await findEngine();
  const connection = engine.open(file);
  try {
    try {
      connection.exec('PRAGMA busy_timeout = 0; BEGIN');
      // The lock is taken with the first look at the file.
      connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    } catch (error) {
      const failure = failureOf(error, file);
      if (!isBusy(failure)) throw failure;
      const trouble = await lockTrouble(file);
      if (trouble !== null) throw trouble;
      return { is: 'dialing', by: readNote(`${file}.json`) };
    }
    try {
      body();
    } finally {
      // Closed alone, the drop-in keeps the lock until its statements are collected.
      connection.exec('COMMIT');
    }
    return { is: 'idle' };
  } finally {
    connection.close();
  }
}
