/** Where a day begins on a clock on the wall. Pure. */
import { HOUR, parseInstant, type Instant } from '../model/time.ts';
import { makeLocalTime } from './local-time.ts';

/** The first instant of `2026-12-01` in a zone; undefined for what is no day. */
export function startOfDay(day: string, zone: string): Instant | undefined {
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(day) ? parseInstant(`${day}T12:00:00Z`) : undefined;
  if (noon === undefined) return undefined;
  const local = makeLocalTime();
  // The offset in force at an hour around it, tried until the day is the one: clocks may change at midnight itself.
  for (let hours = -36; hours <= 36; hours += 1) {
    const at = noon + hours * HOUR;
    const shown = local(zone, at);
    if (shown.day !== day) continue;
    const start = parseInstant(`${day}T00:00:00${offsetOf(shown.text)}`) ?? at;
    // Where there is no midnight, the day begins with its first hour.
    return local(zone, start).day === day ? start : at - (at % HOUR);
  }
  return undefined;
}

/** The first instant of the day after the one that holds `at`. */
export function nextDay(at: Instant, zone: string): Instant {
  const local = makeLocalTime();
  const today = local(zone, at).day;
  for (let hours = 20; hours <= 30; hours += 1) {
    const { day } = local(zone, at + hours * HOUR);
    if (day > today) return startOfDay(day, zone) ?? at + hours * HOUR;
  }
  return at + 24 * HOUR;
}

function offsetOf(text: string): string {
  return text.slice(-6);
}

/** Days since 30 December 1899 on the zone's clock: how a spreadsheet holds a date and its time. */
export function spreadsheetDate(at: Instant, zone: string, local = makeLocalTime()): number {
  const shown = local(zone, at).text;
  const wall = parseInstant(`${shown.slice(0, 19)}Z`) ?? at;
  return wall / (24 * HOUR) + 25_569;
}
