/** What libphonenumber says of a number of the North American plan, from a table: asking the library takes two hundred times as long. */
import { gunzipSync } from 'node:zlib';
import type { CountryCode, NumberType } from 'libphonenumber-js/max';
import { NANP_BLOCKS, NANP_KINDS } from './data/nanp.ts';

export type NanpFacts = { readonly country: CountryCode | undefined; readonly type: NumberType };

const FIRST = 200_000;
const KINDS = NANP_KINDS.map((kind): NanpFacts => {
  const [country = '-', type = '-'] = kind.split(' ');
  const said = (word: string): string | undefined => (word === '-' ? undefined : word);
  // The words are the library's own, as the script wrote them down.
  return { country: said(country) as CountryCode | undefined, type: said(type) as NumberType };
});
let blocks: Uint8Array | undefined;

/** Of `+1` and ten digits, the first of them 2 to 9; undefined: ask the library. */
export function nanpFacts(e164: string): NanpFacts | undefined {
  if (e164.length !== 12 || !/^\+1[2-9]\d{9}$/.test(e164)) return undefined;
  blocks ??= gunzipSync(Buffer.from(NANP_BLOCKS, 'base64'));
  const kind = blocks[Number(e164.slice(2, 8)) - FIRST] ?? 0;
  return kind === 0 ? undefined : KINDS[kind];
}
