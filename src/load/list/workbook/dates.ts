/** Dates and times as a workbook stores them, days since 1900 or 1904, as text that means the same everywhere. */
import { formatInstant } from '../../../model/time.ts';
import type { Format } from './number-format.ts';

type Moment = Extract<Format, { is: 'moment' }>;
type Elapsed = Extract<Format, { is: 'elapsed' }>;

const DAY = 86_400;
/** 9999-12-31. */
const LAST = 2_958_465;
/** Days between the two beginnings. */
const SINCE_1904 = 1462;
/** 1970-01-01. */
const EPOCH = 25_569;
/** What a person sees of a date that there is not; outdial takes it for the spreadsheet's error that it is. */
const NO_DATE = '########';

/** `2026-12-01`, `14:30`, `2026-12-01 14:30`: by the value, where the format shows less of it. */
export function momentText(serial: number, { date, time }: Moment, date1904: boolean): string {
  const total = Math.round(serial * DAY) + (date1904 && (serial >= 1 || !time) ? SINCE_1904 * DAY : 0);
  const day = Math.floor(total / DAY);
  if (!(serial >= 0) || day > LAST) return NO_DATE;
  const clock = total - day * DAY;
  // Before 1901 it is no date but a time that somebody added up.
  const withDate = date || serial >= 367;
  if (!withDate || (day === 0 && time)) return clockText(clock);
  return time || clock !== 0 ? `${dayText(day)} ${clockText(clock)}` : dayText(day);
}

/** Excel counts a 29 February of 1900, which was none: all days after it are one too late, and those before are not. */
function dayText(day: number): string {
  if (day === 0) return '1900-01-00';
  if (day === 60) return '1900-02-29';
  const since1970 = day - (day < 60 ? EPOCH - 1 : EPOCH);
  return formatInstant(since1970 * DAY * 1000).slice(0, 10);
}

/** Seconds only where there are some: LibreOffice shows `09:00:00` of every time, and an agent would say so. */
function clockText(clock: number): string {
  const rest = clock % 60;
  const hours = `${two(Math.floor(clock / 3600))}:${two(Math.floor(clock / 60) % 60)}`;
  return rest === 0 ? hours : `${hours}:${two(rest)}`;
}

export function elapsedText(serial: number, { from, seconds }: Elapsed): string {
  const total = Math.abs(Math.round(serial * DAY));
  const sign = serial < 0 && total > 0 ? '-' : '';
  if (from === 's') return `${sign}${total}`;
  const rest = seconds || total % 60 !== 0 ? `:${two(total % 60)}` : '';
  const minutes = Math.floor(total / 60);
  if (from === 'm') return `${sign}${minutes}${rest}`;
  return `${sign}${Math.floor(minutes / 60)}:${two(minutes % 60)}${rest}`;
}

/** Written out, as OpenDocument and strict workbooks do: `2026-12-01T14:30:00`. */
export function isoText(text: string): string {
  const [, day, clock] = /^(\d{4}-\d{2}-\d{2})?T?(?:(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?$/.exec(text.trim()) ?? [];
  if (day === undefined && clock === undefined) return text;
  const time = clock?.replace(/^(\d{2}:\d{2}):00$/, '$1');
  // Midnight is how these formats write a day.
  if (day === undefined || time === undefined || time === '00:00') return day ?? time ?? text;
  return `${day} ${time}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
