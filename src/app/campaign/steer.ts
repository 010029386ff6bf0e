/** Pauses and resumes campaigns, from anywhere that sees the ledger: whoever dials them obeys. */
import type { Config } from '../../config/environment.ts';
import { changeCampaign } from '../../engine/change-campaign.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { CampaignCommand } from '../../model/campaign-lifecycle.ts';
import { userError } from '../../model/errors.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';
import type { Caller } from '../runtime.ts';
import { choose, isDialed, lastAppointment, type Which } from './choose.ts';
import { hangUpCalls, type HungUp } from './hang-up.ts';
import { lookAgain, type Again } from './refresh-agents.ts';

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
    hungUp: hangUp ? await hangUpCalls(store, still, config, caller) : null,
  };
}

function passed(until: Instant): Error {
  const message = `A pause until ${formatInstant(until)} would be over already.`;
  return userError(
    'until_passed',
    message,
    'Name a later instant, or leave --until out: it lasts until it is resumed.',
  );
}

export type Resumed =
  /** Nothing can go on, whoever dials. */
  | { readonly is: 'over'; readonly chosen: readonly Campaign[] }
  /** It would stand as running, and nobody would dial it. */
  | { readonly is: 'nobody_dials' }
  /** Everybody would be refused. Nothing was changed. */
  | ({ readonly is: 'agent_refuses' } & Again)
  | {
      readonly is: 'resumed';
      /** As they stood before. */
      readonly chosen: readonly Campaign[];
      /** How many of them were paused. */
      readonly resumed: number;
      readonly notes: readonly string[];
    };

/** What is known of the agents is looked up first: a campaign may have been paused for a month. */
export async function resumeCampaigns(store: Store, which: Which, config: Config, caller: Caller): Promise<Resumed> {
  const chosen = await choose(store, which);
  if (chosen.every(({ state }) => state.is === 'finished' || state.is === 'canceled')) return { is: 'over', chosen };
  if (!(await isDialed(config, store))) return { is: 'nobody_dials' };
  const paused = chosen.filter(({ state }) => state.is === 'paused');
  const again = await lookAgain(config, store, paused, caller);
  if (again.faults.length > 0) return { is: 'agent_refuses', ...again };
  let resumed = 0;
  for (const campaign of chosen)
    resumed += await change(store, campaign, { is: 'resume', by: caller.operator }, caller);
  return { is: 'resumed', chosen, resumed, notes: again.notes };
}

/** 1 once it is in the ledger; 0 where its table leaves it as it is. */
async function change(
  store: Store,
  { id }: Campaign,
  command: CampaignCommand,
  { clock, operator }: Caller,
): Promise<0 | 1> {
  const asked = { now: () => clock.now(), by: { is: 'operator', name: operator } } as const;
  return (await changeCampaign(store, id, command, asked)).is === 'changed' ? 1 : 0;
}
