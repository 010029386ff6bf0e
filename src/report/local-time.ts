/** What a clock on the wall shows at an instant, in any zone: for rows that name a contact's own hour. */
import { formatInstant, MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts';
import { makeZoneOffsets } from '../model/zone-offsets.ts';
import type { ZoneOverrides } from '../model/zone-overrides.ts';

export type LocalTime = {
  /** `2026-12-01T09:00:05-05:00` */
  readonly text: string;
  /** `2026-12-01` */
  readonly day: string;
  /** 0 to 23 */
  readonly hour: number;
};

/** With a cache of its own. `overrides`: of the plan whose contacts it is about. Throws a `RangeError` for a zone that nobody knows. */
export function makeLocalTime(overrides: ZoneOverrides = []): (zone: string, at: Instant) => LocalTime {
  const offsetOf = makeZoneOffsets({ overrides });
  return (zone, at) => {
    const offset = offsetOf(zone, at);
    if (offset === null) throw new RangeError(`Nobody knows the time zone ${zone}.`);
    // In seconds: "2026-12-01T09:00:05Z".
    const text = formatInstant(Math.floor((at + offset) / SECOND) * SECOND).slice(0, 19);
    return { text: `${text}${offsetText(offset)}`, day: text.slice(0, 10), hour: Number(text.slice(11, 13)) };
  };
}

/** `-05:00` */
function offsetText(offset: Duration): string {
  const minutes = Math.abs(offset) / MINUTE;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'));
  return `${offset < 0 ? '-' : '+'}${hours ?? ''}:${rest ?? ''}`;
}
