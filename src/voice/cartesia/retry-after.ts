/** When a throttled client is told to come back: `retry-after-ms`, or `Retry-After` in seconds or as an HTTP date. */
import { parseHttpDate, SECOND, type Duration, type Instant } from '../../model/time.ts';

export type Headers = Readonly<Record<string, string>>;

/** Milliseconds from now, never negative; null when the provider named no time. */
export function retryAfter(headers: Headers, now: Instant): Duration | null {
  const ms = numberOf(headers['retry-after-ms']);
  if (ms !== null) return Math.ceil(ms);
  const text = headers['retry-after'];
  const seconds = numberOf(text);
  if (seconds !== null) return Math.ceil(seconds * SECOND);
  const at = text === undefined ? undefined : parseHttpDate(text);
  if (at === undefined) return null;
  // Against the provider's own clock where it shows one: ours may be wrong.
  const here = parseHttpDate(headers['date'] ?? '') ?? now;
  return Math.max(at - here, 0);
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,12}(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}
