/** Parses a cleaned text strictly, and decides what a missing plus means. */
import {
  type CountryCode,
  type E164Number,
  getCountries,
  getCountryCallingCode,
  Metadata,
  type NationalNumber,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max';
import { inService } from '../../model/one-phone.ts';
import type { IssueCode } from './messages.ts';
import { nanpFacts } from './nanp.ts';

/** What is asked of a parsed number: libphonenumber's own, or the same from a table. */
export type ParsedNumber = Pick<
  PhoneNumber,
  | 'number'
  | 'countryCallingCode'
  | 'nationalNumber'
  | 'country'
  | 'isPossible'
  | 'isValid'
  | 'getType'
  | 'isNonGeographic'
>;

/** `defaulted`: the default country stood in for a country code. `respelled`: it was written in a way that was abolished. */
type Read =
  | { readonly is: 'number'; readonly number: ParsedNumber; readonly defaulted: boolean; readonly respelled: boolean }
  | {
      readonly is: 'rejected';
      readonly code: IssueCode;
      readonly detail?: string;
      /** What it may be, in E.164. */
      readonly found?: readonly string[];
    };

/** How nearly all numbers of the North American plan are written. */
const NANP = /^(\+1[-. ]?|1[-. ]?)?(?:\(([2-9]\d\d)\) ?|([2-9]\d\d)[-. ]?)(\d{3})[-. ]?(\d{4})$/;
const NANP_COUNTRIES: ReadonlySet<CountryCode | undefined> = new Set(
  getCountries().filter((one) => getCountryCallingCode(one) === '1'),
);

/** Never throws. */
export function readNumber(text: string, country: CountryCode | undefined): Read {
  return readNanp(text, country) ?? readByLibrary(text, country);
}

/** As the library reads it, but from a table; undefined: it must be asked. */
function readNanp(text: string, country: CountryCode | undefined): Read | undefined {
  const [, code, bracketed, area = bracketed, exchange, line] = NANP.exec(text) ?? [];
  if (area === undefined || exchange === undefined || line === undefined) return undefined;
  const defaulted = code?.startsWith('+') !== true;
  if (defaulted && !NANP_COUNTRIES.has(country)) return undefined;
  const national = `${area}${exchange}${line}`;
  const facts = nanpFacts(`+1${national}`);
  // The library takes the default country for a number that no country has.
  if (facts === undefined || (defaulted && facts.country === undefined)) return undefined;
  const { country: found, type } = facts;
  const number: ParsedNumber = {
    number: `+1${national}` as E164Number,
    countryCallingCode: '1',
    nationalNumber: national as NationalNumber,
    ...(found === undefined ? {} : { country: found }),
    isPossible: always,
    isValid: () => type !== undefined,
    getType: () => type,
    isNonGeographic: never,
  };
  return { is: 'number', number, defaulted, respelled: false };
}

const always = (): boolean => true;
const never = (): boolean => false;

/** Strict: the parser's default mode would find a number inside any sentence. */
export function readByLibrary(text: string, country: CountryCode | undefined): Read {
  const international = text.startsWith('+');
  const digits = text.replace(/\D/g, '');
  const prefix = international ? undefined : /^0(?:0|11)/.exec(digits)?.[0];
  const dialsOut = prefix !== undefined && country !== undefined && isDialOut(digits, country);
  // "00…" stripped by a rule of another country loses the wrong digits, and what is left can be somebody's number.
  if (prefix === '00' && !dialsOut) return { is: 'rejected', code: 'missing_plus', detail: prefix };
  try {
    const options = { extract: false, ...(country === undefined ? {} : { defaultCountry: country }) };
    const number = parsePhoneNumberWithError(text, options);
    if (number.ext !== undefined) return { is: 'rejected', code: 'has_extension', detail: number.ext };
    // Johannesburg and Buenos Aires are 011 at home; elsewhere 011 is how America dials abroad.
    if (prefix === '011' && !dialsOut && !number.isValid())
      return { is: 'rejected', code: 'missing_plus', detail: prefix };
    const defaulted = !international && !dialsOut;
    const other = defaulted ? withItsCode(number, digits) : undefined;
    if (other !== undefined) return { is: 'rejected', code: 'ambiguous_country_code', found: [other, number.number] };
    const today = respelled(number);
    return { is: 'number', number: today ?? number, defaulted, respelled: today !== undefined };
  } catch (error) {
    if (!(error instanceof ParseError)) return { is: 'rejected', code: 'not_a_phone_number' };
    if (prefix === '011') return { is: 'rejected', code: 'missing_plus', detail: prefix };
    return rejectionOf(error.message, international);
  }
}

function rejectionOf(reason: string, international: boolean): Read {
  const is = 'rejected';
  if (reason === 'INVALID_COUNTRY')
    return { is, code: international ? 'unknown_country_code' : 'missing_country_code' };
  if (reason === 'TOO_SHORT' || reason === 'TOO_LONG') return { is, code: 'wrong_length', detail: reason };
  return { is, code: 'not_a_phone_number' };
}

/** Whether these digits begin with the one prefix people of that country dial abroad with (GB `00`, AU `0011`, US `011`). */
function isDialOut(digits: string, country: CountryCode): boolean {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const plan = metadata.numberingPlan;
  const pattern = plan?.IDDPrefix() ?? '';
  const prefix = /^\d+$/.test(pattern) ? pattern : plan?.defaultIDDPrefix();
  return prefix !== undefined && /^\d+$/.test(prefix) && digits.startsWith(prefix);
}

/**
 * The other number that digits without a plus may be: where a country's numbers are of any length, 49 171 1234567 is a
 * German mobile with its country code and a landline in 04917 as well. A mobile that could be a landline's country code and
 * number is a mobile: whole ranges of them would be refused.
 */
function withItsCode(number: PhoneNumber, digits: string): string | undefined {
  if (!digits.startsWith(number.countryCallingCode) || !number.isValid()) return undefined;
  const other = parsed(`+${digits}`);
  if (other === undefined || !other.isValid() || other.number === number.number) return undefined;
  return number.getType() === 'MOBILE' && other.getType() !== 'MOBILE' ? undefined : other.number;
}

/** The number as it is dialed today; undefined where it is written so already. */
function respelled(number: PhoneNumber): PhoneNumber | undefined {
  // 9 and 15 both ask for the mobile of an Argentine number; with both, neither the parser nor the network knows it.
  const twice = /^\+549(\d{12})$/.exec(number.number)?.[1];
  const text = twice === undefined ? inService(number.number) : `+54${twice}`;
  const today = text === number.number ? undefined : parsed(text);
  return today?.isPossible() === true ? today : undefined;
}

function parsed(text: string): PhoneNumber | undefined {
  try {
    return parsePhoneNumberWithError(text, { extract: false });
  } catch {
    return undefined;
  }
}
