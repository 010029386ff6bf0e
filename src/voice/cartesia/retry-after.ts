/** When a throttled client is told to come back: `retry-after-ms`, or `Retry-After` in seconds or as an HTTP date. */
import { DAY, parseHttpDate, SECOND, type Duration, type Instant } from '../../model/time.ts';

export type Headers = Readonly<Record<string, string>>;

/** A moment further away than this is a mistake of theirs: nobody may be stopped by it for ever. */
const LONGEST: Duration = DAY;

/** Milliseconds from now, never negative, a day at most; null when the provider named no time. */
export function retryAfter(headers: Headers, now: Instant): Duration | null {
  const named = numberOf(headers['retry-after-ms']) ?? namedBy(headers, now);
  return named === null ? null : Math.min(Math.max(Math.ceil(named), 0), LONGEST);
}

function namedBy(headers: Headers, now: Instant): Duration | null {
  const text = headers['retry-after'];
  const seconds = numberOf(text);
  if (seconds !== null) return seconds * SECOND;
  const at = text === undefined ? undefined : parseHttpDate(text);
  if (at === undefined) return null;
  // Against the provider's own clock where it shows one: ours may be wrong.
  const here = parseHttpDate(headers['date'] ?? '') ?? now;
  return at - here;
}

/** Of a header that came twice, the longer wait. */
function numberOf(text: string | undefined): number | null {
  if (text === undefined || !/^\s*\d{1,12}(\.\d+)?\s*(,\s*\d{1,12}(\.\d+)?\s*)*$/.test(text)) return null;
  return Math.max(...text.split(',').map(Number));
}
