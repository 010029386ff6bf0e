/** Hides the middle of a phone number: what is left tells two columns of them apart, and rings nobody. */

const DOTS = '•••';

/** `+14155550101` → `+1415•••0101`. Short values keep two digits at either end, so that no mask gives a number away. */
export function maskNumber(number: string): string {
  const plus = /^\s*[+＋]/.test(number) ? '+' : '';
  const digits = number.replace(/\D/g, '');
  if (digits.length < 5) return `${plus}${DOTS}`;
  const ends = digits.length >= 11 ? 4 : digits.length >= 7 ? 2 : 1;
  return `${plus}${digits.slice(0, ends)}${DOTS}${digits.slice(-ends)}`;
}

/**
 * Inside a class of characters: what stands between digits, as people write them and as documents and chats leave them. Blanks,
 * dots, dashes, brackets, quotes, marks of direction. No comma: what is counted has them, and so have lists of rows.
 */
export const BETWEEN_DIGITS = String.raw`\s.·•．\p{Pd}\u2212_/⁄∕／()（）[\]~*'’\p{Cf}`;
