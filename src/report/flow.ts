/** Plays a campaign as a flow: how many calls begin between which instants, on average, further tries included. Pure. */
// Not people but shares of them: what the simulation does call by call and by luck, in a thousandth of the time.
import { DAY, HOUR, MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts';
import type { PlaceHours } from '../policy/may-dial.ts';
import type { Answers } from './answers.ts';

/** People of a place who wait for a call of theirs: `tries` they had already, from `from` to `to` one after the other. */
export type Parcel = {
  readonly place: string;
  readonly tries: number;
  readonly count: number;
  readonly from: Instant;
  readonly to: Instant;
};

export type Facts = {
  readonly parcels: readonly Parcel[];
  /** Calls on the phone now, and how many more may be. */
  readonly open: number;
  readonly slots: number;
  /** Starts a second that are this campaign's. */
  readonly perSecond: number;
  readonly answers: Answers;
  readonly from: Instant;
  readonly endAt: Instant | null;
  readonly limit: number | null;
  readonly hours: PlaceHours;
};

/** Calls of people's nth try that begin evenly between two instants. */
export type Stretch = {
  readonly from: Instant;
  readonly to: Instant;
  readonly tries: number;
  readonly count: number;
  /** When the hours end in which they begin; null: they do not. */
  readonly closes: Instant | null;
};

export type Flow = {
  readonly stretches: readonly Stretch[];
  /** What the time went by with, from the first call to the last. */
  readonly spent: Readonly<Record<'calls_per_second' | 'slots' | 'hours' | 'retry_delays', Duration>>;
  /** People whose place never opens, within 60 days. */
  readonly never: number;
  /** People who wait for a call that the campaign's end, its limit or the patience of this forecast comes before. */
  readonly left: number;
};

/** Longer than this nobody looks ahead. */
const PATIENCE: Duration = 366 * DAY;
const MOST_STEPS = 20_000;
/** Less than this of a person is nobody. */
const DUST = 0.002;

type Place = {
  /** People who may be called as soon as it is open, by how many tries they had. */
  readonly due: number[];
  open: boolean;
  /** When that changes. */
  until: Instant;
};

export function flow(facts: Facts): Flow {
  const { answers, hours: its, endAt, slots, perSecond, limit } = facts;
  const most = answers.tries.length;
  const holds = answers.tries.map((one) => one.holds);
  const grain = grainOf(facts);
  const places = new Map<string, Place>();
  /** Who is due later: by when, where, and how many tries they had. */
  const later = new Map<Instant, Map<string, number[]>>();
  const stretches: Stretch[] = [];
  const spent = { calls_per_second: 0, slots: 0, hours: 0, retry_delays: 0 };
  const stop = Math.min(facts.from + PATIENCE, endAt ?? Infinity);
  let now = facts.from;
  let dialed = 0;
  let never = 0;
  // So many may begin at the pace before slots have to come free first.
  let burst = Math.max(0, slots - facts.open);

  const placeOf = (name: string): Place => {
    const known = places.get(name) ?? { due: Array.from({ length: most }, () => 0), open: false, until: -Infinity };
    places.set(name, known);
    return known;
  };
  const wait = (place: string, tries: number, count: number, at: Instant): void => {
    if (count <= 0) return;
    const bucket = Math.round(at / grain) * grain;
    const then = later.get(bucket) ?? new Map<string, number[]>();
    later.set(bucket, then);
    const there = then.get(place) ?? Array.from({ length: most }, () => 0);
    then.set(place, there);
    there[tries] = (there[tries] ?? 0) + count;
  };
  for (const { place, tries, count, from, to } of facts.parcels) {
    const nth = Math.min(tries, most - 1);
    if (from <= now) {
      const { due } = placeOf(place);
      due[nth] = (due[nth] ?? 0) + count;
    } else for (let part = 0; part < 4; part++) wait(place, nth, count / 4, from + ((to - from) * (part + 0.5)) / 4);
  }
  // Whoever is on the phone now may wait for another try afterwards.
  const [first] = answers.tries;
  for (const { after, share } of first?.again ?? []) {
    wait(
      [...places.keys()][0] ?? facts.parcels[0]?.place ?? '',
      1,
      facts.open * share,
      now + (first?.holds ?? 0) / 2 + after,
    );
  }

  for (let step = 0; step < MOST_STEPS && now < stop && (limit === null || dialed < limit - DUST); step++) {
    for (const [at, ones] of later) {
      if (at > now) continue;
      for (const [place, counts] of ones) {
        const { due } = placeOf(place);
        for (const [tries, count] of counts.entries()) due[tries] = (due[tries] ?? 0) + count;
      }
      later.delete(at);
    }
    turn();
    const nextLater = Math.min(Infinity, ...later.keys());
    const open = [...places].filter(([, place]) => place.open);
    const nth = levelIn(open);
    if (nth !== null) {
      dial(open, nth, nextLater);
      continue;
    }
    const waiting = [...places.values()].filter((one) => !one.open && sum(one.due) > DUST);
    const next = Math.min(nextLater, stop, ...waiting.map((one) => one.until));
    if (next === Infinity || (waiting.length === 0 && totalLater() < DUST)) break;
    if (stretches.length > 0) spent[waiting.length > 0 ? 'hours' : 'retry_delays'] += next - now;
    if (next - now > (holds[0] ?? 0)) burst = slots;
    now = Math.max(next, now + 1);
  }
  return { stretches, spent, never, left: total([...places.values()].map(({ due }) => due)) + totalLater() };

  /** Opens and closes places whose time has come. */
  function turn(): void {
    for (const [name, place] of places) {
      if (place.until > now) continue;
      place.open = its.isOpen(name, now);
      const next = nextTurn(facts, name, place.open, now);
      if (next === null && !place.open) {
        never += sum(place.due);
        places.set(name, { due: place.due.map(() => 0), open: false, until: Infinity });
        continue;
      }
      place.until = next ?? Infinity;
    }
  }

  /** Whoever waits longest is next, and who was never called has waited longest. */
  function levelIn(open: readonly (readonly [string, Place])[]): number | null {
    for (let nth = 0; nth < most; nth++) if (waitingAt(open, nth) > DUST) return nth;
    return null;
  }

  function dial(open: readonly (readonly [string, Place])[], nth: number, nextLater: Instant): void {
    const waiting = waitingAt(open, nth);
    const held = holds[nth] ?? SECOND;
    const byPace = perSecond / SECOND;
    const bySlots = slots / held;
    const bound = burst <= 0 && bySlots < byPace ? 'slots' : 'calls_per_second';
    const rate = bound === 'slots' ? bySlots : byPace;
    if (rate <= 0) {
      now = stop;
      return;
    }
    const changes = Math.min(...[...places.values()].map(({ until }) => until), nextLater, stop, now + grain);
    const room = Math.min(
      waiting,
      limit === null ? Infinity : limit - dialed,
      bound === 'slots' || bySlots >= byPace ? Infinity : burst,
    );
    const until = Math.max(now + 1, Math.min(changes, now + room / rate));
    const count = Math.min(room, (until - now) * rate);
    const share = count / waiting;
    const closings = open.map(([, place]) => place.until);
    const closes = Math.max(...closings);
    stretches.push({ from: now, to: until, tries: nth, count, closes: closes === Infinity ? null : closes });
    const ends = (now + until) / 2 + held;
    for (const [name, place] of open) {
      const called = (place.due[nth] ?? 0) * share;
      place.due[nth] = share > 0.999999 ? 0 : (place.due[nth] ?? 0) - called;
      for (const { after, share: again } of answers.tries[nth]?.again ?? []) {
        if (nth + 1 < most) wait(name, nth + 1, called * again, ends + after);
      }
    }
    burst -= count;
    dialed += count;
    spent[bound] += until - now;
    now = until;
  }

  function totalLater(): number {
    return total([...later.values()].flatMap((ones) => [...ones.values()]));
  }
}

/** When a place opens or closes next; null: not for as long as hours look ahead. */
function nextTurn({ hours: its }: Facts, place: string, open: boolean, now: Instant): Instant | null {
  return open ? its.closesAt(place, now) : its.nextOpen(place, now);
}

/** Fine enough for the shortest delay, and coarse enough for a list of a month. */
function grainOf({ answers: { tries }, parcels, perSecond, slots }: Facts): Duration {
  const delays = tries.flatMap(({ again }) => again.map(({ after }) => after));
  const shortest = Math.min(2 * HOUR, ...delays);
  const people = parcels.reduce((all, { count }) => all + count, 0);
  const rate = Math.min(perSecond, (slots * SECOND) / (tries[0]?.holds ?? SECOND));
  const whole = rate <= 0 ? 0 : (people / rate) * SECOND;
  return Math.min(15 * MINUTE, Math.max(10 * SECOND, Math.round(shortest / 8), Math.round(whole / 500)));
}

function waitingAt(open: readonly (readonly [string, Place])[], nth: number): number {
  return open.reduce((all, [, { due }]) => all + (due[nth] ?? 0), 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function total(lists: readonly (readonly number[])[]): number {
  return lists.reduce((all, one) => all + sum(one), 0);
}
