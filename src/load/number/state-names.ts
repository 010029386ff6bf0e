/** Reads what people write in a column of states: "FL", "Fla.", "Florida (FL)", "US-FL", "Québec". */
import { STATES } from './data/states.ts';

const REGIONS: readonly (readonly [region: string, names: readonly string[], zones: readonly string[]])[] =
  Object.entries(STATES).map(([region, text]) => {
    const [names = '', zones = ''] = text.split('|');
    return [region, names.split(','), zones.split(' ')];
  });

const ZONES_BY_REGION: ReadonlyMap<string, readonly string[]> = new Map(
  REGIONS.map(([region, , zones]) => [region, zones]),
);

/** Country → by code or name in lower case → region. */
const BY_NAME: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  ['US', 'CA', 'AU'].map((country) => [
    country,
    new Map(
      REGIONS.filter(([region]) => region.startsWith(`${country}-`)).flatMap(([region, names]): [string, string][] =>
        [region.slice(3).toLowerCase(), region.toLowerCase().replace('-', ' '), ...names].map((name) => [name, region]),
      ),
    ),
  ]),
);

/** Countries whose states are read. */
export const COUNTRIES_WITH_STATES: ReadonlySet<string> = new Set(BY_NAME.keys());

/** Every zone in which somebody may live there; undefined for what is no state that is known here. */
export function zonesOfState(region: string): readonly string[] | undefined {
  return ZONES_BY_REGION.get(region);
}

/** "US-FL"; undefined where the text names no state of those countries, or more than one. */
export function readState(text: string, countries: readonly string[]): string | undefined {
  const named = (words: string): string | undefined =>
    countries.map((country) => BY_NAME.get(country)?.get(words)).find((region) => region !== undefined);
  if (text.length > 100) return undefined;
  const words = plain(text);
  const whole = named(words) ?? named(words.replace(/^(?:the )?(?:state|province|commonwealth) of /, ''));
  if (whole !== undefined) return whole;
  // "Florida (FL)", "FL - Florida", "Miami, FL", "TX, USA": the parts that name a state must name one.
  const parts = text
    .split(/[,;/()[\]|]|\s[-\u2013\u2014]\s/)
    .map(plain)
    .filter((part) => part !== '');
  const found = new Set(parts.map(named).filter((region) => region !== undefined));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
