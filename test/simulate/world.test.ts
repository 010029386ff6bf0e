import { describe, expect, it } from 'vitest';
import { Signal } from '../../src/clock.ts';
import { HOUR, SECOND } from '../../src/model/time.ts';
import { stream } from '../../src/simulate/random.ts';
import { World, type Turn } from '../../src/simulate/world.ts';

const turn: Turn = () => new Promise((resolve) => setImmediate(resolve));

/** Counts the heartbeats that a loop lives through in an hour. */
async function heartbeats(lull?: (world: World) => number, before?: (world: World) => void): Promise<number> {
  const world = new World(0, stream(1, 'order'), turn);
  const clock = world.clock();
  let beats = 0;
  let over = false;
  void (async () => {
    while (clock.now() < HOUR) {
      await clock.sleep(clock.now() + SECOND);
      beats += 1;
    }
    over = true;
  })();
  before?.(world);
  const look = lull === undefined ? undefined : () => Promise.resolve(lull(world));
  expect(await world.run(() => over, 2 * HOUR, look)).toBe('done');
  return beats;
}

describe('a lull', () => {
  it('lets whoever sleeps sleep until something can change', async () => {
    expect(await heartbeats()).toBe(3_600);
    expect(await heartbeats(() => HOUR - 2 * SECOND)).toBe(3);
  });

  it('ends nothing early and never sets time back', async () => {
    expect(await heartbeats((world) => world.now - SECOND)).toBe(3_600);
  });

  it('waits while something is under way', async () => {
    const late: number[] = [];
    const beats = await heartbeats(
      () => HOUR,
      (world) => {
        for (const at of [10 * SECOND, 20 * SECOND]) world.at(at, () => late.push(world.now - at));
      },
    );
    expect(late).toEqual([0, 0]);
    expect(beats).toBeLessThan(25);
  });
});

it('a sleep that was woken leaves nothing behind', async () => {
  const world = new World(0, stream(1, 'order'), turn);
  const wake = new Signal();
  let woken: number | null = null;
  void world
    .clock()
    .sleep(HOUR, wake)
    .then(() => (woken = world.now));
  world.at(SECOND, () => wake.wake());
  expect(await world.run(() => false, 2 * HOUR)).toBe('idle');
  expect([woken, world.now]).toEqual([SECOND, SECOND]);
});
