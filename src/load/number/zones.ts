/** The time zones a number may be in: all of them must be awake before it is rung (reference/calling-law B1–B3). */
import type { E164 } from '../../model/ids.ts';
import { AREA_CODES_BY_ZONES, ZONES_BY_COUNTRY } from './data/zones.ts';
import { issueFor, showCell } from './messages.ts';
import { sameHours } from './same-hours.ts';
import type { DestinationIssue } from '../row/types.ts';
import { readZone } from './zone-names.ts';

/** `source`: what decided; `default`: a +1 number whose area code says nothing, taken to be anywhere in the contiguous US. */
export type Zones = {
  readonly zones: readonly string[];
  readonly source: 'column' | 'area_code' | 'country' | 'default';
  readonly warnings: readonly DestinationIssue[];
};

const CONTIGUOUS_US = [
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/New_York',
  'America/Phoenix',
];

/**
 * Zones whose law changed in 2026, each with a zone that has always kept the new offset. A Node with an older tz
 * database is an hour out there; asking the twin too makes that hour closed. With current data the twin changes nothing.
 */
const TWINS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'America/Vancouver': 'America/Phoenix',
    'America/Edmonton': 'America/Regina',
    'America/Inuvik': 'America/Regina',
    'America/Yellowknife': 'America/Regina',
    'America/Winnipeg': 'America/Panama',
    'Africa/Casablanca': 'Africa/Abidjan',
    'Africa/El_Aaiun': 'Africa/Abidjan',
  }),
);

const ZONES_BY_AREA_CODE: ReadonlyMap<string, string> = new Map(
  Object.entries(AREA_CODES_BY_ZONES).flatMap(([zones, codes]) => codes.split(' ').map((code) => [code, zones])),
);

const ZONES_OF: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(ZONES_BY_COUNTRY).map(([country, zones]) => [country, zones.split(' ')]),
);

/** Numbers of one country that ring in another as well: on Cyprus by Turkey's code, in Palestine by Israel's. */
const SHARED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\+90(?:392|533|542|548)/, ['Asia/Famagusta', 'Asia/Nicosia', 'Europe/Istanbul']],
  [/^\+972(?:5[69]|22[2-47-9]|42[45]|82[014-68]|92[3569])/, ['Asia/Gaza', 'Asia/Hebron', 'Asia/Jerusalem']],
];

/**
 * `country`: ISO, null where the metadata knows none. `timezone`: the contact's own column. It narrows the zones of the
 * number, where it is one of them; where it is not, the person has moved or the cell is wrong, and nobody can tell which,
 * so all of them must be open. The number's exchange is not asked: maps of exchanges are wrong often enough to ring people
 * at 7 in the morning. One zone too many only shortens the day; one too few rings someone at night.
 */
export function zonesOf(input: {
  readonly e164: E164;
  readonly country: string | null;
  readonly timezone?: string;
}): Zones | { readonly issue: DestinationIssue } {
  const { e164, country } = input;
  const own = input.timezone?.trim() ?? '';
  const read = own === '' ? null : readZone(own);
  if (read?.is === 'bad') return { issue: read.issue };
  const number = zonesOfNumber(e164, country);
  if (read?.is === 'zone') {
    const { zone } = read;
    if (number === undefined || fits(zone, number, country)) return found([zone], 'column');
    const elsewhere = issueFor('timezone_elsewhere', 'warning', { shown: showCell(own), e164, found: number.zones });
    return found([...number.zones, zone], 'column', [elsewhere]);
  }
  if (number === undefined) return { issue: issueFor('unknown_timezone', 'error', { shown: e164, e164 }) };
  const ignored = issueFor('placeholder_timezone', 'warning', { shown: showCell(own), e164, found: number.zones });
  return found(number.zones, number.source, read === null ? [] : [ignored]);
}

type OfNumber = { readonly zones: readonly string[]; readonly source: 'area_code' | 'country' | 'default' };

/** Undefined for a number without a place. */
function zonesOfNumber(e164: E164, country: string | null): OfNumber | undefined {
  const isNanp = e164.startsWith('+1');
  const byAreaCode = isNanp ? ZONES_BY_AREA_CODE.get(e164.slice(2, 5)) : undefined;
  if (byAreaCode !== undefined) return { zones: byAreaCode.split(' '), source: 'area_code' };
  // Not the 29 zones of the whole US: a number without a place (toll-free) or newer than the data is seldom in Adak.
  if (isNanp && (country === null || country === 'US')) return { zones: CONTIGUOUS_US, source: 'default' };
  const shared = SHARED.find(([pattern]) => pattern.test(e164))?.[1];
  if (shared !== undefined) return { zones: shared, source: 'country' };
  const byCountry = country === null ? undefined : ZONES_OF.get(country);
  return byCountry === undefined ? undefined : { zones: byCountry, source: 'country' };
}

/** One of the number's zones, or one of the same country that keeps the hours of one: Detroit's for a number of New York. */
function fits(zone: string, { zones, source }: OfNumber, country: string | null): boolean {
  const home = ZONES_OF.get(country ?? 'US') ?? [];
  // A number that may be anywhere in the country is where its owner says, so long as it is there.
  if (source === 'default') return home.includes(zone);
  return zones.includes(zone) || (home.includes(zone) && zones.some((each) => sameHours(each, zone)));
}

function found(zones: readonly string[], source: Zones['source'], warnings: readonly DestinationIssue[] = []): Zones {
  const twins = zones.flatMap((zone) => TWINS.get(zone) ?? []);
  return { zones: unique([...zones, ...twins]), source, warnings };
}

function unique(zones: readonly string[]): readonly string[] {
  return [...new Set(zones)].sort();
}
