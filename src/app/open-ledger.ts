/** Opens the ledger that the settings name, and knows the places of its files. */
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/environment.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import type { StoreFailure } from '../store/failure.ts';
import type { LogHead, Store } from '../store/port.ts';
import type { SharedStore } from '../store/shared.ts';
import { findEngine } from '../store/sqlite/engine.ts';
import { engineNow, type EngineNow } from '../store/sqlite/holder.ts';
import { SCRATCH } from '../store/sqlite/open.ts';
import { lockTrouble } from '../store/sqlite/probe.ts';
import { openSqliteStore } from '../store/sqlite/sqlite.ts';
import { viewSqliteLedger } from '../store/sqlite/view.ts';
import type { LedgerView } from '../store/view.ts';
import { leaderOf } from './leader.ts';
import type { Runtime } from './runtime.ts';

/** A command waits this long for another process's short transactions before it gives up. */
const PATIENCE: Duration = 10 * SECOND;

export function ledgerPath(dataDir: string): string {
  return join(dataDir, 'ledger.sqlite');
}

/** Makes the ledger where there is none. */
export function openLedger({ makeId, makeSecret, clock }: Runtime, path: string): Promise<Store> {
  return openSqliteStore({ path, makeId, secret: makeSecret, now: clock.now(), patience: { clock, for: PATIENCE } });
}

/** For `check`: as a ledger, and gone with the process, however it ends. */
export function openScratchLedger(means: Runtime): Promise<Store> {
  return openLedger(means, SCRATCH);
}

/** The ledger that the settings name: shared, or the file of this machine's folder. */
export async function openAnyLedger(config: Config, means: Runtime): Promise<Store> {
  return (await openShared(config, means)) ?? openLedger(means, ledgerPath(config.dataDir));
}

/** The same to look at: a file is neither made nor changed by it. */
export async function viewLedger(config: Config, means: Runtime): Promise<LedgerView | 'none' | 'other_version'> {
  return (await openShared(config, means)) ?? viewSqliteLedger(ledgerPath(config.dataDir));
}

/** Null where the ledger is a file. */
export async function openShared(config: Config, means: Runtime): Promise<SharedStore | null> {
  if (config.databaseUrl === null) return null;
  const { openSharedLedger } = await import('./open-shared.ts');
  return openSharedLedger(config, means);
}

/** A copy of the ledger as it is at this moment. Throws `backup_exists`, `unwritable`, `backup_damaged`. */
export async function copyLedger({ dataDir }: Config, to: string, force: boolean): Promise<LogHead | null> {
  const { backupLedger } = await import('../store/sqlite/backup.ts');
  return backupLedger({ ledger: ledgerPath(dataDir), to, force });
}

/** What keeps locks from working in the ledger's folder; null: they work. */
export function locksIn(dataDir: string): Promise<StoreFailure | null> {
  return lockTrouble(ledgerPath(dataDir));
}

/** Where a run leaves its results unless told otherwise. */
export function resultsFolder(dataDir: string): string {
  return join(dataDir, 'results');
}

/** Which SQLite the ledger would be opened with. */
export function sqliteInUse(): ReturnType<typeof findEngine> {
  return findEngine();
}

/** `leads`: the worker that leads, where several share the ledger. */
export type DialingNow = EngineNow | { readonly is: 'workers'; readonly leads: string };

/** Does anybody dial with this ledger? */
export async function engineOf({ dataDir, databaseUrl }: Config, store: Store): Promise<DialingNow> {
  if (databaseUrl === null) return engineNow(ledgerPath(dataDir));
  const leads = await leaderOf(store as SharedStore); // what `openAnyLedger` opens under a DATABASE_URL
  return leads === null ? { is: 'idle' } : { is: 'workers', leads };
}

/** Does an engine of this machine have the ledger in this folder? */
export async function isDialed(dataDir: string): Promise<boolean> {
  return (await engineNow(ledgerPath(dataDir))).is === 'dialing';
}

/** What time it is for whoever dials with this ledger. */
export async function ledgerNow({ databaseUrl }: Config, store: Store, clock: Clock): Promise<Instant> {
  return databaseUrl === null ? clock.now() : (store as SharedStore).serverTime();
}
