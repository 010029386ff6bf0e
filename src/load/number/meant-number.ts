/** Which phones a number may mean that nobody has as it is written: for a no, every one of them counts. */
// A no that is kept for a number nobody has rings the person who said it. One phone too many only loses a call.
import { getCountries, getCountryCallingCode, isValidPhoneNumber } from 'libphonenumber-js/max';

const CALLING_CODES: ReadonlySet<string> = new Set(getCountries().map((country) => getCountryCallingCode(country)));

/** What is dialed before a number within some country, and was left in behind the country code. */
const TRUNKS = ['', '0', '00', '8', '80', '06', '01', '1'];

/** Valid numbers other than itself, in E.164. A number that is valid means itself, and in Italy its twin by the 0. */
export function meantNumbers(e164: string): readonly string[] {
  const code = [1, 2, 3].map((length) => e164.slice(1, 1 + length)).find((each) => CALLING_CODES.has(each));
  if (code === undefined) return [];
  const national = e164.slice(1 + code.length);
  const valid = isValidPhoneNumber(e164);
  const spellings = (valid ? zeroMoved : misspelled)(code, national).map((each) => `+${code}${each}`);
  // "+4155550101": a plus was put before an American number, and its area code taken for a country's.
  if (!valid && /^\+\d{10}$/.test(e164)) spellings.push(`+1${e164.slice(1)}`);
  return [...new Set(spellings)].filter((each) => each !== e164 && isValidPhoneNumber(each));
}

/** Only in Italy are both numbers: a 0 begins landlines and never mobiles, and many write neither as it is. */
function zeroMoved(code: string, national: string): readonly string[] {
  if (code !== '39') return [];
  return national.startsWith('0') ? [national.slice(1)] : [`0${national}`];
}

function misspelled(code: string, national: string): readonly string[] {
  const bare = TRUNKS.filter((trunk) => national.startsWith(trunk)).map((trunk) => national.slice(trunk.length));
  // The country code twice, as where a form puts one before what was typed with one.
  const once = bare.filter((each) => each.startsWith(code)).map((each) => each.slice(code.length));
  const inner = once.flatMap((each) => [each, ...(each.startsWith('0') ? [each.slice(1)] : [])]);
  return [...bare, ...inner, `0${national}`];
}
