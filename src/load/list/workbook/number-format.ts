/** What a number format makes of a number: a date, a time, or digits with leading zeros. */

export type Format =
  | { readonly is: 'number' }
  /** `width`: digits that are shown at least. A ZIP code 02134 is stored as 2134, and its zero is in the format only. */
  | { readonly is: 'zeros'; readonly width: number }
  | { readonly is: 'moment'; readonly date: boolean; readonly time: boolean }
  /** Hours, minutes or seconds that count on: `[h]:mm`. */
  | { readonly is: 'elapsed'; readonly from: 'h' | 'm' | 's'; readonly seconds: boolean };

export const NUMBER: Format = { is: 'number' };

const DATE: Format = { is: 'moment', date: true, time: false };
const TIME: Format = { is: 'moment', date: false, time: true };
const BOTH: Format = { is: 'moment', date: true, time: true };

/** Ids that have no code in the file: ECMA-376, 18.8.30. Those from 27 on are East Asian. */
export function builtInFormat(id: number): Format {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return DATE;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return TIME;
  if (id === 46) return { is: 'elapsed', from: 'h', seconds: true };
  return id === 22 ? BOTH : NUMBER;
}

export function formatOf(code: string): Format {
  const bare = withoutWords(code);
  const elapsed = /\[(h+|m+|s+)\]/i.exec(bare)?.[1]?.toLowerCase();
  if (elapsed !== undefined) {
    return { is: 'elapsed', from: elapsed[0] as 'h' | 'm' | 's', seconds: /s/i.test(bare) };
  }
  const plain = bare.replace(/\[[^\]]*\]/g, '').toLowerCase();
  // A number with letters that nobody put into quotes: `0.00 USD`. The zeros of `ss.000` are of a time.
  if (/general|standard/.test(plain) || /[0#?]/.test(plain.replace(/s\.0+/g, ''))) return zeros(plain);
  const clock = /[hs]/.test(plain);
  // An `m` beside hours or seconds is minutes, three of them are a month anywhere.
  const date = /[yd]|mmm/.test(plain) || (plain.includes('m') && !clock);
  return date || clock ? { is: 'moment', date, time: clock } : NUMBER;
}

/** The part for positive numbers, without texts, escapes, fillers and AM/PM. */
function withoutWords(code: string): string {
  const bare = code.replace(/"[^"]*(?:"|$)|\\.|_.|\*./gs, '');
  return (bare.split(';')[0] ?? '').replace(/am\/pm|a\/p/gi, 'h');
}

/** `00000`, `(000) 000-0000`, `0# ## ## ## ##`: whole numbers whose first zeros only the format knows. */
function zeros(plain: string): Format {
  if (/[.,%e/@]/.test(plain)) return NUMBER;
  const places = plain.replace(/[^0#?]/g, '');
  const first = places.indexOf('0');
  const width = first < 0 ? 0 : places.length - first;
  return width > 1 ? { is: 'zeros', width } : NUMBER;
}
