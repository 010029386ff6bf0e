/** A hand-over in bad weather: messages are lost, repeated, late and out of order; each machine has its own end of it. */
import { SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import type { Job, Queue, Report } from '../../src/queue/port.ts';
import { toJob, toReport } from '../../src/queue/message.ts';
import { between, chance, type Random } from '../../src/simulate/random.ts';
import type { World } from '../../src/simulate/world.ts';
import type { Machine } from './fleet-machine.ts';

/** Probabilities, for each message. */
export type QueueWeather = {
  readonly jobsLost: number;
  readonly reportsLost: number;
  readonly repeated: number;
  /** Late by 20 ms to 3 s; else by 1 to 10 ms. */
  readonly late: number;
  /** Everything that is on its way or given within is lost. */
  readonly flushed: readonly { readonly at: Duration; readonly for: Duration }[];
};

type Lane = 'dial' | 'look';
type Hand = {
  readonly machine: Machine;
  readonly atOnce: number;
  readonly on: (job: Job) => Promise<void>;
  readonly busy: Record<Lane, number>;
  ended: (() => void) | null;
};
type Hearer = { readonly machine: Machine; readonly on: (report: Report) => Promise<void>; queue: Promise<void> };

/** A job that finds nobody free waits so long. */
const WAITS: Duration = 5 * SECOND;

export class Broker {
  readonly #world: World;
  readonly #weather: QueueWeather;
  readonly #luck: Random;
  readonly #began: Instant;
  readonly #seen: (message: string) => void;
  #hands: Hand[] = [];
  #hearers: Hearer[] = [];

  constructor(world: World, weather: QueueWeather, luck: Random, seen: (message: string) => void) {
    this.#world = world;
    this.#weather = weather;
    this.#luck = luck;
    this.#began = world.now;
    this.#seen = seen;
  }

  end(machine: Machine, onEffect: (machine: Machine, name: string) => void): Queue {
    const put = (name: string, lost: number, message: Job | Report, arrive: (text: string) => void): Promise<void> =>
      machine.promise((settle) => {
        onEffect(machine, `${name} asked`);
        if (!machine.alive) return;
        this.#send(machine, lost, JSON.stringify(message), arrive);
        this.#world.after(machine.isCut('queue') ? 2 * SECOND : between(this.#luck, 1, 5), () => settle());
      });
    return {
      give: (job) => put('give', this.#weather.jobsLost, job, (text) => this.#give(text, this.#world.now + WAITS)),
      report: (report) => put('tell', this.#weather.reportsLost, report, (text) => this.#tell(text)),
      work: async (atOnce, on) => {
        const hand: Hand = { machine, atOnce, on, busy: { dial: 0, look: 0 }, ended: null };
        this.#hands.push(hand);
        return () => {
          this.#hands = this.#hands.filter((other) => other !== hand);
          if (hand.busy.dial + hand.busy.look === 0) return Promise.resolve();
          return new Promise((resolve) => (hand.ended = resolve));
        };
      },
      hear: async (on) => {
        const hearer: Hearer = { machine, on, queue: Promise.resolve() };
        this.#hearers.push(hearer);
        return async () => {
          this.#hearers = this.#hearers.filter((other) => other !== hearer);
        };
      },
      close: () => Promise.resolve(),
    };
  }

  #send(from: Machine, lost: number, text: string, arrive: (text: string) => void): void {
    this.#seen(text);
    if (from.isCut('queue')) return;
    const copies = chance(this.#luck, this.#weather.repeated) ? between(this.#luck, 2, 3) : 1;
    for (let copy = 0; copy < copies; copy++) {
      const late = chance(this.#luck, this.#weather.late);
      const way = late ? between(this.#luck, 20, 3 * SECOND) : between(this.#luck, 1, 10);
      const isLost = chance(this.#luck, lost) || this.#isFlushed();
      if (!isLost) this.#world.after(way, () => this.#isFlushed() || arrive(text));
    }
  }

  #isFlushed(): boolean {
    const now = this.#world.now - this.#began;
    return this.#weather.flushed.some(({ at, for: lasts }) => at <= now && now < at + lasts);
  }

  /** To one that lives and has a hand free, frozen or not. */
  #give(text: string, until: Instant): void {
    const job = toJob(JSON.parse(text));
    if (job === null) throw new Error(`not a job: ${text}`);
    const lane: Lane = job.is === 'dial' ? 'dial' : 'look';
    const free = this.#hands.filter(
      ({ machine, busy, atOnce }) => machine.alive && !machine.isCut('queue') && busy[lane] < atOnce,
    );
    const hand = free[between(this.#luck, 0, free.length - 1)];
    if (hand === undefined) {
      if (this.#world.now < until) this.#world.after(50, () => this.#give(text, until));
      return;
    }
    hand.busy[lane] += 1;
    hand.machine.inside(() => {
      const done = (): void => {
        hand.busy[lane] -= 1;
        if (hand.busy.dial + hand.busy.look === 0) hand.ended?.();
      };
      hand.on(job).then(done, done);
    });
  }

  #tell(text: string): void {
    const report = toReport(JSON.parse(text));
    if (report === null) throw new Error(`not a report: ${text}`);
    for (const hearer of this.#hearers) {
      const { machine } = hearer;
      if (machine.isCut('queue')) continue;
      machine.inside(() => {
        hearer.queue = hearer.queue.then(() => hearer.on(report));
      });
    }
  }
}
