/** Hides the middle of phone numbers in everything that is shown while working: screens are shared and logs are kept. */

const DOTS = '•••';

/** `+14155550101` → `+1415•••0101`. Short values keep two digits at either end, so that no mask gives a number away. */
export function maskNumber(number: string): string {
  const plus = number.startsWith('+') ? '+' : '';
  const digits = number.replace(/\D/g, '');
  if (digits.length < 5) return `${plus}${DOTS}`;
  const ends = digits.length >= 11 ? 4 : 2;
  return `${plus}${digits.slice(0, ends)}${DOTS}${digits.slice(-ends)}`;
}

/** Masks every number in E.164 form inside a sentence. */
export function maskText(text: string): string {
  return text.replace(/\+\d{7,15}/g, maskNumber);
}
