/** Numbers of the North American plan to compare two readers by. */
import { getCountries, getCountryCallingCode, type CountryCode } from 'libphonenumber-js/max';
import { stream, type Random } from '../../src/simulate/random.ts';
import type { readNumber } from '../../src/load/number/read-number.ts';

/** Half of them anywhere, half in the codes of islands, services and charges. */
const ODD = [
  ...['242', '246', '264', '268', '284', '340', '345', '441', '473', '500', '521', '600', '622', '633', '649', '658'],
  ...['664', '670', '671', '684', '721', '758', '767', '784', '787', '800', '809', '829', '849', '855', '868', '869'],
  ...['876', '900', '939', '331', '235', '942'],
];
const NORTH = getCountries().filter((one) => getCountryCallingCode(one) === '1');
export const COUNTRIES: readonly (CountryCode | undefined)[] = [undefined, 'DE', 'MX', ...NORTH];

export function* nationalNumbers(seed: number, count: number): Generator<string> {
  const random = stream(seed, 'numbers');
  const digits = (many: number): string =>
    Array.from({ length: many }, () => String(Math.floor(random() * 10))).join('');
  for (let nth = 0; nth < count; nth++) {
    const odd = ODD[Math.floor(random() * ODD.length)] ?? '';
    const area = nth % 2 === 0 ? `${2 + Math.floor(random() * 8)}${digits(2)}` : odd;
    yield `${area}${digits(7)}`;
  }
}

/** As lists write them. */
export function writtenAs(national: string, random: Random): string {
  const [a, b, c] = [national.slice(0, 3), national.slice(3, 6), national.slice(6)];
  const forms = [
    ...[`+1${national}`, `1${national}`, national, `(${a}) ${b}-${c}`, `+1 (${a}) ${b}-${c}`, `${a}.${b}.${c}`],
    ...[`1-${a}-${b}-${c}`, `+1 ${a} ${b} ${c}`, `${a}-${b}-${c}`, `(${a})${b}-${c}`, `1 (${a}) ${b} ${c}`],
  ];
  return forms[Math.floor(random() * forms.length)] ?? national;
}

/** All that is asked of a number, in one text. */
export function saidOf(read: ReturnType<typeof readNumber>): string {
  if (read.is !== 'number') return JSON.stringify(read);
  const { number, defaulted, respelled } = read;
  const { number: e164, countryCallingCode, nationalNumber, country } = number;
  const asked = [number.isPossible(), number.isValid(), number.getType() ?? null, number.isNonGeographic()];
  return JSON.stringify([e164, countryCallingCode, nationalNumber, country ?? null, ...asked, defaulted, respelled]);
}

/** The texts of which the two readers say different things. */
export function differing(
  seed: number,
  count: number,
  [one, other]: readonly [typeof readNumber, typeof readNumber],
): readonly string[] {
  const random = stream(seed, 'forms');
  const found: string[] = [];
  for (const national of nationalNumbers(seed, count)) {
    const text = writtenAs(national, random);
    const country = COUNTRIES[Math.floor(random() * COUNTRIES.length)];
    if (saidOf(one(text, country)) !== saidOf(other(text, country)))
      found.push(`${text} in ${country ?? 'no country'}`);
  }
  return found;
}
