/** Budgets and caps of two workers that are killed: by what the sandbox rang, never by the ledger. */
import { expect } from 'vitest';
import { it, itLong } from '../support/long.ts';
import { between, stream } from '../../src/simulate/random.ts';
import { describeWith } from '../support/needs.ts';
import { ALSO, fleet, HANGS, type Fleet, type Process } from './fleet.ts';
import { BUDGET, CAPPED, expectBudgetKept, expectCapKept } from './limits.ts';
import { clock, until } from './stage.ts';

const describe = describeWith('PostgreSQL', 'PostgreSQL with room for 300 sessions', 'redis-server');

describe.concurrent('two workers, killed at random moments and started again', () => {
  it(
    'spend the budget, and not a cent more',
    async (test) => {
      const on = await fleet(test, { ...BUDGET, cps: 4 });
      const run = on.run();
      await killWorkers(on, run, 5);
      expect(await on.end(run), run.said()).toBe(4);
      expectBudgetKept(on.sandbox, await inReview(on));
    },
    HANGS,
  );

  itLong(
    'ring a number as often as its limit says, two campaigns together',
    async (test) => {
      const on = await fleet(test, CAPPED);
      const run = on.run({}, ALSO);
      await killWorkers(on, run, 6);
      const code = await on.end(run);
      const unsure = await inReview(on);
      expect(code, run.said()).toBe(unsure === 0 ? 0 : 1);
      expectCapKept(on.sandbox, unsure);
    },
    HANGS,
  );
});

async function killWorkers(on: Fleet, run: Process, seed: number): Promise<void> {
  const workers = new Map<string, Process>(['a', 'b'].map((name) => [name, on.worker(name)]));
  const luck = stream(seed, 'kills');
  for (let kill = 0; kill < 3; kill++) {
    const aim = on.sandbox.record().length + between(luck, 1, 5);
    await until(() => on.sandbox.record().length >= aim || run.child.exitCode !== null);
    // The first is the leader, the only one that is sure to be at work.
    const name = kill === 0 ? await on.leader() : (['a', 'b'][between(luck, 0, 1)] ?? 'a');
    await clock.sleep(clock.now() + between(luck, 0, 60));
    workers.get(name)?.kill();
    workers.set(name, on.worker(name));
  }
}

async function inReview(on: Fleet): Promise<number> {
  const all = await Promise.all([on.states(), on.states(ALSO)]);
  return all.flatMap((states) => [...states.values()]).filter(({ is }) => is === 'needs_review').length;
}
