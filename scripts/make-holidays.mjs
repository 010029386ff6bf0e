/** Makes src/policy/rules/data/holidays.ts, the public holidays of the calendars that rule packs name: `node scripts/make-holidays.mjs`. */
// Of `date-holidays` (ISC; its data CC-BY-3.0), public holidays with the days on which they are observed; a state's calendar
// holds its country's too, and what the lists of statutes add: a day too many only moves a call, a day too few is a complaint.
import { writeFileSync } from 'node:fs';
import Holidays from 'date-holidays';

const FIRST = 2020;
const LAST = 2040;
const COUNTRIES = ['US', 'CA', 'FR', 'AU', 'GB', 'DE', 'IN'];
/** France has none by region but those of Alsace, and its overseas parts have codes of their own. */
const WITH_REGIONS = ['US', 'CA', 'AU', 'GB', 'DE'];

const dayOf = (year, month, day) => Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
const weekdayOf = (day) => (day + 4) % 7; // Sunday is 0
const nth = (year, month, weekday, n) => {
  const first = dayOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1);
};
/** The Tuesday after the first Monday of November. */
const election = (year) => nth(year, 11, 1, 1) + 1;
const easter = (year) => {
  const found = new Holidays('US', 'LA').getHolidays(year, 'en').find(({ name }) => name === 'Good Friday');
  return dayOf(...found.date.slice(0, 10).split('-').map(Number)) + 2;
};

/** What a state's statute lists beside: name and day of a year, or null. */
const STATUTES = {
  // Act 73 of 2019 bars calls on legal holidays: 44 P.S. § 11.
  'US-PA': [
    ['Good Friday', (year) => easter(year) - 2],
    ['Flag Day', (year) => dayOf(year, 6, 14)],
    ['Election Day', election],
  ],
  // La. R.S. 1:55; PSC General Order R-29617.
  'US-LA': [
    ['Mardi Gras', (year) => easter(year) - 47],
    ['Good Friday', (year) => easter(year) - 2],
    ['General Election Day', (year) => (year % 2 === 0 ? election(year) : null)],
    ["All Saints' Day", (year) => dayOf(year, 11, 1)],
    ['Acadian Day', (year) => nth(year, 11, 4, 4) + 1],
  ],
  // Ala. Code 1-3-8.
  'US-AL': [
    ['Mardi Gras', (year) => easter(year) - 47],
    ['Confederate Memorial Day', (year) => nth(year, 4, 1, 4)],
    ["Jefferson Davis' Birthday", (year) => nth(year, 6, 1, 1)],
  ],
  // Miss. Code 3-3-7.
  'US-MS': [['Confederate Memorial Day', (year) => nth(year, 5, 1, 1) - 7]],
  // R.I. Gen. Laws 25-1-1.
  'US-RI': [
    ['Rhode Island Independence Day', (year) => dayOf(year, 5, 4)],
    ['Victory Day', (year) => nth(year, 8, 1, 2)],
    ['General Election Day', (year) => (year % 2 === 0 ? election(year) : null)],
  ],
  // Utah Code 63G-1-301.
  'US-UT': [['Pioneer Day', (year) => dayOf(year, 7, 24)]],
};

function publicDays(country, region) {
  const found = new Map();
  for (const holidays of [new Holidays(country), ...(region === undefined ? [] : [new Holidays(country, region)])]) {
    for (let year = FIRST; year <= LAST; year += 1) {
      for (const { date, name, type } of holidays.getHolidays(year, 'en')) {
        if (type !== 'public' || !date.startsWith(String(year))) continue;
        const day = dayOf(...date.slice(0, 10).split('-').map(Number));
        found.set(day, name.replace('Labour Day', country === 'US' ? 'Labor Day' : 'Labour Day').replace(/’/g, "'"));
      }
    }
  }
  return found;
}

function calendarOf(country, region) {
  const found = publicDays(country, region);
  for (const [name, on] of STATUTES[region === undefined ? country : `${country}-${region}`] ?? []) {
    for (let year = FIRST; year <= LAST; year += 1) {
      const day = on(year);
      if (day !== null && !found.has(day)) found.set(day, name);
    }
  }
  return found;
}

const start = dayOf(FIRST, 1, 1);
const series = new Map();
const calendars = [];
for (const country of COUNTRIES) {
  const regions = WITH_REGIONS.includes(country) ? Object.keys(new Holidays().getStates(country)).sort() : [];
  for (const region of [undefined, ...regions]) {
    const byName = new Map();
    for (const [day, name] of [...calendarOf(country, region)].sort(([a], [b]) => a - b)) {
      byName.set(name, [...(byName.get(name) ?? []), day - start]);
    }
    const used = [...byName].map(([name, days]) => {
      // Differences in base 36: a day in some 365 is two letters.
      const text = days.map((day, at) => (day - (at === 0 ? 0 : days[at - 1])).toString(36)).join(' ');
      const key = `${name}: ${text}`;
      if (!series.has(key)) series.set(key, series.size);
      return series.get(key).toString(36);
    });
    calendars.push([region === undefined ? country : `${country}-${region}`, used.join(' ')]);
  }
}

const lines = [
  '/** Public holidays of countries, states and provinces. Made by scripts/make-holidays.mjs of date-holidays (data CC-BY-3.0) and of statutes: do not edit. */',
  '// A series is a name and its days: differences in base 36, from the first day. A calendar is its series.',
  `/** ${FIRST}-01-01, in days since 1970-01-01. */`,
  `export const FIRST_DAY = ${start};`,
  `/** ${LAST}-12-31. */`,
  `export const LAST_DAY = ${dayOf(LAST, 12, 31)};`,
  '',
  'export const SERIES = `',
  ...Array.from({ length: Math.ceil(series.size / 3) }, (_, at) =>
    [...series.keys()].slice(3 * at, 3 * at + 3).join(';'),
  ),
  '`;',
  '',
  'export const CALENDARS = `',
  ...calendars.map(([name, used]) => `${name}: ${used}`),
  '`;',
];
writeFileSync(new URL('../src/policy/rules/data/holidays.ts', import.meta.url), `${lines.join('\n')}\n`);
