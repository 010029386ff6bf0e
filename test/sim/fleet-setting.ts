/** What a play of several machines is made of: the campaign, the machines, and everything that strikes them. */
import { SECOND, type Duration } from '../../src/model/time.ts';
import { between, chance, stream } from '../../src/simulate/random.ts';
import type { LedgerWeather } from './fleet-ledger.ts';
import type { Server } from './fleet-machine.ts';
import type { QueueWeather } from './fleet-queue.ts';
import { NO_FAULTS, QUICK, type Setting } from './setting.ts';

/** What happens to a machine: at an instant, or at an effect of whoever leads (its number in the play). */
export type Strike = {
  readonly when: { readonly at: Duration } | { readonly leaderEffect: number };
  readonly whom: 'leader' | number;
  readonly does: 'kill' | 'stop' | 'freeze' | Server;
  /** Of one that was killed, or stopped as a new version is put in: until the next one starts in its place. */
  readonly for: Duration;
};

/** A fleet that leaves out one of its precautions, to see that the judge notices. */
export type NaiveFleet =
  | 'no epoch guard'
  | 'no quiet after takeover'
  | 'ignores sendBy'
  | 'own clock'
  | 'idle for a repeated job'
  | 'numbers in messages';

export type FleetSetting = Omit<Setting, 'crashes' | 'acts' | 'naive'> & {
  readonly crashes: readonly [];
  readonly acts: readonly FleetAct[];
  readonly workers: number;
  /** By machine; the last one is everybody else's. */
  readonly ledger: readonly LedgerWeather[];
  readonly queue: QueueWeather;
  /** How far each machine's wall clock may be off. */
  readonly skew: Duration;
  readonly strikes: readonly Strike[];
  /** A provider whose replies always take as long, so that nothing but the margin keeps the starts apart. */
  readonly brisk?: boolean;
  readonly naiveFleet?: NaiveFleet;
};

/** What a person does meanwhile from another machine. */
export type FleetAct = {
  readonly at: Duration;
  readonly does: 'pause' | 'resume' | 'cancel' | 'suppress';
  readonly contact?: number;
  readonly until?: Duration;
  readonly hangUp?: boolean;
};

export const FAIR_QUEUE: QueueWeather = { jobsLost: 0, reportsLost: 0, repeated: 0, late: 0, flushed: [] };
const FAST_LEDGER: LedgerWeather = { latency: [0, 2], fails: 0 };
/** A ledger a few rooms away: its answer takes up to 16 ms, and the two ways may differ by as much. */
export const FAR_LEDGER: LedgerWeather = { latency: [1, 8], fails: 0 };

export const FLEET: FleetSetting = {
  seed: 1,
  contacts: 16,
  lines: 2,
  cps: 2,
  slots: 8,
  faults: NO_FAULTS,
  crashes: [],
  acts: [],
  workers: 3,
  ledger: [FAST_LEDGER],
  queue: FAIR_QUEUE,
  skew: 0,
  strikes: [],
  plan: QUICK,
};

/** A few machines and a few people with whatever a seed holds for them. */
export function fleetOf(seed: number): FleetSetting {
  const luck = stream(seed, 'fleet');
  const some = (most: number): number => (chance(luck, 0.4) ? luck() * most : 0);
  const workers = between(luck, 1, 4);
  const latency = (): LedgerWeather => {
    const least = between(luck, 0, 3);
    return { latency: [least, least + between(luck, 1, chance(luck, 0.2) ? 60 : 8)], fails: some(0.03) };
  };
  return {
    seed,
    contacts: between(luck, 2, 10),
    lines: between(luck, 1, 2),
    cps: [1, 1, 2, 3, 5, 7][between(luck, 0, 5)] ?? 1,
    slots: between(luck, 1, 8),
    faults: {
      ...NO_FAULTS,
      lost: some(0.05),
      replyLost: some(0.2),
      nowhere: some(0.1),
      mixed: some(0.1),
      readsFail: some(0.2),
      hidden: some(0.4),
    },
    crashes: [],
    acts: chance(luck, 0.3) ? actsOf(luck) : [],
    workers,
    ledger: Array.from({ length: workers }, latency),
    queue: {
      jobsLost: some(0.3),
      reportsLost: some(0.5),
      repeated: some(0.6),
      late: some(0.4),
      flushed: chance(luck, 0.15) ? [{ at: between(luck, 0, 30) * SECOND, for: between(luck, 1, 30) * SECOND }] : [],
    },
    skew: chance(luck, 0.5) ? 5 * SECOND : 0,
    strikes: chance(luck, 0.7) ? Array.from({ length: between(luck, 1, 4) }, () => strikeOf(luck, workers)) : [],
    plan: { ...QUICK, batchWindow: chance(luck, 0.5) ? 2 * SECOND : 250 },
  };
}

/** The same with more people, and with machines that are struck again and again. */
export function stormyFleetOf(seed: number): FleetSetting {
  const fleet = fleetOf(seed);
  const luck = stream(seed, 'stormy');
  const strikes = Array.from({ length: between(luck, 3, 12) }, () => strikeOf(luck, fleet.workers));
  return { ...fleet, contacts: between(luck, 8, 24), slots: between(luck, 3, 12), strikes };
}

function strikeOf(luck: () => number, workers: number): Strike {
  const does = (['kill', 'kill', 'freeze', 'freeze', 'stop', 'ledger', 'queue', 'provider'] as const)[
    between(luck, 0, 7)
  ];
  return {
    when: chance(luck, 0.5) ? { at: between(luck, 0, 40_000) } : { leaderEffect: between(luck, 1, 600) },
    whom: chance(luck, 0.6) ? 'leader' : between(luck, 0, workers - 1),
    does: does ?? 'kill',
    for: between(luck, 1_000, 20_000),
  };
}

function actsOf(luck: () => number): readonly FleetAct[] {
  const at = between(luck, 0, 30) * SECOND;
  const roll = luck();
  if (roll < 0.4)
    return [
      { at, does: 'pause' },
      { at: at + between(luck, 1, 30) * SECOND, does: 'resume' },
    ];
  if (roll < 0.8) return [{ at, does: 'suppress', contact: between(luck, 0, 3) }];
  return [{ at, does: 'cancel' }];
}
