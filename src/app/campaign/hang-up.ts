/** Ends calls that somebody talks in, through the provider: `pause --hang-up` and `cancel --hang-up`. */
import type { Config } from '../../config/environment.ts';
import { hangUpEach, type HangUps } from '../../engine/settle/hang-up.ts';
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Store } from '../../store/port.ts';
import { accountOf, digestOf } from '../account.ts';
import { openProvider } from '../open-provider.ts';
import type { Caller } from '../runtime.ts';

/** `no_key`: nobody can be asked without one. */
export type HungUp =
  /** `foreign`: calls of another account than this key's. */
  ({ readonly is: 'asked'; readonly foreign: number } & HangUps) | { readonly is: 'no_key'; readonly open: number };

export async function hangUpCalls(
  store: Store,
  campaigns: readonly Campaign[],
  config: Config,
  caller: Caller,
): Promise<HungUp> {
  const open = await openCalls(store, campaigns);
  const { apiKey } = config;
  if (apiKey === null) return { is: 'no_key', open: open.length };
  const nothing = { is: 'asked', hungUp: 0, ringing: 0, over: 0, failed: [], unknown: 0, foreign: 0 } as const;
  if (open.length === 0) return nothing;
  const voice = await openProvider(config, apiKey);
  try {
    const digest = digestOf(await store.info());
    const account = await accountOf(store, voice, config.baseUrl, digest(`a:${apiKey}`));
    const mine = open.filter((attempt) => attempt.account === account);
    const counts = await hangUpEach(store, voice, mine, caller);
    return { ...nothing, ...counts, foreign: open.length - mine.length };
  } finally {
    await voice.close();
  }
}

async function openCalls(store: Store, campaigns: readonly Campaign[]): Promise<readonly Attempt[]> {
  const ids = new Set(campaigns.map(({ id }) => id));
  const open: Attempt[] = [];
  for (const account of new Set(campaigns.map((campaign) => campaign.account))) {
    for (const { attempt } of await store.openAttempts(account)) if (ids.has(attempt.campaign)) open.push(attempt);
  }
  return open;
}
