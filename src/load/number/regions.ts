/** In which states, provinces or countries the owner of a number may be, by the number alone: the rules of all of them must allow a call. */
import { AREA_CODES_BY_PROVINCE, AREA_CODES_BY_STATE } from './data/regions.ts';

const REGIONS_BY_AREA_CODE: ReadonlyMap<string, readonly string[]> = new Map([
  ...areaCodes('US', AREA_CODES_BY_STATE),
  ...areaCodes('CA', AREA_CODES_BY_PROVINCE),
]);

/** Countries to the telephone whose people another country's law protects as well. */
const UNDER: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ...{ PR: ['US-PR'], VI: ['US-VI'], GU: ['US-GU'], AS: ['US-AS'], MP: ['US-MP'] },
    ...{ GP: ['FR', 'GP'], MQ: ['FR', 'MQ'], RE: ['FR', 'RE'], GF: ['FR', 'GF'], YT: ['FR', 'YT'] },
    ...{ PM: ['FR', 'PM'], BL: ['BL', 'FR'], MF: ['FR', 'MF'] },
    ...{ GG: ['GB', 'GG'], JE: ['GB', 'JE'], IM: ['GB', 'IM'] },
    ...{ CX: ['AU', 'CX'], CC: ['AU', 'CC'], AX: ['AX', 'FI'], SJ: ['NO', 'SJ'], EH: ['EH', 'MA'], TA: ['SH', 'TA'] },
    ...{ AC: ['AC', 'SH'] },
  }),
);

/** Numbers of one country that ring in another as well: on Cyprus by Turkey's code, in Palestine by Israel's. */
const SHARED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\+90(?:392|533|542|548)/, ['CY', 'TR']],
  [/^\+972(?:5[69]|22[2-47-9]|42[45]|82[014-68]|92[3569])/, ['IL', 'PS']],
];

/**
 * `country`: ISO, null where the metadata knows none. "US" by itself is any of its states: what is toll-free, or newer than
 * the tables, may be in each. None: nobody knows, so that the rules of every region hold.
 */
export function regionsOf(e164: string, country: string | null): readonly string[] {
  if (e164.startsWith('+1')) {
    const byCode = REGIONS_BY_AREA_CODE.get(e164.slice(2, 5));
    if (byCode !== undefined) return byCode;
    return country === null ? ['US'] : regionsOfCountry(country);
  }
  const shared = SHARED.find(([pattern]) => pattern.test(e164))?.[1];
  if (shared !== undefined) return shared;
  return country === null ? [] : regionsOfCountry(country);
}

/** "US-PR" of Puerto Rico, since the law of the United States holds there; of most countries the country. */
export function regionsOfCountry(country: string): readonly string[] {
  return UNDER.get(country) ?? [country];
}

function areaCodes(country: string, table: Readonly<Record<string, string>>): [string, readonly string[]][] {
  return Object.entries(table).flatMap(([parts, codes]) => {
    const regions = parts.split(' ').map((part) => `${country}-${part}`);
    return codes.split(' ').map((code): [string, readonly string[]] => [code, regions]);
  });
}
