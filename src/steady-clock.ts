/** One engine's clock: it runs on by monotonic time whatever the wall clock does, and knows how far the wall has jumped. */
import type { Clock } from './clock.ts';
import type { Duration } from './model/time.ts';

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
