/** In the weather in which fleets without a precaution are caught, ours is sound for every seed. */
import { describe, expect, it } from 'vitest';
import { judgement, PRECAUTIONS } from './fleet-precautions.ts';

describe('where the judge catches others', () => {
  it.each(PRECAUTIONS)(
    'it has nothing to say of ours ($without)',
    async ({ setting, seeds }) => {
      for (let seed = 1; seed <= seeds; seed++) expect(await judgement(setting, seed)).toBe('');
    },
    300_000,
  );
});
