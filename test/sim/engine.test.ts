import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/model/time.ts';
import { NO_FAULTS, play, type Setting } from './campaign.ts';

const BASE: Setting = { seed: 1, contacts: 40, lines: 1, cps: 1, slots: 8, faults: NO_FAULTS, crashes: [] };
const STORMY = {
  ...NO_FAULTS,
  lost: 0.03,
  replyLost: 0.1,
  nowhere: 0.05,
  throttled: 0.05,
  refused: 0.02,
  readsFail: 0.1,
  storeFails: 0.05,
  hidden: 0.2,
};

describe('the engine on a virtual clock', () => {
  it('dials everyone to an end, inside the line and the slots', async () => {
    const { violations, ends, calls } = await play(BASE);
    expect(violations).toEqual([]);
    expect(ends).toEqual([{ is: 'finished', needsReview: 0 }]);
    expect(calls.length).toBeGreaterThanOrEqual(40);
  });

  it('keeps several fast lines busy', async () => {
    const setting: Setting = { ...BASE, contacts: 300, lines: 2, cps: 10, slots: 200 };
    const { violations, calls } = await play(setting);
    expect(violations).toEqual([]);
    const first = calls.slice(0, 200);
    const span = (first.at(-1)?.placedAt ?? 0) - (first[0]?.placedAt ?? 0);
    expect(span).toBeLessThan(11_200);
  });

  it('gives the same calls for the same seed', async () => {
    const setting: Setting = { ...BASE, faults: STORMY };
    expect((await play(setting)).calls).toEqual((await play(setting)).calls);
  });

  it('survives storms of lost, late and refused requests, hidden calls and failing commits', async () => {
    for (let seed = 1; seed <= 150; seed++) {
      const { violations } = await play({ ...BASE, seed, lines: 2, cps: seed % 2 === 0 ? 1 : 5, faults: STORMY });
      expect(violations, `seed ${seed}`).toEqual([]);
    }
  });

  it('follows a call that never ends until its longest end', async () => {
    const { violations, endedAt } = await play({ ...BASE, contacts: 5, faults: { ...NO_FAULTS, stuck: 1 } });
    expect(violations.filter((one) => !one.includes('slots'))).toEqual([]);
    expect(endedAt).toBeLessThan(Date.UTC(2026, 8, 30) + 30 * HOUR + MINUTE);
  });
});

describe('a crash', () => {
  const setting: Setting = { ...BASE, contacts: 40, lines: 2, seed: 7 };

  it('at any effect rings nobody twice and forgets nobody', async () => {
    const { effects } = await play(setting);
    expect(new Set(effects)).toEqual(
      new Set(['store asked', 'store committed', 'request written', 'request taken', 'reply delivered']),
    );
    for (let at = 1; at <= effects.length; at += 5) {
      const { violations } = await play({ ...setting, crashes: [at] });
      expect(violations, `crash at effect ${at}: ${effects[at - 1]}`).toEqual([]);
    }
  }, 120_000);

  it('again and again, in a storm', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const crashes = [20, 45, 90, 180, 300].map((at) => at + seed);
      const { violations } = await play({ ...setting, seed, crashes, faults: STORMY });
      expect(violations, `seed ${seed}`).toEqual([]);
    }
  }, 60_000);
});
