/** Thousands of small campaigns, each with faults, crashes and people's interference of its own. */
import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

// More of them, or one of them again: npm run fuzz -- --seeds N --from S
it('keeps every invariant for two thousand seeds', async () => {
  expect((await fuzz(1, 2_000))?.text ?? null).toBeNull();
}, 120_000);
