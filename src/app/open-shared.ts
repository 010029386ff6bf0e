/** The composition root of many machines: a ledger on PostgreSQL, a hand-over on BullMQ, a worker over both. */
// As in `app/open-provider.ts`, an adapter is imported where it is opened.
import { createHmac } from 'node:crypto';
import { isLoopback, type Config } from '../config/environment.ts';
import { ledgerClock, type LedgerClock } from '../fleet/ledger-clock.ts';
import type { Say } from '../fleet/say.ts';
import type { Worker } from '../fleet/worker.ts';
import { accountOf, digestOf } from './account.ts';
import { readAccount } from './account-file.ts';
import { laterOf, purgeAtStart } from './later.ts';
import { leaderOf } from './leader.ts';
import { openProvider } from './open-provider.ts';
import type { Runtime } from './runtime.ts';
import { UserError, userError } from '../model/errors.ts';
import type { AccountKey, DestinationKey } from '../model/ids.ts';
import type { Duration } from '../model/time.ts';
import { makeHours } from '../policy/hours.ts';
import type { BullQueue } from '../queue/bullmq/queue.ts';
import type { Finding, SharedStore } from '../store/shared.ts';

export type { Finding };

/** Null where the ledger is a file. */
export async function openSharedLedger(config: Config, means: Runtime): Promise<SharedStore | null> {
  return (await openChecked(config, means))?.store ?? null;
}

type Checked = { readonly store: SharedStore; readonly findings: readonly Finding[] };

/** With what its server's settings are. */
async function openChecked(config: Config, means: Runtime): Promise<Checked | null> {
  const { databaseUrl } = config;
  if (databaseUrl === null) return null;
  const { makeId, makeSecret: secret, clock } = means;
  const at = addressOf(databaseUrl, config.databaseCa);
  const { openPostgresStore } = await import('../store/postgres/postgres.ts');
  const store = await openPostgresStore({ ...at, makeId, secret, clock, now: clock.now() });
  try {
    const findings = await store.findings();
    refuse(findings);
    return { store, findings };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function addressOf(url: string, ca: string | null): { url: string; ca?: string } {
  return { url, ...(ca === null ? {} : { ca }) };
}

/** A server that would break a promise is not used; what to change is said. */
function refuse(findings: readonly Finding[]): void {
  const refused = findings.filter(({ is }) => is === 'refused');
  if (refused.length === 0) return;
  throw new UserError(refused.map(({ code, message, hint }) => ({ code, message, hint })));
}

export type Migration = { readonly from: number; readonly to: number; readonly names: readonly string[] };

/** `dry`: only says what would be done. */
export async function migrateSharedLedger(config: Config, dry: boolean): Promise<Migration> {
  if (config.databaseUrl === null) {
    const message = 'DATABASE_URL is not set: a ledger in a file is brought up to date when it is opened.';
    throw userError('no_database', message, 'Set DATABASE_URL to the PostgreSQL that several machines share.');
  }
  const at = addressOf(config.databaseUrl, config.databaseCa);
  const { migratePostgres, pendingMigrations } = await import('../store/postgres/migrate.ts');
  const { from, to, applied } = dry ? await pendingMigrations(at) : await migratePostgres(at);
  return { from, to, names: applied.map(({ version, name }) => `${version} ${name}`) };
}

export type SharedLook = {
  readonly campaigns: number;
  readonly schema: number;
  /** The worker that leads an account now; null where none does. */
  readonly leads: string | null;
  /** How far this machine's clock is ahead of the ledger's server. */
  readonly clockAhead: Duration;
  readonly findings: readonly Finding[];
};

/** For `doctor`: opens the ledger, looks, closes it. Null where its tables are not there yet, or not of this version. */
export async function lookAtLedger(config: Config, means: Runtime): Promise<SharedLook | null> {
  if ((await migrateSharedLedger(config, true)).names.length > 0) return null;
  const store = await openSharedLedger(config, means);
  if (store === null) throw new Error('no shared ledger');
  try {
    const { schema } = await store.info();
    const before = means.clock.now();
    const said = await store.serverTime();
    const clockAhead = (before + means.clock.now()) / 2 - said;
    const campaigns = (await store.campaigns()).length;
    const leads = await leaderOf(store);
    return { campaigns, schema, leads, clockAhead, findings: await store.findings() };
  } finally {
    await store.close();
  }
}

/** The same of the hand-over. */
export async function lookAtHandOver(config: Config, means: Runtime): Promise<readonly Finding[]> {
  const queue = await openQueue(config, means, 'doctor', 'doctor' as AccountKey, () => undefined);
  try {
    return await queue.findings();
  } finally {
    await queue.close();
  }
}

export type OpenWorker = {
  readonly worker: Worker;
  readonly store: SharedStore;
  readonly queue: BullQueue;
  readonly clock: LedgerClock;
  readonly account: AccountKey;
  /** Settings that are not as they should be, and that one can live with. */
  readonly warnings: readonly Finding[];
  close(): Promise<void>;
};

export type WorkerOptions = { readonly holder: string; readonly acceptOtherLedgers: boolean; readonly say: Say };

/** Opened together and closed together: ledger, hand-over, provider, worker. */
export async function openWorker(config: Config, means: Runtime, options: WorkerOptions): Promise<OpenWorker> {
  const { apiKey, databaseUrl, baseUrl } = config;
  const { say, holder, acceptOtherLedgers } = options;
  if (databaseUrl === null) {
    const message = 'A worker needs a ledger that several machines share, and DATABASE_URL is not set.';
    throw userError('no_database', message, 'Set DATABASE_URL, or dial from this machine alone with outdial run.');
  }
  if (apiKey === null) {
    const hint = 'Set CARTESIA_API_KEY, or CARTESIA_API_KEY_FILE.';
    throw userError('no_api_key', 'No API key is set.', hint);
  }
  const { startWorker } = await import('../fleet/worker.ts');
  const opened: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of opened.splice(0).reverse()) await one();
  };
  try {
    const voice = await openProvider(config, apiKey);
    opened.push(() => voice.close());
    const ledger = await openChecked(config, means);
    if (ledger === null) throw new Error('no shared ledger');
    const { store } = ledger;
    opened.push(() => store.close());
    const info = await store.info();
    const digest = digestOf(info);
    const account = await accountOf(store, voice, baseUrl, digest(`a:${apiKey}`));
    const queue = await openQueue(config, means, info.digestKey, account, say);
    opened.push(() => queue.close());
    const met = await queue.findings();
    refuse(met);
    const warnings = [...ledger.findings, ...met].filter(({ is }) => is === 'warned');
    const clock = ledgerClock(means.clock, () => store.serverTime());
    const ports = { store, voice, clock, queue, hours: makeHours(), makeId: means.makeId };
    const { retention } = readAccount(config);
    const later = { store, voice, clock, account, retention, dataDir: config.dataDir };
    await purgeAtStart(later).catch((cause: unknown) =>
      say('warn', 'not_purged', cause instanceof Error ? cause.message : String(cause), {}),
    );
    // Last: from here on it may lead, and one that could not start must not.
    const worker = await startWorker(ports, {
      account,
      holder,
      say,
      ledger: info.id,
      pollInterval: config.pollInterval,
      acceptOtherLedgers: acceptOtherLedgers || isLoopback(baseUrl),
      acceptUntraced: acceptOtherLedgers,
      keepConversations: retention.transcripts !== 'never',
      later: laterOf(later),
      destinationOf: (e164: string) => digest(`d:${e164}`) as DestinationKey,
    });
    opened.push(() => worker.stop());
    return { worker, store, queue, clock, account, warnings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Redis where one is named, else the same queues in the ledger's own server. */
async function openQueue(
  config: Config,
  { clock }: Runtime,
  key: string,
  account: AccountKey,
  say: Say,
): Promise<BullQueue> {
  const { openBullQueue } = await import('../queue/bullmq/queue.ts');
  const { databaseUrl, redisUrl, redisCa, databaseCa } = config;
  const server =
    redisUrl === null
      ? { is: 'postgres' as const, ...addressOf(databaseUrl ?? '', databaseCa) }
      : { is: 'redis' as const, ...addressOf(redisUrl, redisCa) };
  return openBullQueue({
    name: `outdial-${createHmac('sha256', key).update(`q:${account}`).digest('hex').slice(0, 16)}`,
    server,
    clock,
    say: (sentence) => say('warn', 'hand_over', sentence, {}),
  });
}
