/** Which days are public holidays, by calendar: of a country ("US"), a state or a province ("US-PA", "CA-BC"). */
// A table and no computation: feasts follow the moon, and observed days the statutes. Whoever is judged by a calendar or a
// year that the table lacks is not rung: the other mistake would be a call on a holiday.
import { CALENDARS, FIRST_DAY, LAST_DAY, SERIES } from './data/holidays.ts';

type Calendar = ReadonlyMap<number, string>;

const series = SERIES.trim().split(/[;\n]/).map(readSeries);
const calendars: ReadonlyMap<string, Calendar> = new Map(CALENDARS.trim().split('\n').map(readCalendar));

export const HOLIDAY_CALENDARS: readonly string[] = [...calendars.keys()];

/**
 * The name of the holiday, or why the day counts as one: a calendar or a year that nobody knows. Null: a day like others.
 * `day`: days since 1970-01-01 in the local calendar.
 */
export function holidayOf(calendar: string, day: number): string | null {
  const days = calendars.get(calendar);
  if (days === undefined) return 'holidays not known';
  if (day < FIRST_DAY || day > LAST_DAY) return 'holidays of that year not known';
  return days.get(day) ?? null;
}

function readSeries(line: string): readonly (readonly [day: number, name: string])[] {
  const [name = '', days = ''] = line.split(': ');
  let day: number = FIRST_DAY;
  return days.split(' ').map((further) => {
    day += parseInt(further, 36);
    return [day, name];
  });
}

function readCalendar(line: string): readonly [string, Calendar] {
  const [name = '', used = ''] = line.split(': ');
  return [name, new Map(used.split(' ').flatMap((at) => series[parseInt(at, 36)] ?? []))];
}
