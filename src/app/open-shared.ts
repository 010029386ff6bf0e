/** What several machines share, opened: a ledger on PostgreSQL, a hand-over on BullMQ. */
// As in `app/open-provider.ts`, an adapter is imported where it is opened.
import { createHmac } from 'node:crypto';
import type { Config } from '../config/environment.ts';
import type { Say } from '../fleet/say.ts';
import { leaderOf } from './leader.ts';
import type { Runtime } from './runtime.ts';
import { UserError, userError } from '../model/errors.ts';
import type { AccountKey } from '../model/ids.ts';
import type { Duration } from '../model/time.ts';
import type { BullQueue } from '../queue/bullmq/queue.ts';
import type { Finding, SharedStore } from '../store/shared.ts';

export type { Finding };

/** Null where the ledger is a file. */
export async function openSharedLedger(config: Config, means: Runtime): Promise<SharedStore | null> {
  return (await openChecked(config, means))?.store ?? null;
}

type Checked = { readonly store: SharedStore; readonly findings: readonly Finding[] };

/** With what its server's settings are. */
export async function openChecked(config: Config, means: Runtime): Promise<Checked | null> {
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
export function refuse(findings: readonly Finding[]): void {
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

/** Redis where one is named, else the same queues in the ledger's own server. */
export async function openQueue(
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
