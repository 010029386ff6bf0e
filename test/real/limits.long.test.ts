/** The kills of limits.test.ts with other luck: more of them, at other moments, while replies are lost. */
import { describe, expect, it, type TestContext } from 'vitest';
import { killed } from './killing.ts';
import { BUDGET, CAPPED, expectBudgetKept, expectCapKept } from './limits.ts';
import { inReview, stage } from './stage.ts';
import { join } from 'node:path';

const LOSES = { faults: { lostReply: { probability: 0.1 } } };

describe.concurrent('a process killed again and again', () => {
  for (const seed of [21, 22, 23]) {
    it(`spends its budget, and not a cent more (seed ${seed})`, async (test: TestContext) => {
      const on = await stage(test, { ...BUDGET, cps: 4, sandbox: LOSES });
      await killed(on, seed, 4);
      const { code, err } = await on.start().ended;
      expect(code, err).toBe(4);
      expectBudgetKept(on.sandbox, await inReview(on));
    }, 240_000);

    it(`rings a number as often as its limit says (seed ${seed})`, async (test: TestContext) => {
      const on = await stage(test, { ...CAPPED, sandbox: LOSES });
      on.campaign('also', CAPPED.numbers);
      const both = { args: [join(on.folder, 'also.json')] };
      await killed(on, seed, 5, both);
      await on.start(both).ended;
      expectCapKept(on.sandbox, await inReview(on, 'also'));
    }, 240_000);
  }
});
