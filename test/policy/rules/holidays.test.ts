/** Holidays by calendar: the table against the library that it was made of, the lists of statutes, and what nobody knows. */
import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOfDate, weekdayOfDay } from '../../../src/model/local-day.ts';
import { HOLIDAY_CALENDARS, holidayOf } from '../../../src/policy/rules/holidays.ts';

const on = (calendar: string, date: string): string | null => holidayOf(calendar, dayOfDate(date)!);
const daysOf = (calendar: string, year: number): string[] => {
  const first = dayOfDate(`${year}-01-01`)!;
  const all = Array.from({ length: dayOfDate(`${year + 1}-01-01`)! - first }, (_, at) => first + at);
  return all.filter((day) => holidayOf(calendar, day) !== null).map(dateOfDay);
};
const libraryDays = (country: string, region: string | undefined, year: number): string[] => {
  const found = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const all = found.getHolidays(year).filter(({ type, date }) => type === 'public' && date.startsWith(String(year)));
  return [...new Set(all.map(({ date }) => date.slice(0, 10)))].sort();
};

describe('holidays by calendar', () => {
  it.each([
    ['US', '2026-11-26', 'Thanksgiving Day'],
    ['US', '2026-11-27', null],
    ['US', '2026-07-03', 'Independence Day (substitute day)'], // the 4th is a Saturday
    ['US', '2027-12-31', "New Year's Day (substitute day)"],
    ['US', '2026-04-03', null],
    ['US-PA', '2026-04-03', 'Good Friday'],
    ['US-PA', '2026-11-03', 'Election Day'],
    ['US-PA', '2027-06-14', 'Flag Day'],
    ['US-LA', '2027-02-09', 'Mardi Gras'],
    ['US-LA', '2026-11-27', 'Acadian Day'],
    ['US-LA', '2027-11-02', null], // no general election in an odd year
    ['US-AL', '2026-06-01', "Jefferson Davis' birthday"],
    ['US-MS', '2026-04-27', 'Confederate Memorial Day'],
    ['US-RI', '2026-08-10', 'Victory Day'],
    ['US-UT', '2026-07-24', 'Pioneer Day'],
    ['CA-BC', '2026-02-16', 'Family Day'],
    ['CA', '2026-07-01', 'Canada Day'],
    ['FR', '2026-07-14', 'Bastille Day'],
    ['AU', '2026-04-03', 'Good Friday'],
    ['GB', '2026-12-28', 'Boxing Day (substitute day)'],
    ['DE', '2026-10-03', 'National Holiday'],
    ['DE-BY', '2027-05-27', 'Corpus Christi'],
    ['DE-BE', '2027-05-27', null],
    ['IN', '2026-01-26', 'Republic Day'],
  ])('%s %s: %s', (calendar, date, name) => expect(on(calendar, date)).toBe(name));

  it('counts a day as a holiday where nobody knows the calendar or the year', () => {
    expect(on('XX', '2026-11-27')).toBe('holidays not known');
    expect(on('US-XX', '2026-11-27')).toBe('holidays not known');
    expect(on('US', '2019-12-31')).toBe('holidays of that year not known');
    expect(on('US', '2020-01-02')).toBeNull();
    expect(on('US', '2040-12-30')).toBeNull();
    expect(on('US', '2041-01-02')).toBe('holidays of that year not known');
  });

  it('is what the library says, for the countries', () => {
    for (const country of ['US', 'CA', 'FR', 'AU', 'GB', 'DE', 'IN']) {
      for (const year of [2026, 2030]) expect(daysOf(country, year)).toEqual(libraryDays(country, undefined, year));
    }
  });

  it('lacks no day of the library in a state or a province', () => {
    for (const calendar of ['US-PA', 'US-LA', 'US-TX', 'CA-BC', 'DE-BY', 'AU-NSW', 'GB-SCT']) {
      const [country = '', region] = calendar.split('-');
      expect(daysOf(calendar, 2027)).toEqual(expect.arrayContaining(libraryDays(country, region, 2027)));
      expect(daysOf(calendar, 2027)).toEqual(expect.arrayContaining(daysOf(country, 2027)));
    }
  });

  it('has every state of the US and every province of Canada', () => {
    expect(HOLIDAY_CALENDARS.filter((name) => name.startsWith('US-'))).toHaveLength(51);
    expect(HOLIDAY_CALENDARS.filter((name) => name.startsWith('CA-'))).toHaveLength(13);
  });
});

describe('a day of a calendar', () => {
  it('is a number, and a date again', () => {
    expect(dayOfDate('1970-01-01')).toBe(0);
    expect(dayOfDate('2026-11-27')).toBe(20_784);
    expect(dateOfDay(20_784)).toBe('2026-11-27');
    expect(weekdayOfDay(20_784)).toBe(4); // a Friday
    expect(weekdayOfDay(0)).toBe(3);
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', '2026-01-01T00:00:00Z'])('%s is none', (date) =>
    expect(dayOfDate(date)).toBeUndefined(),
  );
});
