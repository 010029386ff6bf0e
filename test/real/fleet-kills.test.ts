/** Workers that are killed and frozen, whoever they are: the sandbox's own record says whose phone rang, and how often. */
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { it, itLong } from '../support/long.ts';
import { between, stream } from '../../src/simulate/random.ts';
import { childScript } from '../support/child.ts';
import { expectRight, fleet, HANGS, type Process } from './fleet.ts';
import { clock, until } from './stage.ts';
import { describeWith } from '../support/needs.ts';

const describe = describeWith('PostgreSQL', 'PostgreSQL with room for 300 sessions', 'redis-server');

const skewed = childScript('test/real/skewed.ts');

// Beside each other: most of it is waiting.
describe.concurrent('workers', () => {
  it(
    'two of them dial a campaign to its end',
    async (test) => {
      const on = await fleet(test, { people: 60, cps: 20 });
      const workers = [on.worker('a'), on.worker('b')];
      await Promise.all(workers.map((worker) => worker.says(/"event":"ready"/)));
      await expectRight(on, on.run(), 20);
    },
    HANGS,
  );

  itLong(
    'any of three, killed at random moments and started again',
    async (test) => {
      const on = await fleet(test, { people: 60, cps: 10 });
      const workers = new Map<string, Process>();
      for (const name of ['a', 'b', 'c']) workers.set(name, on.worker(name));
      const run = on.run();
      const luck = stream(7, 'kills');
      for (let kill = 0; kill < 3; kill++) {
        const aim = on.sandbox.record().length + between(luck, 3, 12);
        await until(() => on.sandbox.record().length >= aim || run.child.exitCode !== null);
        const name = ['a', 'b', 'c'][between(luck, 0, 2)] ?? 'a';
        workers.get(name)?.kill();
        await clock.sleep(clock.now() + between(luck, 0, 300));
        workers.set(name, on.worker(name));
      }
      await expectRight(on, run, 10);
    },
    HANGS,
  );

  it(
    'the leader, killed three times: another one leads',
    async (test) => {
      const on = await fleet(test, { people: 60, cps: 10 });
      const workers = new Map<string, Process>(['a', 'b'].map((name) => [name, on.worker(name)]));
      const run = on.run();
      for (const calls of [5, 20, 35]) {
        await on.placed(calls);
        const leader = await on.leader();
        workers.get(leader)?.kill();
        await workers.get(leader)?.ended;
        workers.set(leader, on.worker(leader));
      }
      await expectRight(on, run, 10);
    },
    HANGS,
  );

  itLong(
    'the leader, frozen past its lease and woken: it has been replaced, and knows it',
    async (test) => {
      const on = await fleet(test, { people: 80, cps: 5 });
      const workers = new Map<string, Process>(['a', 'b'].map((name) => [name, on.worker(name)]));
      const run = on.run();
      await on.placed(8);
      const leader = await on.leader();
      const frozen = workers.get(leader);
      frozen?.kill('SIGSTOP');
      const before = on.sandbox.record().length;
      // Somebody else leads and dials.
      await until(() => on.sandbox.record().length > before + 3);
      frozen?.kill('SIGCONT');
      await frozen?.says(/"event":"leads_no_more"/);
      await expectRight(on, run, 5);
    },
    HANGS,
  );

  itLong(
    'a worker frozen with a job in its hands sends nothing when it wakes',
    async (test) => {
      const on = await fleet(test, { people: 60, cps: 10 });
      const a = on.worker('a');
      await a.says(/"event":"leads"/);
      const b = on.worker('b');
      await b.says(/"event":"ready"/);
      const run = on.run();
      for (let round = 0; round < 3; round++) {
        await on.placed(5 + round * 12);
        b.kill('SIGSTOP');
        await clock.sleep(clock.now() + 2_500);
        b.kill('SIGCONT');
      }
      await expectRight(on, run, 10);
    },
    HANGS,
  );

  it(
    'all of them at once: those that start later go on',
    async (test) => {
      const on = await fleet(test, { people: 60, cps: 10 });
      const first = [on.worker('a'), on.worker('b')];
      const run = on.run();
      await on.placed(15);
      for (const worker of first) worker.kill();
      await Promise.all(first.map(({ ended }) => ended));
      on.worker('c');
      on.worker('d');
      await expectRight(on, run, 10);
    },
    HANGS,
  );

  itLong(
    'asked to end, they end what is under way and leave at once',
    async (test) => {
      const on = await fleet(test, { people: 60, cps: 10 });
      const a = on.worker('a');
      await a.says(/"event":"leads"/);
      const b = on.worker('b');
      await b.says(/"event":"ready"/);
      const run = on.run();
      await on.placed(10);
      a.kill('SIGTERM');
      await a.says(/"event":"ended"/);
      await b.says(/"event":"leads"/);
      await expectRight(on, run, 10);
    },
    HANGS,
  );

  itLong(
    'paused from another terminal, and resumed: no phone rings in between',
    async (test) => {
      const on = await fleet(test, { people: 90, cps: 5 });
      on.worker('a');
      on.worker('b');
      const run = on.run();
      await on.placed(10);
      // A process takes a second or two to start on a busy machine: there must be somebody left to pause.
      const pause = on.command('pause', 'fleet');
      expect(await pause.ended, pause.said()).toBe(0);
      const held = on.sandbox.record().length;
      await clock.sleep(clock.now() + 2_000);
      expect(on.sandbox.record().length).toBe(held);
      // The run waits with its campaign, and goes on with it.
      await on.command('resume', 'fleet').ended;
      await expectRight(on, run, 5);
    },
    HANGS,
  );

  itLong(
    'with clocks five seconds apart',
    async (test) => {
      const on = await fleet(test, { people: 60, cps: 10 });
      const off = (ms: number) => ({
        NODE_OPTIONS: `--import ${pathToFileURL(skewed()).href}`,
        TEST_SKEW_MS: String(ms),
      });
      on.worker('early', off(-5_000));
      on.worker('late', off(5_000));
      const run = on.run();
      await on.placed(15);
      await on.leader();
      await expectRight(on, run, 10);
    },
    HANGS,
  );
});

// With little else to do: what they are asked for is speed.
describe('workers', () => {
  for (const cps of [1, 3, 20]) {
    itLong(
      `keep up with a line of ${cps} a second, past its first ten replies`,
      async (test) => {
        const people = Math.max(14, cps * 5);
        // Ideal and half as much again.
        const most = ((people - 1) / cps) * 1_500 + 1_000;
        let least = Infinity;
        // What else the machine does only ever adds to it: the least of a few is what comes nearest to the truth.
        for (let round = 0; round < 3 && least >= most; round++) {
          const on = await fleet(test, { people, cps, slots: 60 });
          const workers = [on.worker('a'), on.worker('b')];
          await expectRight(on, on.run(), cps);
          for (const worker of workers) worker.kill();
          const starts = on.sandbox.record().map(({ at }) => at);
          least = Math.min(least, Math.max(...starts) - Math.min(...starts));
        }
        expect(least).toBeLessThan(most);
      },
      HANGS,
    );
  }
});
