/** A team's do-not-call list in a simulated world: it answers after a while, is away for a time, or hangs for ever. */
import { askDoNotCall, type Asking } from '../../src/suppression/ask.ts';
import { InForce, holds } from '../../src/suppression/in-force.ts';
import { SharedListFailure, type SharedList } from '../../src/suppression/port.ts';
import type { Clock } from '../../src/clock.ts';
import { SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import { between, stream, type Random } from '../../src/simulate/random.ts';
import type { World } from '../../src/simulate/world.ts';
import { NOW } from '../support/fixtures.ts';

/** A stretch in which it cannot be asked. */
export type Away = { readonly at: Duration; readonly for: Duration; readonly how: 'refuses' | 'hangs' };

export class TeamList {
  readonly #world: World;
  readonly #entries = new InForce();
  readonly #away: readonly Away[];
  readonly #luck: Random;

  constructor(world: World, seed: number, away: readonly Away[]) {
    this.#world = world;
    this.#away = away;
    this.#luck = stream(seed, 'team');
  }

  /** Another ledger of the team hears a no. */
  add(number: string): void {
    const at = this.#world.now;
    this.#entries.add({ number, scope: 'everywhere', reason: 'said so', source: 'another ledger', at, until: null });
  }

  /** As one process asks it: what it knows of outages is its own. */
  asking(clock: Clock, promise: World['promise'] = (start) => this.#world.promise(start)): Asking {
    return askDoNotCall({ clock, open: () => Promise.resolve(this.#list(promise)) });
  }

  #awayAt(now: Instant): Away | undefined {
    return this.#away.find(({ at, for: lasts }) => now >= NOW + at && now < NOW + at + lasts);
  }

  #list(promise: World['promise']): SharedList {
    const find: SharedList['find'] = (numbers, now) =>
      promise((settle, fail) => {
        const away = this.#awayAt(this.#world.now);
        if (away?.how === 'hangs') return;
        const takes = between(this.#luck, 1, 300);
        if (away !== undefined) {
          const failure = new SharedListFailure('away', 'The shared list does not answer.', 'Start it.');
          return this.#world.after(takes, () => fail(failure));
        }
        // What is added while the answer is on its way is not in it.
        this.#world.after(takes, () => {
          const found = numbers.flatMap((number) => this.#entries.of(number)).filter((entry) => holds(entry, now));
          this.#world.after(between(this.#luck, 1, 300), () => settle(found));
        });
      });
    const never = (): Promise<never> => Promise.reject(new Error('the engine only reads it'));
    return { place: 'team', find, add: never, remove: never, look: never, close: () => Promise.resolve() };
  }
}

/** Of a setting: outages of seconds are waited for, longer ones pause. */
export function awayOf(luck: Random, longest = 40): readonly Away[] {
  const stretch = (): Away => ({
    at: between(luck, 0, 60) * SECOND,
    for: between(luck, 1, longest) * SECOND,
    how: luck() < 0.5 ? 'refuses' : 'hangs',
  });
  return luck() < 0.4 ? [stretch()] : [];
}
