/** An instant as a program gives it. */
import { parseInstant, type Instant } from '../model/time.ts';

/** A `Date`, milliseconds since 1970 (UTC), or RFC 3339 with its offset (`2026-12-01T15:00:00-05:00`). */
export type GivenInstant = Date | number | string;

/** Undefined for what is none. */
export function readInstant(value: unknown): Instant | undefined {
  if (typeof value === 'string') return parseInstant(value);
  const at = value instanceof Date ? value.getTime() : value;
  return typeof at === 'number' && Number.isFinite(at) ? Math.ceil(at) : undefined;
}
