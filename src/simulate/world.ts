/**
 * A world in which every completion is an event of one heap: (time, seeded key, seq), one event at a time, one turn of
 * the event loop each. The same seed gives the same order, so a week runs in a second and a failure can be replayed.
 *
 * A crash is a generation: nothing that was handed to an engine of a dead generation ever settles.
 */
import type { Clock, Wake } from '../clock.ts';
import type { Duration, Instant } from '../model/time.ts';
import { Heap } from './heap.ts';
import type { Random } from './random.ts';

type Happening = { readonly at: Instant; readonly key: number; readonly seq: number; readonly run: () => void };

/** Lets everything that the last event woke run until it waits again. */
export type Turn = () => Promise<void>;

export class World {
  #now: Instant;
  #seq = 0;
  #generation = 0;
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
    this.#seq += 1;
    this.#heap.push({ at: Math.max(at, this.#now), key: this.#random(), seq: this.#seq, run });
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
      sleep: (until: Instant, wake?: Wake) =>
        this.promise<void>((settle) => {
          let over = false;
          const once = (): void => {
            if (over) return;
            over = true;
            stop();
            settle();
          };
          let stop = (): unknown => undefined;
          this.at(until, once);
          // A wake is an event as well: whoever is woken runs in a turn of its own.
          if (wake !== undefined) stop = wake.listen(() => this.after(0, once));
        }),
    };
  }

  /** Runs events until `done` says so, nothing is left, or the time is up. Returns what ended it. */
  async run(done: () => boolean, until: Instant): Promise<'done' | 'idle' | 'late'> {
    for (;;) {
      await this.#turn();
      if (done()) return 'done';
      const next = this.#heap.pop();
      if (next === undefined) return 'idle';
      if (next.at > until) {
        this.#heap.push(next);
        return 'late';
      }
      this.#now = next.at;
      next.run();
    }
  }
}
