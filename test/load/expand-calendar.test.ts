/** Calendars that a user names, as dates: against days that are known, and names that are none. */
import { describe, expect, it } from 'vitest';
import { expandCalendar } from '../../src/load/expand-calendar.ts';
import { dateOfDay, dayOfDate } from '../../src/model/local-day.ts';
import { holidayOf } from '../../src/policy/rules/holidays.ts';

describe('a calendar as dates', () => {
  it('is that of a country, of every year asked for', async () => {
    const dates = await expandCalendar('AT', 2026, 2027);
    expect(dates).toEqual(expect.arrayContaining(['2026-10-26', '2027-10-26', '2026-12-08']));
    expect(dates).not.toContain('2026-10-03');
    expect(dates.every((date) => /^202[67]-/.test(date))).toBe(true);
    expect(dates).toEqual([...dates].sort());
  });

  it('of a state holds its country’s', async () => {
    const [state, country] = [await expandCalendar('CH-ZH', 2026, 2026), await expandCalendar('CH', 2026, 2026)];
    expect(state).toEqual(expect.arrayContaining([...country]));
    expect(state.length).toBeGreaterThan(country.length);
  });

  it('is what the built-in table says of the same', async () => {
    const first = dayOfDate('2029-01-01')!;
    const table = Array.from({ length: 365 }, (_, at) => first + at).filter((day) => holidayOf('DE-BY', day) !== null);
    expect(await expandCalendar('DE-BY', 2029, 2029)).toEqual(table.map(dateOfDay));
  });

  it.each([
    ['UK', 'Did you mean'],
    ['US-PX', 'Did you mean "US-'],
    ['Germany', 'ISO 3166-1'],
    ['us', 'Did you mean "US"?'],
    ['', 'Did you mean'],
    ['__proto__', 'ISO 3166-1'],
  ])('%s is none', async (name, hint) => {
    await expect(expandCalendar(name, 2026, 2026)).rejects.toMatchObject({
      problems: [
        {
          code: 'bad_field',
          message: expect.stringContaining(JSON.stringify(name)) as string,
          hint: expect.stringContaining(hint) as string,
        },
      ],
    });
  });
});
