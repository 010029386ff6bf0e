/** The time zones a number may be in: all of them must be awake before it is rung (reference/calling-law B1–B3). */
import type { E164 } from '../../model/ids.ts';
import { CONTIGUOUS_US, readAddress, type Address, type AddressCells, type AddressPart } from './address.ts';
import { AREAS_BY_ZONES } from './data/areas.ts';
import { AREA_CODES_BY_ZONES, ZONES_BY_COUNTRY } from './data/zones.ts';
import { issueFor, showCell } from './messages.ts';
import { regionsOf, regionsOfCountry } from './regions.ts';
import { sameHours } from './same-hours.ts';
import type { DestinationIssue } from '../row/types.ts';
import { readZone } from './zone-names.ts';

/** `source`: what decided; `default`: a +1 number whose area code says nothing, taken to be anywhere in the contiguous US. */
export type Zones = {
  readonly zones: readonly string[];
  /** As in `Place.regions`. */
  readonly regions: readonly string[];
  readonly source: 'column' | 'state' | 'zip' | 'area_code' | 'country' | 'default';
  readonly warnings: readonly ZoneWarning[];
};

/** `about`: which of the row's columns it speaks of. */
export type ZoneWarning = DestinationIssue & { readonly about: AddressPart | 'timezone' };

const ZONES_BY_AREA_CODE: ReadonlyMap<string, string> = new Map(
  Object.entries(AREA_CODES_BY_ZONES).flatMap(([zones, codes]) => codes.split(' ').map((code) => [code, zones])),
);

/** Of the countries whose fixed lines are told apart. */
const CALLING_CODES = ['7', '34', '52', '55', '56', '61', '62', '64', '86', '243', '351', '593', '976'];

const ZONES_OF: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(ZONES_BY_COUNTRY).map(([country, zones]) => [country, zones.split(' ')]),
);

/** Country → first digits after its code → zones. */
const ZONES_BY_AREA: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  Object.entries(AREAS_BY_ZONES).map(([country, areas]) => [
    country,
    new Map(
      Object.entries(areas).flatMap(([zones, digits]) =>
        digits.split(' ').map((first): [string, readonly string[]] => [first, zones.split(' ')]),
      ),
    ),
  ]),
);

/** Numbers of one country that ring in another as well: on Cyprus by Turkey's code, in Palestine by Israel's. */
const SHARED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\+90(?:392|533|542|548)/, ['Asia/Famagusta', 'Asia/Nicosia', 'Europe/Istanbul']],
  [/^\+972(?:5[69]|22[2-47-9]|42[45]|82[014-68]|92[3569])/, ['Asia/Gaza', 'Asia/Hebron', 'Asia/Jerusalem']],
];

const NO_ADDRESS: AddressCells = { state: '', zip: '', country: '' };

/**
 * `country`: ISO, null where the metadata knows none. `timezone`, `address`: the row's own columns. A zone narrows those of
 * the number or of the address, where it is one of them; an address takes the place of the number's, where it is in one of its
 * states. Where they do not agree, the person has moved or the cell is wrong, and nobody can tell which, so all of them must be
 * open. The number's exchange is not asked: maps of exchanges are wrong often enough to ring people at 7 in the morning. One
 * zone too many only shortens the day; one too few rings someone at night.
 */
export function zonesOf(input: {
  readonly e164: E164;
  readonly country: string | null;
  readonly timezone?: string;
  readonly address?: AddressCells;
}): Zones | { readonly issue: DestinationIssue } {
  const { e164, country } = input;
  const own = input.timezone?.trim() ?? '';
  const read = own === '' ? null : readZone(own);
  if (read?.is === 'bad') return { issue: read.issue };
  const number = zonesOfNumber(e164, country);
  const address = readAddress(input.address ?? NO_ADDRESS, country);
  const place = address.place === null ? undefined : join(address.place, number, e164, country);
  const regions = regionsIn(address, number, e164, country);
  const warnings: ZoneWarning[] = [...address.issues];
  const found = (zones: readonly string[], source: Zones['source']): Zones => {
    return { zones: unique(zones), regions, source, warnings };
  };
  if (read?.is === 'zone') {
    const { zone } = read;
    const others = [number, place].flatMap((each) =>
      each === undefined || fits(zone, each, country) ? [] : each.zones,
    );
    if (others.length > 0) warnings.push(warning('timezone', 'timezone_elsewhere', own, e164, unique(others)));
    return found([zone, ...others], 'column');
  }
  const best = place ?? number;
  if (best === undefined) return { issue: issueFor('unknown_timezone', 'error', { shown: e164, e164 }) };
  if (read !== null) warnings.push(warning('timezone', 'placeholder_timezone', own, e164, unique(best.zones)));
  if (place?.elsewhere === true) {
    const said = input.address?.[place.source] ?? '';
    warnings.push(warning(place.source, 'place_elsewhere', said, e164, regionsOf(e164, country)));
  }
  return found(best.zones, best.source);
}

type Found = { readonly zones: readonly string[]; readonly source: Exclude<Zones['source'], 'column'> };
type FromAddress = Found & { readonly source: AddressPart; readonly elsewhere: boolean };

/** The address where it is one of the number's states, or the number says no place; else both. */
function join(
  { zones, regions, source }: NonNullable<Address['place']>,
  number: Found | undefined,
  e164: E164,
  country: string | null,
): FromAddress {
  const apart = number !== undefined && !regions.some((one) => regionsOf(e164, country).some((own) => meets(own, one)));
  return { zones: apart ? [...zones, ...number.zones] : zones, source, elsewhere: apart };
}

/** Both the number's and the address's: the law of either may be the person's. What says only its country, the address says better. */
function regionsIn(
  { place, unread }: Address,
  number: Found | undefined,
  e164: E164,
  country: string | null,
): readonly string[] {
  const own = regionsOf(e164, country);
  const said = place?.regions ?? [];
  const general = number?.source === 'default' && said.some((one) => own.some((each) => one.startsWith(`${each}-`)));
  const any = unread === null || own.length + said.length === 0 ? [] : regionsOfCountry(unread);
  return unique([...(general ? [] : own), ...said, ...any]);
}

function meets(own: string, said: string): boolean {
  return own === said || said.startsWith(`${own}-`) || own.startsWith(`${said}-`);
}

function warning(
  about: ZoneWarning['about'],
  code: 'timezone_elsewhere' | 'placeholder_timezone' | 'place_elsewhere',
  shown: string,
  e164: E164,
  found: readonly string[],
): ZoneWarning {
  return { about, ...issueFor(code, 'warning', { shown: showCell(shown), e164, found }) };
}

/** Undefined for a number without a place. */
function zonesOfNumber(e164: E164, country: string | null): Found | undefined {
  const isNanp = e164.startsWith('+1');
  const byAreaCode = isNanp ? ZONES_BY_AREA_CODE.get(e164.slice(2, 5)) : undefined;
  if (byAreaCode !== undefined) return { zones: byAreaCode.split(' '), source: 'area_code' };
  // A number without a place (toll-free), or newer than the data.
  if (isNanp && (country === null || country === 'US')) return { zones: CONTIGUOUS_US, source: 'default' };
  const shared = SHARED.find(([pattern]) => pattern.test(e164))?.[1];
  if (shared !== undefined) return { zones: shared, source: 'country' };
  const area = zonesOfArea(e164, country);
  if (area !== undefined) return { zones: area, source: 'area_code' };
  const byCountry = country === null ? undefined : ZONES_OF.get(country);
  return byCountry === undefined ? undefined : { zones: byCountry, source: 'country' };
}

/** Of a fixed line in a country with several hours; undefined for mobiles, and for what the tables do not know. */
function zonesOfArea(e164: E164, country: string | null): readonly string[] | undefined {
  const areas = ZONES_BY_AREA.get(country ?? '');
  if (areas === undefined) return undefined;
  const [code = ''] = CALLING_CODES.filter((each) => e164.startsWith(`+${each}`));
  for (let length = 4; length > 0; length -= 1) {
    const found = areas.get(e164.slice(code.length + 1, code.length + 1 + length));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One of those zones, or one of the same country that keeps the hours of one: Detroit's for a number of New York. */
function fits(zone: string, { zones, source }: Found, country: string | null): boolean {
  const home = ZONES_OF.get(country ?? 'US') ?? [];
  // A number that may be anywhere in the country is where its owner says, so long as it is there.
  if (source === 'default') return home.includes(zone);
  return zones.includes(zone) || (home.includes(zone) && zones.some((each) => sameHours(each, zone)));
}

function unique(zones: readonly string[]): readonly string[] {
  return [...new Set(zones)].sort();
}
