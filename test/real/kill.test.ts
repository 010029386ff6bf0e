/** Real processes, killed: the provider's own record says whose phone rang, and how often. */
import { describe, it } from 'vitest';
import { childScript } from '../support/child.ts';
import { killAgainAndAgain } from './killing.ts';
import { expectEverybodyOnce, posix, stage } from './stage.ts';

const script = childScript('test/real/fault.ts');
const KILLS = 2;

describe.concurrent('a process killed again and again', () => {
  it('rings everybody, and nobody twice', async (test) => {
    await killAgainAndAgain(await stage(test, { people: 30 }), 1, KILLS);
  });

  it('nor when a tenth of the replies are lost', async (test) => {
    const sandbox = { faults: { lostReply: { probability: 0.1 } } };
    await killAgainAndAgain(await stage(test, { people: 30, sandbox }), 2, KILLS);
  });

  it('nor when it dies before the reply, and the calls are not in the list yet at the next start', async (test) => {
    const faults = { slow: { probability: 1, ms: 400 }, listLag: 1_200 };
    const on = await stage(test, { people: 30, sandbox: { faults } });
    await killAgainAndAgain(on, 3, KILLS);
  });

  it.runIf(posix)(
    'killed around the commit before a request, each time: nobody twice, and at most those are not sure',
    async (test) => {
      const on = await stage(test, { people: 24, cps: 10 });
      for (const when of ['before', 'after'] as const) {
        for (const nth of [1, 3]) {
          const fault = { on: 'placing', nth, when, do: { is: 'SIGKILL' } } as const;
          const { ended } = on.start({ fault: { script: script(), faults: [fault] } });
          const { signal, err } = await ended;
          if (signal !== 'SIGKILL') throw new Error(`it was not killed: ${err}`);
        }
      }
      await expectEverybodyOnce(on, await on.start().ended);
    },
    120_000,
  );
});
