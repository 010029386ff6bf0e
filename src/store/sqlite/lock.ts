/** The one engine of a ledger: an OS lock that dies with its process, and a note that says whose it is. */
import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { Instant } from '../../model/time.ts';
import { replaceNote } from '../../files/new-file.ts';
import { isBusy } from '../failure.ts';
import type { Connection } from './engine.ts';
import { findEngine } from './engine.ts';
import { failureOf, unwritable } from './failures.ts';
import { lockTrouble } from './probe.ts';
import { makePrivate } from './private-file.ts';

export type Holder = { readonly pid: number; readonly host: string; readonly since: Instant };

export type EngineLock =
  /** Ours until `release` or the end of this process, however it ends. */
  | { readonly is: 'mine'; release(): void }
  /** `by` is null while the holder has not said who it is. */
  | { readonly is: 'held'; readonly by: Holder | null };

/** `ledger`: the ledger's file; the lock is a file of its own beside it, so that commands may still use the ledger. */
export async function takeEngineLock(ledger: string, now: Instant): Promise<EngineLock> {
  const file = `${resolve(ledger)}.engine`;
  const note = `${file}.json`;
  const engine = await findEngine();
  makePrivate(file);
  const connection = engine.open(file);
  try {
    // Held for life and never committed: nothing is written, so nothing is left to recover after a crash.
    connection.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    const failure = failureOf(error, file);
    if (!isBusy(failure)) throw failure;
    const trouble = await lockTrouble(file);
    if (trouble !== null) throw trouble;
    return { is: 'held', by: readNote(note) };
  }
  try {
    const holder: Holder = { pid: process.pid, host: hostname(), since: now };
    replaceNote(note, JSON.stringify(holder));
  } catch (error) {
    connection.close();
    throw unwritable(error, note);
  }
  return { is: 'mine', release: releaseOnce(connection, note) };
}

function releaseOnce(connection: Connection, note: string): () => void {
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    // The note first: while the lock is ours it cannot be another's.
    rmSync(note, { force: true });
    connection.close();
  };
}

/** A note may be missing or half written: who holds the lock is a courtesy, that it is held is the fact. */
export function readNote(note: string): Holder | null {
  try {
    // A pipe that lies there would be waited for.
    if (!lstatSync(note).isFile()) return null;
    const { pid, host, since } = JSON.parse(readFileSync(note, 'utf8')) as Partial<Holder>;
    return pid === undefined || host === undefined || since === undefined ? null : { pid, host, since };
  } catch {
    return null;
  }
}
