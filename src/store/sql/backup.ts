/** Copies a ledger while it is in use: one consistent moment of it, whole or not at all, readable by its owner only. */
import { existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { userError } from '../../model/errors.ts';
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
  /** Of the temporary name beside `to`. */
  readonly unique: string;
};

/**
 * SQLite itself makes the copy (`VACUUM INTO`), so that the journal's share is in it and what was erased is not. Copying
 * the file would lose the one, and reading it here would drop the locks this process holds on it. The copy is on the
 * disk and has been checked when this resolves; the answer is the end of its log.
 */
export async function backupLedger({ ledger, to, force, unique }: BackupOptions): Promise<LogHead | null> {
  const path = resolve(to);
  if (!force && existsSync(path)) throw exists(path);
  const temporary = join(dirname(path), `.${basename(path)}.${unique}.tmp`);
  try {
    await copy(ledger, temporary, path);
    const head = await check(temporary);
    await publish(temporary, path, force);
    return head;
  } finally {
    for (const rest of ['', '-journal', '-wal', '-shm']) await rm(`${temporary}${rest}`, { force: true });
  }
}

async function copy(ledger: string, temporary: string, path: string): Promise<void> {
  try {
    // Empty and private before anything is in it: SQLite would give it the mode of its own default.
    await (await open(temporary, 'wx', 0o600)).close();
  } catch (error) {
    throw unwritable(error, path);
  }
  const connection = await openLedgerFile(ledger);
  try {
    connection.prepare('VACUUM INTO ?').run(temporary);
  } catch (error) {
    throw failureOf(error, path);
  } finally {
    connection.close();
  }
  const file = await open(temporary, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
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

async function publish(temporary: string, path: string, force: boolean): Promise<void> {
  try {
    if (force) return await rename(temporary, path);
    // A link never replaces what came to be there meanwhile.
    await link(temporary, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') throw exists(path);
    if (force) throw unwritable(error, path);
    // A file system without links: the moment between looking and renaming is all that is given up.
    if (existsSync(path)) throw exists(path);
    await rename(temporary, path);
  }
}

function unwritable(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  const why = code === 'ENOENT' ? 'its folder does not exist' : code === 'EISDIR' ? 'it is a folder' : code;
  return userError('unwritable', `${path} cannot be written: ${why}.`, 'Name another file.');
}

function exists(path: string): Error {
  return userError('backup_exists', `${path} exists already.`, 'Name another file, or replace it with --force.');
}
