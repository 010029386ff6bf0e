/** The crash sweep of sweep.test.ts, at every second effect. */
import { describe, expect, it } from 'vitest';
import { play } from './play.ts';
import type { Setting } from './setting.ts';
import { diesAgain, diesAt, sampleOf, SWEPT, takesEveryWay } from './sweep.ts';

describe('a crash', () => {
  it('at every second effect of 40 contacts on 2 lines rings nobody twice and forgets nobody', async () => {
    const { effects, violations } = await play(SWEPT);
    expect(violations).toEqual([]);
    await diesAt(SWEPT, sampleOf(effects, 2));
    await takesEveryWay(effects, 80);
  }, 400_000);

  it('again a little later, and once more', async () => {
    const { effects } = await play(SWEPT);
    await diesAgain(
      SWEPT,
      effects.flatMap((_, at) => (at % 9 === 0 ? [at + 1] : [])),
    );
  }, 300_000);

  it('at sampled effects of 300 contacts', async () => {
    const setting: Setting = { ...SWEPT, contacts: 300, cps: 20, slots: 100 };
    const { effects } = await play(setting);
    const step = Math.ceil(effects.length / 25);
    await diesAt(
      setting,
      effects.flatMap((_, at) => (at % step === 4 ? [at + 1] : [])),
    );
  }, 300_000);
});
