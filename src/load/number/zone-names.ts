/** Reads what people write in a timezone column: one IANA id by its usual spelling, or what they may have meant. */
import leven from 'leven';
import { AREA_CODES_BY_ZONES, ZONES_BY_COUNTRY } from './data/zones.ts';
import { issueFor, showCell } from './messages.ts';
import type { DestinationIssue } from '../row/types.ts';
import { cityOf, isAbbreviation, placesIn, saysZone, zonesOfCountryNamed } from './zone-clues.ts';
import { isPlaceholder } from './zone-placeholders.ts';

/** Every zone the data files name, by its spelling there: Intl would answer Asia/Calcutta to Asia/Kolkata. */
const KNOWN_ZONES: ReadonlyMap<string, string> = new Map(
  [...Object.keys(AREA_CODES_BY_ZONES), ...Object.values(ZONES_BY_COUNTRY)]
    .flatMap((zones) => zones.split(' '))
    .map((zone) => [zone.toLowerCase(), zone]),
);

/** Asked of Intl, each zone takes a fifth of a millisecond: only once somebody writes one in another way. */
let byIntlId: ReadonlyMap<string, string> | undefined;

/** By the id that Intl gives a zone, which may be an old one (`America/Indianapolis`, `Asia/Calcutta`). */
function usualName(intlId: string): string | undefined {
  byIntlId ??= new Map([...KNOWN_ZONES.values()].map((zone) => [canonicalId(zone) ?? zone, zone]));
  return byIntlId.get(intlId);
}

/** Short names that several places share, or that stand still when their place moves to summer time. */
const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
    CST: ['America/Chicago', 'Asia/Shanghai'],
    BST: ['Europe/London', 'Asia/Dhaka'],
    AST: ['America/Halifax', 'Asia/Riyadh'],
    GMT: ['Europe/London', 'Africa/Accra'],
    MST: ['America/Denver', 'America/Phoenix'],
  }),
);
const AMERICAN: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:E[SD]?T|EST5EDT|EASTERN)$/, ['America/New_York']],
  [/^(?:C[SD]?T|CST6CDT|CENTRAL)$/, ['America/Chicago']],
  [/^(?:M[SD]?T|MST7MDT|MOUNTAIN)$/, ['America/Denver', 'America/Phoenix']],
  [/^(?:P[SD]?T|PST8PDT|PACIFIC)$/, ['America/Los_Angeles']],
  [/^(?:AK[SD]?T|ALASKAN?)$/, ['America/Anchorage']],
  [/^(?:H[SD]?T|HAWAII(?:AN)?)$/, ['Pacific/Honolulu']],
];

/** `nowhere`: nobody chose it, or nobody with a telephone lives there. */
type ReadZone =
  | { readonly is: 'zone'; readonly zone: string }
  | { readonly is: 'nowhere' }
  | { readonly is: 'bad'; readonly issue: DestinationIssue };

/**
 * The zone by its usual spelling, or why it is none. `Area/City` only: the rest is ambiguous or ignores summer time. What
 * says nothing of any zone is nobody's choice, in whatever words: no list of such words is ever whole.
 */
export function readZone(text: string): ReadZone {
  if (isPlaceholder(text)) return { is: 'nowhere' };
  const bad = (found: readonly string[], detail?: string): ReadZone => ({
    is: 'bad',
    issue: issueFor('bad_timezone', 'error', {
      shown: showCell(text),
      found,
      ...(detail === undefined ? {} : { detail }),
    }),
  });
  const word = text.toUpperCase().replace(/(?: (?:STANDARD|DAYLIGHT))?(?: TIME)?$/, '');
  const short = ABBREVIATIONS.get(word) ?? AMERICAN.find(([pattern]) => pattern.test(word))?.[1];
  if (short !== undefined) {
    return bad(
      short,
      short.length > 1 ? 'short for more than one time zone' : 'an abbreviation, not an IANA time zone (Area/City)',
    );
  }
  const fixed = /^(?:(?:etc\/)?(?:gmt|utc)\s*)?[+-]?\d{1,2}(?::?\d{2})?$/i.test(text);
  if (fixed) return bad([], 'an offset or a fixed zone, which does not follow summer time');
  const canonical = text.includes('/') ? canonicalId(text) : undefined;
  if (canonical === undefined) {
    const near = nearest(text);
    return near.length > 0 || saysZone(text) ? bad(near) : { is: 'nowhere' };
  }
  const zone = KNOWN_ZONES.get(text.toLowerCase()) ?? usualName(canonical) ?? canonical;
  return isPlaceholder(zone) || zone === 'UTC' ? { is: 'nowhere' } : { is: 'zone', zone };
}

function canonicalId(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The zone that Intl has by that other name, of that city or country, named in the text; else the nearest by spelling. */
function nearest(text: string): readonly string[] {
  if (text.length > 100) return [];
  // `Japan` and `GB` are names of zones, from before zones were named by cities.
  const link = isAbbreviation(text) ? undefined : canonicalId(text.trim());
  const linked = link === undefined ? undefined : (usualName(link) ?? KNOWN_ZONES.get(link.toLowerCase()));
  if (linked !== undefined) return [linked];
  const wanted = text.toLowerCase().replace(/\s+/g, '_');
  const zones = [...KNOWN_ZONES.values()];
  const city = zones.filter((zone) => zone.toLowerCase() === wanted || zone.toLowerCase().endsWith(`/${wanted}`));
  if (city.length > 0) return city.slice(0, 3);
  const country = zonesOfCountryNamed(text);
  if (country.length > 0) return country;
  const named = placesIn(text);
  const within = zones.filter((zone) => named.includes(cityOf(zone)));
  if (within.length > 0) return within.slice(0, 3);
  if (wanted.length > 40) return [];
  const near = zones
    .map((zone) => {
      const [id, name] = [zone.toLowerCase(), zone.toLowerCase().replace(/^.*\//, '')];
      return { zone, far: Math.min(distance(id, wanted), distance(name, wanted)) };
    })
    .filter(({ far }) => far < Infinity)
    .sort((a, b) => a.far - b.far || (a.zone < b.zone ? -1 : 1));
  return near.slice(0, 1).map(({ zone }) => zone);
}

/** Infinity where they are no slips of one another: of a short name, two letters are another name. */
function distance(name: string, wanted: string): number {
  const far = leven(name, wanted);
  const shorter = Math.min(name.length, wanted.length);
  const most = shorter < 4 ? 0 : shorter < 6 ? 1 : Math.max(2, wanted.length / 4);
  return far <= most ? far : Infinity;
}
