/** Telephones in any cell, whether or not they could be dialed as they stand. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Looking, Sign } from './sign.ts';

/** Dates, times and sums have the digits and the signs of a number: they are taken out first. */
const NO_NUMBER = new RegExp(
  [
    String.raw`(?<![\d+]|\d[-/.])(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:(?:19|20)\d\d|\d\d))(?![-/.]?\d)(?:T[\d:.Z+-]*)?`,
    String.raw`(?<![\d+.])\d{1,2}(?::\d\d){1,2}(?!\d)`,
    String.raw`\p{Sc}\s?[\d.,]+|(?<![\d.,])[\d.,]+\s?\p{Sc}`,
  ].join('|'),
  'gu',
);

const PLUS = /[+＋]\s?\(?\d[\d\s()./·-]{5,20}\d/gu;
/** `415-555-0101`, `(415) 555 0101`, `1.415.555.0101`: America's, where nothing says otherwise. */
const NORTH_AMERICA =
  /(?<![\p{L}\d./-])(?:1[-. ])?(?:\([2-9]\d{2}\)[-. ]?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?![\p{L}\d]|[-./]\d)/u;
/** `06 12 34 56 78`: no date, no sum and no order number is written in five pairs. */
const PAIRS = /(?<![\p{L}\d./-])0[1-9](?:[ .-]\d\d){4}(?![\p{L}\d]|[-./ ]\d)/u;
const GROUPED = /(?<![\p{L}\d./-])\(?\d[\d\s()./-]{6,17}\d(?![\p{L}\d]|[-./]\d)/gu;
const BESIDE = /\s+\/\s+/u;
/** Whole cells only; the `.0` and the apostrophe are a spreadsheet's. */
const BARE = /^'?(?:00)?\d{9,15}(?:\.0)?$/u;
const ROUNDED = /^\d[.,]\d{3,}[eE]\+?(?:09|1\d)$/u;

export function phoneSigns(text: string, { country }: Looking): readonly Sign[] {
  // Fewer digits are nobody's number.
  if (!/\d(?:\D{0,3}\d){6}/.test(text)) return [];
  const sign = (is: Sign['is']): readonly Sign[] => [{ kind: 'phone', is, form: 'phone' }];
  const plain = text.replace(NO_NUMBER, ' ');
  if ([...plain.matchAll(PLUS)].some(([found]) => isPossible(found))) return sign('sure');
  if (NORTH_AMERICA.test(plain) || PAIRS.test(plain)) return sign('sure');
  const home = country !== undefined && isSupportedCountry(country) ? country : undefined;
  // A slash stands within a number (089/12345) and between two.
  const grouped = [plain, ...(BESIDE.test(plain) ? plain.split(BESIDE) : [])]
    .flatMap((part) => [...part.matchAll(GROUPED)])
    .filter(([found]) => /\d[^\d]/.test(found));
  // A trunk zero or a country whose numbers have a fixed length: elsewhere any digits are a number.
  if (home !== undefined && grouped.some(([found]) => isHome(found, home))) return sign('sure');
  if (grouped.some(([found]) => /^00[1-9]/.test(found) && isPossible(found.replace('00', '+')))) return sign('sure');
  if (grouped.some(([found]) => /^\(?0[1-9]/.test(found) && between(digitsOf(found), 9, 12))) return sign('maybe');
  const whole = plain.trim();
  if (ROUNDED.test(whole)) return sign('maybe');
  if (!BARE.test(whole)) return [];
  const digits = digitsOf(whole.replace(/\.0$/, ''));
  const american = /^1?[2-9](?!11)\d{2}[2-9]\d{6}$/.test(digits);
  const trunk = /^0[1-9]\d{7,10}$/.test(digits) || /^00[1-9]\d{8,13}$/.test(digits);
  const known = home !== undefined && parsed(digits, home)?.isValid() === true;
  return american || trunk || known || isWhole(digits) ? sign('maybe') : [];
}

/** With a country code and no plus: eleven digits and more. */
function isWhole(digits: string): boolean {
  return digits.length >= 11 && parsePhoneNumberFromString(`+${digits}`, { extract: false })?.isValid() === true;
}

/** The country that a number with a plus is of. */
export function countryOfPlus(text: string): string | undefined {
  if (!/^\s*[+＋]/.test(text)) return undefined;
  const number = parsePhoneNumberFromString(text.trim(), { extract: false });
  return number?.country ?? (number?.countryCallingCode === '1' ? 'US' : undefined);
}

function isPossible(text: string): boolean {
  return parsePhoneNumberFromString(text.replace(/[·]/gu, ' ').trim(), { extract: false })?.isPossible() === true;
}

function isHome(text: string, country: CountryCode): boolean {
  const number = parsed(text.trim(), country);
  if (number?.isValid() !== true) return false;
  return /^\(?0/.test(text.trim()) || FIXED.has(country);
}

/** Where a number has one length and no trunk zero. */
const FIXED: ReadonlySet<string> = new Set([
  'US',
  'CA',
  'ES',
  'PT',
  'IT',
  'MX',
  'BR',
  'PL',
  'DK',
  'NO',
  'CO',
  'CL',
  'PE',
]);

function parsed(text: string, country: CountryCode): ReturnType<typeof parsePhoneNumberFromString> {
  return parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

function between(digits: string, least: number, most: number): boolean {
  return digits.length >= least && digits.length <= most;
}
