/**
 * Whose turn it is among campaigns that want the same line: the one that has least of what is its own by its weight. What is
 * scarce may be the line's starts or the account's slots, so each campaign is measured by that of the two of which it has
 * more (dominant resource fairness, Ghodsi et al. 2011). Pure.
 */
import { SECOND, type Duration, type Instant } from '../model/time.ts';

/** How far back a share is remembered: who comes later waits for nobody's past, and gets everything only for moments. */
const STARTS_FADE: Duration = 10 * SECOND;
/** Longer: it decides among equals, so that three slots of two campaigns change hands. */
const SLOTS_FADE: Duration = 60 * SECOND;

/** Of an average that is a quarter of a slot off, the correction is a whole one: less, and short calls win slots of long ones. */
const KEEN = 4;

/** What one campaign has had of late, as of `at`. */
export type Share = {
  readonly at: Instant;
  /** Starts on the line, those of long ago for less. */
  readonly starts: number;
  /** Slots it has held on average. */
  readonly held: number;
  /** Slots it holds from `at` on. */
  readonly open: number;
};

export const NO_SHARE: Share = { at: 0, starts: 0, held: 0, open: 0 };

/** As of now. It held until now what it held: at a look a slot is free that was taken until a moment ago. */
export function shareNow({ at, starts, held, open }: Share, now: Instant): Share {
  const passed = Math.max(0, now - at);
  const kept = Math.exp(-passed / SLOTS_FADE);
  return {
    at: now,
    starts: starts * Math.exp(-passed / STARTS_FADE),
    held: held * kept + open * (1 - kept),
    open,
  };
}

export type Capacity = {
  /** Of the line. */
  readonly callsPerSecond: number;
  /** Of the account, those of calls that are not ours taken out. */
  readonly slots: number;
};

/**
 * How much it has of what is its own, 1 for all of it: the smallest comes first. `part`: of all that want the line, by weight.
 * What it had of slots counts for one of them at most: parts of a slot change hands, and no old debt is paid.
 */
export function turnOf({ starts, held, open }: Share, part: number, { callsPerSecond, slots }: Capacity): number {
  const ownStarts = part * callsPerSecond * (STARTS_FADE / SECOND);
  const ownSlots = part * Math.max(1, slots);
  const had = Math.min(1, Math.max(-1, KEEN * (held - ownSlots)));
  return Math.max((open + had) / ownSlots, starts / ownStarts);
}
