/** The gate that dials and the referee of a log prove each other: a million generated calls. */
import { expect, it } from 'vitest';
import { disagreements } from './verdicts.ts';

it.each(Array.from({ length: 20 }, (_, nth) => 100 + nth))('fifty thousand calls get one verdict (seed %i)', (seed) => {
  expect(disagreements(seed, 50_000).wrong).toEqual([]);
});
