/** Budgets, steps of ramps and caps of a number with several workers that are killed, frozen and cut off: never one too many. */
import { describe, expect, it } from 'vitest';
import type { LineId } from '../../src/model/ids.ts';
import { SECOND } from '../../src/model/time.ts';
import { boundedFleetOf } from './bounded-setting.ts';
import { fuzzFleet } from './fleet-fuzz.ts';
import { playFleet } from './fleet-play.ts';
import { FLEET } from './fleet-setting.ts';
import { QUICK } from './setting.ts';

const RATE = { perMinute: 60_000, to: SECOND, least: 0, ringing: false };
const money = { budget: 4 * 60_000, rates: { ['ap_0' as LineId]: [RATE], ['ap_1' as LineId]: [RATE] } };

// More of them: npm run fuzz -- --fleet --terms --seeds N --from S
it('hold for twenty-five seeds', async () => {
  expect((await fuzzFleet(1, 25, boundedFleetOf))?.text ?? null).toBeNull();
}, 120_000);

describe('the judge bites where the workers do not know of', () => {
  it.each([
    ['a budget', { money }, /the budget of 240000 is exceeded/],
    ['a ramp', { ramp: { steps: [5], goOnIf: null } }, /6 people were rung in a step of 5/],
  ] as const)('%s', async (_, judges, says) => {
    const broken = await playFleet({ ...FLEET, cps: 5, judges });
    expect(broken.violations.map((one) => one.says).join('\n')).toMatch(says);
    const kept = await playFleet({ ...FLEET, cps: 5, plan: { ...QUICK, ...judges } });
    expect(kept.violations).toEqual([]);
    expect(kept.calls.length).toBeGreaterThan(0);
  });
});
