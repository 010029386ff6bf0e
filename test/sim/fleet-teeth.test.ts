/** The judge of the fleet bites: fleets without one of their precautions are caught, in weather in which ours is sound. */
import { describe, expect, it } from 'vitest';
import { playFleet } from './fleet-play.ts';
import { FAIR_QUEUE, FLEET, type FleetSetting, type NaiveFleet, type Strike } from './fleet-setting.ts';

async function says(setting: FleetSetting, seeds: number): Promise<string> {
  const found: string[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    found.push(...(await playFleet({ ...setting, seed })).violations.map((violation) => violation.says));
  }
  return found.join('\n');
}

/** What the judge says with the precaution and without it. */
async function bites(setting: FleetSetting, naiveFleet: NaiveFleet, what: RegExp, seeds = 20): Promise<void> {
  expect(await says(setting, seeds)).toBe('');
  expect(await says({ ...setting, naiveFleet }, seeds)).toMatch(what);
}

const strike = (at: number, does: Strike['does'], lasts: number): Strike => ({
  when: { at },
  whom: 'leader',
  does,
  for: lasts,
});
const BUSY: FleetSetting = { ...FLEET, contacts: 40, slots: 20 };

describe('the judge of the fleet', () => {
  it('catches a ledger that lets an old epoch commit', async () => {
    const strikes = [1_995, 9_000, 16_000].map((at) => strike(at, 'freeze', 5_500));
    await bites(
      { ...BUSY, cps: 5, strikes },
      'no epoch guard',
      /a commit of epoch \d landed after epoch \d had begun/,
      40,
    );
  }, 60_000);

  it('catches a leader that does not keep quiet after a takeover', async () => {
    const strikes = [2_000, 9_000, 16_000].map((at) => strike(at, 'stop', 1_000));
    await bites({ ...BUSY, strikes }, 'no quiet after takeover', /I5/, 40);
  }, 60_000);

  it('catches a worker that dials after its appointment', async () => {
    await bites({ ...BUSY, queue: { ...FAIR_QUEUE, late: 0.6 } }, 'ignores sendBy', /I5/);
  }, 60_000);

  it('catches workers that go by their own clocks', async () => {
    // Further apart, what another one gives away is no appointment to them at all.
    await bites({ ...BUSY, skew: 600 }, 'own clock', /I5|did not end/, 8);
  }, 60_000);

  it('catches a worker that says of a repeated job that nobody does it', async () => {
    await bites({ ...BUSY, queue: { ...FAIR_QUEUE, repeated: 0.7 } }, 'idle for a repeated job', /I5/);
  }, 60_000);

  it('catches a message that carries a number', async () => {
    await bites(BUSY, 'numbers in messages', /I8: a number is in a message/, 1);
  });
});
