/** Says what a cleaned text is when it is not one plain phone number: several, an extension, letters, a date. */
import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js/max';

type Misshape = {
  readonly code: 'multiple_numbers' | 'has_extension' | 'vanity_letters' | 'not_a_phone_number';
  readonly detail?: string;
  readonly found?: readonly string[];
};

/** Null: it may be one phone number. Looked at before parsing, which would drop an extension without a word. */
export function misshapeOf(text: string, country: CountryCode | undefined): Misshape | null {
  // `-` and `@` begin a formula, as `=` does; the parser would read a number out of them.
  if (/^[=@-]/.test(text)) return odd(`it begins with "${text.charAt(0)}", as a formula does`);
  const other = lookalike(text);
  if (other !== null) return other;
  const found = severalNumbers(text, country);
  if (found !== null) return { code: 'multiple_numbers', found };
  if (/;\s*(?!ext\s*=)[a-z-]+\s*=/i.test(text)) return odd('it has parameters of a tel: link');
  const extension = EXTENSION.exec(text)?.[1];
  if (extension !== undefined) return { code: 'has_extension', detail: extension };
  return letters(text);
}

/** How an extension is begun: by a sign, by what a phone dials, or by a word, in the languages in which lists come. */
const BEGINS = [
  ...[
    ';\\s*ext\\s*=',
    'extension',
    'extensión',
    'extensão',
    'extn',
    'exten',
    'ext',
    'x',
    '×',
    '#',
    '~',
    ',',
    ';',
    'p',
    'w',
  ],
  ...['\\*+', 'option', 'opt', 'local', 'loc', 'interno', 'interne', 'int', 'ramal', 'anexo', 'poste', 'postes', 'pst'],
  ...['durchwahl', 'nebenstelle', 'dw', 'nst', 'apparat', 'app', 'toestel', 'tst', 'wewnętrzny', 'wewn', 'wew'],
  ...[
    'anknytning',
    'ankn',
    'anx',
    'lokalnummer',
    'dahili',
    'доб',
    'добавочный',
    'вн',
    '内线',
    '內線',
    '内線',
    '分机',
    '分機',
  ],
];
const EXTENSION = new RegExp(`\\d[\\s),.(/-]*(?:${BEGINS.join('|')})[\\s.:#,=]*(\\d{1,9})\\s*[)#*]?$`, 'iu');

function severalNumbers(text: string, country: CountryCode | undefined): readonly string[] | null {
  const pluses = text.match(/\+[^+]*/g) ?? [];
  if (pluses.length > 1 && pluses.every((part) => digitsIn(part) >= 7)) return pluses.map(tidy);

  const listed = text.split(/[;,|&]|\b(?:or|and|oder|und|ou|et|o|y)\b/i).filter((part) => digitsIn(part) >= 7);
  if (listed.length > 1) return listed.map(tidy);

  // "+49 30/1234567" has an area code before its slash, "…2671/72" another ending after it.
  const slashed = text.split('/');
  const first = digitsIn(slashed[0] ?? '');
  const last = digitsIn(slashed.at(-1) ?? '');
  if (slashed.length === 2 && first >= 8 && (last >= 7 || (last >= 1 && last <= 3))) return slashed.map(tidy);

  // No number has more than 15 digits. The country is a guess that can only word the rejection.
  if (digitsIn(text) <= 15) return null;
  const numbers = findPhoneNumbersInText(text, { defaultCountry: country ?? 'US' }).map((each) => each.number.number);
  return numbers.length > 1 ? numbers : null;
}

function letters(text: string): Misshape | null {
  const word = /\p{L}[\p{L}\p{M}]*/u.exec(text)?.[0];
  if (word === undefined) return null;
  const isNumberWithLetters = digitsIn(text) >= 3 && /^[\p{L}\p{M}\d\s()+.:/-]{1,30}$/u.test(text);
  if (!isNumberWithLetters || /^\p{L}+:(?!\s)/u.test(text)) return odd();
  return { code: 'vanity_letters', detail: word };
}

// Eight digits are a whole number in Denmark and nine in France: as a date or an SSN they would ring a stranger there.
const DATE = /^(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)\d\d)(?:[\sT][\d:.Z+-]*)?$/;
const SSN = /^\d{3}-\d{2}-\d{4}$/;
const IP = /^(?=.*\d{3})(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

function lookalike(text: string): Misshape | null {
  if (DATE.test(text)) return odd('it looks like a date');
  if (SSN.test(text)) return odd('it looks like a social security number');
  if (IP.test(text)) return odd('it looks like an IP address');
  if (/^\d{1,3}(?:,\d{3})+$/.test(text)) return odd('it is written with thousands separators');
  return null;
}

function odd(detail?: string): Misshape {
  return { code: 'not_a_phone_number', ...(detail === undefined ? {} : { detail }) };
}

function digitsIn(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}

function tidy(text: string): string {
  return text.replace(/^[\s/,;|&]+|[\s/,;|&]+$/g, '');
}
