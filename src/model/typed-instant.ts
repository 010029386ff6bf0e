/** An instant as a person types it, `13:00`, `tomorrow 15:00`, `mon 9:00`, read on the clock of a zone. */
import { type Weekday, WEEKDAYS } from './dial-options.ts';
import { assertNever, userError } from './errors.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE, parseInstant } from './time.ts';
import type { ZoneOffsets } from './zone-offsets.ts';
import { instantOf, type Wall, wallIn } from './zone-time.ts';

/** What every hint shows. */
export const INSTANT_FORMS = '13:00, tomorrow 15:00, mon 09:00, 2026-12-01 15:00 or 2026-12-01T15:00:00-05:00';

/**
 * RFC 3339; `HH:MM` (today, or tomorrow where that has passed); `today`, `tomorrow` or a weekday with `HH:MM` (the next
 * such day, today where that is still to come); `2026-12-01 15:00`. An hour that the clock leaves out is the first instant
 * after it, one that comes twice is the first. Throws a `UserError`, code `bad_instant`. Only what names its day can be
 * past: whoever asked decides about that. `offsets`: of the plan that it is about.
 */
export function typedInstant(text: string, now: Instant, zone: string, offsets?: ZoneOffsets): Instant {
  const typed = read(text);
  if (typed.is === 'instant') return typed.at;
  const on = dayOf(now, zone, offsets);
  const toCome = (days: number, next: number): Instant =>
    on(days, typed.ofDay) > now ? on(days, typed.ofDay) : on(next, typed.ofDay);
  switch (typed.is) {
    case 'date':
      return instantOf(typed.day + typed.ofDay, zone, offsets);
    case 'days':
      return on(typed.days, typed.ofDay);
    case 'time':
      return toCome(0, 1);
    case 'weekday': {
      const ahead = daysTo(typed.weekday, wallIn(zone, now, offsets));
      return toCome(ahead, ahead + 7);
    }
    default:
      return assertNever(typed);
  }
}

/** The same of what has been: `HH:MM` is today's, a weekday the last one, today's own included. */
export function typedPast(text: string, now: Instant, zone: string): Instant {
  const typed = read(text);
  if (typed.is === 'time') return dayOf(now, zone)(0, typed.ofDay);
  if (typed.is !== 'weekday') return typedInstant(text, now, zone);
  return dayOf(now, zone)((daysTo(typed.weekday, wallIn(zone, now)) - 7) % 7, typed.ofDay);
}

type Typed =
  | { readonly is: 'instant'; readonly at: Instant }
  | { readonly is: 'date'; readonly day: Wall; readonly ofDay: Duration }
  | { readonly is: 'days'; readonly days: number; readonly ofDay: Duration }
  | { readonly is: 'weekday'; readonly weekday: number; readonly ofDay: Duration }
  | { readonly is: 'time'; readonly ofDay: Duration };

const DAYS: ReadonlyMap<string, number> = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
]);

function read(text: string): Typed {
  const typed = text.trim();
  const exact = parseInstant(typed);
  if (exact !== undefined) return { is: 'instant', at: exact };
  const [, date = '', rest = ''] = /^(?:(\d{4}-\d{2}-\d{2})[Tt ]\s*)?(.*)$/.exec(typed) ?? [];
  const [, word = '', clock = ''] = /^([a-z]*)[\s,]*(?:\bat\s+)?(\d.*)$/i.exec(rest) ?? [];
  const ofDay = timeOf(clock);
  if (ofDay === null) throw unread(text, clock === '' ? null : `"${clock}" is no time of day.`);
  const said = word.toLowerCase() === 'at' ? '' : word.toLowerCase();
  if (date !== '') {
    const day = said === '' ? parseInstant(`${date}T00:00:00Z`) : undefined;
    if (day === undefined) throw unread(text, `"${date}" is no day of the calendar.`);
    return { is: 'date', day, ofDay };
  }
  if (said === '') return { is: 'time', ofDay };
  const days = DAYS.get(said);
  if (days !== undefined) return { is: 'days', days, ofDay };
  const weekday = weekdayOf(said);
  if (weekday < 0) throw unread(text, `"${word}" is neither today, tomorrow nor a day of the week.`);
  return { is: 'weekday', weekday, ofDay };
}

/** So many days from today, at that time of the day. */
function dayOf(now: Instant, zone: string, offsets?: ZoneOffsets): (days: number, ofDay: Duration) => Instant {
  const today = startOfDay(wallIn(zone, now, offsets));
  return (days, ofDay) => instantOf(today + days * DAY + ofDay, zone, offsets);
}

function daysTo(weekday: number, now: Wall): number {
  return (weekday - todayOf(startOfDay(now)) + 7) % 7;
}

/** `2027-01-31`: the first instant after that day. Undefined for anything that is no day. */
export function endOfTypedDay(text: string, zone: string): Instant | undefined {
  const typed = text.trim();
  const day = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? parseInstant(`${typed}T00:00:00Z`) : undefined;
  return day === undefined ? undefined : instantOf(day + DAY, zone);
}

function unread(text: string, why: string | null): Error {
  return userError(
    'bad_instant',
    `"${text}" is no instant.${why === null ? '' : ` ${why}`}`,
    `Write ${INSTANT_FORMS}.`,
  );
}

/** `15:00`, `9:00`, `9.00`, `3 pm`, `3:30pm`. A bare `9` is not read: of morning and evening one is twelve hours wrong. */
function timeOf(text: string): Duration | null {
  const [, hour = '', minute = '', half = ''] =
    /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?m\.?)?$/i.exec(text.trim()) ?? [];
  if (hour === '' || (minute === '' && half === '') || Number(minute) > 59) return null;
  if (half === '') return Number(hour) > 23 ? null : Number(hour) * HOUR + Number(minute) * MINUTE;
  if (Number(hour) < 1 || Number(hour) > 12) return null;
  return ((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)) * HOUR + Number(minute) * MINUTE;
}

function startOfDay(wall: Wall): Wall {
  return Math.floor(wall / DAY) * DAY;
}

/** Monday is 0; the first day of 1970 was a Thursday. */
function todayOf(day: Wall): number {
  return (((day / DAY + 3) % 7) + 7) % 7;
}

const NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'monday',
  tue: 'tuesday',
  wed: 'wednesday',
  thu: 'thursday',
  fri: 'friday',
  sat: 'saturday',
  sun: 'sunday',
};

/** `mon`, `thurs`, `Monday`; never `t`, which is two days. */
function weekdayOf(word: string): number {
  return word.length < 3 ? -1 : WEEKDAYS.findIndex((day) => NAMES[day].startsWith(word));
}
