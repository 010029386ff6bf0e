/** When a line may start calls: spaced evenly, and never more than its CPS in any sliding second, by arrival (I5). */
import { SECOND, type Duration, type Instant } from '../model/time.ts';

/** A destination's request: when its first byte was written, and how long its reply took; null while it is awaited. */
type Start = { readonly at: Instant; readonly took: Duration | null };

/** What a line remembers: the starts of the last second, when the spacing of the last batch is over, how long replies take. */
export type LinePace = {
  readonly recent: readonly Start[];
  readonly nextAt: Instant;
  readonly replies: readonly Duration[];
};

/** What no reply tells: starts are kept this much further apart than a second holds. */
export const MARGIN: Duration = 30;
/**
 * A request that took longer than the fastest of late may have been late in arriving. Replies that differ as they always
 * do are believed up to the first; one that falls out of its row was held up somewhere, and is believed up to a second.
 */
const USUALLY_LATE: Duration = 60;
const MOST_LATE: Duration = SECOND;
/** So many replies say what is fast; before there are as many, every request may have been late. */
const REPLIES = 10;

/** A host that is silent for this long may be taking nothing in: what is written to it now would arrive all at once. */
const SILENT: Duration = SECOND;
/** Slow replies are usual where starts are rare: so many at once do no harm. */
const FEW = 3;
/** A reply that is awaited for longer is not waited for: its report was lost, or its request has been given up. */
const LONGEST_SILENCE: Duration = 10 * SECOND;

const second: Duration = SECOND + MARGIN;

/** A line of a new engine is quiet for one second: the engine before it may have started a call just now. */
export function quietLine(now: Instant, lastSend: Instant | undefined): LinePace {
  return { recent: [], nextAt: Math.max(now, (lastSend ?? now) + second), replies: [] };
}

/** The line is to go slower than its last start was followed by: the next one comes as much later. */
export function slowedFrom(pace: LinePace, before: number, cps: number): LinePace {
  return { ...pace, nextAt: pace.nextAt + second / cps - second / before };
}

/** `cps`: how fast it goes now, by which its starts are set apart; `most`: what it may start in any second. */
export type LineSpeed = { readonly cps: number; readonly most: number };

export type Appointment = { readonly at: Instant; readonly size: number };

/**
 * The next start on a line and how many destinations it may carry: those that fall due within `batch.window`.
 * Spacing alone (GCRA) does not bound a sliding second once batches differ in size: at 10 CPS, threes every 309 ms put
 * twelve starts into one second. So the starts themselves are counted too.
 */
export function appointment(
  pace: LinePace,
  { cps, most }: LineSpeed,
  batch: { readonly window: Duration; readonly size: number },
  want: number,
  now: Instant,
): Appointment {
  // Of the limit, not of the speed: 1.8 a second would be floored to 1, half of what a slowed line of 2 may do.
  const perSecond = Math.max(1, Math.floor(most));
  const spacing = second / cps;
  const arrivals = arrivalsOf(pace, now);
  const crowding = arrivals[arrivals.length - perSecond];
  const held = isSilent(pace, perSecond, now) ? now + SILENT : 0;
  const at = Math.max(now, pace.nextAt, crowding === undefined ? 0 : crowding + second, held);
  const inSecond = arrivals.filter((arrived) => arrived > at - second).length;
  const size = Math.min(want, batch.size, 1 + Math.floor(batch.window / spacing), perSecond - inSecond);
  return { at, size: Math.max(size, 1) };
}

/**
 * `at`: when the first byte left, as far as the process can tell; `due`: when it was permitted. Spacing runs from the
 * appointment, so that the few milliseconds every request is late by do not add up; the count runs from the fact.
 */
export function started(
  pace: LinePace,
  cps: number,
  due: Instant,
  at: Instant,
  count: number,
  took: Duration | null = null,
): LinePace {
  const kept = pace.recent.filter((start) => start.at > at - second - MOST_LATE || isAwaited(start, at));
  const recent = [...kept, ...Array<Start>(count).fill({ at, took })];
  const base = due - pace.nextAt <= MARGIN ? pace.nextAt : due;
  return { ...pace, recent, nextAt: base + (count * second) / cps };
}

/**
 * The reply to the request written at `at` came after `took`. What it took beyond the fastest reply of late may have
 * passed before it arrived: a line counted by the time of writing alone would be too fast by as much.
 */
export function replied(pace: LinePace, at: Instant, took: Duration): LinePace {
  const recent = pace.recent.map((start) => (start.at === at ? { at, took } : start));
  return { ...pace, recent, replies: [...pace.replies.slice(1 - REPLIES), took] };
}

/** More than a second's worth of destinations has waited for a reply for more than a second: all may arrive at once. */
function isSilent({ recent }: LinePace, perSecond: number, now: Instant): boolean {
  return recent.filter((start) => isAwaited(start, now) && start.at < now - SILENT).length > Math.max(perSecond, FEW);
}

function isAwaited({ at, took }: Start, now: Instant): boolean {
  return took === null && at > now - LONGEST_SILENCE;
}

/** When each recent start had arrived at the latest, in order. A reply that is awaited has taken until now at least. */
function arrivalsOf({ recent, replies }: LinePace, now: Instant): readonly Instant[] {
  const enough = replies.length >= REPLIES;
  const sorted = [...replies].sort((a, b) => a - b);
  const fastest = sorted[0] ?? 0;
  const spread = (sorted[REPLIES >> 1] ?? fastest) - fastest;
  const late = ({ at, took }: Start): Duration => {
    if (!enough) return USUALLY_LATE;
    const extra = (took ?? now - at) - fastest;
    if (extra > 3 * spread + MARGIN) return Math.min(extra, MOST_LATE);
    return took === null ? USUALLY_LATE : Math.min(Math.max(extra, 0), USUALLY_LATE);
  };
  return recent.map((start) => start.at + late(start)).sort((a, b) => a - b);
}
