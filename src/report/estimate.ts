/** How long a list takes at its present limits, and between which instants. Pure; a first guess before anything is known. */
import type { Plan } from '../model/campaign.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Hours } from '../policy/hours.ts';

export type Estimate = {
  /** Time spent dialing, hours not counted. */
  readonly dialing: Duration;
  /** Which limit decides. */
  readonly bound: 'calls_per_second' | 'max_concurrent_calls';
  /** Null: no opening within two weeks, or nobody to dial. */
  readonly first: Instant | null;
  readonly last: Instant | null;
};

/** Nobody knows beforehand how long people talk: ringing, a short talk, and those who do not answer, together. */
export const USUAL_CALL: Duration = 45 * SECOND;
const MOST_STEPS = 2_000;

/** `contacts` still to be dialed, once each: retries come on top. `keys`: their places. */
export function estimate(
  plan: Pick<Plan, 'lines' | 'maxConcurrentCalls' | 'window' | 'startAt' | 'ringingTimeoutSeconds'>,
  contacts: number,
  keys: readonly string[],
  now: Instant,
  hours: Hours,
): Estimate {
  const perSecond = plan.lines.reduce((sum, line) => sum + line.callsPerSecond, 0);
  const byPace = perSecond === 0 ? 0 : (contacts / perSecond) * SECOND;
  // Slots bind only where more calls would be open at the line's pace than there are slots.
  const bySlots = contacts <= plan.maxConcurrentCalls ? 0 : (contacts * USUAL_CALL) / plan.maxConcurrentCalls;
  const dialing = Math.ceil(Math.max(byPace, bySlots));
  const bound = bySlots > byPace ? 'max_concurrent_calls' : 'calls_per_second';
  const from = Math.max(now, plan.startAt ?? now);
  if (contacts === 0) return { dialing, bound, first: null, last: null };
  const { first, last } = span(plan, keys.length === 0 ? [''] : keys, from, dialing, hours);
  return { dialing, bound, first, last };
}

/** Uses up the dialing time in whatever hours any of the keys is open; the last key's first opening is waited for. */
function span(
  plan: Pick<Plan, 'window' | 'ringingTimeoutSeconds'>,
  keys: readonly string[],
  from: Instant,
  dialing: Duration,
  hours: Hours,
): { first: Instant | null; last: Instant | null } {
  const slack = plan.ringingTimeoutSeconds * SECOND;
  const openings = keys.map((key) => hours.nextOpen(plan.window, key, from, slack)).filter((at) => at !== null);
  if (openings.length === 0) return { first: null, last: null };
  const first = Math.min(...openings);
  let at = first;
  let left = dialing;
  for (let step = 0; step < MOST_STEPS; step++) {
    const open = keys.filter((key) => hours.isOpen(plan.window, key, at, slack));
    const closes = open.map((key) => hours.closesAt(plan.window, key, at, slack)).filter((closing) => closing !== null);
    const until =
      open.length > 0 && closes.length < open.length
        ? Number.POSITIVE_INFINITY
        : Math.max(at + MINUTE, Math.min(...closes));
    if (open.length > 0 && at + left <= until) return { first, last: Math.max(at + left, ...openings) + USUAL_CALL };
    if (open.length > 0) left -= until - at;
    const next = keys
      .map((key) => hours.nextOpen(plan.window, key, open.length > 0 ? until : at, slack))
      .filter((opening) => opening !== null);
    if (next.length === 0) return { first, last: null };
    at = Math.min(...next);
  }
  return { first, last: null };
}
