/** Which campaigns may be dialed at this look by their own stop rules, budget and ramp: whatever may not go on is paused. */
import type { Campaign } from '../../model/campaign.ts';
import { limitsOf } from '../../model/deadlines.ts';
import type { CampaignId } from '../../model/ids.ts';
import { dearestCall, dollarsOf, unpricedLines } from '../../model/money.ts';
import type { Spent } from '../../model/standing-facts.ts';
import { rampMost } from '../../model/stop-rules.ts';
import { MINUTE } from '../../model/time.ts';
import { brokenBounds, longestWithin, tripped, type StepEvidence } from '../../policy/stop.ts';
import { changeAsRead } from '../change-campaign.ts';
import type { EngineCore } from '../core.ts';
import { noteChange, pause } from './pause.ts';

/** More newest calls of a line are not looked at: they are enough to see what goes wrong now. */
const MOST_CALLS = 2000;

/** How many of a campaign may be dialed in one request; those that may not be dialed now are not in it. */
export type Rooms = ReadonlyMap<CampaignId, number>;

export function isLimited({ plan: { money, ramp } }: Pick<Campaign, 'plan'>): boolean {
  return (money !== undefined && money.budget !== null) || ramp !== undefined;
}

export async function heedLimits(core: EngineCore, running: readonly Campaign[]): Promise<Rooms> {
  const rooms = new Map<CampaignId, number>();
  for (const campaign of running) {
    if (await hasTripped(core, campaign)) continue;
    const room = isLimited(campaign) ? await roomOf(core, campaign) : Infinity;
    if (room > 0) rooms.set(campaign.id, room);
  }
  return rooms;
}

async function hasTripped(core: EngineCore, campaign: Campaign): Promise<boolean> {
  const { account, clock, limits, role, store } = core;
  const { id, plan, breakerFrom = 0 } = campaign;
  const now = clock.now();
  const shared = role.is === 'leader';
  if (plan.stop === undefined || longestWithin(plan.stop) === 0 || !limits.asksBreaker(id, now, shared)) return false;
  const { ringing, talking } = limitsOf(plan);
  // Whatever ended since then was begun no earlier.
  const since = Math.max(now - longestWithin(plan.stop), breakerFrom) - ringing - talking - 3 * MINUTE;
  const read = await Promise.all(plan.lines.map((line) => store.sentSince(account, line.id, since, MOST_CALLS)));
  const calls = read.flat();
  limits.askedBreaker(id, now, calls.length, shared);
  const mine = calls.filter((attempt) => attempt.campaign === id);
  const found = tripped(plan.stop, mine, breakerFrom, now);
  if (found === null) return false;
  if (await pause(core, id, { why: 'breaker', ...found }))
    core.notices.say(`Paused: ${found.message}. Go on: outdial resume ${id}`);
  return true;
}

async function roomOf(core: EngineCore, campaign: Campaign): Promise<number> {
  const { clock, limits, notices, store } = core;
  const { id } = campaign;
  const spent = await limits.spent(id, clock.now(), () => store.spent(id));
  const affordable = await affordableOf(core, campaign, spent);
  const inStep = affordable > 0 ? await leftInStep(core, campaign, spent) : 0;
  if (affordable > 0 && inStep > 0) notices.clear('limits');
  return Math.min(affordable, inStep);
}

/** Rounded down: what is left must not look like enough. */
function wholeCents(left: number): number {
  return Math.floor(Math.max(left, 0) / 10_000) * 10_000;
}

/** Calls that are paid for whatever they come to. */
async function affordableOf(core: EngineCore, campaign: Campaign, spent: Spent): Promise<number> {
  const { id, plan } = campaign;
  const { money } = plan;
  if (money === undefined || money.budget === null) return Infinity;
  const [unpriced] = unpricedLines(money, plan.lines);
  if (unpriced !== undefined) {
    const message = `the price of ${unpriced.number} (${unpriced.provider}) is not known, and nothing is dialed on a budget without: say it in outdial.json, "lines": {"${unpriced.number}": {"price_per_minute": …}}, and run the campaign again`;
    await pauseAloud(core, id, 'budget', message);
    return 0;
  }
  const worst = dearestCall(money, limitsOf(plan));
  const left = money.budget - spent.spent - spent.reserved - spent.unpriced * worst;
  const calls = worst === 0 ? Infinity : Math.floor(left / worst);
  if (calls >= 1) return calls;
  // What is open may turn out to cost less.
  if (await isBusy(core, id, spent)) {
    core.notices.note(
      'limits',
      `waiting for what open calls cost: ${dollarsOf(Math.max(left, 0))} of the budget are free`,
    );
    return 0;
  }
  const doubt = spent.reserved === 0 ? '' : `, ${dollarsOf(spent.reserved)} reserved for calls in doubt`;
  const old = spent.unpriced === 0 ? '' : `, ${spent.unpriced} calls of a time without prices counted at the most`;
  const more = Math.ceil((2 * money.budget) / 1_000_000);
  const message = `the budget of ${dollarsOf(money.budget)} is spent: ${dollarsOf(spent.spent)} spent${doubt}${old}, ${dollarsOf(wholeCents(left))} left, and one call may cost ${dollarsOf(worst)}; raise it: outdial set ${id} limits.budget_usd=${more}; then: outdial resume ${id}`;
  await pauseAloud(core, id, 'budget', message);
  return 0;
}

async function leftInStep(core: EngineCore, campaign: Campaign, spent: Spent): Promise<number> {
  const { id, plan, rampStep = 0 } = campaign;
  const most = rampMost(plan.ramp, rampStep);
  if (plan.ramp === undefined || most === null) return Infinity;
  const left = most - spent.people;
  if (left > 0) return left;
  if (await isBusy(core, id, spent)) {
    core.notices.note('limits', `step ${rampStep + 1} of the ramp: waiting for its last calls to end`);
    return 0;
  }
  const evidence = await evidenceOf(core, id, spent);
  const { steps, goOnIf } = plan.ramp;
  const broken = goOnIf === null ? [] : brokenBounds(goOnIf, evidence);
  if (goOnIf !== null && broken.length === 0) {
    const asked = { now: () => core.clock.now(), by: { is: 'engine' } } as const;
    const result = await changeAsRead(core.store, campaign, { is: 'next_step' }, asked);
    if (result.is === 'changed') noteChange(core, result.campaign);
    // Looked at anew, by the step that it is in now.
    return 0;
  }
  const { people, answered, failed, spent: cost } = evidence;
  const paid = plan.money === undefined ? '' : `, ${dollarsOf(cost)} spent`;
  const why = broken.length === 0 ? '' : `; its bounds do not hold: ${broken.join('; ')}`;
  const message = `step ${rampStep + 1} of ${steps.length + 1} is done: ${people} people dialed, ${answered} answered, ${failed} failed${paid}${why}; go on: outdial resume ${id}`;
  await pauseAloud(core, id, 'ramp', message);
  return 0;
}

async function evidenceOf({ store }: EngineCore, id: CampaignId, spent: Spent): Promise<StepEvidence> {
  const { dispositions } = await store.counts(id);
  const { answered = 0, failed = 0, error = 0, refused = 0 } = dispositions;
  return { people: spent.people, answered, failed: failed + error + refused, spent: spent.spent + spent.reserved };
}

/**
 * Calls of it are open, or were given to workers and nobody has heard of them yet; or what was read is of a moment ago. Those
 * that a person decides about are not waited for.
 */
async function isBusy({ lines, limits, slots, store }: EngineCore, id: CampaignId, read: Spent): Promise<boolean> {
  if (slots.moving.has(id) || [...lines.inFlight.values()].some(({ batch }) => batch.campaign.id === id)) return true;
  const now = await store.spent(id);
  const inReview = [...slots.inReview.values()].filter(({ campaign }) => campaign === id).length;
  if (JSON.stringify(now) === JSON.stringify(read)) return now.open > inReview;
  limits.touched(id);
  return true;
}

async function pauseAloud(core: EngineCore, id: CampaignId, why: 'budget' | 'ramp', message: string): Promise<void> {
  core.notices.clear('limits');
  if (await pause(core, id, { why, message })) core.notices.say(`Paused: ${message}`);
}
