/** Was it an hour at which somebody may be called? By every rule that binds, in every zone in which the person may be. */
import { regionsMeet, type Place } from '../model/place.ts';
import { DAY, MINUTE, type Duration, type Instant } from '../model/time.ts';
import { isInForce, MINUTES_A_DAY, speaksOf, type HolidayOf, type LocalDay, type ReadRule } from './read-rules.ts';

export type OutOfHours = {
  readonly rule: ReadRule;
  readonly zone: string;
  readonly day: LocalDay;
  /** Of the local day. */
  readonly minute: number;
  /** To the nearest minute of that day at which it may be; a whole day where there is none. */
  readonly minutesOff: number;
};

export type JudgeHours = (place: Place, at: Instant) => readonly OutOfHours[];

type Zones = (zone: string, at: Instant) => Duration | null;

const NONE: readonly OutOfHours[] = [];

/** A zone that nobody knows is answered with `unknownZone`: the call cannot be judged there. */
export function hoursJudge(
  rules: readonly ReadRule[],
  offsetOf: Zones,
  holidayOf: HolidayOf,
  unknownZone: (zone: string) => void = () => undefined,
): JudgeHours {
  const byPlace = new Map<string, (day: LocalDay) => readonly ReadRule[]>();

  function bindingAt({ regions }: Place): (day: LocalDay) => readonly ReadRule[] {
    const key = regions.join(',');
    const known = byPlace.get(key);
    if (known !== undefined) return known;
    const there = rules.filter(({ open, data }) => open !== null && bindsIn(data.regions, regions));
    const days = new Map<LocalDay, readonly ReadRule[]>();
    const binding = (day: LocalDay): readonly ReadRule[] => {
      const found = days.get(day);
      if (found !== undefined) return found;
      const made = there.filter((rule) => isInForce(rule, day) && speaksOf(rule, day, holidayOf));
      days.set(day, made);
      return made;
    };
    byPlace.set(key, binding);
    return binding;
  }

  return (place, at) => {
    const binding = bindingAt(place);
    let found: OutOfHours[] | null = null;
    for (const zone of place.zones) {
      const offset = offsetOf(zone, at);
      if (offset === null) {
        unknownZone(zone);
        continue;
      }
      const local = Math.floor((at + offset) / MINUTE);
      const day = Math.floor((local * MINUTE) / DAY);
      const minute = local - day * MINUTES_A_DAY;
      for (const rule of binding(day)) {
        if (rule.open?.[minute] !== 0) continue;
        (found ??= []).push({ rule, zone, day, minute, minutesOff: distance(rule.open, minute) });
      }
    }
    return found ?? NONE;
  };
}

/** No regions: nobody knows where, so every rule binds. */
export function bindsIn(rule: readonly string[], regions: readonly string[]): boolean {
  return regions.length === 0 || rule.some((one) => regions.some((other) => regionsMeet(one, other)));
}

/** Found once for each rule: a log that breaks one has thousands of rows that do. */
const known = new WeakMap<Uint8Array, Uint16Array>();

function distance(open: Uint8Array, minute: number): number {
  const found = known.get(open) ?? distances(open);
  known.set(open, found);
  return found[minute] ?? MINUTES_A_DAY;
}

function distances(open: Uint8Array): Uint16Array {
  return new Uint16Array(MINUTES_A_DAY).map((_, minute) => {
    for (let off = 1; off < MINUTES_A_DAY; off += 1) {
      if (open[minute - off] === 1 || open[minute + off] === 1) return off;
    }
    return MINUTES_A_DAY;
  });
}
