/** The same campaign anew, as one of its own: its name with the day in it, so that the same command on the same day is the same. */
import type { Instant } from '../../model/time.ts';
import { makeLocalTime } from '../../report/local-time.ts';

/** `reminders 2026-11-27`; what is dated today already stays. */
export function datedName(name: string, now: Instant, zone: string): string {
  const { day } = makeLocalTime()(zone, now);
  return name.endsWith(` ${day}`) ? name : `${name.replace(/ \d{4}-\d{2}-\d{2}$/, '')} ${day}`;
}
