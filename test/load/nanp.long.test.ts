/** The table of the North American plan against the library, over two hundred thousand numbers more. */
import { expect, it } from 'vitest';
import { readByLibrary, readNumber } from '../../src/load/number/read-number.ts';
import { differing } from './nanp-numbers.ts';

it.each([1, 2])('agrees on a hundred thousand more (seed %i)', (seed) => {
  expect(differing(seed * 1_000, 100_000, [readNumber, readByLibrary])).toEqual([]);
});
