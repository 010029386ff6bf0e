/** Numbers by which countries know their people, told by form and check digit. */
// Forms and check digits: python-stdnum 2.x (one module a scheme), OECD's Tax Identification Numbers, and the offices' own:
// SSA (ssa.gov/employer/randomization.html), BOE (DNI), INSEE (NIR), Agenzia delle Entrate (codice fiscale), BZSt (Steuer-ID).
import { ean13, luhn, mod11and10, mod11and2, verhoeff, weighted } from './checksums.ts';
import { isIban } from './accounts.ts';
import type { Sign } from './sign.ts';

type Scheme = {
  readonly name: string;
  readonly form: RegExp;
  /** Matches it inside a text. */
  readonly find: RegExp;
  /** Of letters and digits alone, upper case. */
  readonly holds: (text: string) => boolean;
  /** One cell is enough when written so. */
  readonly sure: (written: string) => boolean;
};

const always = (): boolean => true;
const never = (): boolean => false;
const written = (form: RegExp) => (text: string) => form.test(text);

const DNI = 'TRWAGMYFPDXBNJZSQVHLCKE';
const NL = [9, 8, 7, 6, 5, 4, 3, 2, -1];

const SCHEMES: readonly Scheme[] = [
  scheme('US', /(?!000|666)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}/, always, written(/-/)),
  // Bare it is any nine digits; those of 9xx are tax numbers (ITIN).
  scheme('US bare', /^(?!000|666)\d{3}(?!00)\d{2}(?!0000)\d{4}$/, always, never),
  scheme(
    'US MBI',
    /[1-9][AC-HJ-NP-RT-Y][AC-HJ-NP-RT-Y\d]\d-?[AC-HJ-NP-RT-Y][AC-HJ-NP-RT-Y\d]\d-?[AC-HJ-NP-RT-Y]{2}\d{2}/,
    always,
    written(/-/),
  ),
  scheme('CA', /\d{3}[- ]\d{3}[- ]\d{3}/, luhn, never),
  scheme('ES', /(?:[XYZ]?-?\d{7,8}|\d{1,2}\.\d{3}\.\d{3})[- ]?[A-Z]/, spanish, always),
  scheme(
    'FR',
    /[1-478][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .]?(?:\d{2}|2[AB])[ .]?\d{3}[ .]?\d{3}[ ./]?\d{2}/,
    french,
    always,
  ),
  scheme('IT', /[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPR-T][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]/, italian, always),
  scheme('DE tax', /[1-9]\d[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}/, german, never),
  scheme(
    'DE social',
    /\d{2}[ ]?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[ ]?[A-Z][ ]?\d{2}[ ]?\d/,
    germanSocial,
    always,
  ),
  scheme('DE health', /[A-Z]\d{9}/, germanHealth, never),
  scheme('NL', /\d{9}|\d{4}\.\d{2}\.\d{3}/, (id) => weighted(id, NL) % 11 === 0 && id !== '000000000', never),
  scheme('BR', /\d{3}\.?\d{3}\.?\d{3}-?\d{2}/, (id) => brazilian(id, [9, 10]), written(/-/)),
  scheme('BR company', /\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}/, (id) => brazilianCompany(id), always),
  scheme('PT', /[1-3568]\d{2} ?\d{3} ?\d{3}/, portuguese, never),
  scheme('BE', /\d{2}\.?(?:0\d|1[0-2]|[24][0-9])\.?\d{2}[- ]?\d{3}\.?\d{2}/, belgian, written(/[.-]/)),
  scheme(
    'PL',
    /\d{2}(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\d|3[01])\d{5}/,
    (id) => weighted(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
    never,
  ),
  scheme(
    'SE',
    /(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])[-+]?\d{4}/,
    (id) => luhn(id.slice(-10)),
    written(/[-+]/),
  ),
  scheme('FI', /(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-FU-Y]\d{3}[\dA-FHJ-NPR-Y]/, finnish, always),
  scheme('DK', /(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-\d{4}/, always, never),
  scheme('NO', /(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2} ?\d{5}/, norwegian, never),
  scheme('CH', /756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}/, ean13, always),
  scheme('AT', /\d{4} ?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}/, austrian, never),
  scheme(
    'GB',
    /(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]/,
    always,
    written(/\d \d/),
  ),
  scheme(
    'GB NHS',
    /\d{3}[ -]?\d{3}[ -]?\d{4}/,
    (id) => weighted(id, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    never,
  ),
  scheme('MX', /[A-Z]{4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HMX][A-Z]{5}[A-Z\d]\d/, always, always),
  scheme('MX tax', /[A-ZÑ&]{4}-?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?[A-Z\d]{2}[A\d]/, always, always),
  scheme('AR', /(?:2[03-7]|3[034])-?\d{8}-?\d/, argentine, written(/-/)),
  scheme('CL', /\d{1,2}\.?\d{3}\.?\d{3}-[\dkK]/, chilean, written(/\./)),
  scheme('IN', /[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}/, verhoeff, written(/[ -]/)),
  scheme('IN tax', /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/, always, never),
  scheme('CN', /[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]/, mod11and2, always),
  scheme('KR', /\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-8]\d{6}/, always, always),
  scheme('ZA', /\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}[012]8\d/, luhn, never),
  scheme('RO', /[1-8]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{6}/, romanian, never),
  scheme('TR', /[1-9]\d{10}/, turkish, never),
];

/** One of any: most texts hold none, and are looked through once. */
const ANY = alone(SCHEMES.map(({ form }) => form.source).join('|'));

function scheme(name: string, form: RegExp, holds: Scheme['holds'], sure: Scheme['sure']): Scheme {
  return { name, form, find: alone(form.source), holds, sure };
}

function alone(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d.+-])(?:${source})(?![\\p{L}\\d]|[.-]\\d)`, 'u');
}

/** Signs of every scheme that the text holds one of. */
export function idSigns(text: string): readonly Sign[] {
  const upper = text.toUpperCase();
  // An IBAN has the digits of half of them in it.
  if (!ANY.test(upper) || isIban(upper)) return [];
  return SCHEMES.flatMap(({ name: form, find, holds, sure }): Sign[] => {
    const found = find.exec(upper)?.[0];
    if (found === undefined) return [];
    const bare = found.replace(/[^\p{L}\d]/gu, '');
    if (form === 'FI' ? !holds(found) : !holds(bare)) return [{ kind: 'national_id', is: 'shape', form }];
    // Of nine, ten or eleven zeros every check digit is right.
    if (/^(\d)\1+$/.test(bare)) return [];
    return [{ kind: 'national_id', is: sure(found) ? 'sure' : 'maybe', form }];
  });
}

function spanish(id: string): boolean {
  const digits = id.replace(/^[XYZ]/, (first) => String('XYZ'.indexOf(first))).slice(0, -1);
  return digits.length === 8 && DNI[Number(digits) % 23] === id.at(-1);
}

function french(id: string): boolean {
  const digits = id.replace('2A', '19').replace('2B', '18');
  return 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
}

/** Of statutory health insurance: SGB V, § 290. */
function germanHealth(id: string): boolean {
  const digits = String(id.charCodeAt(0) - 64).padStart(2, '0') + id.slice(1, 9);
  const sum = [...digits].reduce((all, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return all + Math.floor(product / 10) + (product % 10);
  }, 0);
  return sum % 10 === Number(id.at(-1));
}

/** By Decreto ministeriale 23 December 1976: what a character counts at odd places. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function italian(id: string): boolean {
  const sum = [...id.slice(0, 15)].reduce((all, char, at) => {
    const place = /\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65;
    return all + (at % 2 === 0 ? (ODD[place] ?? 0) : place);
  }, 0);
  return String.fromCharCode(65 + (sum % 26)) === id.at(-1);
}

function german(id: string): boolean {
  // Of the first ten digits one stands there twice or three times, and the others once.
  const times = [...'0123456789'].map((digit) => id.slice(0, 10).split(digit).length - 1).filter((n) => n > 1);
  return times.length === 1 && (times[0] ?? 0) <= 3 && mod11and10(id);
}

function germanSocial(id: string): boolean {
  const place = String(id.charCodeAt(8) - 64).padStart(2, '0');
  const digits = `${id.slice(0, 8)}${place}${id.slice(9, 11)}`;
  const sum = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].reduce((all, weight, at) => {
    const product = weight * Number(digits[at] ?? 0);
    return all + Math.floor(product / 10) + (product % 10);
  }, 0);
  return sum % 10 === Number(id.at(-1));
}

function brazilian(id: string, places: readonly number[]): boolean {
  return places.every((place) => {
    const weights = Array.from({ length: place }, (_, at) => place + 1 - at);
    return ((weighted(id, weights) * 10) % 11) % 10 === Number(id[place]);
  });
}

function brazilianCompany(id: string): boolean {
  const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  return [12, 13].every((place) => {
    const rest = weighted(id, weights.slice(13 - place)) % 11;
    return (rest < 2 ? 0 : 11 - rest) === Number(id[place]);
  });
}

function portuguese(id: string): boolean {
  const rest = weighted(id, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest < 2 ? 0 : 11 - rest) === Number(id.at(-1));
}

function belgian(id: string): boolean {
  const check = Number(id.slice(9));
  return ['', '2'].some((century) => 97 - (Number(century + id.slice(0, 9)) % 97) === check);
}

function finnish(id: string): boolean {
  const digits = Number(id.slice(0, 6) + id.slice(7, 10));
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[digits % 31] === id.at(-1);
}

function norwegian(id: string): boolean {
  return (
    weighted(id, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
}

function austrian(id: string): boolean {
  return weighted(id, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(id[3]);
}

function argentine(id: string): boolean {
  const rest = 11 - (weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return (rest === 11 ? 0 : rest === 10 ? 9 : rest) === Number(id.at(-1));
}

function chilean(id: string): boolean {
  const reversed = [...id.slice(0, -1)].reverse().join('');
  const rest = 11 - (weighted(reversed, [2, 3, 4, 5, 6, 7, 2, 3]) % 11);
  return (rest === 11 ? '0' : rest === 10 ? 'K' : String(rest)) === id.at(-1);
}

function romanian(id: string): boolean {
  const rest = weighted(id, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return (rest === 10 ? 1 : rest) === Number(id.at(-1));
}

function turkish(id: string): boolean {
  const tenth = weighted(id, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10;
  const all = weighted(id, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10;
  return (tenth + 10) % 10 === Number(id[9]) && all === Number(id[10]);
}
