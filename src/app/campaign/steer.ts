/** Pauses campaigns, from anywhere that sees the ledger: whoever dials them obeys. */
import type { Config } from '../../config/environment.ts';
import { changeCampaign } from '../../engine/change-campaign.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { CampaignCommand } from '../../model/campaign-lifecycle.ts';
import { userError } from '../../model/errors.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';
import type { Caller } from '../runtime.ts';
import { choose, isDialed, lastAppointment, type Which } from './choose.ts';
import type { HungUp } from './hang-up.ts';

export type PauseOptions = {
  /** It goes on by itself then, if somebody dials; null: when somebody says so. */
  readonly until?: Instant | null;
  /** Calls that are talking are ended. */
  readonly hangUp?: boolean;
};

export type Paused = {
  /** As they stood before. */
  readonly chosen: readonly Campaign[];
  /** As they stand now, in the same order: somebody else may have been quicker. */
  readonly now: readonly Campaign[];
  /** How many of them this paused, or gave another end of their pause. */
  readonly paused: number;
  /** One of them is paused now, by this or before. */
  readonly anyPaused: boolean;
  /** Somebody would dial on once they are resumed. */
  readonly dialed: boolean;
  /** What became of the open calls, where they were to be hung up. */
  readonly hungUp: HungUp | null;
};

/** Once it resolves no call begins any more, not even one that was already on its way out. */
export async function pauseCampaigns(
  store: Store,
  which: Which,
  { until = null, hangUp = false }: PauseOptions,
  config: Config,
  caller: Caller,
): Promise<Paused> {
  const { clock, operator: by } = caller;
  if (until !== null && until <= clock.now()) throw passed(until);
  const chosen = await choose(store, which);
  const reason = { why: 'operator', message: `paused by ${by}`, by, ...(until === null ? {} : { until }) } as const;
  let paused = 0;
  for (const campaign of chosen) paused += await change(store, campaign, { is: 'pause', reason }, caller);
  if (paused > 0) await lastAppointment(config, store, chosen, caller);
  const now = await Promise.all(chosen.map(async (before) => (await store.campaign(before.id)) ?? before));
  const still = now.filter(({ state }) => state.is === 'paused');
  return {
    ...{ chosen, now, paused, anyPaused: still.length > 0, dialed: await isDialed(config, store) },
    // Of what goes on all the same nobody is cut off.
    hungUp: hangUp ? await hungUpOf(store, still, config, caller) : null,
  };
}

/** What asks the provider is loaded by whoever wants calls ended: a pause is for now. */
export async function hungUpOf(
  store: Store,
  campaigns: readonly Campaign[],
  config: Config,
  caller: Caller,
): Promise<HungUp> {
  const { hangUpCalls } = await import('./hang-up.ts');
  return hangUpCalls(store, campaigns, config, caller);
}

function passed(until: Instant): Error {
  const message = `A pause until ${formatInstant(until)} would be over already.`;
  return userError(
    'until_passed',
    message,
    'Name a later instant, or leave --until out: it lasts until it is resumed.',
  );
}

/** 1 once it is in the ledger; 0 where its table leaves it as it is. */
export async function change(
  store: Store,
  { id }: Campaign,
  command: CampaignCommand,
  { clock, operator }: Caller,
): Promise<0 | 1> {
  const asked = { now: () => clock.now(), by: { is: 'operator', name: operator } } as const;
  return (await changeCampaign(store, id, command, asked)).is === 'changed' ? 1 : 0;
}
