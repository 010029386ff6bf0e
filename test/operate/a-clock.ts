/** A clock that stands where a test puts it; sleeps are real, and short. */
import { systemClock, type Clock } from '../../src/clock.ts';

export const NOON = Date.parse('2026-11-22T12:00:00Z');

export function clockAt(now: number): Clock & { advance(ms: number): void } {
  const real = systemClock();
  let at = now;
  return {
    now: () => at,
    monotonic: () => at - now,
    sleep: (until, wake) => real.sleep(real.now() + (until - at), wake),
    advance: (ms) => (at += ms),
  };
}
