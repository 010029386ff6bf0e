/** Gathers how a campaign stands: what it waits for, when it ends, what it has used, what happened lately. */
import type { Config } from '../config/environment.ts';
import type { Campaign } from '../model/campaign.ts';
import { LIST_PRICES } from '../model/prices.ts';
import { makeHours } from '../policy/hours.ts';
import { bindings } from '../report/binding.ts';
import type { Estimate } from '../report/estimate.ts';
import { latelyOf, twoDays, type Lately } from '../report/lately.ts';
import { limitsOf } from '../report/limit-words.ts';
import { outcomeCounts } from '../report/outcome-counts.ts';
import { spendingOf, type Spending } from '../report/spending.ts';
import type { Standing } from '../report/standing.ts';
import type { Instant } from '../model/time.ts';
import type { Store } from '../store/port.ts';
import { isAccountHere } from './account.ts';
import { waitsForOther } from './campaign/lull.ts';
import { planPrices, type KnownPrices } from './plan-prices.ts';
import { basisOf, estimateFrom, linesNow, type Basis } from './estimates.ts';

/** When it is, and on whose clock a day begins. `brief`: without what every call has to be looked at for. */
export type Asking = { readonly now: Instant; readonly zone: string; readonly brief?: boolean };

type Facts = Pick<Standing, 'campaign' | 'counts' | 'rangTwice' | 'pausedBecause'> & {
  /** Somebody dials with this ledger. */
  readonly dialed: boolean;
};

export async function standingOf(store: Store, config: Config, facts: Facts, asking: Asking): Promise<Standing> {
  const { campaign, counts, dialed, ...told } = facts;
  const { now, brief = false } = asking;
  const hours = makeHours();
  const basis = await basisOf(store, campaign, now);
  const account = await accountNow(store, campaign);
  const { in_progress: inProgress, in_doubt: inDoubt, needs_review: inReview } = counts.states;
  const closedUntil = basis.notBefore;
  const { waiting } = basis;
  const paced: Campaign = { ...campaign, plan: { ...campaign.plan, lines: await linesNow(store, campaign) } };
  const held = await waitsForOther(store, campaign);
  return {
    ...{ now, campaign, counts, ...told },
    again: waiting.triedBefore,
    ...(waiting.callbacks === undefined ? {} : { callbacks: waiting.callbacks }),
    estimate: estimateNow(campaign, basis, now),
    onlyIf: onlyIf(campaign, dialed, counts.states.ready),
    binds: bindings(
      { campaign: paced, waiting, dialed, ...account, inProgress, inDoubt, inReview, closedUntil, waitsForOther: held },
      now,
      hours,
    ),
    spending: brief ? null : await spent(store, config, campaign),
    ...(brief || (campaign.plan.ramp === undefined && campaign.plan.money === undefined)
      ? {}
      : { limits: limitsOf(campaign, await store.spent(campaign.id)) }),
    ...(brief ? {} : { heard: outcomeCounts(await store.heardTallies(campaign.id)) }),
    ...(brief || !limitsNumbers(campaign) ? {} : { capped: await store.capped(campaign.id, now) }),
    lately: brief ? null : await lately(store, campaign, asking),
  };
}

function limitsNumbers({ plan }: Campaign): boolean {
  return (plan.numberLimits ?? []).length > 0 || plan.rules !== undefined;
}

/** What the account has in use, and has: as whoever dials takes it. */
async function accountNow(
  store: Store,
  campaign: Campaign,
): Promise<{ readonly open: number; readonly slots: number }> {
  const { account } = campaign;
  const running = (await store.campaigns()).filter((one) => one.account === account && one.state.is === 'running');
  const slots = Math.max(...[campaign, ...running].map(({ plan }) => plan.maxConcurrentCalls));
  return { open: (await store.openAttempts(account)).length, slots };
}

/** One that is paused until an hour goes on by itself then. */
function estimateNow({ state, plan }: Campaign, basis: Basis, now: number): Estimate | null {
  if (state.is === 'finished' || state.is === 'canceled') return null;
  const until = state.is === 'paused' && 'until' in state ? (state.until ?? null) : null;
  return estimateFrom(plan, basis, { notBefore: until }, now, makeHours());
}

function onlyIf({ state }: Campaign, dialed: boolean, ready: number): Standing['onlyIf'] {
  if (state.is === 'scheduled') return 'started';
  const goesOn = state.is === 'paused' && 'until' in state && state.until !== undefined;
  if (state.is === 'paused' && !goesOn) return 'resumed';
  return dialed || ready === 0 ? null : 'dialed';
}

async function spent(store: Store, config: Config, { id, account, plan }: Campaign): Promise<Spending> {
  const { prices, from } = planPrices(plan, plan.lines) ?? (await accountPrices(config, plan.lines));
  const of = { pricesFrom: from, rehearsal: isAccountHere(account) };
  return spendingOf(await store.lineTallies(id), plan.lines, prices, of);
}

/** What reads the file is loaded where there is one. */
async function accountPrices(config: Config, lines: Campaign['plan']['lines']): Promise<KnownPrices> {
  const none = config.accountFile.text() === undefined;
  return none ? { prices: LIST_PRICES, from: null } : (await import('./account-prices.ts')).pricesOf(config, lines);
}

async function lately(store: Store, { id }: Campaign, { now, zone }: Asking): Promise<Lately> {
  const days = twoDays(now, zone);
  return latelyOf(await store.happened(id, days), days);
}
