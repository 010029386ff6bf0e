/** What happened while nobody looked: a restored backup, a list loaded into an empty ledger, a copied folder, a second ledger. */
import { describe, expect, it } from 'vitest';
import type { DestinationKey } from '../../src/model/ids.ts';
import { HOUR, SECOND } from '../../src/model/time.ts';
import type { Voice } from '../../src/voice/port.ts';
import { Bench, Mirrored, NO_ANSWER, states } from './bench.ts';
import { NOW } from '../support/fixtures.ts';

describe('a restored backup', () => {
  it('takes over the calls it has lost, says so, and rings nobody again for them', async () => {
    const bench = new Bench();
    const mirrored = new Mirrored(await bench.ledger(12), await bench.ledger(12));
    const run = await bench.start(mirrored.store);
    await bench.until(() => bench.provider.calls.length === 4);
    mirrored.cut();
    await bench.finish(run);
    expect(bench.provider.calls).toHaveLength(12);

    const restored = mirrored.copy;
    expect((await states(restored)).filter((state) => state === 'ready').length).toBeGreaterThanOrEqual(7);
    expect(await bench.play(restored)).toEqual({ is: 'finished', needsReview: 0 });
    expect(bench.provider.calls).toHaveLength(12);
    expect(new Set(await states(restored))).toEqual(new Set(['completed: answered']));
    expect(bench.said.join('\n')).toMatch(/calls of this ledger that it does not know of/);
    expect((await restored.log({}, 0, 1_000)).map(({ event }) => event)).toContain('lost_past');
  });

  it('never uses an attempt id again, and goes on with the tries that are left', async () => {
    const bench = new Bench({ fate: () => NO_ANSWER, plan: { retry: { maxAttempts: 3, after: { no_answer: HOUR } } } });
    const memory = await bench.ledger(3);
    const mirrored = new Mirrored(memory, await bench.ledger(3));
    mirrored.cut();
    const run = await bench.start(mirrored.store);
    await bench.until(() => bench.provider.calls.length === 6);
    run.engine.stop();
    await bench.finish(run);
    expect(await bench.play(mirrored.copy)).toEqual({ is: 'finished', needsReview: 0 });
    expect(Object.values(bench.rings())).toEqual([3, 3, 3]);
    const ids = bench.provider.calls.map(({ attempt }) => attempt);
    expect(new Set(ids).size).toBe(9);
  });

  it('from before the list was loaded knows people by their numbers', async () => {
    const bench = new Bench();
    await bench.play(await bench.ledger(5));
    const restored = await bench.ledger(5, 'L', 'other');
    const destinationOf = (to: string): DestinationKey => `d:${to}` as DestinationKey;
    expect(await bench.play(restored, bench.voice(), { destinationOf })).toEqual({ is: 'finished', needsReview: 0 });
    expect(Object.values(bench.rings())).toEqual([1, 1, 1, 1, 1]);
  });

  it('of a provider that gives no ids back stops before anybody is rung again', async () => {
    const bench = new Bench();
    const silent = bench.voice();
    const voice: Voice = {
      ...silent,
      calls: async (agent, after) => {
        const read = await silent.calls(agent, after);
        if (read.is !== 'ok') return read;
        return {
          is: 'ok',
          value: { ...read.value, calls: read.value.calls.map((call) => ({ ...call, attempt: null })) },
        };
      },
    };
    const mirrored = new Mirrored(await bench.ledger(6), await bench.ledger(6));
    mirrored.cut();
    await bench.play(mirrored.store, voice);
    const destinationOf = (to: string): DestinationKey => `d:${to}` as DestinationKey;
    const end = await bench.play(mirrored.copy, voice, { destinationOf });
    expect(end).toMatchObject({ is: 'paused', message: expect.stringContaining('6 people') });
    expect(Object.values(bench.rings())).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('reads back past pages of calls that are nobody’s until it knows where it is', async () => {
    const bench = new Bench();
    await bench.play(await bench.ledger(30));
    expect(bench.provider.page('agent_1' as never, null, 20).more).toBe(true);
    expect(await bench.play(await bench.ledger(30))).toEqual({ is: 'finished', needsReview: 0 });
    expect(bench.provider.calls).toHaveLength(30);
  });

  it('waits for the list before it dials, however long the provider is away', async () => {
    const bench = new Bench();
    await bench.play(await bench.ledger(4));
    const back = bench.world.now + 10 * 60 * SECOND;
    const fair = bench.voice();
    const away = { is: 'failed', why: 'server', status: 503, message: 'not now' } as const;
    const calls: typeof fair.calls = (agent, after) =>
      bench.world.now < back ? Promise.resolve(away) : fair.calls(agent, after);
    expect(await bench.play(await bench.ledger(4), { ...fair, calls })).toEqual({ is: 'finished', needsReview: 0 });
    expect(bench.provider.calls).toHaveLength(4);
    expect(bench.world.now).toBeGreaterThan(back);
  });
});

describe('a copied folder', () => {
  it('is recognized while both dial: one of the two stops and says why', async () => {
    const bench = new Bench();
    const [one, two] = [await bench.ledger(20), await bench.ledger(20)];
    const runs = [await bench.start(one), await bench.start(two)];
    await bench.finish(...runs);
    const paused = runs.filter(({ end }) => end?.is === 'paused');
    expect(paused.length).toBeGreaterThanOrEqual(1);
    expect(JSON.stringify(paused[0]?.end)).toMatch(/another copy of this ledger dials/);
    // Only those who were on the phone when it was found out.
    const twice = Object.values(bench.rings()).filter((rings) => rings > 1);
    expect(twice.length).toBeLessThan(8);
  });
});

describe('a second ledger on the account', () => {
  it('stops the dialing until the operator says that both may', async () => {
    const bench = new Bench();
    const theirs = await bench.start(await bench.ledger(6, 'THEIRS'));
    await bench.until(() => bench.provider.calls.length === 2);
    const mine = await bench.ledger(3, 'MINE', 'm');
    const end = await bench.play(mine);
    expect(end).toMatchObject({ is: 'paused' });
    expect(JSON.stringify(end)).toMatch(/Another outdial ledger \(THEIRS\)/);
    expect(bench.provider.calls.filter(({ attempt }) => attempt.includes('MINE'))).toEqual([]);

    await bench.set(mine, { is: 'running' });
    expect(await bench.play(mine, bench.voice(), { acceptOtherLedgers: true })).toEqual({
      is: 'finished',
      needsReview: 0,
    });
    expect(bench.said.join('\n')).toMatch(/its open calls count as taken slots/);
    await bench.finish(theirs);
  });

  it('is history when its last call is long ago', async () => {
    const bench = new Bench();
    await bench.play(await bench.ledger(3, 'THEIRS'));
    bench.world.at(NOW + 3 * HOUR, () => undefined);
    await bench.until(() => bench.world.now >= NOW + 3 * HOUR, 4 * HOUR);
    expect(await bench.play(await bench.ledger(3, 'MINE', 'm'))).toEqual({ is: 'finished', needsReview: 0 });
  });
});
