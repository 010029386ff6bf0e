/** `every`: at which instants a recurring campaign fires, on the clock of one zone. Pure. */
import { type Weekday, WEEKDAYS } from './dial-options.ts';
import { DAY, type Duration, formatInstant, HOUR, type Instant, MINUTE } from './time.ts';
import { instantOf, type Wall, wallIn } from './zone-time.ts';

export type Every =
  | { readonly is: 'days'; readonly days: readonly Weekday[]; readonly ofDay: Duration }
  /** At each full hour of the zone's clock. */
  | { readonly is: 'hour' };

/** How a campaign recurs. `zone` null: that of the machine which runs it. */
export type Recurring = { readonly every: Every; readonly zone: string | null };

/** What a hint shows. */
export const EVERY_FORMS = '"weekday 09:00", "mon,wed 14:30", "day 08:00" or "hour"';

const GROUPS: ReadonlyMap<string, readonly Weekday[]> = new Map<string, readonly Weekday[]>([
  ['day', WEEKDAYS],
  ['weekday', WEEKDAYS.slice(0, 5)],
  ['weekend', WEEKDAYS.slice(5)],
]);

/** `weekday 09:00`, `mon,wed 14:30`, `day 08:00`, `hour`; undefined for anything else. */
export function readEvery(text: string): Every | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === 'hour') return { is: 'hour' };
  const [, who = '', hours = '', minutes = ''] = /^([a-z]+(?:\s*,\s*[a-z]+)*)\s+(\d{1,2}):(\d{2})$/.exec(plain) ?? [];
  if (who === '' || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const named = who.split(',').map((name) => name.trim());
  const days = GROUPS.get(who) ?? WEEKDAYS.filter((day) => named.includes(day));
  const known = GROUPS.has(who) || (days.length === named.length && days.length > 0);
  return known ? { is: 'days', days, ofDay: Number(hours) * HOUR + Number(minutes) * MINUTE } : undefined;
}

/** In words: `every weekday at 09:00`. */
export function everyWords(every: Every): string {
  if (every.is === 'hour') return 'every hour';
  const group = [...GROUPS].find(([, days]) => days.join() === every.days.join());
  return `every ${group?.[0] ?? every.days.join(', ')} at ${clockOf(every.ofDay)}`;
}

export type Firing = {
  readonly at: Instant;
  /** What names its instance: `2026-12-01`, by the hour `2026-12-01-1400`. An hour that comes twice has one name. */
  readonly name: string;
};

/** Looked through for a firing: a week has every day, and a clock change takes none of them away. */
const FAR = 9;

/** The first after that instant. A time that the clock leaves out fires at the next minute that exists, one that comes twice once. */
export function nextFiring(every: Every, zone: string, after: Instant): Firing {
  if (every.is === 'hour') {
    const last = lastFiring(every, zone, after);
    for (let at = Math.floor(after / QUARTER) * QUARTER + QUARTER; ; at += QUARTER) {
      const firing = hourAt(zone, at);
      if (firing !== null && firing.name !== last?.name) return firing;
    }
  }
  const from = dayOf(zone, after) - DAY;
  for (let ahead = 0; ; ahead += 1) {
    const firing = dayFiring(every, zone, from + ahead * DAY);
    if (firing !== null && firing.at > after) return firing;
  }
}

/** The last that is due at that instant. */
export function lastFiring(every: Every, zone: string, at: Instant): Firing | null {
  if (every.is === 'hour') {
    for (let back = Math.floor(at / QUARTER) * QUARTER; back > at - DAY; back -= QUARTER) {
      const firing = hourAt(zone, back);
      // Of an hour that comes twice the first one counts.
      if (firing !== null)
        return hourAt(zone, back - HOUR)?.name === firing.name ? { ...firing, at: back - HOUR } : firing;
    }
    return null;
  }
  const today = dayOf(zone, at);
  for (let back = -1; back < FAR; back += 1) {
    const firing = dayFiring(every, zone, today - back * DAY);
    if (firing !== null && firing.at <= at) return firing;
  }
  return null;
}

/** Offsets of zones are whole quarters of an hour. */
const QUARTER: Duration = 15 * MINUTE;

function hourAt(zone: string, at: Instant): Firing | null {
  const wall = wallIn(zone, at);
  return wall % HOUR === 0 ? { at, name: `${dayName(wall)}-${clockOf(wall % DAY).replace(':', '')}` } : null;
}

function dayFiring({ days, ofDay }: Extract<Every, { is: 'days' }>, zone: string, day: Wall): Firing | null {
  // The first day of 1970 was a Thursday.
  const weekday = WEEKDAYS[(((day / DAY + 3) % 7) + 7) % 7];
  if (weekday === undefined || !days.includes(weekday)) return null;
  return { at: instantOf(day + ofDay, zone), name: dayName(day) };
}

function dayOf(zone: string, at: Instant): Wall {
  return Math.floor(wallIn(zone, at) / DAY) * DAY;
}

function dayName(wall: Wall): string {
  return formatInstant(wall).slice(0, 10);
}

function clockOf(ofDay: Duration): string {
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${two(ofDay / HOUR)}:${two((ofDay % HOUR) / MINUTE)}`;
}
