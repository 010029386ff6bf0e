/**
 * A world in which every completion is an event of one heap: (time, seeded key, seq), one event at a time, one turn of
 * the event loop each. The same seed gives the same order, so a week runs in a second and a failure can be replayed.
 *
 * A crash is a generation: nothing that was handed to an engine of a dead generation ever settles.
 */
import type { Clock, Signal } from '../clock.ts';
import type { Duration, Instant } from '../model/time.ts';
import { Heap } from './heap.ts';
import type { Random } from './random.ts';

type Happening = {
  readonly at: Instant;
  readonly key: number;
  readonly seq: number;
  readonly run: () => void;
  /** A sleep; everything else that is pending is under way. */
  readonly idle: boolean;
  /** A sleep that was woken: nothing happens any more at its end. */
  over: boolean;
};

/** Lets everything that the last event woke run until it waits again. */
export type Turn = () => Promise<void>;

/**
 * Asked before time moves on. When everybody is asleep, nothing can change before the instant it answers, and whoever
 * sleeps sleeps until then: a sleep that ends late is what any clock may give, and a week of heartbeats is spared.
 */
export type Lull = (asleep: boolean) => Promise<Instant>;

export class World {
  #now: Instant;
  #seq = 0;
  #generation = 0;
  #underWay = 0;
  readonly #heap = new Heap<Happening>(
    (a, b) => a.at < b.at || (a.at === b.at && (a.key < b.key || (a.key === b.key && a.seq < b.seq))),
  );
  readonly #random: Random;
  readonly #turn: Turn;

  constructor(start: Instant, random: Random, turn: Turn) {
    this.#now = start;
    this.#random = random;
    this.#turn = turn;
  }

  get now(): Instant {
    return this.#now;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Everything handed out so far never settles again; what was sent into the world goes on. */
  kill(): void {
    this.#generation += 1;
  }

  at(at: Instant, run: () => void): void {
    this.#push(at, run, false);
  }

  after(delay: Duration, run: () => void): void {
    this.at(this.#now + delay, run);
  }

  /** A promise for the caller of this generation, settled by `start` through the heap or never. */
  promise<T>(start: (settle: (value: T) => void, fail: (cause: unknown) => void) => void): Promise<T> {
    const generation = this.#generation;
    return new Promise((resolve, reject) => {
      const alive = (settle: () => void) => () => {
        if (generation === this.#generation) settle();
      };
      start(
        (value) => alive(() => resolve(value))(),
        (cause) => alive(() => reject(cause))(),
      );
    });
  }

  /** The clock of an engine of this generation. */
  clock(): Clock {
    return {
      now: () => this.#now,
      monotonic: () => this.#now,
      sleep: (until: Instant, wake?: Signal) =>
        this.promise<void>((settle) => {
          const once = (): void => {
            if (end.over) return;
            end.over = true;
            stop();
            settle();
          };
          let stop = (): unknown => undefined;
          const end = this.#push(until, once, true);
          // A wake is an event as well: whoever is woken runs in a turn of its own.
          if (wake !== undefined) stop = wake.listen(() => this.after(0, once));
        }),
    };
  }

  /** Runs events until `done` says so, nothing is left, or the time is up. Returns what ended it. */
  async run(done: () => boolean, until: Instant, lull?: Lull): Promise<'done' | 'idle' | 'late'> {
    for (;;) {
      await this.#turn();
      if (done()) return 'done';
      let next = this.#heap.pop();
      while (next?.over === true) next = this.#heap.pop();
      if (next === undefined) return 'idle';
      const asleep = this.#underWay === 0;
      const calm = lull !== undefined && next.at > this.#now ? await lull(asleep) : this.#now;
      const at = asleep ? Math.max(next.at, calm) : Math.max(next.at, this.#now);
      if (at > until) {
        this.#heap.push(next);
        return 'late';
      }
      this.#now = at;
      if (!next.idle) this.#underWay -= 1;
      next.run();
    }
  }

  #push(at: Instant, run: () => void, idle: boolean): Happening {
    this.#seq += 1;
    if (!idle) this.#underWay += 1;
    const key = this.#random();
    const happening = { at: Math.max(at, this.#now), key, seq: this.#seq, run, idle, over: false };
    this.#heap.push(happening);
    return happening;
  }
}
