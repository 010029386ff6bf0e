/** The kills of kill.test.ts with other luck: more of them, at other moments, while replies are lost and late. */
import { describe, it, type TestContext } from 'vitest';
import { killAgainAndAgain } from './killing.ts';
import { stage, type Setting } from './stage.ts';

const KILLS = 6;
const WEATHERS: readonly { readonly name: string; readonly sandbox: Setting['sandbox'] }[] = [
  { name: 'rings everybody, and nobody twice', sandbox: {} },
  { name: 'nor when a tenth of the replies are lost', sandbox: { faults: { lostReply: { probability: 0.1 } } } },
  {
    name: 'nor when replies are late, and calls are not in the list yet',
    sandbox: { faults: { slow: { probability: 1, ms: 400 }, listLag: 1_200 } },
  },
];

describe.concurrent('a process killed again and again', () => {
  for (const { name, sandbox = {} } of WEATHERS) {
    for (const seed of [11, 12]) {
      it(`${name} (seed ${seed})`, async (test: TestContext) => {
        await killAgainAndAgain(await stage(test, { people: 50, sandbox }), seed, KILLS);
      }, 240_000);
    }
  }
});
