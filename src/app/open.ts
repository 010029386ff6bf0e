/** The composition root of a run: ledger, provider and engine, opened together and closed together. */
import { isLoopback, type Config } from '../config/environment.ts';
import type { BeforeDial } from '../engine/before-dial.ts';
import type { Engine } from '../engine/engine.ts';
import { sweepFolder } from '../files/leftovers.ts';
import type { Campaign } from '../model/campaign.ts';
import { userError } from '../model/errors.ts';
import type { AccountKey, CampaignId, DestinationKey } from '../model/ids.ts';
import { DAY, type Duration } from '../model/time.ts';
import { makeHours } from '../policy/hours.ts';
import type { LedgerInfo, Store } from '../store/port.ts';
import type { Lease, SharedStore } from '../store/shared.ts';
import type { SharedList } from '../suppression/port.ts';
import { takeEngineLock, type Holder } from '../store/sqlite/lock.ts';
import { removeOlderCopies } from '../store/sqlite/older-copy.ts';
import type { Voice } from '../voice/port.ts';
import type { Retention } from '../model/retention.ts';
import { accountOf, digestOf } from './account.ts';
import { readAccount } from './account-file.ts';
import { scrubList, type Scrubbed } from './campaign/scrub-list.ts';
import { laterOf, listensOn, purgeAtStart } from './later.ts';
import { openAsked } from './open-asked.ts';
import { ledgerPath, openLedger, openShared, resultsFolder } from './open-ledger.ts';
import { openProvider } from './open-provider.ts';
import { askLists, openSharedList, sharedSuppression } from './open-suppression.ts';
import type { Runtime } from './runtime.ts';
import type { OpenTeam } from './suppression/team.ts';
import { watchLists } from './suppression/watch-lists.ts';

/** Of the ledger as an older version left it: whoever would go back has noticed by then. */
const COPIES_KEPT: Duration = 30 * DAY;

/** Everything `run` works with, opened together and closed together: ledger, provider, engine. */
export type OpenAccount = {
  readonly store: Store;
  readonly voice: Voice;
  readonly account: AccountKey;
  readonly digest: (text: string) => string;
  readonly resultsDir: string;
  /** The list that a team shares, by the place that its account names. */
  team(shared: string): Promise<SharedList>;
  /** Asks the registries of `outdial.json` about all who wait in it; null: there are none. `say`: a sentence for a person. */
  scrub(campaign: Campaign, say: (sentence: string) => void): Promise<Scrubbed | null>;
  engine(watched: readonly CampaignId[], asked?: EngineAsked): Promise<EngineTaken>;
  /** Another process may dial with the ledger. */
  letGo(): void;
  close(): Promise<void>;
};

export type EngineAsked = {
  /** At most so many contacts are dialed; null: all. */
  readonly limit?: number | null;
  /** What a person should be told once while it runs, in a sentence. */
  readonly say?: (sentence: string) => void;
  /** Of runs that are gone: dialed to their end as well. */
  readonly adopted?: readonly CampaignId[];
  /** Asked before anybody of `watched` is dialed. */
  readonly beforeDial?: BeforeDial | undefined;
};

export type EngineTaken =
  | { readonly is: 'mine'; readonly engine: Engine }
  /** Another process dials with this ledger. */
  | { readonly is: 'held'; readonly by: Holder | null }
  /** Several machines share the ledger, and workers dial; `lease` is null while none leads. */
  | { readonly is: 'workers'; readonly lease: Lease | null };

/**
 * `acceptOtherLedgers`: the operator knows that another ledger dials on this account. `retention`: of a program; else as the
 * account's file says.
 */
export async function openAccount(
  config: Config,
  means: Runtime,
  acceptOtherLedgers = false,
  retention: Retention = readAccount(config).retention,
): Promise<OpenAccount> {
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
  let shared: SharedStore | null = null;
  let store: Store | null = null;
  let info: LedgerInfo;
  let digest: (text: string) => string;
  let account: AccountKey;
  try {
    shared = await openShared(config, means);
    store = shared ?? (await openLedger(means, path));
    info = await store.info();
    digest = digestOf(info);
    account = await accountOf(store, voice, config.baseUrl, digest(`a:${apiKey}`));
  } catch (error) {
    await voice.close();
    await store?.close();
    throw error;
  }
  const { clock, makeId } = means;
  let release = (): void => undefined;
  let endLists = (): Promise<void> => Promise.resolve();
  return {
    store,
    voice,
    account,
    digest,
    resultsDir: resultsFolder(dataDir),
    team: (place) => openSharedList(place, config, means),
    scrub: async (campaign, say) => {
      if (readAccount(config).scrubs.length === 0) return null;
      const asked = openAsked(config, clock, say);
      const { registries } = asked.asks;
      try {
        return registries ? await scrubList({ store, clock, hours: makeHours(), registries }, campaign) : null;
      } finally {
        await asked.close();
      }
    },
    engine: async (watched, { limit = null, say = () => undefined, adopted = [], beforeDial } = {}) => {
      if (shared !== null) {
        const lease = await shared.lease(account);
        return { is: 'workers', lease: lease !== null && lease.until > (await shared.serverTime()) ? lease : null };
      }
      for (const folder of [dataDir, resultsFolder(dataDir)]) await sweepFolder(folder);
      const lock = await takeEngineLock(path, clock.now());
      if (lock.is === 'held') return lock;
      release = () => lock.release();
      removeOlderCopies(path, clock.now() - COPIES_KEPT);
      const team: OpenTeam = () => sharedSuppression(config, means);
      const { optOutWords } = readAccount(config);
      const later = { store, voice, clock, account, retention, dataDir, team, optOutWords };
      // Nobody is called less for it: what could not be erased now is erased later.
      await purgeAtStart(later).catch((cause: unknown) => say(`What is old could not be erased: ${wordsOf(cause)}`));
      const lists = watchLists({
        ...{ store, digest, clock, say, asked: true },
        isOurs: (campaign) => campaign.account === account,
      });
      const asking = askLists(config, means, say, (campaign) => lists.trouble(campaign));
      const asked = openAsked(config, clock, say);
      endLists = async () => {
        await asked.close();
        await lists.stop();
        await asking.close();
      };
      const options = {
        account,
        ledger: info.id,
        pollInterval: config.pollInterval,
        role: { is: 'single', watched, limit, adopted } as const,
        say,
        doNotCall: asking,
        ...asked.asks,
        ...(beforeDial === undefined ? {} : { beforeDial }),
        // On this machine several ledgers share a sandbox as a matter of course.
        acceptOtherLedgers: acceptOtherLedgers || isLoopback(config.baseUrl),
        acceptUntraced: acceptOtherLedgers,
        listens: listensOn(config.baseUrl),
        later: laterOf(later),
        destinationOf: (e164: string) => digest(`d:${e164}`) as DestinationKey,
      };
      const engine = await openEngine({ store, voice, clock, hours: makeHours(), makeId }, options);
      lists.start();
      return { is: 'mine', engine };
    },
    letGo: () => release(),
    close: async () => {
      await endLists();
      await voice.close();
      await store.close();
      release();
    },
  };
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
