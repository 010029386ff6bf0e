/** In which part of the day a try falls, and when the next one falls into another. Pure. */
import type { Plan } from '../model/campaign.ts';
import { DEFAULT_DAY_PARTS } from '../model/dial-options.ts';
import { readPlace } from '../model/place.ts';
import { DAY, HOUR, MINUTE, type Duration, type Instant } from '../model/time.ts';
import { makeOffsetsFor, type ZoneOffsets } from './zone-offsets.ts';
import type { Hours } from './hours.ts';
import { placeHours, type DialPlan } from './may-dial.ts';

export type PartedPlan = DialPlan & Pick<Plan, 'retry' | 'zoneOverrides'>;

export type DayParts = {
  /**
   * The first instant from `from` on that is open, before the campaign's end, and in another part of the day than `last` in
   * every zone of the place. Null where there is none: then whatever is open is taken, since a try in the same part is
   * better than none.
   */
  readonly another: (plan: PartedPlan, place: string, last: Instant, from: Instant) => Instant | null;
};

const MINUTES_A_DAY = 1440;
/** As far ahead as is looked for another part: every weekday comes twice. */
const HORIZON: Duration = 15 * DAY;

export function makeDayParts(hours: Hours): DayParts {
  const offsetsFor = makeOffsetsFor();
  return {
    another: (plan, place, last, from) => {
      const zones = readPlace(place).zones;
      // Where nobody knows the time of day nobody can tell its parts.
      if (zones.length === 0) return from;
      const offsets = offsetsFor(plan.zoneOverrides);
      const borders = plan.retry.dayParts ?? DEFAULT_DAY_PARTS;
      const clocks = zones.map((zone) => ({ zone, was: partAt(offsets, borders, zone, last) }));
      const open = placeHours(plan, hours);
      const end = Math.min(plan.endAt ?? Infinity, from + HORIZON);
      for (let at = open.nextOpen(place, from); at !== null && at < end;) {
        const now = at;
        const same = clocks.filter(({ zone, was }) => partAt(offsets, borders, zone, now) === was);
        if (same.length === 0) return at;
        // Whoever is in the same part is so until its border at least.
        const later = Math.max(...same.map(({ zone }) => nextBorder(offsets, borders, zone, now)));
        at = open.nextOpen(place, later);
      }
      return null;
    },
  };
}

/** Null for a zone that nobody knows: it is in no part, so that it is never another one. */
function partAt(offsets: ZoneOffsets, borders: readonly number[], zone: string, at: Instant): number | null {
  const minute = minuteOf(offsets, zone, at);
  return minute === null ? null : borders.filter((border) => border <= minute).length;
}

/** Not later than the next border; where clocks change before it, looked at again an hour on. */
function nextBorder(offsets: ZoneOffsets, borders: readonly number[], zone: string, at: Instant): Instant {
  const minute = minuteOf(offsets, zone, at) ?? 0;
  const next = borders.find((border) => border > minute) ?? MINUTES_A_DAY;
  const whole = Math.floor(at / MINUTE) * MINUTE;
  return Math.min(whole + (next - minute) * MINUTE, whole + HOUR);
}

/** Of the local day. */
function minuteOf(offsets: ZoneOffsets, zone: string, at: Instant): number | null {
  const offset = offsets(zone, at);
  if (offset === null) return null;
  const minute = Math.floor((at + offset) / MINUTE) % MINUTES_A_DAY;
  return (minute + MINUTES_A_DAY) % MINUTES_A_DAY;
}
