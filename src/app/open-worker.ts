/** The composition root of a worker: what several machines share, the provider, and what must happen later, over one ledger. */
// As in `app/open-provider.ts`, an adapter is imported where it is opened.
import { isLoopback, type Config } from '../config/environment.ts';
import { ledgerClock, type LedgerClock } from '../fleet/ledger-clock.ts';
import type { Say } from '../fleet/say.ts';
import type { Worker } from '../fleet/worker.ts';
import { userError } from '../model/errors.ts';
import type { AccountKey, DestinationKey } from '../model/ids.ts';
import { makeHours } from '../policy/hours.ts';
import type { BullQueue } from '../queue/bullmq/queue.ts';
import type { Finding, SharedStore } from '../store/shared.ts';
import { accountOf, digestOf } from './account.ts';
import type { OpenTeam } from './suppression/team.ts';
import { laterOf, listensOn, purgeAtStart } from './later.ts';
import { openProvider } from './open-provider.ts';
import { openChecked, openQueue, refuse } from './open-shared.ts';
import { askLists, sharedSuppression } from './open-suppression.ts';
import type { Runtime } from './runtime.ts';

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
  const { readAccount } = await import('./account-file.ts');
  const { openAsked } = await import('./open-asked.ts');
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
    const { retention, optOutWords } = readAccount(config);
    const team: OpenTeam = () => sharedSuppression(config, means);
    const later = { store, voice, clock, account, retention, dataDir: config.dataDir, team, optOutWords };
    await purgeAtStart(later).catch((cause: unknown) =>
      say('warn', 'not_purged', cause instanceof Error ? cause.message : String(cause), {}),
    );
    const asking = askLists(config, means, (sentence) => say('warn', 'do_not_call', sentence, {}));
    opened.push(() => asking.close());
    const asked = openAsked(config, clock, (sentence) => say('warn', 'asked_first', sentence, {}));
    opened.push(() => asked.close());
    // Last: from here on it may lead, and one that could not start must not.
    const worker = await startWorker(ports, {
      account,
      holder,
      say,
      ledger: info.id,
      pollInterval: config.pollInterval,
      acceptOtherLedgers: acceptOtherLedgers || isLoopback(baseUrl),
      acceptUntraced: acceptOtherLedgers,
      listens: listensOn(baseUrl),
      later: laterOf(later),
      doNotCall: asking,
      ...asked.asks,
      destinationOf: (e164: string) => digest(`d:${e164}`) as DestinationKey,
    });
    opened.push(() => worker.stop());
    return { worker, store, queue, clock, account, warnings, close };
  } catch (error) {
    await close();
    throw error;
  }
}
