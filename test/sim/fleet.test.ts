/** Several machines on one ledger: whatever strikes them, nobody is rung twice, nobody is lost, and no line is too fast. */
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../src/model/time.ts';
import { NOW } from '../support/fixtures.ts';
import { failureOf, fuzzFleet } from './fleet-fuzz.ts';
import { effectsBy, frozenAt, killedAt, leaderAt } from './fleet-strikes.ts';
import { playFleet, type FleetPlayed } from './fleet-play.ts';
import { FAIR_QUEUE, FAR_LEDGER, FLEET, stormyFleetOf, type FleetSetting, type Strike } from './fleet-setting.ts';
import { NO_FAULTS } from './setting.ts';

/** Plays it with as many seeds and expects that nothing is wrong; returns the last. More seeds: storms.long.test.ts. */
async function sound(setting: FleetSetting, seeds = 3): Promise<FleetPlayed> {
  for (let seed = 1; seed < seeds; seed++) expect(await failureOf({ ...setting, seed })).toBeNull();
  const played = await playFleet({ ...setting, seed: seeds });
  expect(played.violations).toEqual([]);
  return played;
}

describe('several workers', () => {
  it('keep every invariant for twenty seeds', async () => {
    expect((await fuzzFleet(1, 20))?.text ?? null).toBeNull();
  }, 120_000);

  it('keep them where each is struck again and again', async () => {
    expect((await fuzzFleet(1, 10, stormyFleetOf))?.text ?? null).toBeNull();
  }, 120_000);

  it('do the same again for the same seed', async () => {
    const setting: FleetSetting = { ...FLEET, workers: 4, skew: 5_000, strikes: [leaderAt(5_000, 'kill', 8_000)] };
    const [first, again, other] = [
      await playFleet(setting),
      await playFleet(setting),
      await playFleet({ ...setting, seed: 2 }),
    ];
    expect(again.calls).toEqual(first.calls);
    expect(again.effects).toEqual(first.effects);
    expect(other.effects).not.toEqual(first.effects);
  });

  it('share the work', async () => {
    const { effects } = await sound(FLEET, 1);
    const wrote = (name: string): number => effects.filter((effect) => effect === `${name} request written`).length;
    for (const name of ['w0.1', 'w1.1', 'w2.1']) expect(wrote(name)).toBeGreaterThan(0);
  });
});

describe('a leader', () => {
  it('killed at one of its first effects is followed by another', async () => {
    await killedAt(effectsBy(3));
  });

  it('frozen past its lease at one of them has lost it when it wakes', async () => {
    await frozenAt(effectsBy(6));
  });

  it('cut off from the ledger leads no more', async () => {
    const { epochs } = await sound({ ...FLEET, strikes: [leaderAt(3_000, 'ledger', 15_000)] });
    expect(epochs).toBeGreaterThan(1);
  });

  it('cut off from the queue or the provider costs time and nobody', async () => {
    await sound({ ...FLEET, strikes: [leaderAt(3_000, 'queue', 15_000)] });
    await sound({ ...FLEET, strikes: [leaderAt(3_000, 'provider', 15_000)] });
  });

  it('may be killed, and the next one too', async () => {
    const strikes = [leaderAt(3_000, 'kill', 60_000), leaderAt(9_000, 'kill', 60_000)];
    const { epochs } = await sound({ ...FLEET, strikes }, 5);
    expect(epochs).toBe(3);
  });

  it('and everybody else may be stopped and started again, as a new version is put in', async () => {
    const strikes = [0, 1, 2, 0].map((whom, n): Strike => ({
      when: { at: 4_000 * (n + 1) },
      whom,
      does: 'stop',
      for: 500,
    }));
    await sound({ ...FLEET, strikes }, 5);
    await sound({ ...FLEET, workers: 1, strikes: [leaderAt(5_000, 'stop', 500), leaderAt(9_000, 'stop', 500)] }, 5);
  });

  it('and everybody else may be killed in turn', async () => {
    const strikes = [0, 1, 2].map((whom): Strike => ({
      when: { at: 4_000 * (whom + 1) },
      whom,
      does: 'kill',
      for: 5_000,
    }));
    await sound({ ...FLEET, strikes }, 5);
  });

  it('alone, frozen now and then, comes to the end by itself', async () => {
    const strikes = [3_000, 20_000, 40_000].map((at) => leaderAt(at, 'freeze', 9_000));
    await sound({ ...FLEET, workers: 1, strikes });
  });
});

describe('a queue', () => {
  it('that loses everything for half a minute loses half a minute', async () => {
    const fair = await playFleet({ ...FLEET, seed: 10 });
    const setting: FleetSetting = { ...FLEET, queue: { ...FAIR_QUEUE, flushed: [{ at: 3_000, for: 30 * SECOND }] } };
    const { endedAt, calls } = await sound(setting);
    const lost = calls.filter(({ placedAt }) => placedAt > NOW + 3_020 + SECOND && placedAt < NOW + 33_000);
    expect(lost).toEqual([]);
    expect(endedAt - fair.endedAt).toBeLessThan(2 * MINUTE);
  });

  it('that repeats every message repeats no call', async () => {
    await sound({ ...FLEET, queue: { ...FAIR_QUEUE, repeated: 1 } }, 5);
    await sound({ ...FLEET, queue: { ...FAIR_QUEUE, repeated: 1, late: 0.5 } }, 5);
  });

  // Two workers try one batch; one is told by the ledger that it may not have been written. The other's phones ring.
  it('that repeats every message, with a ledger that fails, repeats no call', async () => {
    const ledger = [{ latency: [0, 4], fails: 0.05 }] as const;
    await sound({ ...FLEET, ledger, queue: { ...FAIR_QUEUE, repeated: 1 } }, 15);
  });

  it('that loses every report costs pace only', async () => {
    await sound({ ...FLEET, queue: { ...FAIR_QUEUE, reportsLost: 1 } });
  });

  it('that delivers late and out of order', async () => {
    await sound({ ...FLEET, queue: { ...FAIR_QUEUE, late: 1 } }, 5);
  });
});

describe('clocks five seconds apart', () => {
  const line: FleetSetting = {
    ...FLEET,
    contacts: 60,
    lines: 1,
    cps: 1,
    slots: 100,
    workers: 4,
    skew: 5 * SECOND,
    brisk: true,
  };

  it('start no line too fast and none too slowly', async () => {
    for (const cps of [1, 5]) {
      const { calls } = await sound({ ...line, cps }, 4);
      const [first, last] = [calls[10]!, calls[50]!];
      // Each start is counted as late as it may have been: a line loses a little of its pace, and never half of it.
      expect((last.placedAt - first.placedAt) / (40 / cps)).toBeLessThan(1_150);
    }
  });

  it('nor where the ledger is far from some', async () => {
    for (const cps of [1, 5]) await sound({ ...line, cps, ledger: [FAR_LEDGER, ...FLEET.ledger] }, 4);
    await sound({ ...line, ledger: [{ latency: [2, 60], fails: 0 }, FAR_LEDGER] }, 4);
  });
});

describe('a person who', () => {
  it('pauses and resumes in the middle', async () => {
    const acts = [
      { at: 4 * SECOND, does: 'pause' },
      { at: 30 * SECOND, does: 'resume' },
    ] as const;
    const { calls } = await sound({ ...FLEET, acts });
    const between = calls.filter(({ placedAt }) => placedAt > NOW + 6 * SECOND && placedAt < NOW + 30 * SECOND);
    expect(between).toEqual([]);
  });

  it('suppresses a number, or cancels, is obeyed', async () => {
    await sound({ ...FLEET, acts: [{ at: 3 * SECOND, does: 'suppress', contact: 12 }] });
    await sound({ ...FLEET, acts: [{ at: 4 * SECOND, does: 'cancel' }] });
  });

  it('cancels while a leader dies and the provider loses replies', async () => {
    const faults = { ...NO_FAULTS, replyLost: 0.2, hidden: 0.3 };
    const acts = [{ at: 8 * SECOND, does: 'cancel' }] as const;
    await sound({ ...FLEET, faults, acts, strikes: [leaderAt(7_500, 'kill', 20_000)] }, 5);
  });
});
