/** The contract of what must happen later and is no call. */
import { expect, test } from 'vitest';
import type { Store, Task } from '../../../src/store/port.ts';
import { undecided, unheard } from '../../../src/model/heard.ts';
import { T, answered, attempt, contact, evidence, loaded, now, placing } from './given.ts';

function task(over: Partial<Task> = {}): Task {
  return { kind: 'transcript', subject: 'a1', dueAt: T, tries: 0, body: {}, ...over };
}

export function tasksContract(opened: () => Store): void {
  test('are due in their order, by their kinds', async () => {
    const store = opened();
    const body = { words: 'ü\u0000', n: 1, yes: true, none: null };
    const all = [
      task({ subject: 'late', dueAt: T + 2 }),
      task({ subject: 'first', dueAt: T - 1, body }),
      task({ kind: 'forget', subject: 'first', dueAt: T + 1, tries: 3 }),
      task({ kind: 'other', subject: 'x', dueAt: T - 5 }),
    ];
    expect(await store.nextTask(['forget'])).toBeNull();
    await store.putTasks(all);
    const kinds = ['transcript', 'forget'];
    expect(await store.nextTask(kinds)).toBe(T - 1);
    expect(await store.nextTask([])).toBeNull();
    expect(await store.dueTasks(kinds, T + 1, 9)).toEqual([all[1], all[2]]);
    expect(await store.dueTasks(kinds, T + 9, 1)).toEqual([all[1]]);
    expect(await store.dueTasks(kinds, T - 2, 9)).toEqual([]);
    expect(await store.task('transcript', 'first')).toEqual(all[1]);
    expect(await store.task('forget', 'late')).toBeUndefined();
  });

  test('one of a kind and a subject: put again it is replaced, and what was read before drops nothing', async () => {
    const store = opened();
    const [first, again] = [task(), task({ dueAt: T + 5, tries: 1, body: { why: 'busy' } })];
    await store.putTasks([first]);
    await store.putTasks([first, again]);
    expect(await store.dueTasks(['transcript'], T + 9, 9)).toEqual([again]);
    expect(await store.dropTask(first)).toBe(false);
    expect(await store.dropTask(again)).toBe(true);
    expect(await store.dropTask(again)).toBe(false);
    expect(await store.nextTask(['transcript'])).toBeNull();
  });

  test('words that nobody has listened to keep their number from being dialed, whoever would', async () => {
    const store = opened();
    const [ann, bob] = await loaded(store, [contact('ann'), contact('bob')]);
    const waiting = unheard(attempt(ann!), T, null);
    await store.putTasks([waiting]);
    const because = async (): Promise<string[]> =>
      (await store.commit([placing((await store.contact(ann!.id))!)], {})).map((one) =>
        one.is === 'lost' ? one.because : one.is,
      );
    expect(await because()).toEqual(['unheard']);
    expect((await store.commit([placing(bob!)], {})).map(({ is }) => is)).toEqual(['done']);
    await store.dropTask(waiting);
    expect(await because()).toEqual(['done']);
    // A call that ends leaves its words and lets go of its number at once: in one commit nobody slips between.
    const held = await now(store, ann!);
    const over = evidence(held.contact, held.attempt, answered('c1'), { is: 'ready', dueAt: T });
    await store.commit([{ ...over, tasks: [unheard(held.attempt, T, null)] }], {});
    expect(await because()).toEqual(['unheard']);
    await store.putTasks([undecided(held.attempt)]);
    expect(await because()).toEqual(['unheard']);
    expect(await store.dropTask(undecided(held.attempt))).toBe(true);
    expect(await because()).toEqual(['done']);
  });

  test('of a commit: with the change, or not at all', async () => {
    const store = opened();
    const [ann, bob] = await loaded(store, [contact('ann'), contact('bob')]);
    const results = await store.commit(
      [
        { ...placing(ann!), tasks: [task({ subject: 'ann' })] },
        { ...placing(bob!), contact: { from: 99, to: { ...bob!, version: 100 } }, tasks: [task({ subject: 'bob' })] },
      ],
      {},
    );
    expect(results.map(({ is }) => is)).toEqual(['done', 'lost']);
    expect((await store.dueTasks(['transcript'], T, 9)).map(({ subject }) => subject)).toEqual(['ann']);
  });
}
