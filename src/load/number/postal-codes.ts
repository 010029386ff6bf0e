/** Reads a postal code of the United States, Canada or Australia: in which states its people live, and in which zones. */
import { own } from '../../model/own.ts';
import {
  COUNTRY_BY_ZIP,
  OFFICES_BY_ZONES,
  PLACES_BY_AU_POSTCODE,
  PROVINCES_BY_LETTER,
  STATES_BY_ZIP,
  STATE_BY_ZIP3,
  ZONES_BY_FSA,
  ZONES_BY_ZIP3,
} from './data/zips.ts';
import { ZONES_BY_COUNTRY } from './data/zones.ts';
import { zonesOfState } from './state-names.ts';

export type PostalPlace = { readonly regions: readonly string[]; readonly zones: readonly string[] };

const STATES: ReadonlyMap<string, string> = new Map(
  Object.entries(STATE_BY_ZIP3).flatMap(([run, state]) => {
    const [first = '', last = first] = run.split('-');
    const length = Number(last) - Number(first) + 1;
    return Array.from({ length }, (_, at): [string, string] => [String(Number(first) + at).padStart(3, '0'), state]);
  }),
);

/** First three digits → the zones, of states that have several. */
const ZONES: ReadonlyMap<string, readonly string[]> = new Map(
  [...STATES].flatMap(([zip3, state]): [string, readonly string[]][] => {
    const [main, parts] = own(ZONES_BY_ZIP3, state) ?? [];
    if (main === undefined) return [];
    const part = Object.entries(parts ?? {}).find(([, codes]) => codes.split(' ').includes(zip3));
    return [[zip3, (part?.[0] ?? main).split(' ')]];
  }),
);

/** Of single post offices. */
const OFFICES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(OFFICES_BY_ZONES).flatMap(([zones, codes]) =>
    codes.split(' ').map((code): [string, readonly string[]] => [code, zones.split(' ')]),
  ),
);

/** Undefined for what is none, and for codes of no state: a soldier's (APO) may be anywhere. */
export function readPostalCode(text: string, countries: readonly string[]): PostalPlace | undefined {
  const code = text
    .trim()
    .toUpperCase()
    .replace(/^=?"(.*)"$/, '$1')
    .replace(/^'/, '');
  for (const country of countries) {
    const found = country === 'US' ? zip(code) : country === 'CA' ? canadian(code) : australian(country, code);
    if (found !== undefined) return found;
  }
  return undefined;
}

function zip(code: string): PostalPlace | undefined {
  // A spreadsheet takes the noughts before "02139" for nothing, and may add ".0".
  const [, digits = ''] = /^(\d{3,5})(?:[-\s]?\d{4})?(?:\.0+)?$/.exec(code) ?? [];
  const five = digits.padStart(5, '0');
  const zip3 = five.slice(0, 3);
  const state = STATES.get(zip3);
  if (digits === '' || state === undefined) return undefined;
  const country = own(COUNTRY_BY_ZIP, five);
  if (country !== undefined) return { regions: [country], zones: (own(ZONES_BY_COUNTRY, country) ?? '').split(' ') };
  const office = OFFICES.get(five);
  const several = own(STATES_BY_ZIP, five)?.split(' ');
  if (several === undefined) {
    return { regions: [`US-${state}`], zones: office ?? ZONES.get(zip3) ?? zonesOfUsState(state) };
  }
  // Near a border nobody's map is to be trusted with the hour either.
  const zones = several.includes(state) ? (ZONES.get(zip3) ?? zonesOfUsState(state)) : [];
  const others = several.filter((one) => one !== state).flatMap(zonesOfUsState);
  return { regions: several.map((one) => `US-${one}`), zones: [...new Set([...zones, ...others])].sort() };
}

function canadian(code: string): PostalPlace | undefined {
  const [, fsa = ''] = /^([A-Z]\d[A-Z])(?:[\s-]?\d[A-Z]\d)?$/.exec(code) ?? [];
  const provinces = own(PROVINCES_BY_LETTER, fsa.slice(0, 1));
  if (provinces === undefined) return undefined;
  const regions = provinces.split(' ').map((province) => `CA-${province}`);
  const zones = byBeginning(ZONES_BY_FSA, fsa)?.split(' ') ?? regions.flatMap((region) => zonesOfState(region) ?? []);
  return { regions, zones: [...new Set(zones)].sort() };
}

function australian(country: string, code: string): PostalPlace | undefined {
  if (country !== 'AU') return undefined;
  const [, digits = ''] = /^(\d{3,4})(?:\.0+)?$/.exec(code) ?? [];
  const [states, zones] =
    (digits === '' ? undefined : byBeginning(PLACES_BY_AU_POSTCODE, digits.padStart(4, '0'))) ?? [];
  if (states === undefined || zones === undefined) return undefined;
  return { regions: states.split(' ').map((state) => `AU-${state}`), zones: zones.split(' ') };
}

/** What the longest beginning of the code that is in the table says. */
function byBeginning<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
  for (let length = code.length; length > 0; length -= 1) {
    const found = own(table, code.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

function zonesOfUsState(state: string): readonly string[] {
  return zonesOfState(`US-${state}`) ?? [];
}
