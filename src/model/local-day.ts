/** A day of somebody's calendar, as a date ("2026-10-18") and as the number of days since 1970-01-01. */
import { DAY, formatInstant, parseInstant } from './time.ts';

/** Undefined: no date, or a day that does not exist. */
export function dayOfDate(date: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? parseInstant(`${date}T00:00:00Z`) : undefined;
  return at === undefined ? undefined : at / DAY;
}

export function dateOfDay(day: number): string {
  return formatInstant(day * DAY).slice(0, 10);
}

/** Monday is 0, as in `WEEKDAYS`; 1970 began on a Thursday. */
export function weekdayOfDay(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
