/** Readers of flag values that say what would have been right. */
import { InvalidArgumentError } from 'commander';
import { DAY, parseDuration, SECOND, type Duration } from '../../model/time.ts';

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text.trim()) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

export function decimal(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a number from ${least} to ${most}.`);
  };
}

/** `2s`, `1m`: as in a campaign file, from a second to a day. */
export function asDuration(text: string): Duration {
  const value = parseDuration(text);
  if (value !== undefined && value >= SECOND && value <= DAY) return value;
  throw new InvalidArgumentError('Give a duration from 1s to 1d, such as 2s or 1m.');
}

/** For flags that may be given several times. */
export function several(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}
