/** Reads the numbers that stand for a day or a time: a spreadsheet's count of days, and seconds since 1970. */
import { DAY, MINUTE, SECOND, type Instant } from '../../model/time.ts';
import { dayOf, instantOf, type Clock, type DayOfYear } from './spoken-calendar.ts';

/** Whole minutes; `date` is null for a fraction of a day, `clock` for a whole day. */
export type Serial = { readonly date: DayOfYear | null; readonly clock: Clock | null };

/** The day before 1 January 1900, and the 29 February that spreadsheets give that year. */
const EPOCH = instantOf({ year: 1899, month: 12, day: 30 });
/** 1954 to 2119: wider than any list of people and visits. */
const FROM = 20_000;
const TO = 80_000;
const MINUTES = 1440;

/** Null where the number counts no day, or something finer than seconds. */
export function readSerial(text: string): Serial | null {
  if (!/^\d{0,5}(?:[.,]\d{1,17})?$/.test(text)) return null;
  const value = Number(text.replace(',', '.'));
  const days = Math.floor(value);
  const minutes = (value - days) * MINUTES;
  const whole = Math.round(minutes);
  // Half a second, and what 15 digits leave of a fraction.
  if (Math.abs(minutes - whole) > 0.02 && !isSeconds(text, value - days)) return null;
  const clock: Clock | null =
    whole === 0 ? null : { hour: Math.floor((whole % MINUTES) / 60), minute: whole % 60, sure: true };
  if (days === 0) return clock === null || /^\d+$/.test(text) ? null : { date: null, clock };
  if (days < FROM || days >= TO) return null;
  return { date: dayOf(EPOCH + (days + (whole === MINUTES ? 1 : 0)) * DAY), clock };
}

/** Each amount of cents is a number of seconds too: only many digits say that a time was meant. */
function isSeconds(text: string, fraction: number): boolean {
  const seconds = fraction * 86_400;
  return /[.,]\d{5,}$/.test(text) && Math.abs(seconds - Math.round(seconds)) < 0.01;
}

/** Seconds or milliseconds since 1970, of the years 2001 to 2100; null for any other number. */
export function readEpoch(text: string): Instant | null {
  if (!/^(?:\d{10}|\d{13})$/.test(text)) return null;
  const at = Number(text) * (text.length === 10 ? SECOND : 1);
  return at < 4_102_444_800_000 ? Math.floor(at / MINUTE) * MINUTE : null;
}

/** "2026-12-01 09:00", for a message. */
export function serialWords({ date, clock }: Serial): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = date === null ? [] : [`${date.year}-${two(date.month)}-${two(date.day)}`];
  const time = clock === null ? [] : [`${two(clock.hour)}:${two(clock.minute)}`];
  return [...day, ...time].join(' ');
}
