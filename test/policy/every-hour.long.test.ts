/** As in every-hour.test.ts, half a million of them. */
import { expect, it } from 'vitest';
import { wrongHours } from './every-hour.ts';

it.each(Array.from({ length: 25 }, (_, nth) => 200 + nth))('twenty thousand (seed %i)', (seed) => {
  expect(wrongHours(seed, 20_000).wrong.slice(0, 5)).toEqual([]);
});
