/** What a campaign waits for at this moment, the most telling first. Pure. */
import type { Campaign } from '../model/campaign.ts';
import type { Instant } from '../model/time.ts';
import { readPlace } from '../model/place.ts';
import type { ClosedBy, Hours } from '../policy/hours.ts';
import { lawOf, placeHours, type Law, type PlaceHours } from '../policy/may-dial.ts';
import type { Waiting } from '../model/standing-facts.ts';

export type Binding =
  /** It dials nobody: it was never started, somebody or a rule paused it, or no process is there. */
  | { readonly is: 'not_started' | 'paused' | 'nobody_dials'; readonly waiting: number }
  /** Another campaign has to be finished first. */
  | { readonly is: 'after'; readonly campaign: string; readonly waiting: number }
  /** Its own start, or the moment before which the provider asked for nothing. */
  | { readonly is: 'start_at' | 'provider'; readonly until: Instant; readonly waiting: number }
  | { readonly is: 'slots'; readonly open: number; readonly slots: number; readonly waiting: number }
  | { readonly is: 'calls_per_second'; readonly perSecond: number; readonly waiting: number }
  /** `zone`: on whose clock it opens; `more`: how many more places open at the same moment. */
  | {
      readonly is: 'hours';
      readonly waiting: number;
      readonly opens: Instant;
      readonly zone: string;
      readonly more: number;
      /** The rules that close it now; none: the campaign's own window. */
      readonly laws: readonly Law[];
    }
  | { readonly is: 'never_open'; readonly waiting: number; readonly laws: readonly Law[] }
  | { readonly is: 'retry_delays'; readonly waiting: number; readonly next: Instant }
  | { readonly is: 'last_calls'; readonly open: number }
  | { readonly is: 'in_doubt'; readonly waiting: number }
  | { readonly is: 'review'; readonly waiting: number };

export type Now = {
  readonly campaign: Campaign;
  readonly waiting: Waiting;
  readonly dialed: boolean;
  /** Of the account: calls on the phone or in doubt. */
  readonly open: number;
  /** Of the account: the most that any campaign promises that runs on it. */
  readonly slots: number;
  /** Of the campaign. */
  readonly inProgress: number;
  readonly inDoubt: number;
  readonly inReview: number;
  readonly closedUntil: Instant;
  /** It begins after another campaign, which is not finished. */
  readonly waitsForOther?: boolean;
};

export function bindings(now: Now, at: Instant, hours: Hours): readonly Binding[] {
  const { campaign, waiting, inProgress, inDoubt, inReview } = now;
  const ready = waiting.groups.reduce((sum, { count }) => sum + count, 0);
  const stands = standing(now, ready, at);
  const rest: Binding[] = [
    ...(inProgress > 0 && ready === 0 ? [{ is: 'last_calls', open: inProgress } as const] : []),
    ...(inDoubt > 0 ? [{ is: 'in_doubt', waiting: inDoubt } as const] : []),
    ...(inReview > 0 ? [{ is: 'review', waiting: inReview } as const] : []),
  ];
  if (campaign.state.is === 'finished' || campaign.state.is === 'canceled') return rest;
  if (stands !== null) return [stands, ...rest];
  return [...ofWaiting(now, at, hours), ...rest];
}

function standing(
  { campaign: { state, plan }, dialed, closedUntil, waitsForOther }: Now,
  ready: number,
  at: Instant,
): Binding | null {
  if (state.is === 'scheduled') return { is: 'not_started', waiting: ready };
  if (state.is === 'paused') return { is: 'paused', waiting: ready };
  if (ready === 0) return null;
  if (!dialed) return { is: 'nobody_dials', waiting: ready };
  if (waitsForOther === true) return { is: 'after', campaign: plan.after?.name ?? '', waiting: ready };
  if (closedUntil > at) return { is: 'provider', until: closedUntil, waiting: ready };
  if (plan.startAt !== null && plan.startAt > at) return { is: 'start_at', until: plan.startAt, waiting: ready };
  return null;
}

/** Whoever waits for the same: each rule that closes a place of theirs once, by its id. */
type Closed = { count: number; places: string[]; readonly laws: Map<string, Law> };

function add(to: Closed, place: string, count: number, by: ClosedBy | null): Closed {
  to.count += count;
  to.places.push(place);
  const law = lawOf(by);
  if (law !== null && !to.laws.has(law.id)) to.laws.set(law.id, law);
  return to;
}

function ofWaiting(now: Now, at: Instant, hours: Hours): readonly Binding[] {
  const { plan } = now.campaign;
  const { waiting } = now;
  const its = placeHours(plan, hours);
  const due = waiting.groups.filter(({ from }) => from <= at);
  const later = waiting.groups.filter(({ from }) => from > at);
  const openings = new Map<Instant, Closed>();
  let able = 0;
  const never: Closed = { count: 0, places: [], laws: new Map() };
  for (const { place, count } of due) {
    const opens = its.nextOpen(place, at);
    if (opens !== null && opens <= at) able += count;
    else if (opens === null) add(never, place, count, its.neverBy(place, at));
    else {
      const known = openings.get(opens) ?? { count: 0, places: [], laws: new Map() };
      openings.set(opens, add(known, place, count, its.closedBy(place, at)));
    }
  }
  const perSecond = plan.lines.reduce((sum, line) => sum + line.callsPerSecond, 0);
  const found: Binding[] = [];
  const full = fullSlots(now);
  if (able > 0 && full !== null) found.push({ is: 'slots', ...full, waiting: able });
  else if (able > 0) found.push({ is: 'calls_per_second', perSecond, waiting: able });
  for (const [opens, { count, places, laws }] of [...openings].sort(([a], [b]) => a - b)) {
    const zone = zoneOf(its, places[0] ?? '', opens);
    found.push({ is: 'hours', waiting: count, opens, zone, more: places.length - 1, laws: [...laws.values()] });
  }
  const count = later.reduce((sum, group) => sum + group.count, 0);
  if (count > 0) found.push({ is: 'retry_delays', waiting: count, next: Math.min(...later.map(({ from }) => from)) });
  if (never.count > 0) found.push({ is: 'never_open', waiting: never.count, laws: [...never.laws.values()] });
  return found;
}

/** Its own are told first: what it may have at once is all in use, however many the account has. */
function fullSlots({ campaign, open, slots, inProgress, inDoubt }: Now): { open: number; slots: number } | null {
  const own = { open: inProgress + inDoubt, slots: campaign.plan.maxConcurrentCalls };
  if (own.open >= own.slots) return own;
  return open >= slots ? { open, slots } : null;
}

/** Of a place of several zones the one whose hours are waited for: it is closed to the last moment. */
function zoneOf(its: PlaceHours, place: string, opens: Instant): string {
  const closed = its.closedBy(place, opens - 1);
  return closed?.zone ?? readPlace(place).zones.at(-1) ?? 'UTC';
}
