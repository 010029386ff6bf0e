/** Was somebody called too often, or too soon after they talked? Over all calls to one number, in their order. */
import type { Place } from '../model/place.ts';
import type { Duration, Instant } from '../model/time.ts';
import { bindsIn } from './judge-hours.ts';
import { isInForce, type Cap, type LocalDay, type ReadRule } from './read-rules.ts';

/** One call, as the log has it. `row` is of the file. */
export type Ring = {
  readonly row: number;
  readonly at: Instant;
  /** When a conversation ended; null where there was none. */
  readonly talkedUntil: Instant | null;
};

export type TooMany =
  /** `nth`: so many calls within the span, this one the last. */
  | {
      readonly is: 'cap';
      readonly rule: ReadRule;
      readonly ring: Ring;
      readonly calls: number;
      readonly per: Duration | null;
      readonly nth: number;
    }
  /** So long after the end of a conversation. */
  | {
      readonly is: 'rest';
      readonly rule: ReadRule;
      readonly ring: Ring;
      readonly after: Duration;
      readonly rest: Duration;
    };

/** On which days it is where the person may be. */
export type DaysOf = (place: Place, at: Instant) => readonly LocalDay[];

/** `rings`: all of one number, by time. Calls exactly one span apart are not within it. */
export function judgeCounts(
  rules: readonly ReadRule[],
  place: Place,
  rings: readonly Ring[],
  daysOf: DaysOf,
): readonly TooMany[] {
  if (rings.length < 2) return [];
  const found: TooMany[] = [];
  for (const rule of rules) {
    if (rule.caps.length === 0 && rule.rest === null) continue;
    if (!bindsIn(rule.data.regions, place.regions)) continue;
    const binds = (at: Instant): boolean => daysOf(place, at).some((day) => isInForce(rule, day));
    for (const cap of rule.caps) found.push(...overCap(rule, cap, rings, binds));
    if (rule.rest !== null) found.push(...tooSoon(rule, rule.rest, rings, binds));
  }
  return found;
}

type Binds = (at: Instant) => boolean;

function* overCap(rule: ReadRule, { calls, per }: Cap, rings: readonly Ring[], binds: Binds): Generator<TooMany> {
  let first = 0;
  for (const [index, ring] of rings.entries()) {
    while (per !== null && (rings[first]?.at ?? 0) <= ring.at - per) first += 1;
    const nth = index - first + 1;
    if (nth > calls && binds(ring.at)) yield { is: 'cap', rule, ring, calls, per, nth };
  }
}

function* tooSoon(rule: ReadRule, rest: Duration, rings: readonly Ring[], binds: Binds): Generator<TooMany> {
  let talked = Number.NEGATIVE_INFINITY;
  for (const ring of rings) {
    const after = Math.max(0, ring.at - talked);
    if (after < rest && binds(ring.at)) yield { is: 'rest', rule, ring, after, rest };
    talked = Math.max(talked, ring.talkedUntil ?? talked);
  }
}
