/** The composition root: the only file that knows every adapter. Commands ask it for a ledger, a provider, an engine. */
// An adapter is imported where it is opened: a command that only reads the ledger waits for none of the others.
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { isLoopback, type Config } from '../config/environment.ts';
import type { Engine } from '../engine/engine.ts';
import { sweepFolder } from '../files/leftovers.ts';
import { userError } from '../model/errors.ts';
import type { AccountKey, CampaignId, DestinationKey } from '../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import { makeHours } from '../policy/hours.ts';
import type { StoreFailure } from '../store/failure.ts';
import type { LedgerInfo, LogHead, Store } from '../store/port.ts';
import { findEngine } from '../store/sqlite/engine.ts';
import { engineNow, type EngineNow } from '../store/sqlite/holder.ts';
import { takeEngineLock, type Holder } from '../store/sqlite/lock.ts';
import { lockTrouble } from '../store/sqlite/probe.ts';
import { SCRATCH } from '../store/sqlite/open.ts';
import { openSqliteStore } from '../store/sqlite/sqlite.ts';
import type { Runtime } from './runtime.ts';
import type { Lease, SharedStore } from '../store/shared.ts';
import type { Voice } from '../voice/port.ts';
import type { Sandbox, SandboxOptions } from '../voice/sandbox/server.ts';

/** A command waits this long for another process's short transactions before it gives up. */
const PATIENCE: Duration = 10 * SECOND;
/** Any key will do for the sandbox; this one looks like what it is. */
export const SANDBOX_KEY = 'sk_car_sandbox';

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

/** The ledger's keyed digest: what numbers and contact keys are known by outside the table of personal data (I8). */
export function digestOf({ digestKey }: Pick<LedgerInfo, 'digestKey'>): (text: string) => string {
  return (text) => createHmac('sha256', digestKey).update(text).digest('base64url');
}

export async function openProvider({ baseUrl, version }: Config, apiKey: string): Promise<Voice> {
  const { openCartesia } = await import('../voice/cartesia/voice.ts');
  return openCartesia({ baseUrl, apiKey, ...(version === null ? {} : { version }) });
}

export type SandboxFaults = NonNullable<SandboxOptions['faults']>;

export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { startSandbox } = await import('../voice/sandbox/server.ts');
  return startSandbox(options);
}

/** `leads`: the worker that leads, where several share the ledger. */
export type DialingNow = EngineNow | { readonly is: 'workers'; readonly leads: string };

/** Does anybody dial with this ledger? */
export async function engineOf({ dataDir, databaseUrl }: Config, store: Store): Promise<DialingNow> {
  if (databaseUrl === null) return engineNow(ledgerPath(dataDir));
  const { lease, serverTime } = store as SharedStore; // what `openAnyLedger` opens under a DATABASE_URL
  const accounts = new Set((await store.campaigns()).map(({ account }) => account));
  for (const account of accounts) {
    const held = await lease(account);
    if (held !== null && held.until > (await serverTime())) return { is: 'workers', leads: nameOf(held.holder) };
  }
  return { is: 'idle' };
}

/** What time it is for whoever dials with this ledger. */
export async function ledgerNow({ databaseUrl }: Config, store: Store, clock: Clock): Promise<Instant> {
  return databaseUrl === null ? clock.now() : (store as SharedStore).serverTime();
}

/** A holder's name without what tells it from others of that name. */
function nameOf(holder: string): string {
  return holder.replace(/~[^~]*$/, '');
}

/** The ledger that the settings name: shared, or the file of this machine's folder. */
export async function openAnyLedger(config: Config, means: Runtime): Promise<Store> {
  return (await openShared(config, means)) ?? openLedger(means, ledgerPath(config.dataDir));
}

/** Null where the ledger is a file. */
async function openShared(config: Config, means: Runtime): Promise<SharedStore | null> {
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

/** Everything `run` works with, opened together and closed together: ledger, provider, engine. */
export type OpenAccount = {
  readonly store: Store;
  readonly voice: Voice;
  readonly account: AccountKey;
  readonly digest: (text: string) => string;
  readonly resultsDir: string;
  /** `say`: what a person should be told once while it runs, in a sentence. */
  engine(watched: readonly CampaignId[], limit: number | null, say: (sentence: string) => void): Promise<EngineTaken>;
  /** Another process may dial with the ledger. */
  letGo(): void;
  close(): Promise<void>;
};

export type EngineTaken =
  | { readonly is: 'mine'; readonly engine: Engine }
  /** Another process dials with this ledger. */
  | { readonly is: 'held'; readonly by: Holder | null }
  /** Several machines share the ledger, and workers dial; `lease` is null while none leads. */
  | { readonly is: 'workers'; readonly lease: Lease | null };

/** `acceptOtherLedgers`: the operator knows that another ledger dials on this account. */
export async function openAccount(config: Config, means: Runtime, acceptOtherLedgers = false): Promise<OpenAccount> {
  const { apiKey, dataDir } = config;
  if (apiKey === null) {
    const hint = 'Set CARTESIA_API_KEY (or CARTESIA_API_KEY_FILE, or put it in a .env file here).';
    throw userError('no_api_key', 'No API key is set.', hint);
  }
  if (config.redisUrl !== null && config.databaseUrl === null) {
    const message = 'REDIS_URL is set and DATABASE_URL is not: this would dial from a ledger that no worker knows.';
    throw userError('redis_alone', message, 'Set DATABASE_URL as on the other machines, or unset REDIS_URL.');
  }
  const path = ledgerPath(dataDir);
  // Now, not when it is needed: whoever installs another version meanwhile would have half of each.
  const { openEngine } = await import('../engine/engine.ts');
  const voice = await openProvider(config, apiKey);
  let shared: SharedStore | null;
  let store: Store;
  try {
    shared = await openShared(config, means);
    store = shared ?? (await openLedger(means, path));
  } catch (error) {
    await voice.close();
    throw error;
  }
  const info = await store.info();
  const digest = digestOf(info);
  const account = await accountOf(store, voice, config.baseUrl, digest(`a:${apiKey}`));
  const { clock, makeId } = means;
  let release = (): void => undefined;
  return {
    store,
    voice,
    account,
    digest,
    resultsDir: resultsFolder(dataDir),
    engine: async (watched, limit, say) => {
      if (shared !== null) {
        const lease = await shared.lease(account);
        return { is: 'workers', lease: lease !== null && lease.until > (await shared.serverTime()) ? lease : null };
      }
      for (const folder of [dataDir, resultsFolder(dataDir)]) await sweepFolder(folder);
      const lock = await takeEngineLock(path, clock.now());
      if (lock.is === 'held') return lock;
      release = () => lock.release();
      const options = {
        account,
        ledger: info.id,
        pollInterval: config.pollInterval,
        watched,
        limit,
        say,
        // On this machine several ledgers share a sandbox as a matter of course.
        acceptOtherLedgers: acceptOtherLedgers || isLoopback(config.baseUrl),
        acceptUnowned: acceptOtherLedgers,
        destinationOf: (e164: string) => digest(`d:${e164}`) as DestinationKey,
      };
      return { is: 'mine', engine: await openEngine({ store, voice, clock, hours: makeHours(), makeId }, options) };
    },
    letGo: () => release(),
    close: async () => {
      await voice.close();
      await store.close();
      release();
    },
  };
}

/** The host part of an account's name. */
export function hostOf(baseUrl: string): string {
  return isLoopback(baseUrl) ? 'loopback' : baseUrl;
}

/**
 * Host and key; never the key itself. All of this machine's ports are one host, so that a rehearsal is always another
 * account than the real thing. A new key that still shows the numbers of a known account is that account's new key.
 */
export async function accountOf(store: Store, voice: Voice, baseUrl: string, key: string): Promise<AccountKey> {
  const host = hostOf(baseUrl);
  const own = `${host}#${key}` as AccountKey;
  const lines = new Map((await store.campaigns()).map(({ account, plan }) => [account, plan.lines[0]]));
  if (lines.has(own)) return own;
  for (const [account, line] of lines) {
    if (!account.startsWith(`${host}#`) || line === undefined) continue;
    if ((await voice.phoneNumber(line.id)).is === 'ok') return account;
  }
  return own;
}
