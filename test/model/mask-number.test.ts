/** A mask tells numbers apart and rings nobody. */
import { expect, it } from 'vitest';
import { maskNumber } from '../../src/model/mask-number.ts';

it.each([
  ['+14155550101', '+1415•••0101'],
  ['14155550101', '1415•••0101'],
  ['+1 (415) 555-0101', '+1415•••0101'],
  ['  +14155550101', '+1415•••0101'],
  ['＋14155550101', '+1415•••0101'],
  // A plus sign inside is none.
  ['415+5550101', '41•••01'],
  // From eleven digits on four at either end, from seven on two, from five on one, else none.
  ['12345678901', '1234•••8901'],
  ['1234567890', '12•••90'],
  ['1234567', '12•••67'],
  ['123456', '1•••6'],
  ['12345', '1•••5'],
  ['1234', '•••'],
  ['+1234', '+•••'],
  ['', '•••'],
  ['nobody', '•••'],
])('%j → %j', (number, mask) => expect(maskNumber(number)).toBe(mask));

it('never gives more than eight digits away, and of short ones less than half', () => {
  for (let length = 0; length <= 20; length += 1) {
    const digits = '1'.repeat(length);
    const shown = maskNumber(digits).replace(/\D/g, '').length;
    expect(shown).toBeLessThanOrEqual(8);
    if (length > 0) expect(shown).toBeLessThan(length);
    if (length < 11) expect(shown * 2).toBeLessThanOrEqual(length < 7 ? 4 : 8);
  }
});
