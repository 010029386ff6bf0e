/** How campaigns stand: each by its counts, who dials, and how those ended that somebody else dials. */
import type { Config } from '../config/environment.ts';
import { pauseWords } from '../engine/settle/pause-words.ts';
import type { Campaign } from '../model/campaign.ts';
import { keepsRun } from '../model/pause-reason.ts';
import type { RunEnd } from '../model/run.ts';
import { formatInstant, type Instant } from '../model/time.ts';
import type { Standing } from '../report/standing.ts';
import { statusReport, type StatusReport } from '../report/status.ts';
import { standingRecord } from '../report/status-record.ts';
import type { StatusRecord } from '../report/status-schema.ts';
import type { CampaignCounts, Store } from '../store/port.ts';
import { findCampaign } from './ledger.ts';
import { engineOf, type DialingNow } from './open-ledger.ts';
import type { OpenAccount } from './open.ts';
import { standingOf } from './standing.ts';

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
  /** What it waits for, when it ends, what it has used, what happened lately. */
  readonly standing: Standing;
};

/** When it is, and on whose clock a day begins. `brief`: without what every call has to be looked at for. */
export type Asking = { readonly now: Instant; readonly zone: string; readonly brief?: boolean };

/** A `UserError` where no campaign has that name. */
export async function statusOf(store: Store, config: Config, name: string, asking: Asking): Promise<CampaignStatus> {
  const engine = await engineOf(config, store);
  return look(store, config, await findCampaign(store, name), engine, asking);
}

export type LedgerStatus = {
  readonly now: Instant;
  readonly engine: DialingNow;
  readonly campaigns: readonly CampaignStatus[];
};

export async function statusOfAll(store: Store, config: Config, asking: Asking): Promise<LedgerStatus> {
  const engine = await engineOf(config, store);
  const campaigns: CampaignStatus[] = [];
  for (const campaign of await store.campaigns()) {
    campaigns.push(await look(store, config, campaign, engine, asking));
  }
  return { now: asking.now, engine, campaigns };
}

async function look(
  store: Store,
  config: Config,
  campaign: Campaign,
  engine: DialingNow,
  asking: Asking,
): Promise<CampaignStatus> {
  const counts = await store.counts(campaign.id);
  const rangTwice = await store.rangTwice(campaign.id);
  const { state } = campaign;
  const pausedBecause = state.is === 'paused' ? await pauseWords(store, state) : null;
  const facts = { campaign, counts, rangTwice, pausedBecause, dialed: engine.is !== 'idle' };
  const standing = await standingOf(store, config, facts, asking);
  const report = statusReport(campaign, counts, rangTwice);
  return { campaign, counts, rangTwice, report, pausedBecause, engine, standing };
}

/** For machines: `status.schema.json`. Of several workers none dials a campaign that does not run. */
export function statusRecord({ campaign, engine, standing }: CampaignStatus): StatusRecord {
  const resting = engine.is === 'workers' && campaign.state.is !== 'running';
  return standingRecord(standing, engineRecord(resting ? { is: 'idle' } : engine));
}

function engineRecord(engine: DialingNow): Pick<StatusRecord, 'dialing' | 'engine'> {
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
