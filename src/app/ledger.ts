/** Opens the ledger for commands that read it, and finds a campaign by the name a person types. */
import { existsSync, statSync } from 'node:fs';
import { ledgerPath, openAnyLedger } from './open-ledger.ts';
import { nearest } from '../load/row/headers.ts';
import type { Config } from '../config/environment.ts';
import type { Campaign } from '../model/campaign.ts';
import { userError } from '../model/errors.ts';
import { campaignId } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import { isTestCall } from './call/call-source.ts';
import type { Runtime } from './runtime.ts';

/** For whoever reads it and hands it on. */
export type Ledger = Store;

/** Reading never makes a ledger: where there is none, a `UserError` says how to begin. */
export async function readLedger<T>(runtime: Runtime, config: Config, use: (store: Store) => Promise<T>): Promise<T> {
  if (config.databaseUrl === null && !existsSync(ledgerPath(config.dataDir))) throw noLedger(config);
  const store = await openAnyLedger(config, runtime);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** Makes the ledger where there is none: who says no must not be refused because nothing was loaded yet. */
export async function anyLedger<T>(runtime: Runtime, config: Config, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openAnyLedger(config, runtime);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** Nothing was ever loaded: no reason to complain to whoever only asks how things stand. */
export function isEmptyHanded({ databaseUrl, dataDir }: Config): boolean {
  const folder = statSync(dataDir, { throwIfNoEntry: false });
  return databaseUrl === null && folder?.isDirectory() !== false && !existsSync(ledgerPath(dataDir));
}

export function noLedger({ dataDir }: Config): Error {
  if (statSync(dataDir, { throwIfNoEntry: false })?.isDirectory() === false) {
    return userError(
      'no_folder',
      `${dataDir} is a file, not a folder.`,
      'Name the folder of the ledger with --data-dir.',
    );
  }
  return userError(
    'no_ledger',
    `Nothing was loaded here yet: there is no ledger in ${dataDir}.`,
    'Load a campaign first (outdial run campaign.json), or name another --data-dir.',
  );
}

/** By name or slug, in any case; an unknown one is an error that names the nearest. */
export async function findCampaign(store: Store, name: string): Promise<Campaign> {
  const found = await store.campaign(campaignId(name));
  if (found !== undefined) return found;
  const all = await store.campaigns();
  const near = nearest(
    campaignId(name),
    all.map(({ id }) => id),
  );
  const known = knownWords(all);
  throw userError(
    'unknown_campaign',
    `No campaign is called "${name}".`,
    near === undefined ? known : `Did you mean ${near}?`,
  );
}

const MOST_NAMES = 8;

/** Test calls are nobody's campaigns, and of many names the newest are those that are meant. */
function knownWords(all: readonly Campaign[]): string {
  const ids = all.filter((campaign) => !isTestCall(campaign)).map(({ id }) => id);
  if (ids.length === 0) return 'No campaign was loaded yet.';
  const shown = ids.slice(-MOST_NAMES);
  const more = ids.length - shown.length;
  return `There are: ${shown.join(', ')}${more === 0 ? '' : `, and ${more} more (outdial status)`}.`;
}
