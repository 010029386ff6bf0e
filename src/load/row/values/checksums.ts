/** Check digits by the names under which they are known; each takes digits only, unless it says otherwise. */

/** ISO/IEC 7812-1 annex B: cards, Canada's SIN, Sweden's personnummer, South Africa's id. */
export function luhn(digits: string): boolean {
  let sum = 0;
  [...digits].reverse().forEach((digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}

/** The weighted sum of the first digits. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at] ?? 0), 0);
}

/** ISO 7064 mod 97-10 over letters and digits; for an IBAN its first four characters stand at the end. */
export function mod97(text: string): number {
  let rest = 0;
  for (const char of text) {
    const value = parseInt(char, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest;
}

/** ISO 7064 mod 11,10: Germany's Steuer-ID. */
export function mod11and10(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** ISO 7064 mod 11-2 with X for ten: China's resident number. */
export function mod11and2(text: string): boolean {
  let sum = 0;
  for (const digit of text.slice(0, -1)) sum = ((sum + Number(digit)) * 2) % 11;
  const check = (12 - sum) % 11;
  return (check === 10 ? 'X' : String(check)) === text.at(-1);
}

const VERHOEFF = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
  [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
  [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
  [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
  [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
  [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
  [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
] as const;

/** India's Aadhaar: a product in the dihedral group of the pentagon. */
export function verhoeff(digits: string): boolean {
  const multiply = (a: number, b: number): number => {
    const turned = a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
    return turned;
  };
  return [...digits].reverse().reduce((c, digit, at) => multiply(c, VERHOEFF[at % 8]?.[Number(digit)] ?? 0), 0) === 0;
}

/** EAN-13: Switzerland's AHV number. */
export function ean13(digits: string): boolean {
  return weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}
