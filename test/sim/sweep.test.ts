/** Crash sweep: before and after each kind of effect, and at every ninth; at every second: sweep.long.test.ts. */
import { describe, expect, it } from 'vitest';
import { play } from './play.ts';
import type { Setting } from './setting.ts';
import { diesAgain, diesAt, sampleOf, SWEPT, takesEveryWay } from './sweep.ts';

describe('a crash', () => {
  it('at any kind of effect of 40 contacts on 2 lines rings nobody twice and forgets nobody', async () => {
    const { effects, violations } = await play(SWEPT);
    expect(violations).toEqual([]);
    expect(effects.length).toBeGreaterThan(400);
    await diesAt(SWEPT, sampleOf(effects, 9));
    await takesEveryWay(effects, 30);
  });

  it('again a little later, and once more', async () => {
    const { effects } = await play(SWEPT);
    await diesAgain(
      SWEPT,
      sampleOf(effects, effects.length).filter((_, nth) => nth % 4 === 0),
    );
  });

  it('at sampled effects of 300 contacts', async () => {
    const setting: Setting = { ...SWEPT, contacts: 300, cps: 20, slots: 100 };
    const { effects } = await play(setting);
    await diesAt(
      setting,
      [0.05, 0.3, 0.6, 0.9].map((share) => Math.ceil(effects.length * share)),
    );
  });
});
