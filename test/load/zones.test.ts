/** Which zones a number may be in, and which words are time zones. */
import { describe, expect, it } from 'vitest';
import { AREA_CODES_BY_ZONES, ZONES_BY_COUNTRY } from '../../src/load/number/data/zones.ts';
import { readZone } from '../../src/load/number/zone-names.ts';
import { placeOf, readPlace, regionsMeet } from '../../src/model/place.ts';
import { zonesOf } from '../../src/load/number/zones.ts';
import type { E164 } from '../../src/model/ids.ts';

function zones(e164: string, country: string | null, timezone?: string): readonly string[] | string {
  const found = zonesOf({ e164: e164 as E164, country, ...(timezone === undefined ? {} : { timezone }) });
  return 'issue' in found ? found.issue.code : found.zones;
}

function source(e164: string, country: string | null, timezone?: string): string | undefined {
  const found = zonesOf({ e164: e164 as E164, country, ...(timezone === undefined ? {} : { timezone }) });
  return 'issue' in found ? undefined : found.source;
}

const CONTIGUOUS = ['America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/New_York', 'America/Phoenix'];

describe('area codes', () => {
  it('asks every zone of a split area code, whatever the exchange', () => {
    expect(zones('+12702345678', 'US')).toEqual(['America/Chicago', 'America/New_York']);
    expect(zones('+19282345678', 'US')).toEqual(['America/Denver', 'America/Phoenix']);
    expect(zones('+12122345678', 'US')).toEqual(['America/New_York']);
    expect(source('+12122345678', 'US')).toBe('area_code');
  });

  it.each([
    ['448', '850'],
    ['930', '812'],
    ['364', '270'],
    ['458', '541'],
    ['531', '402'],
    ['986', '208'],
    ['729', '423'],
    ['879', '709'],
    ['581', '418'],
    ['273', '418'],
    ['778', '250'],
    ['257', '250'],
  ])('%s has the zones of %s, over which it lies', (overlay, base) => {
    expect(zones(`+1${overlay}2345678`, 'US')).toEqual(zones(`+1${base}2345678`, 'US'));
  });

  it.each([
    ['219', 2],
    ['308', 2],
    ['418', 2],
    ['423', 2],
    ['541', 2],
    ['574', 2],
    ['606', 2],
    ['620', 2],
    ['785', 2],
    ['807', 3],
    ['850', 2],
    ['906', 2],
  ])('%s is split', (npa, count) => {
    expect(zones(`+1${npa}2345678`, 'US')).toHaveLength(count);
  });

  it('knows the codes newer than the map by what they lie over', () => {
    expect(zones('+16212345678', null)).toEqual(['America/Chicago']);
    expect(zones('+16792345678', null)).toEqual(['America/New_York']);
    expect(zones('+13572345678', null)).toEqual(['America/Los_Angeles']);
  });

  it('does not spread what the map has plainly wrong', () => {
    expect(zones('+14072345678', 'US')).toEqual(['America/New_York']);
    expect(zones('+13062345678', 'CA')).toEqual(['America/Edmonton', 'America/Regina']);
  });

  it.each([
    ['907', ['America/Adak', 'America/Anchorage', 'America/Juneau']],
    ['605', ['America/Chicago', 'America/Denver']],
    ['709', ['America/Halifax', 'America/St_Johns']],
    ['808', ['Pacific/Honolulu']],
  ])('%s has no zone in which nobody with it lives', (npa, expected) => {
    expect(zones(`+1${npa}2345678`, 'US')).toEqual(expected);
  });

  it('the north of Canada is in none of the zones of its south', () => {
    const north = zones('+18672345678', 'CA');
    expect(north).toEqual(expect.arrayContaining(['America/Whitehorse', 'America/Inuvik', 'America/Iqaluit']));
    expect(north).not.toContain('America/Vancouver');
  });

  it('no area code lies in two countries, but for the west of Ontario, whose hours nobody has said', () => {
    const country = new Map(
      ['US', 'CA'].flatMap((iso) => (ZONES_BY_COUNTRY[iso] ?? '').split(' ').map((zone) => [zone, iso] as const)),
    );
    const sets = Object.keys(AREA_CODES_BY_ZONES).filter((each) => AREA_CODES_BY_ZONES[each] !== '807');
    for (const set of sets.filter((each) => each.includes(' '))) {
      expect(new Set(set.split(' ').map((zone) => country.get(zone))), set).toHaveProperty('size', 1);
    }
  });

  it('takes a number without a place to be anywhere in the contiguous US', () => {
    expect(zones('+18002345678', 'US')).toEqual(CONTIGUOUS);
    expect(zones('+12592345678', null)).toEqual(CONTIGUOUS);
    expect(source('+12592345678', null)).toBe('default');
  });
});

describe('countries', () => {
  it('asks every zone of the country', () => {
    expect(zones('+442083661177', 'GB')).toContain('Europe/London');
    expect(zones('+61412345678', 'AU')).toEqual(expect.arrayContaining(['Australia/Perth', 'Australia/Sydney']));
    expect(zones('+351912345678', 'PT')).toEqual(['Atlantic/Azores', 'Atlantic/Madeira', 'Europe/Lisbon']);
    expect(source('+33612345678', 'FR')).toBe('country');
  });

  it('tells Kazakhstan from Russia', () => {
    expect(zones('+77710009998', 'KZ')).not.toContain('Europe/Moscow');
    expect(zones('+79123456789', 'RU')).toEqual(expect.arrayContaining(['Europe/Kaliningrad', 'Asia/Kamchatka']));
  });

  it.each([
    ['+903922123456', 'TR', ['Asia/Famagusta', 'Asia/Nicosia', 'Europe/Istanbul']],
    ['+905338612345', 'TR', ['Asia/Famagusta', 'Asia/Nicosia', 'Europe/Istanbul']],
    ['+905428512345', 'TR', ['Asia/Famagusta', 'Asia/Nicosia', 'Europe/Istanbul']],
    ['+972599123456', 'PS', ['Asia/Gaza', 'Asia/Hebron', 'Asia/Jerusalem']],
    ['+972569123456', 'IL', ['Asia/Gaza', 'Asia/Hebron', 'Asia/Jerusalem']],
    ['+97222223456', 'IL', ['Asia/Gaza', 'Asia/Hebron', 'Asia/Jerusalem']],
  ])('%s may ring in more than one country', (e164, country, expected) => {
    expect(zones(e164, country)).toEqual(expected);
    expect(zones(e164, country, expected[1])).toEqual([expected[1]]);
  });

  it('numbers beside them ring in one', () => {
    expect(zones('+902121234567', 'TR')).toEqual(['Europe/Istanbul']);
    expect(zones('+972501234567', 'IL')).toEqual(['Asia/Jerusalem']);
  });

  it('refuses what has no place', () => {
    expect(zones('+881612345678', null)).toBe('unknown_timezone');
    expect(zones('+881612345678', null, 'Europe/Paris')).toEqual(['Europe/Paris']);
  });

  it('names only zones that Intl knows', () => {
    const all = Object.values(ZONES_BY_COUNTRY).flatMap((each) => each.split(' '));
    for (const zone of all) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
    expect(all.length).toBeGreaterThan(400);
  });
});

function warned(e164: string, country: string | null, timezone: string): string[] | string {
  const found = zonesOf({ e164: e164 as E164, country, timezone });
  return 'issue' in found ? found.issue.code : found.warnings.map(({ code }) => code);
}

describe('the timezone column', () => {
  it('says where in the country a number is, believed before its area code has to be', () => {
    expect(zones('+12702345678', 'US', 'America/Chicago')).toEqual(['America/Chicago']);
    expect(source('+12702345678', 'US', 'America/Chicago')).toBe('column');
    expect(warned('+12702345678', 'US', 'America/Chicago')).toEqual([]);
    expect(source('+12122345678', 'US', '  ')).toBe('area_code');
    expect(zones('+79123456789', 'RU', 'Asia/Omsk')).toEqual(['Asia/Omsk']);
  });

  it.each([
    ['another state', '+12122345678', 'US', 'America/Denver', ['America/Denver', 'America/New_York']],
    ['the first of a drop-down list', '+12122345678', 'US', 'Africa/Abidjan', ['Africa/Abidjan', 'America/New_York']],
    ['the last of one', '+12122345678', 'US', 'Pacific/Kiritimati', ['America/New_York', 'Pacific/Kiritimati']],
    ['the first of a country', '+12122345678', 'US', 'America/Adak', ['America/Adak', 'America/New_York']],
    ['another country', '+447400123456', 'GB', 'Asia/Tokyo', ['Asia/Tokyo', 'Europe/London']],
    [
      'another country at the same hour',
      '+14162345678',
      'CA',
      'America/New_York',
      ['America/New_York', 'America/Toronto'],
    ],
    ['a state that keeps other hours', '+13032345678', 'US', 'America/Phoenix', ['America/Denver', 'America/Phoenix']],
    ['abroad, of a number that may be anywhere', '+18002345678', 'US', 'Europe/Paris', [...CONTIGUOUS, 'Europe/Paris']],
  ])('of %s means that both must be open', (_, e164, country, cell, expected) => {
    expect(zones(e164, country, cell)).toEqual(expect.arrayContaining(expected));
    expect(warned(e164, country, cell)).toEqual(['timezone_elsewhere']);
  });

  it.each([
    ['+12122345678', 'America/Detroit'],
    ['+13172345678', 'America/Indiana/Indianapolis'],
    ['+13072345678', 'America/Boise'],
    ['+12592345678', 'America/Anchorage'],
    ['+18002345678', 'Pacific/Honolulu'],
  ])('of %s is %s, which keeps the hours of one of its own or is all that is known', (e164, zone) => {
    expect(zones(e164, 'US', zone)).toEqual([zone]);
    expect(warned(e164, 'US', zone)).toEqual([]);
  });

  it.each([
    ...[
      'UTC',
      'utc',
      'Etc/UTC',
      'GMT',
      'Etc/GMT',
      'Etc/GMT+12',
      'Etc/GMT+5',
      'Etc/Unknown',
      'Etc/Greenwich',
      'Zulu',
      'Z',
    ],
    ...['Universal', 'UCT', 'Factory', 'local', 'Local Time', '-00:00', '+00:00', '\u221200:00', '0', '00:00', '+0000'],
    ...['UTC+0', 'UTC\u00b100:00', 'GMT0', 'GMT+00:00', 'UTC-12', '-12:00', '(UTC) Coordinated Universal Time'],
    ...[
      '(UTC+00:00) Coordinated Universal Time',
      'Coordinated Universal Time (UTC)',
      'UTC (Coordinated Universal Time)',
    ],
    ...['(UTC-12:00) International Date Line West', '(GMT-12:00) International Date Line West'],
    ...['Dateline Standard Time', 'Select\u2026', '-- Select --', 'Please select a time zone', 'Choose one', 'Default'],
    ...[
      'System Default',
      'server time',
      'N/A',
      'null',
      'NULL',
      '(none)',
      '<null>',
      '[null]',
      '{}',
      '[]',
      '-',
      '?',
      '\u2014',
    ],
    ...[
      'undefined',
      'Unknown',
      'Not specified',
      'false',
      'Bitte w\u00e4hlen',
      'Ninguno',
      'Greenwich Mean Time',
      '\u200bUTC',
    ],
    ...['Not provided', 'No timezone selected', 'Org default', 'Use account timezone', 'Auto-detect', 'TBC', 'pending'],
    ...['\\N', '#REF!', '[object Object]', '0 (UTC)', 'UTC/GMT', 'GMT+0000 (Coordinated Universal Time)', 'x', 'LMT'],
    ...['Unknown/Unknown', 'Europe/UTC', 'America/UTC', 'keine Angabe', 'non renseign\u00e9', 'no especificado', 'unk'],
    ...['не указан', '未設定', 'UTC Standard Time', 'timezone_utc', 'Offset: 0', 'PT0S', 'constructor', '__proto__'],
    ...['Pacific/Midway', 'Pacific/Wake', 'Antarctica/Troll', 'Antarctica/McMurdo', 'SystemV/EST5', 'posix/UTC'],
  ])('%j is nobody’s choice: the zones of the number count', (cell) => {
    expect(zones('+12122345678', 'US', cell)).toEqual(['America/New_York']);
    expect(source('+12122345678', 'US', cell)).toBe('area_code');
    expect(warned('+12122345678', 'US', cell)).toEqual(['placeholder_timezone']);
    expect(zones('+442083661177', 'GB', cell)).toEqual(zones('+442083661177', 'GB'));
  });

  it('no zone of a number is taken for a placeholder', () => {
    const all = new Set(
      [...Object.values(ZONES_BY_COUNTRY), ...Object.keys(AREA_CODES_BY_ZONES)].flatMap((each) => each.split(' ')),
    );
    for (const zone of all) expect(readZone(zone), zone).toEqual({ is: 'zone', zone });
  });

  it.each([
    ['america/new_york', '+12122345678', 'US', 'America/New_York'],
    [' Asia/Kolkata ', '+919812345678', 'IN', 'Asia/Kolkata'],
    ['asia/calcutta', '+919812345678', 'IN', 'Asia/Kolkata'],
    ['America/Buenos_Aires', '+541155500123', 'AR', 'America/Argentina/Buenos_Aires'],
    ['America/Indianapolis', '+13172345678', 'US', 'America/Indiana/Indianapolis'],
    ['Pacific/Auckland', '+64211234567', 'NZ', 'Pacific/Auckland'],
    ['US/Eastern', '+12122345678', 'US', 'America/New_York'],
  ])('reads %s', (text, e164, country, zone) => {
    expect(zones(e164, country, text)).toEqual([zone]);
  });

  it.each([
    ['IST', /more than one.*"Asia\/Kolkata" or "Europe\/Dublin" or "Asia\/Jerusalem"/],
    ['EST', /"America\/New_York"/],
    ['EST5EDT', /"America\/New_York"/],
    ['Eastern Time', /"America\/New_York"/],
    ['Pacific Standard Time', /"America\/Los_Angeles"/],
    ['MST', /"America\/Denver" or "America\/Phoenix"/],
    ['GMT Standard Time', /"Europe\/London"/],
    ['-05:00', /offset.*America\/New_York/],
    ['UTC+2', /offset/],
    ['New York', /"America\/New_York"/],
    ['America/New York', /"America\/New_York"/],
    ['America/NewYork', /"America\/New_York"/],
    ['Europe/Londn', /"Europe\/London"/],
    ['Mars/Olympus_Mons', /not an IANA time zone.*such as/],
    ['CET', /not an IANA time zone.*such as/],
    ['cet', /not an IANA/],
    ['USA', /such as America\/New_York/],
    ['California', /not an IANA/],
    ['CA', /not an IANA/],
    ['UK', /mean "Europe\/London"/],
    ['Japan', /mean "Asia\/Tokyo"/],
    ['ROK', /mean "Asia\/Seoul"/],
    ['Gabun', /mean "Africa\/Libreville"/],
    ['Los Angelos', /mean "America\/Los_Angeles"/],
    ['Amercia/New_York', /mean "America\/New_York"/],
    ['America/Los_Angeles (default)', /mean "America\/Los_Angeles"/],
    ['(UTC) Dublin, Edinburgh, Lisbon, London', /"Europe\/Dublin"/],
    ['W. Europe Standard Time', /not an IANA/],
    ['(GMT-08:00) Pacific Time (US & Canada)', /not an IANA/],
    ['UTC-11', /offset/],
    ['-480', /offset/],
    ['AEST', /not an IANA/],
    ['x'.repeat(5_000), /not an IANA/],
  ])('refuses %s', (timezone, says) => {
    const found = zonesOf({ e164: '+12122345678' as E164, country: 'US', timezone });
    expect(found).toMatchObject({ issue: { code: 'bad_timezone', severity: 'error' } });
    if ('issue' in found) expect(`${found.issue.message} ${found.issue.hint ?? ''}`).toMatch(says);
  });
});

describe('zones whose law changed in 2026', () => {
  it('are asked by themselves, since their rules are known', () => {
    expect(zones('+16042345678', 'CA')).toEqual(['America/Vancouver']);
    expect(zones('+12042345678', 'CA', 'America/Winnipeg')).toEqual(['America/Winnipeg']);
  });
});

describe('placeOf', () => {
  it('is one text for a set, which is read back', () => {
    expect(placeOf({ zones: ['B/b', 'A/a', 'B/b'], regions: [] })).toBe('A/a,B/b');
    expect(placeOf({ zones: [], regions: [] })).toBe('');
    const both = placeOf({ zones: ['B/b', 'A/a'], regions: ['US-FL', 'US-AL'] });
    expect(both).toBe('A/a,B/b|US-AL,US-FL');
    expect(readPlace(both)).toEqual({ zones: ['A/a', 'B/b'], regions: ['US-AL', 'US-FL'] });
    expect(readPlace('A/a,B/b')).toEqual({ zones: ['A/a', 'B/b'], regions: [] });
    expect(readPlace('')).toEqual({ zones: [], regions: [] });
  });

  it('a rule of a state meets its country, and none of another', () => {
    expect(regionsMeet('US-FL', 'US-FL')).toBe(true);
    expect(regionsMeet('US', 'US-FL')).toBe(true);
    expect(regionsMeet('US-FL', 'US')).toBe(true);
    expect(regionsMeet('*', 'FR')).toBe(true);
    expect(regionsMeet('US-FL', 'US-AL')).toBe(false);
    expect(regionsMeet('CA', 'US-CA')).toBe(false);
  });
});
