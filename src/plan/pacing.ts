/** When a line may start calls: spaced evenly, and never more than its CPS in any sliding second, by arrival (I5). */
import { SECOND, type Duration, type Instant } from '../model/time.ts';

/** What a line remembers: the starts of the last second, and when the spacing of the last batch is over. */
export type LinePace = { readonly recent: readonly Instant[]; readonly nextAt: Instant };

/** Requests do not all take equally long to arrive. Starts are kept this much further apart than a second holds. */
export const MARGIN: Duration = 30;

const second: Duration = SECOND + MARGIN;

/** A line of a new engine is quiet for one second: the engine before it may have started a call just now. */
export function quietLine(now: Instant, lastSend: Instant | undefined): LinePace {
  return { recent: [], nextAt: Math.max(now, (lastSend ?? now) + second) };
}

export type Appointment = { readonly at: Instant; readonly size: number };

/**
 * The next start on a line and how many destinations it may carry: those that fall due within `batchWindow`.
 * Spacing alone (GCRA) does not bound a sliding second once batches differ in size: at 10 CPS, threes every 309 ms put
 * twelve starts into one second. So the starts themselves are counted too.
 */
export function appointment(
  pace: LinePace,
  cps: number,
  batch: { readonly window: Duration; readonly size: number },
  want: number,
  now: Instant,
): Appointment {
  const perSecond = Math.max(1, Math.floor(cps));
  const spacing = second / cps;
  const crowding = pace.recent[pace.recent.length - perSecond];
  const at = Math.max(now, pace.nextAt, crowding === undefined ? 0 : crowding + second);
  const inSecond = pace.recent.filter((start) => start > at - second).length;
  const size = Math.min(want, batch.size, 1 + Math.floor(batch.window / spacing), perSecond - inSecond);
  return { at, size: Math.max(size, 1) };
}

/**
 * `at`: when the first byte left, as far as the process can tell; `due`: when it was permitted. Spacing runs from the
 * appointment, so that the few milliseconds every request is late by do not add up; the count runs from the fact.
 */
export function started(pace: LinePace, cps: number, due: Instant, at: Instant, count: number): LinePace {
  const recent = [...pace.recent.filter((start) => start > at - second), ...Array<Instant>(count).fill(at)];
  const base = due - pace.nextAt <= MARGIN ? pace.nextAt : due;
  return { recent, nextAt: base + (count * second) / cps };
}
