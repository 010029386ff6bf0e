/** The only file that draws random numbers: random ids, and the seed of everything that is repeatable. */
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes unguessable ids of `length` characters of Crockford base32, lower case. */
export type MakeId = (length: number) => string;

/** Drawn at once: the system is asked once for some hundred ids, and a long list needs one a row. */
const DRAWN = 4_096;
let drawn = Buffer.alloc(0);
let used = 0;

export const randomId: MakeId = (length) => {
  if (used + length > drawn.length) {
    drawn = randomBytes(Math.max(DRAWN, length));
    used = 0;
  }
  let id = '';
  for (const end = used + length; used < end; used += 1) id += ALPHABET[(drawn[used] ?? 0) % 32] ?? '';
  return id;
};

/**
 * Ids of twenty characters that sort in the order they are made: when (seconds), which, and forty bits of luck. Rows of a
 * table stand by their id; ids all over the alphabet would rewrite a page of the ledger for every row of a long list.
 */
export function orderedIds(makeId: MakeId, now: number): () => string {
  const begun = base32(Math.floor(now / 1_000), 7);
  let made = 0;
  return () => {
    made += 1;
    return `${begun}${base32(made, 5)}${makeId(8)}`;
  };
}

function base32(value: number, length: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 32)) text = (ALPHABET[rest % 32] ?? '') + text;
  return text.padStart(length, '0');
}

export function randomSecret(): string {
  return randomBytes(32).toString('hex');
}
