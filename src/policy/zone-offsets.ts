/** How far a time zone is from UTC at an instant: the one place that knows the rules of zones. */
import { MINUTE, type Duration, type Instant } from '../model/time.ts';

/** East of UTC; null for a zone that nobody knows. */
export type ZoneOffsets = (zone: string, at: Instant) => Duration | null;

const BUCKET: Duration = 15 * MINUTE;
/** Two weeks of a few dozen zones; beyond it the cache starts anew. */
const MOST_BUCKETS = 100_000;

/** With a cache of its own. */
export function makeZoneOffsets(): ZoneOffsets {
  const formats = new Map<string, Intl.DateTimeFormat | null>();
  const cache = new Map<string, Map<number, Duration>>();
  let cached = 0;

  function read(zone: string, at: Instant): Duration | null {
    const format = formats.has(zone) ? formats.get(zone) : formatFor(zone);
    formats.set(zone, format ?? null);
    return format ? offsetIn(format, at) : null;
  }

  // Offsets change on quarter hours of UTC only (measured, every zone, 2026–2028).
  return (zone, at) => {
    const bucket = Math.floor(at / BUCKET);
    const known = cache.get(zone)?.get(bucket);
    if (known !== undefined) return known;
    const offset = read(zone, bucket * BUCKET);
    if (offset === null) return null;
    if (cached >= MOST_BUCKETS) {
      cache.clear();
      cached = 0;
    }
    const buckets = cache.get(zone) ?? new Map<number, Duration>();
    cache.set(zone, buckets.set(bucket, offset));
    cached += 1;
    return offset;
  };
}

function formatFor(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
}

function offsetIn(format: Intl.DateTimeFormat, at: Instant): Duration | null {
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes = '0'] = /^GMT(?:([+-])(\d{2}):?(\d{2})?(?::\d{2})?)?$/.exec(name) ?? [];
  if (!name.startsWith('GMT')) return null;
  if (hours === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}
