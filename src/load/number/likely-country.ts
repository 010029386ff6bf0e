/** From which country numbers without a plus are, as far as a list can tell: proposed with its reason, or not at all. */
// A wrong guess rings strangers abroad. That the digits fit is never enough: four numbers of London are four of India too.
import type { Cell } from '../row/types.ts';
import { cleanNumber } from './clean-number.ts';
import { ZONES_BY_COUNTRY } from './data/zones.ts';
import { validateDestination } from './destination.ts';

/** Where lists come from; another country is named by whoever has such a list. */
const ASKED = [
  ...['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'DE', 'AT', 'CH', 'FR', 'BE', 'NL', 'ES', 'PT', 'IT', 'MX', 'BR', 'AR'],
  ...['CO', 'CL', 'PE', 'IN', 'ZA', 'SG', 'PH', 'JP', 'SE', 'NO', 'DK', 'FI', 'PL'],
];

/** Some numbers of every list are damaged. */
const MOST = 0.8;
/** 415-555-0101 and its like: how North America writes them, and hardly anybody else. */
const NORTH_AMERICAN = /^\s*(?:1[\s.-]?)?\(?\d{3}\)?[\s.-]\s?\d{3}[\s.-]\d{4}\s*$/;
const ENGLISH = /\b(?:phone|mobile|cell|telephone|first name|last name|full name|appointment)\b/i;

export type Fit = { readonly country: string; readonly numbers: number };

export type NumbersWithout = {
  /** Numbers that need a default country. */
  readonly without: number;
  /** Those that have one. */
  readonly with: number;
  /** Countries of which nearly all of the former would be numbers, the best first. */
  readonly fits: readonly Fit[];
  /** The one that something else speaks for as well, and what that is; null where nothing does. */
  readonly likely: { readonly country: string; readonly because: string } | null;
};

export type Clues = {
  /** Cells of the column with the number to dial. */
  readonly numbers: readonly Cell[];
  /** Cells of the column with the time zone. */
  readonly zones: readonly Cell[];
  readonly headers: readonly string[];
  /** The account's own numbers. */
  readonly lines: readonly string[];
};

export function numbersWithout({ numbers, zones, headers, lines }: Clues): NumbersWithout {
  const written = numbers.flatMap((value) => countryOf(value) ?? []);
  const bare = numbers.filter((value) => lacksCountry(value));
  const fits = ASKED.map((country): Fit => ({
    country,
    numbers: bare.filter((value) => countryOf(value, country) === country).length,
  }))
    .filter((fit) => fit.numbers > 0 && fit.numbers >= bare.length * MOST)
    .sort((a, b) => b.numbers - a.numbers);
  const fitting = (country: string | null): country is string => fits.some((fit) => fit.country === country);
  const of = (country: string | null, because: string): NumbersWithout['likely'] =>
    fitting(country) ? { country, because } : null;
  const likely =
    of(onlyOne(written), 'the numbers with a + are from there') ??
    of(onlyOne(zones.flatMap(countriesOfZone)), 'the time zones are there') ??
    of(american(fits, bare, headers) ? 'US' : null, 'they are written as there, under English headers') ??
    of(onlyOne(lines.flatMap((line) => countryOf(line) ?? [])), 'your own numbers are from there');
  return { without: bare.length, with: written.length, fits, likely };
}

function american(fits: readonly Fit[], bare: readonly Cell[], headers: readonly string[]): boolean {
  const us = fits.find(({ country }) => country === 'US');
  if (us === undefined || !headers.some((header) => ENGLISH.test(header.replace(/[_-]/g, ' ')))) return false;
  const grouped = bare.filter((value) => NORTH_AMERICAN.test(String(value))).length;
  return grouped >= bare.length * MOST || fits.every((fit) => fit === us || fit.numbers < us.numbers);
}

function onlyOne(countries: readonly string[]): string | null {
  const [first] = countries;
  return first !== undefined && countries.every((country) => country === first) ? first : null;
}

/** None for a zone that is in several countries, or in none. */
function countriesOfZone(value: Cell): readonly string[] {
  const zone = typeof value === 'string' ? value.trim() : '';
  const found = Object.entries(ZONES_BY_COUNTRY).filter(([, zones]) => zones.split(' ').includes(zone));
  return found.length === 1 ? found.map(([country]) => country) : [];
}

function lacksCountry(value: Cell): boolean {
  const cleaned = cleanNumber(value);
  return cleaned.is === 'text' && !cleaned.text.startsWith('+') && cleaned.text.replace(/\D/g, '').length >= 6;
}

/** Null where it is no number of any country. */
function countryOf(value: Cell, assumed?: string): string | null {
  const verdict = validateDestination(value, {
    ...(assumed === undefined ? {} : { defaultCountry: assumed }),
    lineTypes: ['twilio'],
    testNumbers: true,
    allowUsTerritories: true,
    allowTollFree: true,
    extraUsAreaCodes: [],
  });
  return verdict.is === 'valid' ? verdict.country : null;
}
