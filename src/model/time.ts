/** Instants and durations as numbers, and the only place that turns them into text and back. */
import { own } from './own.ts';
// `Date` is used here for calendar arithmetic alone; nothing in this file reads a clock.

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
/** Milliseconds. */
export type Duration = number;

export const SECOND: Duration = 1_000;
export const MINUTE: Duration = 60 * SECOND;
export const HOUR: Duration = 60 * MINUTE;
export const DAY: Duration = 24 * HOUR;

const UNITS: Readonly<Record<string, Duration>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** Reads `"500ms"`, `"90s"`, `"15m"`, `"2h"`, `"3d"` and `"0"`; anything else is undefined. */
export function parseDuration(text: string): Duration | undefined {
  if (text === '0') return 0;
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/.exec(text.trim());
  const unit = match?.[2] === undefined ? undefined : own(UNITS, match[2]);
  if (match?.[1] === undefined || unit === undefined) return undefined;
  return Math.round(Number(match[1]) * unit);
}

/** The shortest of the forms `parseDuration` reads, for a person. */
export function formatDuration(ms: Duration): string {
  if (ms < SECOND) return `${Math.round(ms)}ms`;
  if (ms < MINUTE) return `${trim(ms / SECOND)}s`;
  if (ms < HOUR) return join(ms, MINUTE, 'm', SECOND, 's');
  if (ms < DAY) return join(ms, HOUR, 'h', MINUTE, 'm');
  return join(ms, DAY, 'd', HOUR, 'h');
}

function trim(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function join(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const units = Math.round(ms / small);
  const per = big / small;
  const rest = units % per;
  return `${Math.floor(units / per)}${bigName}${rest === 0 ? '' : `${rest}${smallName}`}`;
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})$/;

/** Reads an RFC 3339 instant with an offset; undefined for anything else, local times included. */
export function parseInstant(text: string): Instant | undefined {
  if (!RFC3339.test(text)) return undefined;
  const ms = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(ms) || !isDay(text.slice(0, 10)) || text.slice(11, 13) === '24' ? undefined : ms;
}

/** JavaScript reads 30 February as 2 March: the day must come back as it was written. */
function isDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

// RFC 9110, 5.6.7: the form of today, and the two of long ago that whoever reads one must know.
const HTTP_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT| [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}|[a-z]{3,6}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT)$/;

/** Reads the date of an HTTP header (`Tue, 01 Dec 2026 09:00:00 GMT`); undefined for anything else. */
export function parseHttpDate(text: string): Instant | undefined {
  const date = text.trim();
  const ms = HTTP_DATE.test(date) ? Date.parse(date.endsWith('GMT') ? date : `${date} GMT`) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** The date of an HTTP header, in whole seconds: never earlier than the instant. */
export function formatHttpDate(at: Instant): string {
  return new Date(Math.ceil(at / SECOND) * SECOND).toUTCString();
}

/** RFC 3339 in UTC with milliseconds: the form of every machine-readable output. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}
