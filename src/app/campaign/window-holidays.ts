/** Calendars of a window that outdial does not bring become dates when the campaign is read, so that whoever dials needs no library. */
import type { Window } from '../../model/dial-options.ts';
import { HOLIDAY_CALENDARS } from '../../policy/rules/holidays.ts';
import { expandCalendar } from '../../load/expand-calendar.ts';
import type { Spec } from '../../load/spec/spec.ts';

/** As many as outdial's own calendars know. */
const FIRST_YEAR = 2025;
const LAST_YEAR = 2040;

/** Throws a `UserError` for a calendar that nobody knows. */
export async function withHolidays(spec: Spec): Promise<Spec> {
  const { window } = spec;
  if (window === null || window === 'always' || window.holidays === undefined) return spec;
  const others = window.holidays.filter((calendar) => !HOLIDAY_CALENDARS.includes(calendar));
  if (others.length === 0) return spec;
  const holidayDates: NonNullable<Window['holidayDates']>[number][] = [];
  for (const calendar of others) {
    holidayDates.push({ calendar, dates: await expandCalendar(calendar, FIRST_YEAR, LAST_YEAR) });
  }
  const { holidays: _, ...rest } = window;
  const own = window.holidays.filter((calendar) => !others.includes(calendar));
  return { ...spec, window: { ...rest, ...(own.length === 0 ? {} : { holidays: own }), holidayDates } };
}
