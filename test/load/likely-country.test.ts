/** A country is proposed where numbers fit it and something else speaks for it: digits alone fit too many. */
import { describe, expect, it } from 'vitest';
import { numbersWithout, type Clues } from '../../src/load/number/likely-country.ts';

const of = (numbers: readonly string[], more: Partial<Clues> = {}) =>
  numbersWithout({ numbers, zones: [], headers: [], lines: [], ...more });

const US = ['415 867 5309', '212-736-5000', '3129427000', '646-456-1234', '7134561200'];
const INDIA = ['9876543210', '8123456789', '7012345678'];

describe('the country of numbers without a plus', () => {
  it.each<[string, readonly string[], Partial<Clues>, string | null]>([
    ['as America writes them, under English headers', ['(415) 555-0101', '212.555.0142'], { headers: ['Phone'] }, 'US'],
    ['without separators, where no other country fits as well', US, { headers: ['phone_number'] }, 'US'],
    ['where nothing but the digits speaks for it', US, {}, null],
    ['under Spanish headers', US, { headers: ['Teléfono'] }, null],
    ['beside one that is written in full', [...INDIA, '+919876543210'], {}, 'IN'],
    ['beside some of two countries', [...INDIA, '+919876543210', '+442079460018'], {}, null],
    ['beside time zones of one country', ['0171 1234567', '030 901820'], { zones: ['Europe/Berlin'] }, 'DE'],
    ['beside time zones elsewhere', ['0171 1234567', '030 901820'], { zones: ['Europe/Paris'] }, null],
    ['like the number that calls', ['0171 1234567', '030 901820'], { lines: ['+4930901820'] }, 'DE'],
    ['that fit a country which nothing else names', ['07700 900123', '020 7946 0018'], { headers: ['Phone'] }, null],
    ['that are none', ['n/a', '', '12', '#REF!'], { headers: ['Phone'] }, null],
  ])('%s', (_, numbers, more, country) => {
    expect(of(numbers, more).likely?.country ?? null).toBe(country);
  });

  it('is one of those that fit, and they are counted', () => {
    const found = of([...US, '+14155550101'], { headers: ['Phone'] });
    expect(found).toMatchObject({
      without: 5,
      with: 1,
      likely: { country: 'US', because: expect.any(String) as string },
    });
    expect(found.fits[0]).toEqual({ country: 'US', numbers: 5 });
  });
});
