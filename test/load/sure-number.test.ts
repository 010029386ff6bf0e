/** The quick look at plain numbers against the whole judgement: what is sure is valid, and means nothing but itself. */
import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { expect, it } from 'vitest';
import { phonesOf } from '../../src/load/number/no-number.ts';
import { surelyValid } from '../../src/load/number/sure-number.ts';

const isSure = surelyValid();
const NUMBERS = getCountries().flatMap((country) => getExampleNumber(country, examples)?.number ?? []);
const judged = (text: string): unknown => phonesOf(text, { defaultCountry: null, extraUsAreaCodes: [] });

it('nearly every country is known to it, and plain American numbers are', () => {
  expect(NUMBERS.filter(isSure).length).toBeGreaterThan(200);
  for (const number of ['+14155550101', '+14165550101', '+447400123456', '+4915123456789']) {
    expect(isSure(number)).toBe(true);
  }
});

it.each(['4155550101', '+1415555010', '+141555501011', '+1 4155550101', '+11155550101', '+393123456789', '+', ''])(
  'not %s',
  (text) => expect(isSure(text)).toBe(false),
);

it('not what is spelled in several ways, or means another', () => {
  for (const number of ['+5491155500123', '+541155500123', '+5215512345678', '+84702345678', '+972599123456']) {
    expect(isSure(number)).toBe(false);
  }
});

it('whatever is sure is judged to be itself alone', () => {
  const changed = fc
    .tuple(fc.constantFrom(...NUMBERS), fc.nat(9), fc.stringMatching(/^\d{12}$/), fc.nat(3))
    .map(([number, keep, digits, longer]) => {
      const head = number.slice(0, Math.min(number.length, 3 + keep));
      return `${head}${digits}`.slice(0, number.length + (longer === 3 ? 1 : longer === 2 ? -1 : 0));
    });
  const american = fc.stringMatching(/^[2-9]\d{9}$/).map((national) => `+1${national}`);
  fc.assert(
    fc.property(fc.oneof(changed, american), (text) => {
      if (isSure(text)) expect(judged(text)).toEqual({ phones: [text] });
    }),
    { numRuns: 3_000 },
  );
});
