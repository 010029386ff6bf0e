/** Limits of calls to a number with several workers that are killed, frozen and cut off: never one call too many. */
import { expect, it } from 'vitest';
import type { NumberLimit } from '../../src/model/number-limits.ts';
import { MINUTE, SECOND } from '../../src/model/time.ts';
import { fuzzFleet } from './fleet-fuzz.ts';
import { playFleet } from './fleet-play.ts';
import { fleetOf, stormyFleetOf, type FleetSetting } from './fleet-setting.ts';
import { QUICK } from './setting.ts';

const numberLimits: readonly NumberLimit[] = [
  { is: 'calls', calls: 2, per: 3 * MINUTE, by: 'campaign' },
  { is: 'calls', calls: 3, per: null, by: 'account' },
];
const retry = { maxAttempts: 6, after: { no_answer: 20 * SECOND, busy: 10 * SECOND, failed: 10 * SECOND } };
const limited =
  (of: (seed: number) => FleetSetting) =>
  (seed: number): FleetSetting => {
    const setting = of(seed);
    return { ...setting, plan: { ...QUICK, ...setting.plan, retry, numberLimits } };
  };

it('holds for twenty-five seeds of each weather, and somebody is kept from a further call by it', async () => {
  expect((await fuzzFleet(1, 25, limited(fleetOf)))?.text ?? null).toBeNull();
  expect((await fuzzFleet(1, 25, limited(stormyFleetOf)))?.text ?? null).toBeNull();
  const stopped = (await playFleet(limited(fleetOf)(3))).contacts.concat(
    (await playFleet(limited(fleetOf)(4))).contacts,
  );
  expect(stopped.some(({ state }) => state.is === 'exhausted' && state.reason === 'cap_reached')).toBe(true);
}, 120_000);
