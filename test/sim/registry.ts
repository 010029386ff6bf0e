/** A registry in a simulated world: it answers late, fails, cannot tell, and lists somebody in mid-campaign; and what it has truly said. */
import type { Clock } from '../../src/clock.ts';
import type { Listed, Registries } from '../../src/engine/registries.ts';
import { SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import { between, chance, stream, type Random } from '../../src/simulate/random.ts';
import type { World } from '../../src/simulate/world.ts';
import { NOW } from '../support/fixtures.ts';
import { numberOf } from './judge.ts';

export type RegistrySetting = {
  readonly name: string;
  readonly oldest: Duration;
  /** Contacts that it lists, from when on. */
  readonly lists: readonly { readonly contact: number; readonly at: Duration }[];
  /** Probabilities of a question, and of a number in it. */
  readonly fails: number;
  readonly unsure: number;
};

export class SimulatedRegistry {
  /** When it was last asked about a number that it did not list then. */
  readonly clearedAt = new Map<string, Instant>();
  readonly #world: World;
  readonly #setting: RegistrySetting;
  readonly #luck: Random;

  constructor(world: World, seed: number, setting: RegistrySetting) {
    this.#world = world;
    this.#setting = setting;
    this.#luck = stream(seed, 'registry');
  }

  /** As one process asks it: a rest after a failure, one question at a time. */
  asking(clock: Clock): Registries {
    let asking = false;
    let notBefore = 0;
    return {
      ready: (name, now) => (name === this.#setting.name ? !asking && now >= notBefore : null),
      ask: async (_, numbers) => {
        asking = true;
        const heard = await this.#answer(numbers);
        asking = false;
        if (heard === null) notBefore = clock.now() + 20 * SECOND;
        return heard;
      },
    };
  }

  #answer(numbers: readonly string[]): Promise<ReadonlyMap<string, Listed> | null> {
    const at = this.#world.now;
    const answers = new Map(numbers.map((number) => [number, this.#of(number)]));
    for (const [number, { listed }] of answers) if (listed === 'no') this.clearedAt.set(number, at);
    const fails = chance(this.#luck, this.#setting.fails);
    const takes = between(this.#luck, 10, 15_000);
    return this.#world.promise((settle) => this.#world.after(takes, () => settle(fails ? null : answers)));
  }

  #of(number: string): Listed {
    const listed = this.#setting.lists.some(
      (one) => numberOf(one.contact) === number && this.#world.now >= NOW + one.at,
    );
    if (chance(this.#luck, this.#setting.unsure)) return { listed: 'unknown', words: null };
    return { listed: listed ? 'yes' : 'no', words: null };
  }
}
