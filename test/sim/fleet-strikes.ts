/** A leader struck at one effect after another. */
import { expect } from 'vitest';
import { failureOf } from './fleet-fuzz.ts';
import { playFleet } from './fleet-play.ts';
import { FLEET, type FleetSetting, type Strike } from './fleet-setting.ts';

/** All that comes before half of the calls: a lead is taken, the past learned, batches given, sent, heard of, followed. */
const EFFECTS = 120;

export function effectsBy(step: number): readonly number[] {
  return Array.from({ length: Math.ceil(EFFECTS / step) }, (_, nth) => 1 + nth * step);
}

export function leaderAt(at: number, does: Strike['does'], lasts: number): Strike {
  return { when: { at }, whom: 'leader', does, for: lasts };
}

export async function killedAt(effects: readonly number[]): Promise<void> {
  for (const effect of effects) {
    const strikes: Strike[] = [{ when: { leaderEffect: effect }, whom: 'leader', does: 'kill', for: 30_000 }];
    expect(await failureOf({ ...FLEET, seed: effect, contacts: 8, strikes })).toBeNull();
  }
}

/** And in half of the plays somebody else has led meanwhile. */
export async function frozenAt(effects: readonly number[]): Promise<void> {
  let taken = 0;
  for (const effect of effects) {
    const lasts = 6_000 + 80 * effect;
    const strikes: Strike[] = [{ when: { leaderEffect: effect }, whom: 'leader', does: 'freeze', for: lasts }];
    const setting: FleetSetting = { ...FLEET, seed: effect, contacts: 8, strikes };
    expect(await failureOf(setting)).toBeNull();
    if ((await playFleet(setting)).epochs > 1) taken += 1;
  }
  expect(taken).toBeGreaterThan(effects.length / 2);
}
