/** A store whose every answer is an event of the world: it is asked, it does it, and only later does the caller know. */
import type { Duration } from '../model/time.ts';
import type { Store } from '../store/port.ts';
import type { World } from './world.ts';

export type StoreWeather = {
  readonly delay: () => Duration;
  /** A call that fails: `before` it was done, or `after`, when only the answer is lost. */
  readonly fails: (name: string) => 'no' | 'before' | 'after';
  readonly onEffect: (name: string) => void;
};

export function simulatedStore(world: World, store: Store, weather: StoreWeather): Store {
  return new Proxy(store, {
    get(target, name: keyof Store) {
      const method = target[name] as unknown as (...args: readonly unknown[]) => Promise<unknown>;
      return (...args: readonly unknown[]) =>
        world.promise((settle, fail) => {
          const generation = world.generation;
          world.after(weather.delay(), () => {
            if (generation !== world.generation) return;
            const fails = weather.fails(name);
            if (fails === 'before') return fail(new Error(`${name} failed`));
            if (name === 'commit') weather.onEffect('store asked');
            // A crash at this very point has not written anything.
            if (generation !== world.generation) return;
            method.apply(target, [...args]).then(
              (value) => {
                if (name === 'commit') weather.onEffect('store committed');
                world.after(0, () =>
                  fails === 'after' ? fail(new Error(`the answer of ${name} was lost`)) : settle(value),
                );
              },
              (cause: unknown) => world.after(0, () => fail(cause)),
            );
          });
        });
    },
  });
}
