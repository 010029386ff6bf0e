/** The ledger's tasks: each in its time, one that throws or hangs stops no other, and the end of a run waits for none. */
import { describe, expect, it } from 'vitest';
import type { EngineCore } from '../../src/engine/core.ts';
import { backoff, doLater, type Later, type TaskEnd } from '../../src/engine/later.ts';
import { RunControl } from '../../src/engine/state/run-control.ts';
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { stream } from '../../src/simulate/random.ts';
import { World } from '../../src/simulate/world.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store, Task } from '../../src/store/port.ts';
import { NOW } from '../support/fixtures.ts';

type Stage = {
  world: World;
  store: Store;
  run: RunControl;
  play: (until: number) => Promise<void>;
  over: () => boolean;
};

function stage(later: Later, of: Partial<Store> = {}): Stage {
  const world = new World(NOW, stream(1, 'order'), () => new Promise((resolve) => setImmediate(resolve)));
  const store = { ...openMemoryStore({ makeId: () => 'x', now: NOW }), ...of };
  const run = new RunControl();
  const core = { clock: world.clock(), later, run, store, remote: false } as unknown as EngineCore;
  let over = false;
  void doLater(core).then(() => (over = true));
  return {
    world,
    store,
    run,
    over: () => over,
    play: async (until) => void (await world.run(() => world.now >= NOW + until, NOW + until)),
  };
}

const task = (subject: string, dueAt: number, kind = 'a'): Task => ({ kind, subject, dueAt, tries: 0, body: {} });
const never = (): Promise<TaskEnd> => new Promise(() => undefined);

describe('the tasks of a run', () => {
  it('are done when they are due, and no sooner', async () => {
    const done: string[] = [];
    const { world, store, play } = stage(
      new Map([['a', async ({ subject }: Task) => (done.push(`${subject} ${world.now - NOW}`), 'done' as const)]]),
    );
    await store.putTasks([task('late', NOW + 25 * SECOND), task('now', NOW), task('x', NOW, 'of another kind')]);
    await play(24 * SECOND);
    expect(done).toEqual(['now 0']);
    await play(40 * SECOND);
    expect(done).toEqual(['now 0', 'late 25000']);
    // What nobody knows how to do waits for whoever does.
    expect(await store.dueTasks(['a', 'of another kind'], NOW + HOUR, 9)).toEqual([task('x', NOW, 'of another kind')]);
  });

  it('that another process puts meanwhile are met within seconds', async () => {
    const done: string[] = [];
    const { world, store, play } = stage(
      new Map([['a', async () => (done.push(`${world.now - NOW}`), 'done' as const)]]),
    );
    world.after(33 * SECOND, () => void store.putTasks([task('t', NOW)]));
    await play(50 * SECOND);
    expect(done).toEqual(['40000']);
  });

  it('that only waited are looked at again without a try counted', async () => {
    const met: string[] = [];
    const { world, store, play } = stage(
      new Map([
        [
          'a',
          async ({ tries }: Task): Promise<TaskEnd> => {
            met.push(`${tries} ${world.now - NOW}`);
            return { again: world.now + 5 * SECOND, ...(met.length < 3 ? { waited: true } : {}) };
          },
        ],
      ]),
    );
    await store.putTasks([{ ...task('t', NOW), tries: 3 }]);
    await play(17 * SECOND);
    expect(met).toEqual(['3 0', '3 5000', '3 10000', '4 15000']);
  });

  it('are tried again when they say, with their tries counted; one that throws, later and later', async () => {
    const met: string[] = [];
    const { world, store, play } = stage(
      new Map<string, (task: Task) => Promise<TaskEnd>>([
        ['a', async ({ tries }) => (met.push(`a${tries} ${world.now - NOW}`), { again: world.now + 5 * SECOND })],
        ['b', async ({ tries }) => (met.push(`b${tries} ${world.now - NOW}`), Promise.reject(new Error('no')))],
      ]),
    );
    await store.putTasks([task('t', NOW), task('t', NOW, 'b')]);
    await play(4 * MINUTE);
    expect(met.filter((one) => one.startsWith('a')).slice(0, 3)).toEqual(['a0 0', 'a1 5000', 'a2 10000']);
    expect(met.filter((one) => one.startsWith('b'))).toEqual(['b0 0', 'b1 60000', 'b2 180000']);
    expect([0, 1, 10, 1_000].map((tries) => backoff(tries))).toEqual([MINUTE, 2 * MINUTE, 4 * HOUR, 4 * HOUR]);
  });

  it('asked for in the past or at no instant are not met without end', async () => {
    let met = 0;
    const { world, store, play } = stage(
      new Map([['a', async () => ((met += 1), { again: met === 1 ? NOW - HOUR : Number.NaN })]]),
    );
    await store.putTasks([task('t', NOW)]);
    await play(10 * SECOND);
    expect(met).toBe(2);
    expect(await store.nextTask(['a'])).toBeGreaterThan(world.now + 50 * MINUTE);
  });

  it('that hang keep no other kind waiting, and are given up after a minute', async () => {
    const done: string[] = [];
    const { world, store, play } = stage(
      new Map<string, (task: Task) => Promise<TaskEnd>>([
        ['a', async ({ subject }) => (done.push(`${subject} ${world.now - NOW}`), never())],
        ['b', async ({ subject }) => (done.push(`${subject} ${world.now - NOW}`), 'done')],
      ]),
    );
    await store.putTasks([1, 2, 3, 4, 5].map((n) => task(`hangs${n}`, NOW)));
    await store.putTasks([task('early', NOW, 'b'), task('later', NOW + 30 * SECOND, 'b')]);
    await play(59 * SECOND);
    expect(done.filter((one) => one.startsWith('hangs'))).toHaveLength(4);
    expect(done).toContain('early 0');
    expect(done.some((one) => /^later 3[01]000$/.test(one))).toBe(true);
    await play(62 * SECOND);
    expect(done.filter((one) => one.startsWith('hangs5'))).toEqual(['hangs5 60000']);
    const tries = (await store.dueTasks(['a'], NOW + HOUR, 9)).map((one) => one.tries);
    expect(tries).toEqual([0, 1, 1, 1, 1]);
  });

  it.each(['stop', 'lost lease'] as const)('end with the run, hanging or not: %s', async (how) => {
    const { world, store, run, play, over } = stage(new Map([['a', never]]));
    await store.putTasks([task('t', NOW)]);
    await play(5 * SECOND);
    if (how === 'stop') run.stop('now');
    else run.loseLease();
    const asked = world.now;
    await play(8 * SECOND);
    expect(over()).toBe(true);
    expect(world.now - asked).toBeLessThanOrEqual(3 * SECOND);
    // It was not done, and stands as it was for the next run.
    expect(await store.dueTasks(['a'], NOW, 9)).toEqual([task('t', NOW)]);
  });

  it('go on while calls are followed to their end', async () => {
    const done: string[] = [];
    const { store, run, play } = stage(
      new Map([['a', async ({ subject }: Task) => (done.push(subject), 'done' as const)]]),
    );
    run.stop('draining');
    await store.putTasks([task('t', NOW + SECOND)]);
    await play(15 * SECOND);
    expect(done).toEqual(['t']);
  });

  it('that the ledger does not take back stand as they were, and are not met at once again', async () => {
    let met = 0;
    const dropTask = (): Promise<boolean> => Promise.reject(new Error('the disk is slow'));
    const { store, play, run } = stage(new Map([['a', async () => ((met += 1), 'done' as const)]]), { dropTask });
    await store.putTasks([task('t', NOW)]);
    await play(5 * SECOND);
    expect(met).toBeGreaterThan(1);
    expect(met).toBeLessThan(8);
    expect(run.broken).toBeNull();
  });
});
