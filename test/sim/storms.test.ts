/** Hundreds of small campaigns, each with faults, crashes and people's interference of its own. */
import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

// Far more of them: storms.long.test.ts; as many as you like, or one of them again: npm run fuzz -- --seeds N --from S
it('keeps every invariant for a hundred seeds', async () => {
  expect((await fuzz(1, 100))?.text ?? null).toBeNull();
}, 120_000);
