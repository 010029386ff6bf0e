/** When the next call begins, when the last one ends, and what decides: the one estimate of every screen and report. Pure. */
import type { Attempt } from '../model/attempt.ts';
import { USUAL_ANSWERS, type AnswerModel } from '../model/answer-model.ts';
import type { Plan } from '../model/campaign.ts';
import { HOUR, MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Hours } from '../policy/hours.ts';
import { placeHours } from '../policy/may-dial.ts';
import { MARGIN } from '../policy/pacing.ts';
import type { Tried, Waiting } from '../model/standing-facts.ts';
import { callsLeft } from '../model/tries.ts';
import { answersOf, type Answers } from './answers.ts';
import { flow, type Flow, type Parcel, type Stretch } from './flow.ts';

export type Bound = 'calls_per_second' | 'slots' | 'hours' | 'retry_delays';

/** Why no end can be said. */
export type NoEnd =
  /** Nobody waits for a call, and none is on the phone. */
  | 'nobody_left'
  /** Somebody's place does not open within 60 days. */
  | 'never_open'
  /** More than a year ahead. */
  | 'too_far';

export type Estimate = {
  /** Null: nobody waits, or nothing opens within 60 days. */
  readonly first: Instant | null;
  /** When the last call begins, and when it is over; as likely before as after. */
  readonly last: Instant | null;
  readonly end: Instant | null;
  readonly noEnd: NoEnd | null;
  /** Calls that are still to come, further tries included, and the minutes that are talked in them. */
  readonly calls: number;
  readonly minutes: number;
  /** The time in which calls begin, without the hours and the delays between. */
  readonly dialing: Duration;
  /** What most of the time goes by with. */
  readonly bound: Bound;
  /** People whom the campaign's own end comes before. */
  readonly cutOff: number;
  readonly neverOpen: number;
};

export type EstimatedPlan = Pick<
  Plan,
  | 'lines'
  | 'maxConcurrentCalls'
  | 'window'
  | 'rules'
  | 'zoneOverrides'
  | 'startAt'
  | 'endAt'
  | 'ringingTimeoutSeconds'
  | 'maxCallDurationMinutes'
  | 'retry'
>;

export type Load = {
  readonly waiting: Waiting;
  /** Calls on the phone. */
  readonly open: number;
  /** Calls of the campaign of late, from which is learned how they go. */
  readonly seen?: readonly Attempt[];
  readonly model?: AnswerModel;
  /** At most so many are dialed; null: all. */
  readonly limit?: number | null;
  /** As many as the provider lets be open now, where that is known. */
  readonly slots?: number;
  /** Of pace and slots, the share that other campaigns leave. */
  readonly share?: number;
  /** Nothing begins before. */
  readonly notBefore?: Instant;
};

/** A request is written a moment after its permit, and a second holds no more than it may. */
const SPACING = SECOND / (SECOND + MARGIN);

export function estimate(plan: EstimatedPlan, load: Load, now: Instant, hours: Hours): Estimate {
  const { waiting, open, model = USUAL_ANSWERS, limit = null, share = 1 } = load;
  const answers = answersOf(plan, model, load.seen);
  const from = Math.max(now, plan.startAt ?? now, load.notBefore ?? now);
  const perSecond = plan.lines.reduce((sum, line) => sum + line.callsPerSecond, 0) * SPACING * share;
  const slots = Math.max(1, (load.slots ?? plan.maxConcurrentCalls) * share);
  const parcels = parcelsOf(plan, waiting, load.seen ?? [], now);
  const its = placeHours(plan, hours);
  const played = flow({ parcels, open, slots, perSecond, answers, from, endAt: plan.endAt, limit, hours: its });
  return told(played, answers, { ...load, limit, now, endAt: plan.endAt });
}

/** A window of one zone is the same for all, unless rules of law are not: nobody's place matters then. */
function parcelsOf(
  { window, rules, retry }: EstimatedPlan,
  { groups, triedBefore, tried: those }: Waiting,
  seen: readonly Attempt[],
  now: Instant,
): readonly Parcel[] {
  const places = rules !== undefined || window?.timezone === 'contact';
  const all = groups.map((group) => ({ ...group, place: places ? group.place : '' }));
  const due = all.filter(({ from }) => from <= now);
  const later = all.filter(({ from }) => from > now);
  const ofLater = later.reduce((sum, { count }) => sum + count, 0);
  const ofDue = due.reduce((sum, { count }) => sum + count, 0);
  // Whoever is not due yet waits for another try, as far as anybody does; the others of them are among those who are due.
  const triedLater = ofLater === 0 ? 0 : Math.min(1, triedBefore / ofLater);
  const triedDue = ofDue === 0 ? 0 : Math.min(1, Math.max(0, triedBefore - ofLater) / ofDue);
  const again =
    those === undefined || triedBefore === 0 ? triesBefore(retry, seen) : triesHad(retry, those, triedBefore);
  const split = (tried: number, { place, count, from, to }: (typeof all)[number]): Parcel[] => {
    const fresh = { place, tries: 0, count: count * (1 - tried), from, to };
    const rest = again.map((part, at) => ({ place, tries: at, count: count * tried * part, from, to }));
    return [fresh, ...rest].filter((parcel) => parcel.count > 0);
  };
  return [...due.flatMap((group) => split(triedDue, group)), ...later.flatMap((group) => split(triedLater, group))];
}

/** Shares of those with none, one, two, … tries behind them; whoever has none left and waits all the same is not called. */
function triesHad(retry: EstimatedPlan['retry'], tried: readonly Tried[], all: number): readonly number[] {
  const shares = Array.from({ length: retry.maxAttempts }, () => 0);
  for (const { count, ...one } of tried) {
    const had = retry.maxAttempts - callsLeft(one, retry);
    if (had < retry.maxAttempts) shares[had] = (shares[had] ?? 0) + count / all;
  }
  return shares;
}

/**
 * How many tries those had who wait for another, as shares of none, one, two, …: where nobody counted, the newest calls show
 * it, whoever's last call they were. Where none was seen, most had one.
 */
function triesBefore({ maxAttempts, after }: EstimatedPlan['retry'], seen: readonly Attempt[]): readonly number[] {
  const newest = new Map<string, Attempt>();
  for (const attempt of seen) {
    if ((newest.get(attempt.contact)?.seq ?? 0) < attempt.seq) newest.set(attempt.contact, attempt);
  }
  const counts = Array.from({ length: Math.max(1, maxAttempts - 1) }, () => 0);
  for (const { seq, state } of newest.values()) {
    if (state.is !== 'ended' || seq > counts.length || after[state.disposition] === undefined) continue;
    counts[seq - 1] = (counts[seq - 1] ?? 0) + 1;
  }
  const sum = counts.reduce((all, n) => all + n, 0);
  if (sum === 0) return maxAttempts <= 2 ? [0, 1] : [0, 0.7, 0.3];
  return [0, ...counts.map((n) => n / sum)];
}

function told(
  { stretches, spent, never, left }: Flow,
  answers: Answers,
  { open, limit, now, endAt }: Load & { readonly now: Instant; readonly endAt: Instant | null },
): Estimate {
  const calls = stretches.reduce((sum, { count }) => sum + count, 0);
  const first = stretches[0]?.from ?? null;
  const dialing = Math.ceil(spent.calls_per_second + spent.slots);
  const neverOpen = Math.round(never);
  const cutOff = endAt !== null && limit === null ? Math.round(left) : 0;
  const talked = stretches.reduce((sum, { tries, count }) => sum + count * (answers.tries[tries]?.talks ?? 0), 0);
  const base = {
    first,
    calls: Math.round(calls),
    minutes: talked / MINUTE,
    dialing,
    bound: most(spent),
    cutOff,
    neverOpen,
  };
  const noEnd = noEndOf(stretches, open, neverOpen, left, endAt !== null || limit !== null);
  if (noEnd !== null) return { ...base, last: lastOf(stretches), end: null, noEnd };
  const last = lastOf(stretches);
  return { ...base, last, end: endOf(stretches, answers, open, now, last), noEnd: null };
}

function noEndOf(
  stretches: readonly Stretch[],
  open: number,
  neverOpen: number,
  left: number,
  mayLeave: boolean,
): NoEnd | null {
  if (neverOpen > 0) return 'never_open';
  if (stretches.length === 0 && open === 0) return left >= 1 && !mayLeave ? 'too_far' : 'nobody_left';
  return left >= 1 && !mayLeave ? 'too_far' : null;
}

const HALF = Math.log(2);

/** First tries are sure to come; of what may come, so little is left that it comes as likely as not. */
function lastOf(stretches: readonly Stretch[]): Instant | null {
  const sure = stretches.reduce<Instant | null>(
    (last, one) => (one.tries === 0 ? Math.max(last ?? 0, Math.round(one.to)) : last),
    null,
  );
  let after = 0;
  for (const { tries, count, from, to } of stretches.toReversed()) {
    if (tries === 0) continue;
    if (after + count > HALF) return Math.max(sure ?? 0, Math.round(to - ((HALF - after) / count) * (to - from)));
    after += count;
  }
  return sure ?? (stretches.length === 0 ? null : Math.round(stretches.at(-1)?.to ?? 0));
}

/** The instant after which, as likely as not, no call is on the phone any more. */
function endOf(
  stretches: readonly Stretch[],
  answers: Answers,
  open: number,
  now: Instant,
  last: Instant | null,
): Instant {
  const pieces = stretches.flatMap(({ from, to, tries, count }) =>
    [0.25, 0.75].map((at) => ({ at: from + (to - from) * at, tries, count: count / 2 })),
  );
  const [usual] = answers.tries;
  if (open > 0) pieces.push({ at: now - (usual?.holds ?? 0) / 2, tries: 0, count: open });
  const lasting = (at: Instant): number =>
    pieces.reduce((sum, { at: began, tries, count }) => {
      if (began < at - 3 * HOUR) return sum;
      const share = at < began ? 1 : (answers.tries[tries]?.longerThan(at - began) ?? 0);
      // A call that is sure to come is over or is not; of those that may come, only so many do.
      return sum + count * (tries === 0 && at >= began ? -Math.log(1 - Math.min(share, 0.999_999)) : share);
    }, 0);
  const begun = Math.max(now, last ?? now);
  let low = begun;
  let high = low + 3 * HOUR;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (lasting(middle) > HALF) low = middle;
    else high = middle;
  }
  // Nobody is told an end at an hour at which nobody may be called: the last words of a last call are not counted.
  const closes = stretches.reduce<Instant | null>(
    (at, one) => (one.closes === null ? at : Math.max(at ?? 0, one.closes)),
    null,
  );
  const free = stretches.some((one) => one.closes === null);
  return Math.ceil(free || closes === null ? high : Math.min(high, Math.max(closes - 1, begun)));
}

function most(spent: Flow['spent']): Bound {
  const order = ['calls_per_second', 'slots', 'hours', 'retry_delays'] as const;
  return order.reduce<Bound>((best, one) => (spent[one] > spent[best] ? one : best), 'calls_per_second');
}

/** Of several campaigns as one: from the first call to the last end. */
export function together(all: readonly Estimate[]): Estimate {
  const latest = (of: (one: Estimate) => Instant | null): Instant | null =>
    all.reduce<Instant | null>((found, one) => (of(one) === null ? found : Math.max(found ?? 0, of(one) ?? 0)), null);
  const firsts = all.flatMap(({ first }) => (first === null ? [] : [first]));
  const sum = (of: (one: Estimate) => number): number => all.reduce((total, one) => total + of(one), 0);
  // Whoever has nobody left holds up nobody.
  const open = all.find(({ noEnd }) => noEnd !== null && noEnd !== 'nobody_left');
  const end = open === undefined ? latest((one) => one.end) : null;
  return {
    first: firsts.length === 0 ? null : Math.min(...firsts),
    last: latest((one) => one.last),
    end,
    noEnd: open?.noEnd ?? (end === null ? 'nobody_left' : null),
    calls: sum((one) => one.calls),
    minutes: sum((one) => one.minutes),
    dialing: Math.max(0, ...all.map((one) => one.dialing)),
    bound: all.toSorted((a, b) => b.dialing - a.dialing)[0]?.bound ?? 'calls_per_second',
    cutOff: sum((one) => one.cutOff),
    neverOpen: sum((one) => one.neverOpen),
  };
}
