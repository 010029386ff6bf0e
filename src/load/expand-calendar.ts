/** The holidays of a calendar of the user's own choice ("AT", "CH-ZH") as dates: the only reader of `date-holidays`. */
// The library is large: it is loaded when such a calendar is named, and not before.
import { userError } from '../model/errors.ts';
import { nearest } from './row/headers.ts';

/** "2026-12-25", sorted; public holidays, and the days on which they are observed. A state's calendar holds its country's. */
export async function expandCalendar(name: string, fromYear: number, toYear: number): Promise<readonly string[]> {
  const { default: Holidays } = await import('date-holidays');
  const known = new Holidays();
  const [country = '', region] = name.split('-');
  const countries = Object.keys(known.getCountries());
  if (!countries.includes(country)) throw unknown(name, countries);
  const regions = Object.keys(known.getStates(country) ?? {});
  if (region !== undefined && !regions.includes(region))
    throw unknown(name, [country, ...regions.map((of) => `${country}-${of}`)]);
  const dates = new Set<string>();
  for (const holidays of [new Holidays(country), ...(region === undefined ? [] : [new Holidays(country, region)])]) {
    for (let year = fromYear; year <= toYear; year += 1) {
      for (const { date, type } of holidays.getHolidays(year)) {
        if (type === 'public' && date.startsWith(String(year))) dates.add(date.slice(0, 10));
      }
    }
  }
  return [...dates].sort();
}

function unknown(name: string, known: readonly string[]): Error {
  const near = nearest(name, known);
  const hint =
    near === undefined
      ? 'Write a country such as "US" (ISO 3166-1), or a state or province of it such as "US-PA" (ISO 3166-2).'
      : `Did you mean ${JSON.stringify(near)}?`;
  return userError('bad_field', `There is no calendar of holidays called ${JSON.stringify(name)}.`, hint);
}
