/** The time zones a number may be in: all of them must be awake before it is rung (reference/calling-law B1–B3). */
import type { E164 } from '../model/ids.ts';
import { AREA_CODES_BY_ZONES, ZONES_BY_COUNTRY } from './data/zones.ts';
import { issueFor } from './messages.ts';
import type { DestinationIssue } from './types.ts';
import { zoneId } from './zone-names.ts';

/** `source`: what decided; `default`: a +1 number whose area code says nothing, taken to be anywhere in the contiguous US. */
export type Zones = {
  readonly zones: readonly string[];
  readonly source: 'column' | 'area_code' | 'country' | 'default';
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
const TWINS: Readonly<Record<string, string>> = {
  'America/Vancouver': 'America/Phoenix',
  'America/Edmonton': 'America/Regina',
  'America/Inuvik': 'America/Regina',
  'America/Yellowknife': 'America/Regina',
  'America/Winnipeg': 'America/Panama',
  'Africa/Casablanca': 'Africa/Abidjan',
  'Africa/El_Aaiun': 'Africa/Abidjan',
};

const ZONES_BY_AREA_CODE: ReadonlyMap<string, string> = new Map(
  Object.entries(AREA_CODES_BY_ZONES).flatMap(([zones, codes]) => codes.split(' ').map((code) => [code, zones])),
);

/**
 * `country`: ISO, null where the metadata knows none. `timezone`: the contact's own column, believed before the number.
 * The number's exchange is not asked: maps of exchanges are wrong often enough to ring people at 7 in the morning.
 * One zone too many only shortens the day; one too few rings someone at night.
 */
export function zonesOf(input: {
  readonly e164: E164;
  readonly country: string | null;
  readonly timezone?: string;
}): Zones | { readonly issue: DestinationIssue } {
  const { e164, country } = input;
  const own = input.timezone?.trim() ?? '';
  if (own !== '') {
    const zone = zoneId(own);
    return typeof zone === 'string' ? found([zone], 'column') : { issue: zone };
  }
  const isNanp = e164.startsWith('+1');
  const byAreaCode = isNanp ? ZONES_BY_AREA_CODE.get(e164.slice(2, 5)) : undefined;
  if (byAreaCode !== undefined) return found(byAreaCode.split(' '), 'area_code');
  // Not the 29 zones of the whole US: a number without a place (toll-free) or newer than the data is seldom in Adak.
  if (isNanp && (country === null || country === 'US')) return found(CONTIGUOUS_US, 'default');
  const byCountry = country === null ? undefined : ZONES_BY_COUNTRY[country];
  if (byCountry !== undefined) return found(byCountry.split(' '), 'country');
  return { issue: issueFor('unknown_timezone', 'error', { shown: e164, e164 }) };
}

/** Names a set of zones: sorted, unique, joined by a comma. Contacts with one key open and close together. */
export function windowKeyOf(zones: readonly string[]): string {
  return unique(zones).join(',');
}

function found(zones: readonly string[], source: Zones['source']): Zones {
  const twins = zones.flatMap((zone) => TWINS[zone] ?? []);
  return { zones: unique([...zones, ...twins]), source };
}

function unique(zones: readonly string[]): readonly string[] {
  return [...new Set(zones)].sort();
}
