/** When a call was, as the cell of a log says it: an instant, or the wall clock of a zone that somebody has to name. */
import { instantOf as instantOfDay, isDay } from '../../load/row/spoken-calendar.ts';
import { readMoment, type Order } from '../../load/row/spoken-read.ts';
import { HOUR, MINUTE, parseInstant, SECOND, type Duration, type Instant } from '../../model/time.ts';

export type LogTime =
  | { readonly is: 'instant'; readonly at: Instant }
  /** What a clock showed, as if it were that of UTC. */
  | { readonly is: 'wall'; readonly wall: Instant }
  | { readonly is: 'unread'; readonly why: 'empty' | 'no_time' | 'ambiguous_date' | 'not_a_time' };

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,](\d{1,9}))?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
/** Twilio's API, mail headers: Tue, 24 Nov 2026 05:16:23 +0000. */
const RFC_2822 = /^(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (GMT|UTC|Z|[+-]\d{4})$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A year is wrong, not old, before the first dialer and a century from now. */
const LEAST: Instant = 0;
const MOST: Instant = 4_102_444_800_000;

/** `clock`: of a column of its own. `order`: of 03/04/2026. */
export function readLogTime(cell: string, clock: string, order: Order | null): LogTime {
  const text = clock === '' ? cell.trim() : `${cell.trim()} ${clock.trim()}`.trim();
  if (text === '') return { is: 'unread', why: 'empty' };
  const iso = ISO.exec(text);
  if (iso !== null) return fromParts(iso);
  const epoch = /^\d{10}(?:\d{3})?(?:\.\d+)?$/.test(text)
    ? Number(text) * (text.length >= 13 && !text.includes('.') ? 1 : SECOND)
    : null;
  if (epoch !== null) return bounded(Math.round(epoch));
  const mail = RFC_2822.exec(text);
  if (mail !== null) return fromMail(mail);
  return fromWords(text, order);
}

function fromParts(found: RegExpExecArray): LogTime {
  const day = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  const [hour, minute, second] = [Number(found[4]), Number(found[5]), Number(found[6] ?? 0)];
  if (!isDay(day) || hour > 23 || minute > 59 || second > 59) return { is: 'unread', why: 'not_a_time' };
  const part = found[7] === undefined ? 0 : Math.floor(Number(`0.${found[7]}`) * SECOND);
  const wall = instantOfDay(day) + hour * HOUR + minute * MINUTE + second * SECOND + part;
  const zone = found[8];
  return zone === undefined ? { is: 'wall', wall } : bounded(wall - offsetOf(zone));
}

function fromMail([
  ,
  day = '',
  name = '',
  year = '',
  hour = '',
  minute = '',
  second = '',
  zone = '',
]: RegExpExecArray): LogTime {
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  const two = (text: string | number): string => String(text).padStart(2, '0');
  const wall = parseInstant(`${year}-${two(month)}-${two(day)}T${hour}:${minute}:${second}Z`);
  return wall === undefined ? { is: 'unread', why: 'not_a_time' } : bounded(wall - offsetOf(zone));
}

function offsetOf(zone: string): Duration {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

function bounded(at: Instant): LogTime {
  return at > LEAST && at < MOST ? { is: 'instant', at } : { is: 'unread', why: 'not_a_time' };
}

function fromWords(text: string, order: Order | null): LogTime {
  // A zone behind it that is an instant's: "11/24/2026 3:04 PM UTC".
  const utc = /^(.*\S)\s*(?:UTC|GMT|Z)$/i.exec(text)?.[1];
  const read = readMoment(utc ?? text, order);
  if (read.is === 'instant') return bounded(read.at);
  if (read.is === 'ambiguous') return { is: 'unread', why: 'ambiguous_date' };
  if (read.is === 'unread') return { is: 'unread', why: 'not_a_time' };
  const { day, clock } = read.moment;
  if (day?.year == null) return { is: 'unread', why: 'not_a_time' };
  if (clock === null) return { is: 'unread', why: 'no_time' };
  const wall = instantOfDay({ ...day, year: day.year }) + clock.hour * HOUR + clock.minute * MINUTE;
  return utc === undefined ? { is: 'wall', wall } : bounded(wall);
}
