/** The only file that reads a clock or sets a timer. Everything else is handed a `Clock`. */
import type { Instant } from './model/time.ts';

/** Lets a sleeper be woken before its time: `wake()` ends every sleep that was given this signal. */
export class Wake {
  #listeners = new Set<() => void>();
  #pending = false;
  wake(): void {
    this.#pending = true;
    for (const listener of [...this.#listeners]) listener();
  }
  /** Calls `listener` at the next wake, at once if one came since the last look. Returns how to stop listening. */
  listen(listener: () => void): () => void {
    if (this.#pending) {
      this.#pending = false;
      listener();
      return () => undefined;
    }
    const once = (): void => {
      this.#pending = false;
      this.#listeners.delete(once);
      listener();
    };
    this.#listeners.add(once);
    return () => this.#listeners.delete(once);
  }
}

export type Clock = {
  /** Wall time. */
  now(): Instant;
  /** Milliseconds from an arbitrary origin, never set back: durations within a process. */
  monotonic(): number;
  /** Resolves at `until` (wall time) or at the next wake, whichever is first. */
  sleep(until: Instant, wake?: Wake): Promise<void>;
};

/** Longer sleeps are cut: a wall clock may have jumped, and `setTimeout` overflows at 24.8 days. */
const LONGEST_SLEEP = 3_600_000;

export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: (until, wake) =>
      new Promise((resolve) => {
        let stop = (): unknown => undefined;
        const timer = setTimeout(
          () => {
            stop();
            resolve();
          },
          Math.min(Math.max(until - Date.now(), 0), LONGEST_SLEEP),
        );
        if (wake !== undefined) {
          stop = wake.listen(() => {
            clearTimeout(timer);
            resolve();
          });
        }
      }),
  };
}
