/** Fleets without one of their precautions, in weather in which ours is sound: what the judge says of each. */
import { playFleet } from './fleet-play.ts';
import { FAIR_QUEUE, FLEET, type FleetSetting, type NaiveFleet, type Strike } from './fleet-setting.ts';

export type Precaution = {
  readonly catches: string;
  readonly without: NaiveFleet;
  readonly setting: FleetSetting;
  /** What the judge says of such a fleet. */
  readonly says: RegExp;
  /** Within so many it has been caught. */
  readonly seeds: number;
};

const strike = (at: number, does: Strike['does'], lasts: number): Strike => ({
  when: { at },
  whom: 'leader',
  does,
  for: lasts,
});
const BUSY: FleetSetting = { ...FLEET, contacts: 40, slots: 20 };

export const PRECAUTIONS: readonly Precaution[] = [
  {
    catches: 'a ledger that lets an old epoch commit',
    without: 'no epoch guard',
    setting: { ...BUSY, cps: 5, strikes: [1_995, 9_000, 16_000].map((at) => strike(at, 'freeze', 5_500)) },
    says: /a commit of epoch \d landed after epoch \d had begun/,
    seeds: 40,
  },
  {
    catches: 'a leader that does not keep quiet after a takeover',
    without: 'no quiet after takeover',
    setting: { ...BUSY, strikes: [2_000, 9_000, 16_000].map((at) => strike(at, 'stop', 1_000)) },
    says: /I5/,
    seeds: 40,
  },
  {
    catches: 'a worker that dials after its appointment',
    without: 'ignores sendBy',
    setting: { ...BUSY, queue: { ...FAIR_QUEUE, late: 0.6 } },
    says: /I5/,
    seeds: 20,
  },
  {
    // Further apart, what another one gives away is no appointment to them at all.
    catches: 'workers that go by their own clocks',
    without: 'own clock',
    setting: { ...BUSY, skew: 600 },
    says: /I5|did not end/,
    seeds: 8,
  },
  {
    catches: 'a worker that says of a repeated job that nobody does it',
    without: 'idle for a repeated job',
    setting: { ...BUSY, queue: { ...FAIR_QUEUE, repeated: 0.7 } },
    says: /I5/,
    seeds: 20,
  },
  {
    catches: 'a message that carries a number',
    without: 'numbers in messages',
    setting: BUSY,
    says: /I8: a number is in a message/,
    seeds: 1,
  },
];

/** What the judge says of one seed, a line for each violation. */
export async function judgement(setting: FleetSetting, seed: number): Promise<string> {
  const { violations } = await playFleet({ ...setting, seed });
  return violations.map((violation) => violation.says).join('\n');
}
