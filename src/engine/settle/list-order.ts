/** Whether the calls that a walk has read stand newest first: no provider promises it, so it is believed where it shows. */
import { MINUTE, type Duration, type Instant } from '../../model/time.ts';
import type { CallReport } from '../../voice/port.ts';

/** Listed by when they were placed, calls are answered a little out of turn: ringing, and waiting to be dialed. */
const OUT_OF_TURN: Duration = 10 * MINUTE;
/** Fewer neighbours than this fall by chance. */
const LEAST_PAIRS = 8;
const MOSTLY = 0.8;

export class Order {
  #last: Instant | null = null;
  #earliest = Infinity;
  #falling = 0;
  #rising = 0;
  #latestOfPage = Infinity;
  #broken = false;

  /** A page, in the order it was read. */
  take(calls: readonly CallReport[]): void {
    const starts = calls.flatMap(({ startTime }) => startTime ?? []);
    const latest = starts.length === 0 ? this.#latestOfPage : Math.max(...starts);
    // Each page newest first, and the oldest page first: only its edges tell.
    if (latest > this.#latestOfPage) this.#broken = true;
    this.#latestOfPage = latest;
    for (const startTime of starts) {
      if (this.#last !== null && startTime < this.#last) this.#falling += 1;
      if (this.#last !== null && startTime > this.#last) this.#rising += 1;
      if (startTime > this.#earliest + OUT_OF_TURN) this.#broken = true;
      this.#last = startTime;
      this.#earliest = Math.min(this.#earliest, startTime);
    }
  }

  /** What was read so far says so; of what was not read, that it is older. */
  newestFirst(): boolean {
    const pairs = this.#falling + this.#rising;
    return !this.#broken && pairs >= LEAST_PAIRS && this.#falling >= pairs * MOSTLY;
  }
}
