/** Pauses and resumes campaigns, from anywhere that sees the ledger: whoever dials them obeys. */
import type { Config } from '../../config/environment.ts';
import { changeCampaign } from '../../engine/change-campaign.ts';
import { LATENESS } from '../../policy/may-dial.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { CampaignCommand } from '../../model/campaign-lifecycle.ts';
import type { Store } from '../../store/port.ts';
import { findCampaign } from '../ledger.ts';
import { engineOf, ledgerNow } from '../open-ledger.ts';
import type { Caller, Runtime } from '../runtime.ts';
import { lookAgain, type Again } from './refresh-agents.ts';

/** One by its name, or every campaign of the ledger. */
export type Which = { readonly name: string } | 'all';

export type Paused = {
  /** As they stood before. */
  readonly chosen: readonly Campaign[];
  /** How many of them were running. */
  readonly paused: number;
  /** One of them is paused now, by this or before. */
  readonly anyPaused: boolean;
  /** Somebody would dial on once they are resumed. */
  readonly dialed: boolean;
};

/** Once it resolves no call begins any more, not even one that was already on its way out. */
export async function pauseCampaigns(store: Store, which: Which, config: Config, caller: Caller): Promise<Paused> {
  const chosen = await choose(store, which);
  const reason = { why: 'operator', message: `paused by ${caller.operator}` } as const;
  let paused = 0;
  for (const campaign of chosen) paused += await change(store, campaign, { is: 'pause', reason }, caller);
  if (paused > 0) await lastAppointment(config, store, chosen, caller);
  const now = await Promise.all(chosen.map(({ id }) => store.campaign(id)));
  const anyPaused = now.some((campaign) => campaign?.state.is === 'paused');
  return { chosen, paused, anyPaused, dialed: await isDialed(config, store) };
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
  for (const campaign of chosen) resumed += await change(store, campaign, { is: 'resume' }, caller);
  return { is: 'resumed', chosen, resumed, notes: again.notes };
}

async function choose(store: Store, which: Which): Promise<readonly Campaign[]> {
  return which === 'all' ? store.campaigns() : [await findCampaign(store, which.name)];
}

/** Workers take up what runs in a shared ledger at any time; a file's is dialed while an engine has it. */
async function isDialed(config: Config, store: Store): Promise<boolean> {
  return config.databaseUrl !== null || (await engineOf(config, store)).is !== 'idle';
}

/** What was committed before the pause may still leave until its appointment is over, a second at most: it is waited for. */
async function lastAppointment(
  config: Config,
  store: Store,
  chosen: readonly Campaign[],
  { clock }: Runtime,
): Promise<void> {
  const ids = new Set(chosen.map(({ id }) => id));
  let until = 0;
  for (const account of new Set(chosen.map((campaign) => campaign.account))) {
    const open = await store.openAttempts(account);
    const placing = open.filter(({ attempt }) => attempt.state.is === 'placing' && ids.has(attempt.campaign));
    until = Math.max(until, ...placing.map(({ attempt }) => attempt.sendBy));
  }
  const left = until - (await ledgerNow(config, store, clock));
  if (left > 0) await clock.sleep(clock.now() + Math.min(left, LATENESS * 2));
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
