/** The judge of the fleet bites: fleets without one of their precautions are caught, in weather in which ours is sound. */
import { describe, expect, it } from 'vitest';
import { judgement, PRECAUTIONS } from './fleet-precautions.ts';

describe('the judge of the fleet', () => {
  // Seed by seed until it bites; in the same weather ours must be sound. All seeds of ours: fleet-teeth.long.test.ts.
  it.each(PRECAUTIONS)(
    'catches $catches',
    async ({ setting, without, says, seeds }) => {
      let said = '';
      for (let seed = 1; seed <= seeds && !says.test(said); seed++) {
        expect(await judgement(setting, seed)).toBe('');
        said = await judgement({ ...setting, naiveFleet: without }, seed);
      }
      expect(said).toMatch(says);
    },
    120_000,
  );
});
