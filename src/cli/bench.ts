/** Everything `run` works with, opened together and closed together: ledger, provider, engine. */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { openEngine, type Engine } from '../engine.ts';
import { userError } from '../model/errors.ts';
import type { AccountKey, CampaignId } from '../model/ids.ts';
import { makeHours } from '../plan/hours.ts';
import type { Store } from '../store/port.ts';
import { takeEngineLock, type Holder } from '../store/sql/lock.ts';
import type { Voice } from '../voice/port.ts';
import type { Context } from './context.ts';
import { digestOf } from './digest.ts';
import { ledgerPath, openLedger } from './ledger.ts';
import { openProvider } from './provider.ts';

export type Bench = {
  readonly store: Store;
  readonly voice: Voice;
  readonly account: AccountKey;
  readonly digest: (text: string) => string;
  readonly resultsDir: string;
  engine(watched: readonly CampaignId[], limit: number | null): Promise<EngineTaken>;
  close(): Promise<void>;
};

type EngineTaken =
  | { readonly is: 'mine'; readonly engine: Engine }
  /** Another process dials with this ledger. */
  | { readonly is: 'held'; readonly by: Holder | null };

export async function openBench(config: Config, context: Context): Promise<Bench> {
  const { apiKey, baseUrl, dataDir } = config;
  if (apiKey === null) {
    const hint = 'Set CARTESIA_API_KEY (or CARTESIA_API_KEY_FILE, or put it in a .env file here).';
    throw userError('no_api_key', 'No API key is set.', hint);
  }
  const { clock, makeId } = context;
  const path = ledgerPath(dataDir);
  const voice = openProvider(config, apiKey);
  const store = await openLedger(context, path).catch(async (error: unknown) => {
    await voice.close();
    throw error;
  });
  const info = await store.info();
  const digest = digestOf(info);
  // The key itself is never written down; the host is in it, so that a rehearsal is another account.
  const account = digest(`a:${baseUrl}\n${apiKey}`) as AccountKey;
  let release = (): void => undefined;
  return {
    store,
    voice,
    account,
    digest,
    resultsDir: join(dataDir, 'results'),
    engine: async (watched, limit) => {
      const lock = await takeEngineLock(path, clock.now());
      if (lock.is === 'held') return lock;
      release = () => lock.release();
      const options = { account, ledger: info.id, pollInterval: config.pollInterval, watched, limit };
      return { is: 'mine', engine: await openEngine({ store, voice, clock, hours: makeHours(), makeId }, options) };
    },
    close: async () => {
      await voice.close();
      await store.close();
      release();
    },
  };
}
