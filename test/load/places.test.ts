/** Numbers and postal codes are where other people's tables have them. */
import { describe, expect, it } from 'vitest';
import { AREA_CODES_BY_PROVINCE, AREA_CODES_BY_STATE } from '../../src/load/number/data/regions.ts';
import { AREAS_BY_ZONES } from '../../src/load/number/data/areas.ts';
import { ZONES_BY_COUNTRY } from '../../src/load/number/data/zones.ts';
import { readPostalCode } from '../../src/load/number/postal-codes.ts';
import { regionsOf } from '../../src/load/number/regions.ts';
import { sameHours } from '../../src/load/number/same-hours.ts';
import { zonesOf } from '../../src/load/number/zones.ts';
import type { E164 } from '../../src/model/ids.ts';
import { FIXED_LINES, MOBILES, NANP, NEWEST_CODES, POSTAL } from './place-facts.ts';

const CANADA = new Set(Object.values(AREA_CODES_BY_PROVINCE).flatMap((codes) => codes.split(' ')));

/** Rung by the numbers of a country to which they do not belong, by the plan or by the law. */
const ABROAD = 'Indian/Christmas Indian/Cocos Europe/Simferopol';

/** Which of the zones that a fact names are missing, and which there are too many where it says "only". */
function differs(found: readonly string[] | undefined, zones: string, only?: 'only'): string[] {
  const wanted = zones.split(' ');
  const has = (list: readonly string[], zone: string): boolean => list.some((each) => sameHours(each, zone));
  return [
    ...wanted.filter((zone) => !has(found ?? [], zone)),
    ...(only === undefined
      ? []
      : (found ?? []).filter((zone) => !has(wanted, zone)).map((zone) => `too many: ${zone}`)),
  ];
}

function zones(text: string, country: string | null): readonly string[] | undefined {
  const found = zonesOf({ e164: text as E164, country });
  return 'issue' in found ? undefined : found.zones;
}

describe('numbers', () => {
  it('of area codes are asked in the zones of their towns', () => {
    const wrong = NANP.flatMap(([what, text, expected, only]) => {
      const country = CANADA.has(text.slice(2, 5)) ? 'CA' : 'US';
      return differs(zones(text, country), expected, only).map((zone) => `${what}: ${zone}`);
    });
    expect(wrong).toEqual([]);
  });

  it('of fixed lines abroad are asked in the zones of their towns', () => {
    const wrong = FIXED_LINES.flatMap(([country, what, text, expected, only]) =>
      differs(zones(text, country), expected, only).map((zone) => `${what}: ${zone}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(MOBILES)('of mobiles of %s, %s, may be in any of %s', (country, text, expected) => {
    expect(differs(zones(text, country), expected)).toEqual([]);
  });

  it('of fixed lines are in zones of their country', () => {
    const strange = Object.entries(AREAS_BY_ZONES).flatMap(([country, areas]) =>
      Object.keys(areas)
        .flatMap((text) => text.split(' '))
        .filter((zone) => !`${ZONES_BY_COUNTRY[country]} ${ABROAD}`.includes(zone)),
    );
    expect(strange).toEqual([]);
  });

  it.each(NEWEST_CODES.split(',').map((each) => each.split(' ')))('of %s lie in %s', (code, state) => {
    const country = CANADA.has(code ?? '') ? 'CA' : 'US';
    expect(regionsOf(`+1${code}2345678`, country)).toEqual([`${country}-${state}`]);
  });

  it('of every area code that the tables place are placed once', () => {
    const all = [...Object.values(AREA_CODES_BY_STATE), ...CANADA].flatMap((codes) => codes.split(' '));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('postal codes', () => {
  it('are in the zones of their towns', () => {
    const wrong = POSTAL.flatMap(([country, what, text, expected, only]) =>
      differs(readPostalCode(text, [country])?.zones, expected, only).map((zone) => `${what}: ${zone}`),
    );
    expect(wrong).toEqual([]);
  });

  it('of countries that the US post serves lie in them', () => {
    expect(readPostalCode('96940', ['US'])?.regions).toEqual(['PW']);
    expect(readPostalCode('96943', ['US'])?.regions).toEqual(['FM']);
    expect(readPostalCode('20598', ['US'])?.regions).toEqual(['US-VA']);
    expect(readPostalCode('0872', ['AU'])?.regions).toEqual(['AU-NT', 'AU-SA', 'AU-WA']);
  });
});
