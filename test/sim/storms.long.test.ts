/** The storms of storms.test.ts, with more seeds, on one machine and on many. */
import { expect, it } from 'vitest';
import { fuzzFleet } from './fleet-fuzz.ts';
import { effectsBy, frozenAt, killedAt } from './fleet-strikes.ts';
import { stormyFleetOf } from './fleet-setting.ts';
import { fuzz } from './fuzz.ts';

it('keep every invariant for nine hundred seeds more', async () => {
  expect((await fuzz(101, 900))?.text ?? null).toBeNull();
}, 300_000);

it('of a fleet, for two hundred and eighty seeds more', async () => {
  expect((await fuzzFleet(21, 280))?.text ?? null).toBeNull();
}, 300_000);

it('of a fleet that is struck again and again, for a hundred and ten', async () => {
  expect((await fuzzFleet(11, 110, stormyFleetOf))?.text ?? null).toBeNull();
}, 300_000);

it('of a fleet whose leader is killed, or frozen, at any of its first effects', async () => {
  await killedAt(effectsBy(1));
  await frozenAt(effectsBy(2));
}, 300_000);
