/** A number as a log writes it: which phone it is, and where its owner may be. Each spelling is judged once. */
import { getCountryCallingCode, getCountries, type CountryCode } from 'libphonenumber-js/max';
import { validateDestination } from './destination.ts';
import { phonesOf, type NoRules } from './no-number.ts';
import { surelyValid } from './sure-number.ts';
import { regionsOf } from './regions.ts';
import { zonesOf } from './zones.ts';
import type { E164 } from '../../model/ids.ts';
import { phoneOf } from '../../model/one-phone.ts';
import { placeOf, readPlace, type Place } from '../../model/place.ts';

export type Called = { readonly phone: string; readonly e164: string; readonly place: Place };

export type Phones = {
  /** Null for what is no number. */
  read(text: string, timezone: string): Called | null;
};

/** Places are few and numbers many: what follows from a number's beginning is found once. */
export function makePhones(rules: NoRules): Phones {
  const isSure = surelyValid();
  const known = new Map<string, Called | null>();
  const places = new Map<string, Place>();
  const countries = countriesByCode();

  function countryOf(e164: string): string | null {
    if (e164.startsWith('+1')) return null;
    const code = [1, 2, 3].map((length) => e164.slice(1, 1 + length)).find((each) => countries.has(each));
    const only = code === undefined ? undefined : countries.get(code);
    if (only !== undefined && only !== null) return only;
    const verdict = validateDestination(e164, ANYBODY);
    return verdict.is === 'valid' ? verdict.country : null;
  }

  function placeFor(e164: string, timezone: string): Place {
    // An area code lies where it lies; elsewhere a country's numbers may be anywhere in it, but for those that two share.
    const nanp = e164.startsWith('+1');
    const key = `${nanp ? e164.slice(0, 5) : e164.slice(0, 8)} ${timezone}`;
    const found = places.get(key);
    if (found !== undefined) return found;
    const country = nanp ? nanpCountry(e164) : countryOf(e164);
    const zones = zonesOf({ e164: e164 as E164, country, timezone });
    const place = readPlace(placeOf({ zones: 'issue' in zones ? [] : zones.zones, regions: regionsOf(e164, country) }));
    places.set(key, place);
    return place;
  }

  return {
    read(text, timezone) {
      const key = timezone === '' ? text : `${text}\n${timezone}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      const e164 = isSure(text) ? text : e164Of(text, rules);
      const called = e164 === null ? null : { phone: phoneOf(e164), e164, place: placeFor(e164, timezone) };
      known.set(key, called);
      return called;
    },
  };
}

const ANYBODY = {
  lineTypes: [],
  testNumbers: true,
  allowUsTerritories: true,
  allowTollFree: true,
  extraUsAreaCodes: [],
} as const;

function e164Of(text: string, rules: NoRules): string | null {
  const read = phonesOf(text, rules);
  return 'phones' in read ? (read.phones[0] ?? null) : null;
}

/** Of +1 the metadata says who: Canada's and the islands' codes among those of the United States. */
function nanpCountry(e164: string): string | null {
  const verdict = validateDestination(e164, ANYBODY);
  return verdict.is === 'valid' ? verdict.country : null;
}

/** Null for a code that several countries share. */
function countriesByCode(): ReadonlyMap<string, string | null> {
  const codes = new Map<string, CountryCode | null>();
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    codes.set(code, codes.has(code) ? null : country);
  }
  return codes;
}
