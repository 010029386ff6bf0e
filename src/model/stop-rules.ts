/** Rules by which a campaign stops itself: too much of what ends is wrong (`stop`), or a first part is done (`ramp`). */
import type { Micros } from './money.ts';
import { each, ifThere, number, orNull, within, type Fields } from './stored-fields.ts';
import type { Duration } from './time.ts';

/** Trips once that share of at least so many that ended within the time is bad. */
export type Breaker = { readonly share: number; readonly of: number; readonly within: Duration };

export type StopRules = {
  /** Of calls that ended: those that failed. */
  readonly failures: Breaker | null;
  /** Of calls that were answered: those that were over so soon, or broke in the agent. */
  readonly shortCalls: (Breaker & { readonly under: Duration }) | null;
};

export type Ramp = {
  /** People dialed in all by the end of each step; after the last everybody. */
  readonly steps: readonly number[];
  /** It goes on by itself where all of these hold; null: a person says so. */
  readonly goOnIf: RampBounds | null;
};

export type RampBounds = {
  /** Of those dialed at least this share has answered; null: not asked. */
  readonly answered: number | null;
  /** Less than this share has failed. */
  readonly failedBelow: number | null;
  readonly costPerAnsweredBelow: Micros | null;
};

export type StopOptions = {
  /** Absent: what the kind of host has by default; in plans: none. */
  readonly stop?: StopRules;
  readonly ramp?: Ramp;
};

/** They alone of what is handed over; what is absent stays so. */
export function stopOptionsOf({ stop, ramp }: StopOptions): StopOptions {
  return { ...(stop === undefined ? {} : { stop }), ...(ramp === undefined ? {} : { ramp }) };
}

/** People who may be dialed in all at this step; null: everybody. */
export function rampMost(ramp: Ramp | undefined, step: number): number | null {
  return ramp?.steps[step] ?? null;
}

export function readStopOptions(of: Fields): StopOptions {
  return {
    ...ifThere((from, name) => readStop(within(from, name)), of, 'stop'),
    ...ifThere((from, name) => readRamp(within(from, name)), of, 'ramp'),
  };
}

function readStop(of: Fields): StopRules {
  return {
    failures: orNull((from, name) => readBreaker(within(from, name)), of, 'failures'),
    shortCalls: orNull(
      (from, name) => ({ ...readBreaker(within(from, name)), under: number(within(from, name), 'under') }),
      of,
      'shortCalls',
    ),
  };
}

function readBreaker(of: Fields): Breaker {
  return { share: number(of, 'share'), of: number(of, 'of'), within: number(of, 'within') };
}

export function readRamp(of: Fields): Ramp {
  return {
    steps: each((step) => number({ step }, 'step'), of, 'steps'),
    goOnIf: orNull((from, name) => readBounds(within(from, name)), of, 'goOnIf'),
  };
}

function readBounds(of: Fields): RampBounds {
  return {
    answered: orNull(number, of, 'answered'),
    failedBelow: orNull(number, of, 'failedBelow'),
    costPerAnsweredBelow: orNull(number, of, 'costPerAnsweredBelow'),
  };
}
