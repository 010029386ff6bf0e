/** Reads a day, a time, or both, as people and programs write them; what may be two things is neither. */
import { MINUTE, parseInstant, type Instant } from '../../model/time.ts';
import { dayOf, isDay, weekdayOf, type Clock, type Day } from './spoken-calendar.ts';
import { readEpoch, readSerial } from './spoken-numbers.ts';
import { JOINED, MONTHS, plainWord, WEEKDAYS_SAID } from './spoken-words.ts';

export type Order = 'mdy' | 'dmy';

/** At least one of the three is there. `weekday`: as written, where no year says it. */
export type Moment = { readonly day: Day | null; readonly clock: Clock | null; readonly weekday: number | null };

export type Read =
  | { readonly is: 'moment'; readonly moment: Moment; readonly from: 'text' | 'number' }
  /** One instant for all the world: what it is called depends on the zone. */
  | { readonly is: 'instant'; readonly at: Instant; readonly from: 'text' | 'number' }
  /** Two days are meant by it, as far as anybody can tell. */
  | { readonly is: 'ambiguous'; readonly found: readonly [Day, Day] }
  /** `why` ends a sentence about the value. */
  | { readonly is: 'unread'; readonly why: string };

/** `order`: of 03/04/2026; null where nobody said. */
export function readMoment(text: string, order: Order | null): Read {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (plain.length > 80) return unread();
  return fromNumber(plain) ?? fromInstant(plain) ?? fromWords(plain, order);
}

function unread(why = 'nobody can tell which day or time it is'): Read {
  return { is: 'unread', why };
}

function fromNumber(text: string): Read | null {
  const compact = /^(20\d{2})(\d{2})(\d{2})$/.exec(text);
  if (compact !== null) {
    const [year = 0, month = 0, day = 0] = compact.slice(1).map(Number);
    if (isDay({ year, month, day })) return moment({ year, month, day }, null);
  }
  const serial = readSerial(text);
  if (serial !== null) {
    return { is: 'moment', moment: { day: serial.date, clock: serial.clock, weekday: null }, from: 'number' };
  }
  const epoch = readEpoch(text);
  return epoch === null ? null : { is: 'instant', at: epoch, from: 'number' };
}

const ISO_INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/i;
/** What JavaScript writes: Tue Dec 01 2026 09:30:00 GMT-0500 (Eastern Standard Time). */
const JS_DATE =
  /^[A-Za-z]{3},? ([A-Za-z]{3}) (\d{2}) (\d{4}) (\d{2}:\d{2}):\d{2} GMT([+-]\d{2})(\d{2})(?: \([^()]*\))?$/;

function fromInstant(text: string): Read | null {
  const iso = ISO_INSTANT.exec(text);
  if (iso !== null) {
    const [, day = '', time = '', , zone = ''] = iso;
    const offset = /^[A-Z]/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
    const at = parseInstant(`${day}T${time}:00${offset}`);
    return at === undefined ? unread('there is no such day or time') : { is: 'instant', at, from: 'text' };
  }
  const written = JS_DATE.exec(text);
  if (written === null) return null;
  const [, month = '', day = '', year = '', time = '', hours = '', minutes = ''] = written;
  const two = String(MONTHS.get(plainWord(month)) ?? 0).padStart(2, '0');
  const at = parseInstant(`${year}-${two}-${day}T${time}:00${hours}:${minutes}`);
  return at === undefined
    ? unread('there is no such day or time')
    : { is: 'instant', at: at - (at % MINUTE), from: 'text' };
}

function moment(day: Day | null, clock: Clock | null, weekday: number | null = null): Read {
  if (day !== null && weekday !== null && day.year !== null && weekdayOf({ ...day, year: day.year }) !== weekday) {
    return unread('that day is another day of the week');
  }
  return { is: 'moment', moment: { day, clock, weekday: day?.year == null ? weekday : null }, from: 'text' };
}

/** A day, a time, a day and a time in either order. */
function fromWords(text: string, order: Order | null): Read {
  const clock = readClock(text, false);
  if (clock !== null) return moment(null, clock);
  const { rest, weekday } = withoutWeekday(text);
  if (rest === '') return moment(null, null, weekday);
  const hours = weekday === null ? null : readClock(rest.replace(JOINED, '').trim(), true);
  if (hours !== null) return moment(null, hours, weekday);
  const whole = readDay(rest, order);
  if (whole !== null) return withClock(whole, null, weekday);
  const spaces = [...rest.matchAll(/,? |T(?=\d)|, ?/g)];
  for (const { 0: gap, index } of spaces.reverse()) {
    const left = rest.slice(0, index).trim();
    const right = rest.slice(index + gap.length).trim();
    const day = readDay(left.replace(/[,–-]$/, '').trim(), order);
    const late = readClock(right.replace(JOINED, '').trim(), true);
    if (day !== null && late !== null) return withClock(day, late, weekday, right);
    const early = readClock(left.replace(/,$/, ''), true);
    const other = withoutWeekday(right.replace(/^(?:on|el|le|am|op|[,–-])\s+/i, ''));
    const after = early === null ? null : readDay(other.rest, order);
    if (early !== null && after !== null) return withClock(after, early, weekday ?? other.weekday, left);
  }
  return unread();
}

type ReadDay = { readonly day: Day; readonly iso: boolean } | { readonly wrong: Read };

function withClock(read: ReadDay, clock: Clock | null, weekday: number | null, written = ''): Read {
  if ('wrong' in read) return read.wrong;
  // Programs write the hours of the whole day beside such a date; so do people who write 09:30.
  const sure = clock !== null && (clock.sure || (read.iso && !/[ap]/i.test(written)));
  return moment(read.day, clock === null ? null : { ...clock, sure }, weekday);
}

function withoutWeekday(text: string): { readonly rest: string; readonly weekday: number | null } {
  const [, word = '', rest = ''] =
    /^(\p{L}[\p{L}-]{1,13})\.?,?(?:\s+(?:(?:den|the|le|el|il)\s+)?(.+))?$/u.exec(text) ?? [];
  const weekday = WEEKDAYS_SAID.get(plainWord(word));
  // "Mar 3" and "mar. 3": March in one language, Tuesday in two.
  const month = MONTHS.has(plainWord(word)) && /^(?:\d{1,2}(?:\D|$)(?!.*\p{L}{3})|$)/u.test(rest);
  if (weekday === undefined || month) return { rest: text, weekday: null };
  return { rest, weekday };
}

function readDay(text: string, order: Order | null): ReadDay | null {
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (iso !== null) return checked({ year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) }, true);
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d{2}))?$/.exec(text);
  if (dotted !== null) return checked({ year: yearOf(dotted[3]), month: Number(dotted[2]), day: Number(dotted[1]) });
  const slashed = /^(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/.exec(text);
  if (slashed !== null) return ordered(Number(slashed[1]), Number(slashed[3]), yearOf(slashed[4]), order);
  const first =
    /^(\d{1,2})(?:st|nd|rd|th|er|e|º|ª|o|\.)?[ -]?(?:de |of |di )?(\p{L}{3,12})\.?(?:,? ?(?:de |del |of )?[ -]?'?(\d{4}|\d{2}))?$/iu.exec(
      text,
    );
  if (first !== null) return named(first[2], first[1], first[3]);
  const second = /^(\p{L}{3,12})\.?[ -]?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?:,?[ -]?'?(\d{4})|, ?'?(\d{2}))?$/iu.exec(
    text,
  );
  return second === null ? null : named(second[1], second[2], second[3] ?? second[4]);
}

function named(name = '', day = '', year: string | undefined): ReadDay | null {
  const month = MONTHS.get(plainWord(name));
  return month === undefined ? null : checked({ year: yearOf(year), month, day: Number(day) });
}

function yearOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function checked(day: Day, iso = false): ReadDay {
  const { year } = day;
  if (!isDay(day) || (year !== null && (year < 1900 || year > 2150))) return { wrong: unread('there is no such day') };
  return { day, iso };
}

/** A day that does not fit the order says that the other days of the column may be read wrongly too. */
function ordered(a: number, b: number, year: number | null, order: Order | null): ReadDay {
  const mdy = { year, month: a, day: b };
  const dmy = { year, month: b, day: a };
  const [fits, other] = order === 'dmy' ? [dmy, mdy] : [mdy, dmy];
  if (order !== null) {
    if (isDay(fits) || !isDay(other)) return checked(fits);
    const said = order === 'mdy' ? 'month comes before the day' : 'day comes before the month';
    return { wrong: unread(`in this column the ${said}, and then there is no such day`) };
  }
  if (isDay(mdy) && isDay(dmy) && a !== b) return { wrong: { is: 'ambiguous', found: [mdy, dmy] } };
  return checked(isDay(mdy) ? mdy : dmy);
}

const HALF = '(a\\.? ?m\\.?|p\\.? ?m\\.?)';
const COLON = new RegExp(
  `^(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?(?: ?${HALF})?(?: ?(?:uhr|uur|h|hs|hrs))?$`,
  'i',
);
const WITH_HALF = new RegExp(`^(\\d{1,2})(?:[.h](\\d{2}))?() ?${HALF}$`, 'i');
const WITH_WORD = /^(\d{1,2})(?:[.h ](\d{2}))? ?(?:uhr|uur)$|^(\d{1,2}) ?h ?(\d{2})?$/i;
/** "14.30", "noon": only beside a day; alone they may be anything. */
const DOTTED = /^(\d{1,2})\.(\d{2})$/;

function readClock(text: string, beside: boolean): Clock | null {
  const found = COLON.exec(text) ?? WITH_HALF.exec(text);
  if (found !== null) {
    const [, hours = '', minutes = '0', seconds, half] = found;
    return clockOf(hours, minutes, half?.charAt(0).toLowerCase(), seconds !== undefined && seconds !== '');
  }
  const word = WITH_WORD.exec(text);
  if (word !== null) return clockOf(word[1] ?? word[3] ?? '', word[2] ?? word[4] ?? '0', undefined, true);
  if (/^(?:12 ?)?noon$/i.test(text)) return { hour: 12, minute: 0, sure: true };
  const dotted = beside ? DOTTED.exec(text) : null;
  return dotted === null ? null : clockOf(dotted[1] ?? '', dotted[2] ?? '', undefined, false);
}

function clockOf(hours: string, minutes: string, half: string | undefined, machine: boolean): Clock | null {
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (minute > 59 || hour > 23) return null;
  if (half === undefined) {
    // "09:30" and "14:30" are of the whole day; of "2:30" nobody can tell.
    return { hour, minute, sure: machine || hour === 0 || hour > 12 || hours.startsWith('0') };
  }
  if (hour > 12) return half === 'p' ? { hour, minute, sure: true } : null;
  if (hour === 0) return half === 'a' ? { hour, minute, sure: true } : null;
  return { hour: (hour % 12) + (half === 'p' ? 12 : 0), minute, sure: true };
}

/** The day of an instant in UTC and its minutes, as if it had been written without a zone. */
export function momentInUtc(at: Instant): Moment {
  const minutes = Math.floor((at - Math.floor(at / 86_400_000) * 86_400_000) / MINUTE);
  return { day: dayOf(at), clock: { hour: Math.floor(minutes / 60), minute: minutes % 60, sure: true }, weekday: null };
}
