/** Generated campaigns, numbers and instants: what the gate allows, against a scan of minutes in the zones of gazetteers. */
import { tz } from '../support/clocks.ts';
import type { Weekday, Window } from '../../src/model/dial-options.ts';
import { WEEKDAYS } from '../../src/model/dial-options.ts';
import type { E164 } from '../../src/model/ids.ts';
import { placeOf } from '../../src/model/place.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { regionsOf } from '../../src/load/number/regions.ts';
import { zonesOf } from '../../src/load/number/zones.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { PACKS } from '../../src/policy/rules/packs.ts';
import { holidayOf } from '../../src/policy/rules/holidays.ts';
import { CENTERS, CLOCKS, FIXED_LINES, NANP } from '../load/place-facts.ts';
import { openAt, type Scanned } from '../support/law-scan.ts';

export type Phone = { readonly to: string; readonly country: string; readonly home: string; readonly place: string };

function phoneOf(to: string, country: string, home: string): Phone {
  const found = zonesOf({ e164: to as E164, country });
  if ('issue' in found) throw new Error(`${to} has no zone`);
  return { to, country, home, place: placeOf({ zones: found.zones, regions: regionsOf(to, country) }) };
}

/** Each with the zone in which somebody with it really lives, by another source than the library's. */
export const PHONES: readonly Phone[] = [
  ...Object.entries(CENTERS).flatMap(([zone, codes]) =>
    codes.split(' ').map((code) => phoneOf(`+1${code}5550100`, 'US', zone)),
  ),
  ...NANP.map(([, to, zones]) => phoneOf(to, 'US', zones)),
  ...FIXED_LINES.map(([country, , to, zones]) => phoneOf(to, country, zones)),
  ...CLOCKS.map(([country, to, zone]) => phoneOf(to, country, zone)),
  // On the ice, by their own column.
  { to: '+4790000100', country: 'NO', home: 'Antarctica/Troll', place: 'Antarctica/Troll|NO' },
];

/** Nights on which clocks change somewhere, and holidays: a day before each, two after. */
const EDGES = [
  ...['2026-02-15', '2026-03-08', '2026-03-22', '2026-03-29', '2026-04-05', '2026-04-24', '2026-09-05', '2026-09-20'],
  ...['2026-10-04', '2026-10-25', '2026-10-29', '2026-11-01', '2026-11-26', '2026-12-25', '2027-01-01', '2027-03-14'],
  ...['2027-03-28', '2027-04-04', '2027-07-05', '2027-10-31', '2027-11-07'],
].map((day) => Date.parse(`${day}T00:00:00Z`) - DAY);

const EXCEPT = ['2026-11-27', '2026-12-24/2027-01-02', '2026-03-09', '2026-10-05/2026-10-05', '2027-03-15'];
const ZONES = [
  'contact',
  'contact',
  'contact',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Africa/Cairo',
];

/** Wrong ones in words. `open`: how many the gate allowed. */
export function wrongHours(seed: number, cases: number): { readonly wrong: readonly string[]; readonly open: number } {
  const random = seeded(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const hours = makeHours();
  const terms = Array.from({ length: 60 }, () => termsOf(random, pick));
  const wrong: string[] = [];
  let open = 0;
  for (let nth = 0; nth < cases; nth += 1) {
    const { plan, scanned } = pick(terms);
    const phone = pick(PHONES);
    const from = random() < 0.7 ? pick(EDGES) : Date.parse('2026-01-01T00:00:00Z') + Math.floor(random() * 700) * DAY;
    const step = pick([1, MINUTE, 15 * MINUTE, HOUR]);
    const near = random() < 0.5 && plan.window !== null ? borderOf(plan.window, phone, from, random) : null;
    const at = Math.floor((near ?? from + random() * 3 * DAY) / step) * step;
    const slack = pick([0, SECOND, 31 * SECOND]);
    const may = hours.isOpen(plan, phone.place, at, slack);
    if (may) open += 1;
    const told = `${phone.to} (${phone.place}) at ${new Date(at).toISOString()} under ${JSON.stringify(plan)}`;
    if (may !== openAt(scanned, phone.place, at, slack)) wrong.push(`the gate says ${may}: ${told}`);
    if (may && plan.window?.timezone === 'contact' && !atHome(scanned, phone, at, slack)) {
      wrong.push(`closed in ${phone.home}: ${told}`);
    }
  }
  return { wrong, open };
}

/** Within an hour and some of where the window opens or closes on that day in their town: one zone wrong shows there. */
function borderOf({ from, to, more }: Window, { home }: Phone, day: number, random: () => number): number {
  const borders = [from, to, ...(more ?? []).flatMap((span) => [span.from, span.to])];
  const border = (borders[Math.floor(random() * borders.length)] ?? 0) * MINUTE;
  const west = tz.zone(home.split(' ')[0] ?? '')?.utcOffset(day) ?? 0;
  return day + DAY + border + west * MINUTE + (random() - 0.5) * 160 * MINUTE;
}

/** By the window alone, in the zones where gazetteers have the town. */
export function atHome({ window, isHoliday }: Scanned, { home }: Phone, at: number, slack: number): boolean {
  const own: Scanned = { window, rules: null, purpose: null, isHoliday };
  return openAt(own, home.replaceAll(' ', ','), at, slack);
}

type Terms = { readonly plan: { readonly window: Window | null; readonly rules?: never }; readonly scanned: Scanned };

function termsOf(random: () => number, pick: <T>(of: readonly T[]) => T): Terms {
  const days = WEEKDAYS.filter(() => random() < 0.8);
  const span = (): { days: readonly Weekday[]; from: number; to: number } => {
    const from = Math.floor(random() * 80) * 15;
    return {
      days: days.length === 0 ? WEEKDAYS : days,
      from,
      to: Math.min(1440, from + 15 + Math.floor(random() * 50) * 15),
    };
  };
  const except = EXCEPT.filter(() => random() < 0.3);
  const holidays = random() < 0.3 ? ['US'] : [];
  const window: Window | null =
    random() < 0.15
      ? null
      : {
          ...span(),
          timezone: pick(ZONES),
          // A lunch between, or a second stretch that overlaps.
          ...(random() < 0.5 ? { more: [span()] } : {}),
          ...(except.length === 0 ? {} : { except }),
          ...(holidays.length === 0 ? {} : { holidays }),
        };
  const pack = random() < 0.5 || window === null ? pick([...PACKS.values()]) : null;
  const purpose = 'marketing' as const;
  const rules = pack === null ? {} : { rules: { pack: pack.pack, version: pack.version, purpose } };
  const plan = { window, ...rules } as Terms['plan'];
  return { plan, scanned: { window, rules: pack?.rules ?? null, purpose, isHoliday } };
}

/** Federal days by what the statute says of them; other calendars are held by tests of their own. */
function isHoliday(calendar: string, date: string): boolean {
  if (calendar === 'US') return isFederal(date);
  return holidayOf(calendar, Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY)) !== null;
}

const FIXED = ['01-01', '06-19', '07-04', '11-11', '12-25'];
/** Month, weekday (0 Sunday), which of the month; 5 the last. */
const NTH: readonly (readonly [number, number, number])[] = [
  ...([
    [1, 1, 3],
    [2, 1, 3],
    [5, 1, 5],
    [9, 1, 1],
    [10, 1, 2],
    [11, 4, 4],
  ] as const),
];

function isFederal(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  const on = (shift: number): string => new Date(day.getTime() + shift * DAY).toISOString().slice(5, 10);
  const weekday = day.getUTCDay();
  if (FIXED.includes(on(0))) return true;
  // Kept on the Friday before a Saturday, and on the Monday after a Sunday.
  if (weekday === 5 && FIXED.includes(on(1))) return true;
  if (weekday === 1 && FIXED.includes(on(-1))) return true;
  const [month, nth] = [day.getUTCMonth() + 1, Math.ceil(day.getUTCDate() / 7)];
  const last = new Date(day.getTime() + 7 * DAY).getUTCMonth() + 1 !== month;
  return NTH.some(([of, its, which]) => of === month && its === weekday && (which === 5 ? last : which === nth));
}

/** The same sequence for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
