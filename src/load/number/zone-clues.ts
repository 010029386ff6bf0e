/** Does a text that is no zone say anything of one: an offset, an abbreviation, a place? */
// What says nothing is an empty cell, and the zones of the number count. What says something is refused: the person may be
// elsewhere, and rung at night. So what is in doubt here says something.
import { own } from '../../model/own.ts';
import { ZONES_BY_COUNTRY } from './data/zones.ts';
import { isPlaceholder } from './zone-placeholders.ts';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** In capitals, since many are words as well (`EAT`, `GET`); or alone in the cell. */
const ABBREVIATIONS = set(
  'ET EST EDT CT CST CDT MT MST MDT PT PST PDT AKST AKDT AKT HST HDT AST ADT NST NDT SST CHST WET WEST CET CEST MET MEST MEZ ' +
    'MESZ EET EEST MSK BST IST TRT GST AZT AMT PKT NPT BTT MMT ICT WIB WITA WIT SGT MYT PHT HKT JST KST ULAT AWST ACST ACDT ' +
    'AEST AEDT AET LHST NZST NZDT NZT FJT TOT SAST EAT WAT CAT CVT ART BRT BRST BRL CLT CLST COT PET VET BOT ECT GYT SRT UYT ' +
    'PYT GFT FKT IDT IRST AFT UZT YEKT OMST NOVT KRAT IRKT YAKT VLAT MAGT PETT SAMT',
);
const STATE_CODES = set(
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD ' +
    'TN TX UT VT VA WA WV WI WY DC PR USA UK UAE GBR DEU FRA ESP ITA CAN AUS IND CHN JPN NSW VIC QLD TAS ON QC BC AB MB SK NS',
);
const STATES =
  'alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|' +
  'iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|' +
  'nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|' +
  'rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|wisconsin|wyoming|ontario|' +
  'quebec|british columbia|alberta|manitoba|saskatchewan|nova scotia|new brunswick|newfoundland|yukon|new south wales|' +
  'victoria|queensland|tasmania|england|scotland|wales|bayern|bavaria|america|usa|europe|asia|africa|australia|eastern|central|' +
  'mountain|pacific|atlantic|hawaiian|alaskan|arabian|east coast|west coast|us|u s|uk|canada|mexico|india|korea|russia';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ru', 'ja', 'zh'];

/** By name in lower case, in the languages in which lists come: the country's code. */
const COUNTRIES: ReadonlyMap<string, string> = new Map(
  LANGUAGES.flatMap((language) => {
    const names = new Intl.DisplayNames(language, { type: 'region' });
    return Object.keys(ZONES_BY_COUNTRY).map((code): [string, string] => [plain(names.of(code) ?? code), code]);
  }),
);
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['uk', 'Europe/London'],
  ['united kingdom', 'Europe/London'],
  ['great britain', 'Europe/London'],
  ['england', 'Europe/London'],
  ['uae', 'Asia/Dubai'],
]);
const PLACES: ReadonlySet<string> = new Set([
  ...Object.values(ZONES_BY_COUNTRY).flatMap((zones) => zones.split(' ').map(cityOf)),
  ...STATES.split('|'),
  ...COUNTRIES.keys(),
  ...ALIASES.keys(),
]);
/** Words of the longest names of places. */
const LONGEST = 4;

/** `America/New_York` → `new york`. */
export function cityOf(zone: string): string {
  return plain(zone.replace(/^.*\//, ''));
}

/** Zones of the country that a text names, where they are few enough to be offered. */
export function zonesOfCountryNamed(text: string): readonly string[] {
  const name = plain(text);
  const alias = ALIASES.get(name);
  if (alias !== undefined) return [alias];
  const code = COUNTRIES.get(name) ?? (/^[A-Z]{2}$/.test(text) ? text : '');
  const zones = own(ZONES_BY_COUNTRY, code)?.split(' ') ?? [];
  return zones.length > 3 ? [] : zones;
}

/** ISO code of the country that a text names, in any of the languages in which lists come. */
export function countryNamed(text: string): string | undefined {
  return COUNTRIES.get(plain(text));
}

/** Places named in it, each in lower case. */
export function placesIn(text: string): readonly string[] {
  const words = plain(text).split(' ');
  return words.flatMap((_, from) =>
    Array.from({ length: LONGEST }, (__, more) => words.slice(from, from + more + 1).join(' ')).filter((each) =>
      PLACES.has(each),
    ),
  );
}

/** One that more than one zone goes by, or that stands still in summer. */
export function isAbbreviation(text: string): boolean {
  return ABBREVIATIONS.has(text.trim().toUpperCase());
}

export function saysZone(text: string): boolean {
  if (text.length > 100) return true;
  // `Europe/UTC`: the form was filled in, and nothing chosen.
  const [, last = ''] = /\/([^/]*)$/.exec(text) ?? [];
  if (last !== '' && isPlaceholder(last)) return false;
  if (/[+\-\u2212\u2013]\s*\d*[1-9]/.test(text)) return true;
  if (/^\s*[A-Z]{2}\s*$/.test(text) && Object.hasOwn(ZONES_BY_COUNTRY, text.trim())) return true;
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [only = ''] = words.length === 1 ? words : [];
  if (STATE_CODES.has(only) || ABBREVIATIONS.has(only.toUpperCase())) return true;
  if (words.some((word) => word.length > 2 && ABBREVIATIONS.has(word))) return true;
  if (namesTime(text) || isPath(text)) return true;
  return placesIn(text).some((place) => !isPlaceholder(place));
}

/** `W. Europe Standard Time`, as Windows calls zones. */
function namesTime(text: string): boolean {
  const [, before = ''] = /^(.*\p{L}.*?)\s+(?:standard|daylight|summer)\s+time\b/iu.exec(text) ?? [];
  return before !== '' && !isPlaceholder(before);
}

/** `Mars/Olympus_Mons`: somebody chose something, and neither part is a word for nothing. */
function isPath(text: string): boolean {
  const parts = text.split('/').map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => /^[\p{L}_+-]{3,}$/u.test(part) && !isPlaceholder(part));
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
