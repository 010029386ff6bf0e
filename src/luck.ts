/** The only file that draws random numbers: random ids, and the seed of everything that is repeatable. */
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes unguessable ids of `length` characters of Crockford base32, lower case. */
export type MakeId = (length: number) => string;

export const randomId: MakeId = (length) => {
  let id = '';
  for (const byte of randomBytes(length)) id += ALPHABET[byte % 32] ?? '';
  return id;
};

export function randomSecret(): string {
  return randomBytes(32).toString('hex');
}
