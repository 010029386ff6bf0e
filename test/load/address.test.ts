/** What a row's state, postal code and country say of where the person is, in the spellings of real lists; and the regions of numbers. */
import { describe, expect, it } from 'vitest';
import { AREA_CODES_BY_PROVINCE, AREA_CODES_BY_STATE } from '../../src/load/number/data/regions.ts';
import { STATES } from '../../src/load/number/data/states.ts';
import { STATE_BY_ZIP3 } from '../../src/load/number/data/zips.ts';
import { AREA_CODES_BY_ZONES } from '../../src/load/number/data/zones.ts';
import { readCountry } from '../../src/load/number/country-names.ts';
import { readPostalCode } from '../../src/load/number/postal-codes.ts';
import { regionsOf } from '../../src/load/number/regions.ts';
import { readState } from '../../src/load/number/state-names.ts';
import { zonesOf } from '../../src/load/number/zones.ts';
import { findAddress } from '../../src/load/row/address-columns.ts';
import type { E164 } from '../../src/model/ids.ts';
import { zoneRule } from '../../src/model/zone-rules.ts';

const NORTH_AMERICA = ['US', 'CA', 'AU'];
const NY = 'America/New_York';
const CHICAGO = 'America/Chicago';
const LA = 'America/Los_Angeles';

describe('area codes', () => {
  const codes = Object.values(AREA_CODES_BY_ZONES).flatMap((text) => text.split(' '));

  it('of the United States and Canada each lie in one state, or in the provinces that share it', () => {
    const listed = [...Object.values(AREA_CODES_BY_STATE), ...Object.values(AREA_CODES_BY_PROVINCE)].flatMap((text) =>
      text.split(' '),
    );
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.filter((code) => !codes.includes(code))).toEqual([]);
    // What has a zone and no state is a country of its own in the Caribbean.
    const islands = codes.filter((code) => !listed.includes(code)).sort();
    expect(islands.join(' ')).toBe(
      '242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876',
    );
  });

  it('lie in zones of their state', () => {
    const zones = new Map(
      Object.entries(AREA_CODES_BY_ZONES).flatMap(([text, all]) =>
        all.split(' ').map((code) => [code, text.split(' ')]),
      ),
    );
    // The map names Mountain time by Denver where the state's own name of it is Boise's.
    const same = (zone: string): string => (zone === 'America/Denver' || zone === 'America/Boise' ? 'Mountain' : zone);
    for (const [state, text] of Object.entries(AREA_CODES_BY_STATE)) {
      const own = (STATES[`US-${state}`] ?? '').split('|')[1]?.split(' ').map(same) ?? [];
      for (const code of text.split(' ')) {
        expect([
          state,
          code,
          zones
            .get(code)
            ?.map(same)
            .filter((zone) => !own.includes(zone)),
        ]).toEqual([state, code, []]);
      }
    }
  });

  it.each([
    ['+13055550100', 'US', ['US-FL']],
    ['+14485550100', 'US', ['US-FL']],
    ['+12705550100', 'US', ['US-KY']],
    ['+13645550100', 'US', ['US-KY']],
    ['+19305550100', 'US', ['US-IN']],
    ['+15315550100', 'US', ['US-NE']],
    ['+14585550100', 'US', ['US-OR']],
    ['+16215550100', null, ['US-TX']],
    ['+12025550100', 'US', ['US-DC']],
    ['+18005550100', 'US', ['US']],
    ['+12595550100', null, ['US']],
    ['+17875550100', 'PR', ['US-PR']],
    ['+16715550100', 'GU', ['US-GU']],
    ['+16045550100', 'CA', ['CA-BC']],
    ['+18675550100', 'CA', ['CA-NT', 'CA-NU', 'CA-YT']],
    ['+19025550100', 'CA', ['CA-NS', 'CA-PE']],
    ['+16005550100', 'CA', ['CA']],
    ['+18765550100', 'JM', ['JM']],
    ['+18095550100', 'DO', ['DO']],
    ['+33612345678', 'FR', ['FR']],
    ['+590690123456', 'GP', ['FR', 'GP']],
    ['+447700900123', 'GB', ['GB']],
    ['+447781123456', 'GG', ['GB', 'GG']],
    ['+905321234567', 'TR', ['TR']],
    ['+905421234567', 'TR', ['CY', 'TR']],
    ['+972591234567', 'IL', ['IL', 'PS']],
    ['+88216123456', null, []],
  ])('%s lies in the regions %s %j', (e164, country, regions) => {
    expect(regionsOf(e164, country)).toEqual(regions);
  });
});

describe('a state', () => {
  it.each([
    ['FL', 'US-FL'],
    [' fl ', 'US-FL'],
    ['Florida', 'US-FL'],
    ['FLORIDA', 'US-FL'],
    ['Fla.', 'US-FL'],
    ['US-FL', 'US-FL'],
    ['us_fl', 'US-FL'],
    ['Florida (FL)', 'US-FL'],
    ['FL - Florida', 'US-FL'],
    ['Miami, FL', 'US-FL'],
    ['TX, USA', 'US-TX'],
    ['N. Carolina', 'US-NC'],
    ['D.C.', 'US-DC'],
    ['Washington, D.C.', 'US-DC'],
    ['Washington DC', 'US-DC'],
    ['State of Texas', 'US-TX'],
    ['Québec', 'CA-QC'],
    ['QUEBEC', 'CA-QC'],
    ['B.C.', 'CA-BC'],
    ['Newfoundland and Labrador', 'CA-NL'],
    ['New South Wales', 'AU-NSW'],
    ['NSW', 'AU-NSW'],
    ['Puerto Rico', 'US-PR'],
    ['FL / GA', undefined],
    ['open', undefined],
    ['Bavaria', undefined],
    ['XX', undefined],
    ['constructor', undefined],
    ['x'.repeat(5000), undefined],
  ])('%j is %s', (text, region) => {
    expect(readState(text, NORTH_AMERICA)).toBe(region);
  });

  it('WA is the one of the country that is meant', () => {
    expect(readState('WA', ['US', 'CA'])).toBe('US-WA');
    expect(readState('WA', ['AU'])).toBe('AU-WA');
  });

  it('has zones that exist, and at least one', () => {
    for (const text of Object.values(STATES)) {
      const zones = text.split('|')[1]?.split(' ') ?? [];
      expect(zones.length).toBeGreaterThan(0);
      expect(zones.filter((zone) => zoneRule(zone) === undefined)).toEqual([]);
    }
  });
});

describe('a postal code', () => {
  it.each([
    ['33101', ['US-FL'], [NY]],
    ['33101-1234', ['US-FL'], [NY]],
    ['331011234', ['US-FL'], [NY]],
    ['32501', ['US-FL'], [CHICAGO]],
    ['32405', ['US-FL'], [CHICAGO, NY]],
    ['02139', ['US-MA'], [NY]],
    ['2139', ['US-MA'], [NY]],
    ['2139.0', ['US-MA'], [NY]],
    ['601', ['US-PR'], ['America/Puerto_Rico']],
    ['="02139"', ['US-MA'], [NY]],
    ['79901', ['US-TX'], ['America/Denver']],
    ['75201', ['US-TX'], [CHICAGO]],
    ['73301', ['US-TX'], [CHICAGO]],
    ['46320', ['US-IN'], [CHICAGO]],
    ['46204', ['US-IN'], [NY]],
    ['37402', ['US-TN'], [NY]],
    ['83801', ['US-ID'], [LA]],
    ['42223', ['US-KY', 'US-TN'], [CHICAGO, NY]],
    ['86515', ['US-AZ', 'US-NM'], ['America/Denver', 'America/Phoenix']],
    ['83414', ['US-ID', 'US-WY'], ['America/Boise', 'America/Denver']],
    ['06390', ['US-CT', 'US-NY'], [NY]],
    ['96799', ['US-AS'], ['Pacific/Pago_Pago']],
    ['96910', ['US-GU'], ['Pacific/Guam']],
    ['09012', undefined, undefined],
    ['96201', undefined, undefined],
    ['V6B 1A1', ['CA-BC'], ['America/Vancouver']],
    ['v6b1a1', ['CA-BC'], ['America/Vancouver']],
    ['X0A', ['CA-NT', 'CA-NU'], undefined],
    ['D6B 1A1', undefined, undefined],
    ['123456', undefined, undefined],
    ['12', undefined, undefined],
    ['abc', undefined, undefined],
  ])('%s lies in %j', (text, regions, zones) => {
    const found = readPostalCode(text, ['US', 'CA']);
    expect(found?.regions).toEqual(regions);
    if (zones !== undefined) expect(found?.zones).toEqual(zones);
  });

  it('of Australia is one only where Australia is meant', () => {
    expect(readPostalCode('0800', ['AU'])?.regions).toEqual(['AU-NT']);
    expect(readPostalCode('800', ['AU'])?.regions).toEqual(['AU-NT']);
    expect(readPostalCode('3000', ['AU'])?.zones).toContain('Australia/Melbourne');
  });

  it('names states that exist, whose runs do not overlap', () => {
    const seen = new Set<number>();
    for (const [run, state] of Object.entries(STATE_BY_ZIP3)) {
      expect(STATES[`US-${state}`]).toBeDefined();
      const [first = 0, last = first] = run.split('-').map(Number);
      for (let zip3 = first; zip3 <= last; zip3 += 1) {
        expect([zip3, seen.has(zip3)]).toEqual([zip3, false]);
        seen.add(zip3);
      }
    }
  });
});

describe('a country', () => {
  it.each([
    ['US', 'US'],
    ['usa', 'US'],
    ['U.S.A.', 'US'],
    ['United States', 'US'],
    ['United States of America', 'US'],
    ['Estados Unidos', 'US'],
    ['Vereinigte Staaten', 'US'],
    ['UK', 'GB'],
    ['England', 'GB'],
    ['Deutschland', 'DE'],
    ['GERMANY', 'DE'],
    ['DEU', 'DE'],
    ['España', 'ES'],
    ['Holland', 'NL'],
    ['Canadá', 'CA'],
    ['Narnia', undefined],
    ['1', undefined],
    ['ZZ', undefined],
  ])('%s is %s', (text, code) => {
    expect(readCountry(text)).toBe(code);
  });
});

const found = (
  e164: string,
  country: string | null,
  address: { state?: string; zip?: string; country?: string; timezone?: string },
) => {
  const { timezone = '', state = '', zip = '', country: said = '' } = address;
  const all = zonesOf({ e164: e164 as E164, country, timezone, address: { state, zip, country: said } });
  if ('issue' in all) return { issue: all.issue.code };
  return {
    zones: all.zones,
    regions: all.regions,
    source: all.source,
    codes: all.warnings.map(({ code, about }) => `${about} ${code}`),
  };
};
const MIAMI = '+13055550100';

describe('number and address together', () => {
  it.each([
    ['nothing is said', {}, [NY], ['US-FL'], 'area_code', []],
    ['its own state', { state: 'FL' }, [CHICAGO, NY], ['US-FL'], 'state', []],
    ['its own state, and where in it', { state: 'FL', zip: '33101' }, [NY], ['US-FL'], 'zip', []],
    ['the panhandle', { zip: '32501' }, [CHICAGO], ['US-FL'], 'zip', []],
    ['its own country', { country: 'USA' }, [NY], ['US-FL'], 'area_code', []],
    ['they moved', { state: 'CA' }, [LA, NY], ['US-CA', 'US-FL'], 'state', ['state place_elsewhere']],
    [
      'they moved, by the code',
      { zip: '90012', country: 'US' },
      [LA, NY],
      ['US-CA', 'US-FL'],
      'zip',
      ['zip place_elsewhere'],
    ],
    [
      'they moved abroad',
      { country: 'Canada', state: 'BC' },
      ['America/Edmonton', NY, 'America/Vancouver'],
      ['CA-BC', 'US-FL'],
      'state',
      ['state place_elsewhere'],
    ],
    [
      'they moved to France',
      { country: 'France', state: 'FL' },
      ['America/New_York', 'Europe/Paris'],
      ['FR', 'US-FL'],
      'country',
      ['country place_elsewhere'],
    ],
    [
      'state and code do not agree',
      { state: 'FL', zip: '30301' },
      [CHICAGO, NY],
      ['US-FL', 'US-GA'],
      'state',
      ['zip place_elsewhere'],
    ],
    ['nobody can read it', { state: 'Flrida' }, [NY], ['US', 'US-FL'], 'area_code', ['state unknown_place']],
    [
      'the country cannot be read',
      { country: 'Narnia' },
      [NY],
      ['US', 'US-FL'],
      'area_code',
      ['country unknown_place'],
    ],
    ['the form was not filled in', { state: 'N/A', zip: '-', country: 'none' }, [NY], ['US-FL'], 'area_code', []],
    [
      'its zone is said too',
      { timezone: CHICAGO, state: 'FL' },
      [CHICAGO, NY],
      ['US-FL'],
      'column',
      ['timezone timezone_elsewhere'],
    ],
    [
      'a zone of neither',
      { timezone: LA, state: 'FL', zip: '33101' },
      [LA, NY],
      ['US-FL'],
      'column',
      ['timezone timezone_elsewhere'],
    ],
  ])('%s', (_, address, zones, regions, source, codes) => {
    expect(found(MIAMI, 'US', address)).toEqual({ zones: [...zones].sort(), regions, source, codes });
  });

  it('a number without a place is where its owner says', () => {
    expect(found('+18005550100', 'US', { state: 'TX', zip: '79901' })).toEqual({
      zones: ['America/Denver'],
      regions: ['US-TX'],
      source: 'zip',
      codes: [],
    });
    expect(found('+18005550100', 'US', {})).toMatchObject({ regions: ['US'], source: 'default' });
    expect(found('+18005550100', 'US', { state: 'garbled' })).toMatchObject({
      regions: ['US'],
      codes: ['state unknown_place'],
    });
  });

  it('letters of two countries are read by the one that is meant', () => {
    expect(found('+61412345678', 'AU', { state: 'WA' })).toMatchObject({
      zones: ['Australia/Eucla', 'Australia/Perth'],
      regions: ['AU', 'AU-WA'],
    });
    // "CO" is Como there.
    expect(found('+393471234567', 'IT', { state: 'CO', zip: '22100' })).toMatchObject({
      regions: ['IT'],
      source: 'country',
      codes: [],
    });
  });

  it('a number of no known country takes the place that is said, and is refused without', () => {
    expect(found('+88216123456', null, {})).toEqual({ issue: 'unknown_timezone' });
    expect(found('+88216123456', null, { country: 'Germany' })).toMatchObject({ regions: ['DE'], source: 'country' });
  });
});

describe('columns of an address', () => {
  const head = (rows: readonly Readonly<Record<string, string>>[]) =>
    rows.map((cells, at) => ({ row: at + 1, cells, issues: [] }));
  const look = (rows: readonly Readonly<Record<string, string>>[]) =>
    findAddress(Object.keys(rows[0] ?? {}), head(rows), []);

  it.each([
    ['State', 'Zip', 'Country'],
    ['STATE/PROVINCE', 'ZIP/Postal Code', 'Country/Region'],
    ['mailing_state', 'mailing_zip', 'mailing_country'],
    ['Billing State', 'Billing Zip', 'Billing Country'],
    ['Estado', 'Código Postal', 'País'],
    ['Province', 'Code postal', 'Pays'],
    ['Bundesland', 'PLZ', 'Land'],
    ['address.state', 'address.postcode', 'address.country'],
  ])('are found by %s, %s, %s', (state, zip, country) => {
    const rows = [
      { [state]: 'FL', [zip]: '33101', [country]: 'US' },
      { [state]: 'Texas', [zip]: '2139', [country]: 'Canada' },
    ];
    expect(look(rows)).toEqual({ state, zip, country });
  });

  it('are none where their values are of something else', () => {
    expect(
      look([
        { State: 'open', Zip: 'yes', Land: 'forest' },
        { State: 'closed', Zip: 'no', Land: 'field' },
      ]),
    ).toEqual({ state: null, zip: null, country: null });
    expect(look([{ State: '', Zip: ' ', Country: 'N/A' }])).toEqual({ state: null, zip: null, country: null });
    expect(look([{ Status: 'FL', Statement: 'TX', Zipper: '33101' }])).toEqual({
      state: null,
      zip: null,
      country: null,
    });
  });

  it('are the plain ones before those of a bill', () => {
    expect(look([{ 'Shipping State': 'FL', 'Billing State': 'GA', 'Home State': 'TX' }]).state).toBe('Home State');
    expect(look([{ 'Shipping State': 'FL', State: 'GA' }]).state).toBe('State');
    expect(look([{ 'Shipping State': 'FL', State: 'open' }]).state).toBe('Shipping State');
  });
});
