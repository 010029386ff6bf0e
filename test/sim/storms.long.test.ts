/** The storms of storms.test.ts, with more seeds, on one machine and on many. */
import { expect, it } from 'vitest';
import { fuzzFleet } from './fleet-fuzz.ts';
import { stormyFleetOf } from './fleet-setting.ts';
import { fuzz } from './fuzz.ts';

it('keep every invariant for sixteen hundred seeds more', async () => {
  expect((await fuzz(401, 1_600))?.text ?? null).toBeNull();
}, 300_000);

it('of a fleet, for two hundred seeds more', async () => {
  expect((await fuzzFleet(101, 200))?.text ?? null).toBeNull();
}, 300_000);

it('of a fleet that is struck again and again, for eighty', async () => {
  expect((await fuzzFleet(41, 80, stormyFleetOf))?.text ?? null).toBeNull();
}, 300_000);
