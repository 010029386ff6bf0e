/** Hundreds of small campaigns, each with faults, crashes and people's interference of its own. */
import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

// More of them: storms.long.test.ts; as many as you like, or one of them again: npm run fuzz -- --seeds N --from S
it('keeps every invariant for four hundred seeds', async () => {
  expect((await fuzz(1, 400))?.text ?? null).toBeNull();
}, 120_000);
