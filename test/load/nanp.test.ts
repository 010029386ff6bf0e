/** The table of the North American plan says what the library says. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { NANP_MADE_OF } from '../../src/load/number/data/nanp.ts';
import { nanpFacts } from '../../src/load/number/nanp.ts';
import { readByLibrary, readNumber } from '../../src/load/number/read-number.ts';
import { differing } from './nanp-numbers.ts';

describe('the table of the North American plan', () => {
  it('was made of the metadata that is installed (else: node scripts/make-nanp.mjs)', () => {
    const { version } = createRequire(import.meta.url)('libphonenumber-js/package.json') as { version: string };
    expect(NANP_MADE_OF).toBe(version);
  });

  it('agrees with the library, however a number is written and whatever the default country', () => {
    expect(differing(1, 3_000, [readNumber, readByLibrary])).toEqual([]);
  });

  it('leaves to the library what it does not know', () => {
    const texts = [
      '+12465210100',
      '+12465220100',
      '+18766060100',
      '+1212555010',
      '+12125550100x',
      '12125550100',
      '+442079460000',
    ];
    expect(texts.map(nanpFacts)).toEqual(texts.map(() => undefined));
    expect(nanpFacts('+12125550100')).toEqual({ country: 'US', type: 'FIXED_LINE_OR_MOBILE' });
    expect(nanpFacts('+17112345678')).toEqual({ country: undefined, type: undefined });
  });
});
