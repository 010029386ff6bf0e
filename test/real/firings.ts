/** A day of their own for real processes: the same instant for them and for the stand-in, and moments at which they are killed. */
import { parseInstant, type Instant } from '../../src/model/time.ts';
import type { Clock } from '../../src/clock.ts';
import type { Fault } from './fault.ts';
import { clock, type StartOptions } from './stage.ts';

/** Their bundles. */
export type Scripts = { readonly skewed: string; readonly fault: string };

export type Moment = Pick<Fault, 'on' | 'nth' | 'when'>;

export type OwnDay = {
  /** What the stand-in goes by. */
  readonly clock: Clock;
  /** Whoever is started from now on lives then, and the stand-in with them. */
  at(text: string): void;
  /** What a process is started with. */
  lives(options?: StartOptions): StartOptions;
  /** The same, killed at a commit. */
  dies(at: Moment, options?: StartOptions): StartOptions;
};

export function ownDay(text: string, { skewed, fault }: Scripts): OwnDay {
  let skew = 0;
  const at = (then: string): void => void (skew = (parseInstant(then) ?? NaN) - clock.now());
  at(text);
  const now = (): Instant => Math.round(clock.now() + skew);
  const lives: OwnDay['lives'] = (options = {}) => ({ ...options, skew: { script: skewed, ms: Math.round(skew) } });
  return {
    clock: { now, monotonic: () => clock.monotonic(), sleep: (until, wake) => clock.sleep(until - skew, wake) },
    at,
    lives,
    dies: (moment, options) => ({
      ...lives(options),
      fault: { script: fault, faults: [{ ...moment, do: { is: 'SIGKILL' } }] },
    }),
  };
}
