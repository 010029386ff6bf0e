/** What a clock on the wall shows at an instant, in any zone: for rows that name a contact's own hour. */
import type { Instant } from '../model/time.ts';

export type LocalTime = {
  /** `2026-12-01T09:00:05-05:00` */
  readonly text: string;
  /** `2026-12-01` */
  readonly day: string;
  /** 0 to 23 */
  readonly hour: number;
};

/** With a cache of formats; an offset is not kept, because it changes twice a year. */
export function makeLocalTime(): (zone: string, at: Instant) => LocalTime {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (zone, at) => {
    const format = formats.get(zone) ?? formatFor(zone);
    formats.set(zone, format);
    const parts: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(at)) parts[type] = value;
    const { year = '', month = '', day = '', hour = '', minute = '', second = '', timeZoneName = '' } = parts;
    const offset = timeZoneName.replace('GMT', '');
    const date = `${year}-${month}-${day}`;
    return {
      text: `${date}T${hour}:${minute}:${second}${offset === '' ? '+00:00' : offset}`,
      day: date,
      hour: Number(hour),
    };
  };
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
}
