/** How campaigns stand: each by its counts, who dials, and how those ended that somebody else dials. */
import type { Config } from '../config/environment.ts';
import { pauseWords } from '../engine/settle/pause-words.ts';
import type { Campaign } from '../model/campaign.ts';
import { keepsRun } from '../model/pause-reason.ts';
import type { RunEnd } from '../model/run.ts';
import { formatInstant } from '../model/time.ts';
import { statusReport, type StatusReport } from '../report/status.ts';
import type { CampaignCounts, Store } from '../store/port.ts';
import { findCampaign } from './ledger.ts';
import { engineOf, type DialingNow } from './open-ledger.ts';
import type { OpenAccount } from './open.ts';

export type CampaignStatus = {
  readonly campaign: Campaign;
  readonly counts: CampaignCounts;
  /** Contacts of which two calls were open at once. */
  readonly rangTwice: number;
  readonly report: StatusReport;
  /** Why it is paused, in our words and the provider's; null where it is not. May name a number. */
  readonly pausedBecause: string | null;
  /** Who dials with this ledger, be it this campaign or another. */
  readonly engine: DialingNow;
};

/** A `UserError` where no campaign has that name. */
export async function statusOf(store: Store, config: Config, name: string): Promise<CampaignStatus> {
  const engine = await engineOf(config, store);
  return look(store, await findCampaign(store, name), engine);
}

export type LedgerStatus = { readonly engine: DialingNow; readonly campaigns: readonly CampaignStatus[] };

export async function statusOfAll(store: Store, config: Config): Promise<LedgerStatus> {
  const engine = await engineOf(config, store);
  const campaigns: CampaignStatus[] = [];
  for (const campaign of await store.campaigns()) campaigns.push(await look(store, campaign, engine));
  return { engine, campaigns };
}

async function look(store: Store, campaign: Campaign, engine: DialingNow): Promise<CampaignStatus> {
  const counts = await store.counts(campaign.id);
  const rangTwice = await store.rangTwice(campaign.id);
  const { state } = campaign;
  const pausedBecause = state.is === 'paused' ? await pauseWords(store, state) : null;
  return { campaign, counts, rangTwice, report: statusReport(campaign, counts, rangTwice), pausedBecause, engine };
}

/** For machines. Of several workers none dials a campaign that does not run. */
export function statusRecord({ campaign, report, engine }: CampaignStatus): Record<string, unknown> {
  const resting = engine.is === 'workers' && campaign.state.is !== 'running';
  return { ...report, ...engineRecord(resting ? { is: 'idle' } : engine) };
}

function engineRecord(engine: DialingNow): Record<string, unknown> {
  if (engine.is === 'idle') return { dialing: false, engine: null };
  if (engine.is === 'workers') return { dialing: true, engine: { leads: engine.leads } };
  const { by } = engine;
  return { dialing: true, engine: by === null ? null : { ...by, since: formatInstant(by.since) } };
}

/** How the campaigns ended while another engine had them; null while they go on. */
export async function standing(bench: OpenAccount, campaigns: readonly Campaign[]): Promise<RunEnd | null> {
  const now = await Promise.all(campaigns.map(({ id }) => bench.store.campaign(id)));
  // A person's pause is waited for, as by a run of one's own.
  if (now.some((one) => one?.state.is === 'running' || (one?.state.is === 'paused' && keepsRun(one.state))))
    return null;
  for (const campaign of now) {
    if (campaign?.state.is === 'paused') {
      return { is: 'paused', message: await pauseWords(bench.store, campaign.state) };
    }
  }
  // Whoever dials takes out who waits, and follows the open calls to their end.
  if (now.some((one) => one?.state.is === 'canceled')) {
    return (await left(bench, campaigns)) > 0 ? null : { is: 'canceled', left: 0 };
  }
  // Contacts that need review are counted where the end is told.
  return { is: 'finished', needsReview: 0 };
}

export async function left(bench: OpenAccount, campaigns: readonly Campaign[]): Promise<number> {
  let sum = 0;
  for (const { id } of campaigns) {
    const { states } = await bench.store.counts(id);
    sum += states.ready + states.in_progress + states.in_doubt;
  }
  return sum;
}
