/** Asks the ledger what an estimate is made of: who waits for what, how the last calls went, what other campaigns take. */
import type { AnswerModel } from '../model/answer-model.ts';
import type { Attempt } from '../model/attempt.ts';
import type { Campaign, Line } from '../model/campaign.ts';
import type { AccountKey } from '../model/ids.ts';
import type { Duration, Instant } from '../model/time.ts';
import { makeHours, type Hours } from '../policy/hours.ts';
import { estimate, together, type Estimate, type EstimatedPlan } from '../report/estimate.ts';
import type { Store } from '../store/port.ts';
import type { Waiting } from '../model/standing-facts.ts';

/** Of each line: a few hundred calls say how it goes, and how it went last month says less. */
const NEWEST = 300;

type Of = Pick<Campaign, 'id'> & { readonly account: AccountKey | null; readonly plan: EstimatedPlan };

export type Asked = {
  readonly model?: AnswerModel;
  readonly limit?: number | null;
  /** Who waits, where that is not yet in the ledger. */
  readonly waiting?: Waiting;
  /** As many calls as may be open now, where the engine says so. */
  readonly slots?: number;
  /** It goes on no earlier: until then it is paused. */
  readonly notBefore?: Instant | null;
};

/** What an estimate is made of, as the ledger has it at one moment. */
export type Basis = {
  readonly waiting: Waiting;
  readonly open: number;
  readonly seen: readonly Attempt[];
  readonly share: number;
  readonly notBefore: Instant;
};

/** `account` null: of a ledger in which nothing was ever dialed. */
export async function basisOf(
  store: Store,
  { id, account, plan }: Of,
  now: Instant,
  proposed?: Waiting,
): Promise<Basis> {
  const waiting = proposed ?? (await store.waiting(id, now));
  if (account === null) return { waiting, open: 0, seen: [], share: 1, notBefore: 0 };
  const { states } = await store.counts(id);
  const lines = plan.lines.map((line) => line.id);
  const newest = await store.newestAttempts(account, lines, NEWEST);
  return {
    waiting,
    open: states.in_progress,
    seen: newest.filter(({ campaign }) => campaign === id),
    share: await shareOf(store, { id, account, plan }, proposed === undefined ? states.ready : peopleOf(proposed)),
    notBefore: await store.closedUntil(account),
  };
}

function peopleOf({ groups }: Waiting): number {
  return groups.reduce((sum, group) => sum + group.count, 0);
}

export function estimateFrom(plan: EstimatedPlan, basis: Basis, asked: Asked, now: Instant, hours: Hours): Estimate {
  const notBefore = Math.max(basis.notBefore, asked.notBefore ?? 0);
  const { model, limit = null, slots } = asked;
  const more = { ...(model === undefined ? {} : { model }), ...(slots === undefined ? {} : { slots }) };
  return estimate(plan, { ...basis, notBefore, limit, ...more }, now, hours);
}

export async function estimateOf(store: Store, of: Of, asked: Asked, now: Instant): Promise<Estimate> {
  return estimateFrom(of.plan, await basisOf(store, of, now, asked.waiting), asked, now, makeHours());
}

/**
 * Others that run on the same lines take their part of pace and slots until they are through: a small one soon, a large
 * one as long as this one needs.
 */
async function shareOf(store: Store, { id, account, plan }: Of, own: number): Promise<number> {
  const lines = new Set(plan.lines.map((line) => line.id));
  let others = 0;
  for (const other of await store.campaigns()) {
    if (other.id === id || other.account !== account || other.state.is !== 'running') continue;
    if (!other.plan.lines.some((line) => lines.has(line.id))) continue;
    others += Math.min(own, (await store.counts(other.id)).states.ready);
  }
  return own === 0 ? 1 : own / (own + others);
}

/** The lines at the pace they have now: of what running campaigns say of one, the slowest is what it does. */
export async function linesNow(store: Store, { id, account, plan }: Campaign): Promise<readonly Line[]> {
  const others = (await store.campaigns()).filter(
    (other) => other.id !== id && other.account === account && other.state.is === 'running',
  );
  return plan.lines.map((line) => {
    const said = others.flatMap((other) => other.plan.lines.filter((its) => its.id === line.id));
    return { ...line, callsPerSecond: Math.min(line.callsPerSecond, ...said.map((its) => its.callsPerSecond)) };
  });
}

/** The ledger is asked no more often, and for no more than a hundredth of the time: whoever dials must not wait for it. */
const EVERY: Duration = 5_000;
const SHARE = 100;

/** For a picture that is drawn twice a second while calls are made. */
export class RunningEstimate {
  readonly #store: Store;
  readonly #campaigns: readonly Campaign[];
  readonly #hours = makeHours();
  #next = -Infinity;
  #known: Estimate | null = null;

  constructor(store: Store, campaigns: readonly Campaign[]) {
    this.#store = store;
    this.#campaigns = campaigns;
  }

  /** `monotonic`: for how long the ledger took to answer. */
  async at(now: Instant, asked: Asked, monotonic: () => number): Promise<Estimate> {
    if (this.#known !== null && now < this.#next) return this.#known;
    const began = monotonic();
    const all: Estimate[] = [];
    for (const { id } of this.#campaigns) {
      // Its plan may have changed since.
      const campaign = await this.#store.campaign(id);
      if (campaign === undefined) continue;
      const basis = await basisOf(this.#store, campaign, now);
      all.push(estimateFrom(campaign.plan, basis, asked, now, this.#hours));
    }
    this.#known = together(all);
    this.#next = now + Math.max(EVERY, (monotonic() - began) * SHARE);
    return this.#known;
  }
}
