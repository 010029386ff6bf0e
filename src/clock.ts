/** The only file that reads a clock or sets a timer. Everything else is handed a `Clock`. */
import type { Duration, Instant } from './model/time.ts';

/** Lets a sleeper be woken before its time: `wake()` ends every sleep that was given this signal. */
export class Signal {
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

/** Time, and waiting for it. */
export type Clock = {
  /** Wall time. */
  now(): Instant;
  /** Milliseconds from an arbitrary origin, never set back: durations within a process. */
  monotonic(): number;
  /** Resolves at `until` (wall time) or at the next wake, whichever is first. */
  sleep(until: Instant, wake?: Signal): Promise<void>;
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

/** For a process that is done: where something keeps it alive all the same, this is called. Keeps nothing alive itself. */
export function unlessEnded(within: Duration, then: () => void): void {
  setTimeout(then, within).unref();
}

/** One engine's clock: it runs on by monotonic time whatever the wall clock does, and knows how far the wall has jumped. */
export type SteadyClock = Clock & {
  /** How far the wall clock is ahead of this one; beyond a second or two somebody has set it, or the machine slept. */
  jumped(): Duration;
  /** From now on the wall is right. */
  follow(): void;
};

// Deadlines by the wall would all ring at once when it is set forward, and none for an hour when it is set back.
export function steadyClock(wall: Clock): SteadyClock {
  let ahead = wall.now() - wall.monotonic();
  const now = (): number => Math.floor(wall.monotonic() + ahead);
  return {
    now,
    monotonic: () => wall.monotonic(),
    sleep: (until, wake) => wall.sleep(wall.now() + (until - now()), wake),
    jumped: () => wall.now() - now(),
    follow: () => {
      ahead = wall.now() - wall.monotonic();
    },
  };
}
