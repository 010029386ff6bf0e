/** Says a day and a time as a person would: "Tuesday, December 1 at 9:30 AM", in the language of the calls. */
import { DAY, HOUR, MINUTE } from '../../model/time.ts';
import { instantOf, weekdayOf, type Clock, type Day } from './spoken-calendar.ts';
import type { Moment } from './spoken-read.ts';
import { remembered } from './remembered.ts';
import { A_SUNDAY, AT, LANGUAGES } from './spoken-words.ts';

/** `today`: midnight of the day on which it is loaded; null: unknown, and each year is said. */
export function sayMoment({ day, clock, weekday }: Moment, language: string, today: number | null): string {
  const { one, many, end } = AT[baseOf(language)];
  const time = clock === null ? '' : `${sayClock(clock, language)}${end}`;
  if (day === null && weekday === null) return time;
  const date = day === null ? sayWeekday(weekday ?? 0, language) : sayDay(day, weekday, language, today);
  // Nobody is asked to come at midnight: it is how a spreadsheet writes a day without a time.
  if (clock === null || (clock.hour === 0 && clock.minute === 0)) return date;
  return `${date}${(halves(language) ? clock.hour % 12 : clock.hour) === 1 ? one : many}${time}`;
}

export function baseOf(language: string): (typeof LANGUAGES)[number] {
  return LANGUAGES.find((one) => language === one || language.startsWith(`${one}-`)) ?? 'en';
}

/** Eleven months: nearer than that, a day without its year is one day only. */
const NEAR = 335 * DAY;

function sayWeekday(weekday: number, language: string): string {
  return format(language, { weekday: 'long', timeZone: 'UTC' }, A_SUNDAY + weekday * DAY);
}

function sayDay(day: Day, weekday: number | null, language: string, today: number | null): string {
  const options: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric', timeZone: 'UTC' };
  const { year } = day;
  if (year === null) {
    const shown = { ...day, year: weekday === null ? 2028 : yearWith(day, weekday) };
    return format(language, weekday === null ? options : { ...options, weekday: 'long' }, instantOf(shown));
  }
  const at = instantOf({ ...day, year });
  const far = today === null || Math.abs(at - today) > NEAR;
  return format(language, { ...options, weekday: 'long', ...(far ? { year: 'numeric' } : {}) }, at);
}

/** Any year in which it is that day of the week; 28 years have them all. */
function yearWith(day: Day, weekday: number): number {
  const years = Array.from({ length: 28 }, (_, at) => 2028 + at);
  return (
    years.find(
      (year) => (day.month !== 2 || day.day !== 29 || year % 4 === 0) && weekdayOf({ ...day, year }) === weekday,
    ) ?? 2028
  );
}

function sayClock({ hour, minute, sure }: Clock, language: string): string {
  if (sure && halves(language)) {
    return format(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }, hour * HOUR + minute * MINUTE);
  }
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

/** English without a region is that of the US. */
const localeOf = (language: string): string => (language === 'en' ? 'en-US' : language);

const halves = remembered((language) => {
  const { hour12 } = new Intl.DateTimeFormat(localeOf(language), { hour: 'numeric' }).resolvedOptions();
  return hour12 === true;
});

const formatFor = remembered((key) => {
  const [language = 'en', options] = JSON.parse(key) as [string, Intl.DateTimeFormatOptions];
  return new Intl.DateTimeFormat(localeOf(language), options);
});

/** Days and times repeat from row to row, and a formatter is slow. */
const formatted = remembered((key) => {
  const gap = key.indexOf(' ');
  return formatFor(key.slice(gap + 1)).format(Number(key.slice(0, gap)));
});

function format(language: string, options: Intl.DateTimeFormatOptions, at: number): string {
  // Versions of ICU differ in their spaces, and no voice needs a narrow one.
  const text = formatted(`${at} ${JSON.stringify([language, options])}`).replace(/[\u00a0\u202f\u2009]/g, ' ');
  const first = baseOf(language) === 'fr' ? text.replace(/(^|\s)1(?=\s\p{L})/u, '$11er') : text;
  return first.replace(/\b([ap])\. m\./i, '$1.m.');
}
