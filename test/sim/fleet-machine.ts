/** One machine of several in a simulated world: its own clock and its own life. It can be killed, frozen and cut off. */
import type { Clock, Signal } from '../../src/clock.ts';
import type { Duration, Instant } from '../../src/model/time.ts';
import { World } from '../../src/simulate/world.ts';

export type Server = 'ledger' | 'queue' | 'provider';

/** How far its wall clock is off, and how much faster than the world its quartz runs. */
export type Quartz = { readonly off: Duration; readonly drift: number };

export class Machine {
  readonly name: string;
  readonly #world: World;
  readonly #quartz: Quartz;
  readonly #born: Instant;
  readonly #cutUntil = new Map<Server, Instant>();
  /** What would have happened while it was frozen. */
  #pending: (() => void)[] = [];
  #alive = true;
  #frozen = 0;

  constructor(world: World, name: string, quartz: Quartz) {
    this.name = name;
    this.#world = world;
    this.#quartz = quartz;
    this.#born = world.now;
  }

  get alive(): boolean {
    return this.#alive;
  }

  get frozen(): boolean {
    return this.#frozen > 0;
  }

  /** Nothing that was handed to it ever settles again; what it has sent goes on. */
  kill(): void {
    this.#alive = false;
    this.#pending = [];
  }

  /** Nothing settles until it wakes, then everything at once. Its clocks go on. */
  freeze(lasts: Duration): void {
    this.#frozen += 1;
    this.#world.after(lasts, () => {
      this.#frozen -= 1;
      if (this.#frozen > 0) return;
      const pending = this.#pending;
      this.#pending = [];
      for (const run of pending) this.#world.after(0, () => this.inside(run));
    });
  }

  cut(from: Server, lasts: Duration): void {
    this.#cutUntil.set(from, Math.max(this.#cutUntil.get(from) ?? 0, this.#world.now + lasts));
  }

  isCut(from: Server): boolean {
    return (this.#cutUntil.get(from) ?? 0) > this.#world.now;
  }

  /** Runs in its process: now, when it wakes, or never. */
  inside(run: () => void): void {
    if (!this.#alive) return;
    if (this.frozen) this.#pending.push(run);
    else run();
  }

  promise<T>(start: (settle: (value: T) => void, fail: (cause: unknown) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      start(
        (value) => this.inside(() => resolve(value)),
        (cause) => this.inside(() => reject(cause as Error)),
      );
    });
  }

  clock(): Clock {
    const { off, drift } = this.#quartz;
    const ran = (): number => (this.#world.now - this.#born) * (1 + drift);
    const now = (): Instant => Math.floor(this.#born + off + ran());
    return {
      now,
      monotonic: () => 1_000 + ran(),
      sleep: (until: Instant, wake?: Signal) =>
        this.promise<void>((settle) => {
          let over = false;
          let stop = (): unknown => undefined;
          const once = (): void => {
            if (over) return;
            over = true;
            stop();
            settle();
          };
          this.#world.after(Math.ceil(Math.max(until - now(), 0) / (1 + drift)), once);
          if (wake !== undefined) stop = wake.listen(() => this.#world.after(0, once));
        }),
    };
  }
}

/**
 * The way to a server that many machines share: what is asked for is answered into the process that asked, and what the
 * process itself does on the way (`entering`) waits with it while it is frozen.
 */
export class Net extends World {
  readonly #base: World;
  caller: Machine | null = null;
  #entering = false;

  constructor(base: World) {
    super(
      base.now,
      () => 0,
      () => Promise.resolve(),
    );
    this.#base = base;
  }

  override get now(): Instant {
    return this.#base.now;
  }

  override at(at: Instant, run: () => void): void {
    const { caller } = this;
    const entering = this.#entering;
    const called = (): void => this.#as(caller, false, run);
    this.#base.at(at, () => (entering && caller !== null ? caller.inside(called) : called()));
  }

  override after(delay: Duration, run: () => void): void {
    this.at(this.now + delay, run);
  }

  override promise<T>(start: (settle: (value: T) => void, fail: (cause: unknown) => void) => void): Promise<T> {
    if (this.caller === null) throw new Error('nobody asked');
    return this.caller.promise(start);
  }

  call<T>(machine: Machine, entering: boolean, ask: () => T): T {
    return this.#as(machine, entering, ask);
  }

  #as<T>(caller: Machine | null, entering: boolean, run: () => T): T {
    const before = [this.caller, this.#entering] as const;
    [this.caller, this.#entering] = [caller, entering];
    try {
      return run();
    } finally {
      [this.caller, this.#entering] = before;
    }
  }
}
