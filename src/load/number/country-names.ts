/** Reads what people write in a column of countries: "US", "USA", "United States", "Deutschland", "GBR". */
import { ISO3_ISO2 } from './data/iso3.ts';
import { ZONES_BY_COUNTRY } from './data/zones.ts';
import { countryNamed } from './zone-clues.ts';

const BY_THREE_LETTERS: ReadonlyMap<string, string> = new Map(
  ISO3_ISO2.flatMap((line) => line.split(' ')).map((pair) => [pair.slice(0, 3), pair.slice(3)]),
);

const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    US: 'u s,u s a,usa,united states of america,the united states,the united states of america,america,estados unidos de america,eeuu,ee uu,etats unis d amerique',
    GB: 'uk,u k,great britain,britain,england,scotland,wales,northern ireland,grossbritannien,inglaterra,angleterre,inghilterra',
    AE: 'uae,u a e,emirates',
    NL: 'holland,the netherlands,hollande,holanda,olanda',
    KR: 'korea,south korea,republic of korea',
    RU: 'russian federation',
    CZ: 'czech republic,tschechische republik',
    VN: 'viet nam',
    IE: 'republic of ireland,eire',
    DE: 'brd,federal republic of germany',
    CH: 'switzerland suisse',
    PH: 'the philippines',
    DO: 'republica dominicana',
    GR: 'el',
  }).flatMap(([code, names]) => names.split(',').map((name): [string, string] => [name, code])),
);

/** ISO 3166-1, two letters; undefined for what names no country. */
export function readCountry(text: string): string | undefined {
  if (text.length > 100) return undefined;
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const code = words.toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && Object.hasOwn(ZONES_BY_COUNTRY, code)) return code;
  return BY_THREE_LETTERS.get(code) ?? ALIASES.get(words) ?? countryNamed(text);
}
