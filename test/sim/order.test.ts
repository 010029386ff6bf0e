/** Lists in any order: a lost past is found whatever the order is, and only speed rests on newest first. */
import { describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '../../src/model/time.ts';
import { Order } from '../../src/engine/settle/list-order.ts';
import type { CallReport, Voice } from '../../src/voice/port.ts';
import { CAMPAIGN } from '../support/fixtures.ts';
import { Bench, Mirrored, states } from './bench.ts';

const PAGE = 20;
const ORDERS = [
  'newest first',
  'oldest first',
  'shuffled',
  'newest first in each page, the oldest page first',
] as const;

/** The provider's list in another order, a page at a time; counts the pages that were asked for. */
function ordered(bench: Bench, order: (typeof ORDERS)[number]): { voice: Voice; asked: () => number } {
  const fair = bench.voice();
  let asked = 0;
  const calls: Voice['calls'] = async (agent, after, since) => {
    asked += 1;
    const all: CallReport[] = [];
    for (let next: string | null = null; ;) {
      const read = await fair.calls(agent, next);
      if (read.is === 'failed') return read;
      all.push(...read.value.calls.filter(({ startTime }) => since === undefined || (startTime ?? -1) >= since));
      next = read.value.next;
      if (next === null) break;
    }
    const listed = inOrder(all, order);
    const from = after === null ? 0 : listed.findIndex(({ callId }) => callId === after) + 1;
    const page = listed.slice(from, from + PAGE);
    const more = listed.length > from + PAGE;
    return { is: 'ok', value: { calls: page, next: more ? (page.at(-1)?.callId ?? null) : null } };
  };
  return { voice: { ...fair, calls }, asked: () => asked };
}

function inOrder(newestFirst: readonly CallReport[], order: (typeof ORDERS)[number]): readonly CallReport[] {
  switch (order) {
    case 'newest first':
      return newestFirst;
    case 'oldest first':
      return [...newestFirst].reverse();
    case 'shuffled':
      return [...newestFirst].sort((a, b) => placeOf(a) - placeOf(b));
    case 'newest first in each page, the oldest page first': {
      const oldest = [...newestFirst].reverse();
      const pages = Array.from({ length: Math.ceil(oldest.length / PAGE) }, (_, n) =>
        oldest.slice(n * PAGE, (n + 1) * PAGE).reverse(),
      );
      return pages.flat();
    }
  }
}

const placeOf = ({ callId }: CallReport): number => (Number(callId.replace(/\D/g, '')) * 7_919) % 104_729;

describe.each(ORDERS)('a restored backup, and a list %s', (order) => {
  it('rings nobody again', async () => {
    const bench = new Bench();
    const mirrored = new Mirrored(await bench.ledger(70), await bench.ledger(70));
    const { voice } = ordered(bench, order);
    expect(
      await bench.play(mirrored.store, voice, { role: { is: 'single', watched: [CAMPAIGN], limit: 45 } }),
    ).toMatchObject({ is: 'limit' });
    // A night passes, and the rest is dialed where the backup does not see it.
    const far = bench.world.now + 8 * HOUR;
    bench.world.at(far, () => undefined);
    await bench.until(() => bench.world.now >= far, 9 * HOUR);
    mirrored.cut();
    await bench.set(mirrored.store, { is: 'running' });
    await bench.play(mirrored.store, voice);
    await bench.set(mirrored.copy, { is: 'running' });
    const restored = mirrored.copy;
    expect((await states(restored)).filter((state) => state === 'ready').length).toBeGreaterThan(10);
    expect(await bench.play(restored, voice)).toEqual({ is: 'finished', needsReview: 0 });
    expect(Object.values(bench.rings()).filter((rings) => rings > 1)).toEqual([]);
    expect(bench.provider.calls).toHaveLength(70);
  });
});

describe('a list whose pages go round', () => {
  it('is never taken for all: nothing is dialed before it has been read', async () => {
    const bench = new Bench();
    await bench.play(await bench.ledger(5));
    const fair = bench.voice();
    const round = bench.world.now + 5 * 60 * SECOND;
    const calls: Voice['calls'] = async (agent, after) => {
      const read = await fair.calls(agent, null);
      if (read.is === 'failed' || bench.world.now > round) return read;
      return { is: 'ok', value: { calls: [], next: after === 'a' ? 'b' : 'a' } };
    };
    expect(await bench.play(await bench.ledger(5), { ...fair, calls })).toEqual({ is: 'finished', needsReview: 0 });
    expect(bench.provider.calls).toHaveLength(5);
    expect(bench.world.now).toBeGreaterThan(round);
  });
});

describe('newest first', () => {
  const call = (minute: number | null): CallReport =>
    ({ startTime: minute === null ? null : minute * 60 * SECOND }) as CallReport;
  const seen = (...minutes: (number | null)[]): boolean => {
    const order = new Order();
    order.take(minutes.map(call));
    return order.newestFirst();
  };
  it('is not seen in pages that each are, when the next begins later', () => {
    const order = new Order();
    order.take(falling.map(call));
    expect(order.newestFirst()).toBe(true);
    order.take(falling.map((minute) => call(minute + 1)));
    expect(order.newestFirst()).toBe(false);
  });
  const falling = Array.from({ length: 12 }, (_, n) => 600 - n * 7);

  it('is seen where it is, with calls a little out of turn and some without a start', () => {
    expect(seen(...falling)).toBe(true);
    expect(seen(null, 600, 598, 599, 590, null, 580, 570, 560, 550, 540, 530, 520)).toBe(true);
  });

  it('is not taken for granted', () => {
    expect(seen()).toBe(false);
    expect(seen(...falling.slice(0, 5))).toBe(false);
    expect(seen(...[...falling].reverse())).toBe(false);
    expect(seen(...Array<number>(50).fill(600))).toBe(false);
    expect(seen(...falling, 600 + HOUR)).toBe(false);
    expect(seen(...falling.flatMap((minute, n) => [minute, falling[11 - n] ?? null]))).toBe(false);
  });
});

it('only speed rests on it: a long list that is newest first is read to known ground', async () => {
  const bench = new Bench();
  const store = await bench.ledger(90);
  await bench.play(store);
  const far = bench.world.now + 8 * HOUR;
  bench.world.at(far, () => undefined);
  await bench.until(() => bench.world.now >= far, 9 * HOUR);
  const { voice, asked } = ordered(bench, 'newest first');
  await bench.set(store, { is: 'running' });
  await bench.play(store, voice);
  // Of five pages.
  expect(asked()).toBeLessThan(5);
});
