/** Budgets and caps of a process that is killed: by what the sandbox rang, never by the ledger. */
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { childScript } from '../support/child.ts';
import { killed } from './killing.ts';
import { BUDGET, CAPPED, expectBudgetKept, expectCapKept } from './limits.ts';
import { inReview, posix, stage } from './stage.ts';

/** How fast processes start depends on what else the machine does. */
const HANGS = 300_000;
const script = childScript('test/real/fault.ts');

describe.concurrent('a process killed again and again', { timeout: HANGS }, () => {
  it('spends its budget, and not a cent more', async (test) => {
    const on = await stage(test, { ...BUDGET, cps: 4 });
    await killed(on, 1, 2);
    const { code, err } = await on.start().ended;
    expect(code, err).toBe(4);
    expectBudgetKept(on.sandbox, await inReview(on));
  });

  it.runIf(posix)('nor when it dies around the commit that binds the money', async (test: TestContext) => {
    const on = await stage(test, { ...BUDGET, cps: 4 });
    for (const when of ['before', 'after'] as const) {
      const fault = { on: 'placing', nth: 2, when, do: { is: 'SIGKILL' } } as const;
      expect((await on.start({ fault: { script: script(), faults: [fault] } }).ended).signal).toBe('SIGKILL');
    }
    const { code, err } = await on.start().ended;
    expect(code, err).toBe(4);
    const unsure = await inReview(on);
    expect(unsure).toBe(1);
    expectBudgetKept(on.sandbox, unsure);
  });

  it('rings a number as often as its limit says, two campaigns together', async (test) => {
    const on = await stage(test, CAPPED);
    on.campaign('also', CAPPED.numbers);
    const both = { args: [join(on.folder, 'also.json')] };
    await killed(on, 3, 2, both);
    const { code, err } = await on.start(both).ended;
    const unsure = await inReview(on, 'also');
    expect(code, err).toBe(unsure === 0 ? 0 : 1);
    expectCapKept(on.sandbox, unsure);
  });
});
