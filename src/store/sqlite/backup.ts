/** Copies a ledger while it is in use: one consistent moment of it, whole or not at all, readable by its owner only. */
import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError, userError } from '../../model/errors.ts';
import { makeFile, refuseTarget, type NewFile } from '../../files/new-file.ts';
import type { LogHead } from '../port.ts';
import type { Connection } from './engine.ts';
import { findEngine } from './engine.ts';
import { failureOf } from './failures.ts';
import { openLedgerFile } from './open.ts';

export type BackupOptions = {
  readonly ledger: string;
  readonly to: string;
  /** Replaces a file that is there. */
  readonly force: boolean;
};

/**
 * SQLite itself makes the copy (`VACUUM INTO`), so that the journal's share is in it and what was erased is not. Copying
 * the file would lose the one, and reading it here would drop the locks this process holds on it. The copy is on the
 * disk and has been checked when this resolves; the answer is the end of its log.
 */
export async function backupLedger({ ledger, to, force }: BackupOptions): Promise<LogHead | null> {
  const path = resolve(to);
  if (!force && lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw exists(path);
  await refuseTarget(path, force, 'backup');
  let file: NewFile;
  try {
    // Empty and private before anything is in it: SQLite would give it the mode of its own default.
    file = await makeFile(path, force);
  } catch (error) {
    throw unwritable(error, path);
  }
  try {
    await copy(ledger, file.temporary, path);
    const head = await check(file.temporary);
    await publish(file, path);
    return head;
  } finally {
    await file.discard();
  }
}

async function copy(ledger: string, temporary: string, path: string): Promise<void> {
  const connection = await openLedgerFile(ledger);
  try {
    connection.prepare('VACUUM INTO ?').run(temporary);
  } catch (error) {
    throw failureOf(error, path);
  } finally {
    connection.close();
  }
}

/** A backup that cannot be read is worse than none: somebody counts on it. */
async function check(temporary: string): Promise<LogHead | null> {
  const engine = await findEngine();
  let connection: Connection | undefined;
  try {
    connection = engine.open(temporary);
    const { quick_check: verdict } = connection.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (verdict !== 'ok') throw userError('backup_damaged', `The copy is damaged: ${verdict}.`, 'Check the disk.');
    const head = connection.prepare('SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1').get();
    return (head ?? null) as LogHead | null;
  } catch (error) {
    throw failureOf(error, temporary);
  } finally {
    connection?.close();
  }
}

async function publish(file: NewFile, path: string): Promise<void> {
  try {
    await file.publish();
  } catch (error) {
    throw unwritable(error, path);
  }
}

function unwritable(error: unknown, path: string): unknown {
  if (error instanceof UserError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  if (code === 'EEXIST') return exists(path);
  const why = code === 'ENOENT' ? 'its folder does not exist' : code === 'EISDIR' ? 'it is a folder' : code;
  return userError('unwritable', `${path} cannot be written: ${why}.`, 'Name another file.');
}

function exists(path: string): Error {
  return userError('backup_exists', `${path} exists already.`, 'Name another file, or replace it with --force.');
}
