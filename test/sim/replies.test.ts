/** What the provider may say to a request, with the whole engine: whose fault it is, whom it stops, and until when. */
import { describe, expect, it } from 'vitest';
import { userError } from '../../src/model/errors.ts';
import type { AttemptId, CallId } from '../../src/model/ids.ts';
import { DAY, MINUTE, SECOND, type Instant } from '../../src/model/time.ts';
import { reopenRefused } from '../../src/engine/settle/reopen-refused.ts';
import type { Store } from '../../src/store/port.ts';
import type { CallReport, ItemResult, Placement, PlaceRequest, Voice } from '../../src/voice/port.ts';
import { CAMPAIGN, NOW } from '../support/fixtures.ts';
import { Bench, NO_ANSWER, states } from './bench.ts';
import { numberOf } from './judge.ts';
import { allContacts } from './play.ts';

type Refused = Extract<ItemResult, { is: 'refused' }>;

const refused = (over: Partial<Refused> = {}): Refused => ({
  is: 'refused',
  code: 'invalid_request',
  message: 'Something went wrong for Ann (71)',
  words: 'Something went wrong for … (#)',
  blame: 'unplaced',
  forGood: false,
  ...over,
});

const answered = (...items: readonly ItemResult[]): Placement => ({ is: 'answered', items, requestId: null });

/** A provider that answers a request itself, or lets it through for null. */
function answering(
  bench: Bench,
  answer: (request: PlaceRequest, nth: number) => Placement | null,
): { readonly voice: Voice; readonly asked: Instant[] } {
  const fair = bench.voice();
  const asked: Instant[] = [];
  const place: Voice['place'] = async (request, gate) => {
    const placement = answer(request, asked.length);
    if (placement === null) {
      return fair.place(request, () => gate() && asked.push(bench.world.now) > 0);
    }
    if (!gate()) return { is: 'unsent', cause: 'gate' };
    asked.push(bench.world.now);
    return placement;
  };
  return { voice: bench.voice({ place }), asked };
}

async function attemptsOf(memory: Store): Promise<number[]> {
  const contacts = await allContacts(memory);
  return contacts.map(({ seq }) => seq);
}

describe('a refusal that is not the contact’s', () => {
  it.each(['campaign', 'account'] as const)('but the %s’s stops at the first, and burns nobody', async (blame) => {
    const bench = new Bench();
    const memory = await bench.ledger(12);
    const words = 'Invalid dynamic variables: customer_name is required';
    const { voice, asked } = answering(bench, () => answered(refused({ blame, message: words, words })));
    const end = await bench.play(memory, voice);
    expect(end).toMatchObject({ is: 'paused', message: expect.stringContaining(words) });
    expect(asked).toHaveLength(1);
    expect(await states(memory)).toEqual(Array<string>(12).fill('ready'));
    expect((await allContacts(memory)).map(({ attempts }) => attempts)).toEqual(Array<number>(12).fill(0));
    // Whoever keeps logs can read why, too.
    expect(bench.said.join('\n')).toContain(words);
    // The same command goes on once it is mended, and everybody is rung once.
    await bench.set(memory, { is: 'running' });
    expect(await bench.play(memory)).toEqual({ is: 'finished', needsReview: 0 });
    expect(Object.values(bench.rings())).toEqual(Array<number>(12).fill(1));
  });

  it('in a request of several pauses for the one it is about, and the others’ calls go on', async () => {
    const bench = new Bench({
      plan: { batchWindow: 3_000, lines: [{ ...new Bench().plan.lines[0]!, callsPerSecond: 5 }] },
    });
    const memory = await bench.ledger(6);
    const fair = bench.voice();
    const voice = bench.voice({
      place: async (request, gate) => {
        const placement = await fair.place({ ...request, items: request.items.slice(1) }, gate);
        if (placement.is !== 'answered') return placement;
        return { ...placement, items: [refused({ blame: 'campaign' }), ...placement.items] };
      },
    });
    expect(await bench.play(memory, voice)).toMatchObject({ is: 'paused' });
    expect((await states(memory)).filter((state) => state.startsWith('exhausted'))).toEqual([]);
  });

  it('and names our own variable proposes another name for it, or none', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(3);
    const message = 'Unknown dynamic variable outdial_attempt_id';
    const { voice } = answering(bench, () => answered(refused({ blame: 'campaign', message, words: message })));
    const end = await bench.play(memory, voice);
    expect(end).toMatchObject({ is: 'paused', message: expect.stringContaining('"attempt_id_variable": null') });
  });

  it('leaves the provider’s words with the person they may name, not with the campaign', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(3);
    const message = 'Agent cannot greet Maria López at +1 415 555 0101';
    const { voice } = answering(bench, () =>
      answered(refused({ blame: 'campaign', message, words: 'Agent cannot … #' })),
    );
    const end = await bench.play(memory, voice);
    expect(end).toMatchObject({ is: 'paused', message: expect.stringContaining('Maria López') });
    const kept = [await memory.campaigns(), await memory.log({}, 0, 1_000), bench.said];
    expect(JSON.stringify(kept)).not.toMatch(/Maria|555 0101/);
    const [refusedOne] = (await allContacts(memory)).filter(({ seq }) => seq > 0);
    await memory.erase([refusedOne!.id]);
    const paused = (await memory.campaign(CAMPAIGN))!.state;
    const { pauseWords } = await import('../../src/engine/settle/pause-words.ts');
    expect(paused.is === 'paused' && (await pauseWords(memory, paused))).toBe(
      'the provider refused a call: invalid_request',
    );
  });
});

describe('refusals that nobody can place', () => {
  it('for five people in the same words pause, and those five are dialable at once', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(40);
    const { voice, asked } = answering(bench, ({ items }, nth) =>
      answered(refused({ message: `Something went wrong for ${items[0]!.to} (${nth})` })),
    );
    expect(await bench.play(memory, voice)).toMatchObject({
      is: 'paused',
      message: expect.stringContaining('same words'),
    });
    expect(asked).toHaveLength(5);
    expect(await states(memory)).toEqual(Array<string>(40).fill('ready'));
    const pausedAt = bench.world.now;
    for (const contact of await allContacts(memory)) {
      expect(contact).toMatchObject({ attempts: 0, disposition: null, uncounted: { refused: 0 } });
      expect(contact.state.is === 'ready' && contact.state.dueAt).toBeLessThanOrEqual(pausedAt);
    }
    await bench.set(memory, { is: 'running' });
    expect(await bench.play(memory)).toEqual({ is: 'finished', needsReview: 0 });
    expect(Object.values(bench.rings())).toEqual(Array<number>(40).fill(1));
  });

  it('of a whole request of one count likewise, whatever their words', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(12);
    const { voice, asked } = answering(bench, (_, nth) => {
      const said = { code: 'bad', message: `words ${'x'.repeat(nth)}`, words: `words ${'x'.repeat(nth)}` };
      return { is: 'refused', status: 400, ...said, scope: 'request' };
    });
    expect(await bench.play(memory, voice)).toMatchObject({ is: 'paused' });
    expect(asked).toHaveLength(5);
    expect((await states(memory)).every((state) => state === 'ready')).toBe(true);
  });

  it('with a call placed between them pause nobody, and cost only their own people', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(12);
    const { voice } = answering(bench, ({ items }) => (Number(items[0]!.to) % 3 === 0 ? answered(refused()) : null));
    expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 0 });
    const ends = await states(memory);
    expect(new Set(ends)).toEqual(new Set(['completed: answered', 'exhausted: refused_repeatedly']));
    expect(ends.filter((end) => end.startsWith('exhausted'))).toHaveLength(4);
  });

  it('in words of their own are each one’s own', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(7);
    const { voice } = answering(bench, ({ items }) => {
      const words = `odd ${'abcdefghijk'[Number(items[0]!.to) % 11]}`;
      return answered(refused({ words, message: words }));
    });
    expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 0 });
    expect(await states(memory)).toEqual(Array<string>(7).fill('exhausted: refused_repeatedly'));
    expect(await attemptsOf(memory)).toEqual(Array<number>(7).fill(3));
  });

  it('about the destination end it at once, and stop nobody else', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(8);
    const { voice } = answering(bench, (_, nth) =>
      nth < 6 ? answered(refused({ code: 'unallocated', blame: 'destination', forGood: true })) : null,
    );
    expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 0 });
    expect((await states(memory)).filter((end) => end === 'exhausted: refused')).toHaveLength(6);
    expect(Object.values(bench.rings())).toEqual([1, 1]);
  });

  it('on their way when it paused are given back too', async () => {
    const bench = new Bench({
      plan: {
        batchWindow: 3_000,
        maxConcurrentCalls: 50,
        lines: [{ ...new Bench().plan.lines[0]!, callsPerSecond: 20 }],
      },
    });
    const memory = await bench.ledger(40);
    const voice = bench.voice({
      place: async (request, gate) => {
        if (!gate()) return { is: 'unsent', cause: 'gate' };
        await bench.world.clock().sleep(bench.world.now + 900);
        return answered(...request.items.map(() => refused()));
      },
    });
    expect(await bench.play(memory, voice)).toMatchObject({ is: 'paused' });
    const now = bench.world.now;
    for (const { state } of await allContacts(memory)) {
      expect(state).toMatchObject({ is: 'ready' });
      expect('dueAt' in state && state.dueAt).toBeLessThanOrEqual(now);
    }
  });
});

describe('409', () => {
  const conflict: Placement = { is: 'unknown', cause: 'http_409' };

  it('twice in a row pauses, and both stay in doubt', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(8);
    const { voice, asked } = answering(bench, () => conflict);
    expect(await bench.play(memory, voice)).toMatchObject({ is: 'paused', message: expect.stringContaining('409') });
    expect(asked).toHaveLength(2);
    expect((await states(memory)).filter((state) => state === 'ready')).toHaveLength(6);
    expect((await states(memory)).filter((state) => state.startsWith('exhausted'))).toEqual([]);
  });

  it('with an answer between is a doubt each, and nothing more', async () => {
    const bench = new Bench({ plan: { maxConcurrentCalls: 50 } });
    const memory = await bench.ledger(8);
    const { voice } = answering(bench, (_, nth) => (nth % 3 === 0 ? conflict : null));
    expect(await bench.play(memory, voice)).toMatchObject({ is: 'finished', needsReview: 3 });
  });
});

describe('a moment that the provider names', () => {
  const WAIT = 20 * SECOND;
  const two = new Bench().plan.lines[0]!;
  const fast = { ...two, callsPerSecond: 10 };
  const other = { ...two, id: 'ap_other' as typeof two.id, number: '+14155550190', callsPerSecond: 2 };
  const throttled: Placement = { is: 'throttled', code: 'http_429', about: 'rate', retryAfter: WAIT };

  it.each([
    ['429 to one', 50, 0, throttled],
    ['429 to several', 50, 3_000, { is: 'unknown', cause: 'http_429', retryAfter: WAIT }],
    ['503', 50, 0, { is: 'unknown', cause: 'http_503', retryAfter: WAIT }],
    ['an item in a 200', 50, 0, null],
  ] as const)('closes every line of the account: %s', async (_, slots, batchWindow, said) => {
    const bench = new Bench({ plan: { maxConcurrentCalls: slots, batchWindow, lines: [fast, other] } });
    const memory = await bench.ledger(60);
    const item: ItemResult = { is: 'throttled', code: 'rate_limited', about: 'rate' };
    let closedAt: Instant | null = null;
    const { voice, asked } = answering(bench, ({ items }, nth) => {
      if (nth !== 4) return null;
      closedAt = bench.world.now;
      return said ?? { ...answered(...items.map(() => item)), retryAfter: WAIT };
    });
    expect(await bench.play(memory, voice)).toMatchObject({ is: 'finished' });
    const from = closedAt ?? 0;
    expect(asked.filter((at) => at > from && at < from + WAIT)).toEqual([]);
    expect(asked.some((at) => at >= from + WAIT && at < from + WAIT + 2 * SECOND)).toBe(true);
    expect(Math.max(...Object.values(bench.rings()))).toBe(1);
  });

  it('holds for the run after this one, and for another process', async () => {
    const bench = new Bench({ plan: { maxConcurrentCalls: 50, lines: [fast] } });
    const memory = await bench.ledger(20);
    let closedAt = 0;
    const { voice } = answering(bench, (_, nth) => {
      if (nth !== 2) return null;
      closedAt = bench.world.now;
      return throttled;
    });
    const run = await bench.start(memory, voice);
    await bench.until(() => closedAt > 0);
    await bench.until(() => bench.world.now > closedAt + SECOND);
    run.engine.abort();
    await bench.finish(run);
    await bench.set(memory, { is: 'running' });
    const { voice: again, asked } = answering(bench, () => null);
    expect(await bench.play(memory, again)).toEqual({ is: 'finished', needsReview: 0 });
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(closedAt + WAIT);
    expect(bench.world.now).toBeLessThan(closedAt + 5 * MINUTE);
  });
});

describe('a word that no object may be asked for', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'end_reason "%s" ends its call, and nobody else is held up',
    async (word) => {
      const bench = new Bench();
      const memory = await bench.ledger(4);
      const fair = bench.voice();
      const change = (report: CallReport): CallReport =>
        report.status === 'completed' ? { ...report, endReason: word } : report;
      const voice = bench.voice({
        calls: async (agent, after) => {
          const read = await fair.calls(agent, after);
          return read.is === 'ok' ? { is: 'ok', value: { ...read.value, calls: read.value.calls.map(change) } } : read;
        },
      });
      expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 0 });
      expect(await states(memory)).toEqual(Array<string>(4).fill('completed: answered'));
    },
  );

  it('an end reason that is somebody’s words stays with the personal data', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(1);
    const fair = bench.voice();
    const voice = bench.voice({
      calls: async (agent, after) => {
        const read = await fair.calls(agent, after);
        const change = (one: CallReport): CallReport =>
          one.status === 'completed' ? { ...one, endReason: 'Maria said no' } : one;
        return read.is === 'ok' ? { is: 'ok', value: { ...read.value, calls: read.value.calls.map(change) } } : read;
      },
    });
    await bench.play(memory, voice);
    const [contact] = await allContacts(memory);
    const [attempt] = await memory.attemptsOf(contact!.id);
    expect(attempt!.state).toMatchObject({ is: 'ended', endReason: 'other' });
    expect(JSON.stringify(await memory.log({}, 0, 1_000))).not.toContain('Maria');
    expect((await memory.personal([contact!.id], attempt!.id)).get(contact!.id)).toMatchObject({
      end_reason: 'Maria said no',
    });
  });
});

describe('an entry of the list that is no call', () => {
  it('is kept with the one it is about, said once and counted, and the others are taken in', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(4);
    const fair = bench.voice();
    const raw = { id: 7, dynamic_variables: { outdial_attempt_id: 'od1.L.demo.c1.1' } };
    const unread = [
      { attempt: 'od1.L.demo.c1.1' as AttemptId, raw },
      ...[null, 'x', []].map((of) => ({ attempt: null, raw: of })),
    ];
    const calls: Voice['calls'] = async (agent, after) => {
      const read = await fair.calls(agent, after);
      return read.is === 'ok' ? { is: 'ok', value: { ...read.value, unread } } : read;
    };
    expect(await bench.play(memory, bench.voice({ calls }))).toEqual({ is: 'finished', needsReview: 0 });
    expect(bench.said.filter((words) => words.includes('cannot be read'))).toHaveLength(1);
    const notes = (await memory.personalOf('c1')).filter(({ key }) => key.endsWith('/unread'));
    expect(notes).toMatchObject([{ body: { raw: JSON.stringify(raw) } }]);
    const log = await memory.log({}, 0, 1_000);
    expect(log.filter(({ event }) => event === 'report_unread').length).toBeLessThanOrEqual(2);
  });
});

describe('a report that meets a mistake of ours', () => {
  /** A ledger whose commit throws for one person: the error of a bug, not of a disk. */
  const buggy = (memory: Store, poison: string): Store =>
    new Proxy(memory, {
      get(target, name: keyof Store) {
        if (name !== 'commit') return target[name];
        const commit: Store['commit'] = (changes, guards) => {
          const hit = changes.some(
            ({ contact, attempt }) => contact.to.id === poison && attempt?.to.state.is === 'ended',
          );
          return hit ? Promise.reject(new TypeError('nothing is a function')) : target.commit(changes, guards);
        };
        return commit;
      },
    });

  it('sinks none of the others, is kept and said once, and keeps no stop from working', async () => {
    const bench = new Bench({ plan: { maxConcurrentCalls: 8 } });
    const memory = await bench.ledger(5);
    const run = await bench.start(buggy(memory, 'c2'), bench.voice());
    await bench.until(() => run.engine.progress().dialed === 5);
    await bench.until(() => bench.world.now > NOW + 2 * MINUTE);
    const ends = await states(memory);
    expect(ends.filter((state) => state === 'completed: answered')).toHaveLength(4);
    expect(bench.said.filter((words) => words.includes('could not be taken in'))).toHaveLength(1);
    expect(bench.said.join()).not.toMatch(/ledger cannot/);
    const notes = (await memory.personalOf('c2')).filter(({ key }) => key.endsWith('/unread'));
    expect(notes).toHaveLength(1);
    run.engine.stop();
    await bench.until(() => run.end !== null, 5 * SECOND);
    expect(run.end).toMatchObject({ is: 'stopped' });
  });
});

describe('whoever was refused, was forgotten and is given back', () => {
  it('leaves the list, and nobody waits behind them', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(3);
    const { voice } = answering(bench, ({ items }) =>
      items[0]!.to === numberOf(0) ? answered(refused({ blame: 'destination', forGood: true })) : null,
    );
    expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 0 });
    // Erased by a version that left who was refused as they were.
    await memory.erase(['c0'], 'kept');
    const how = { actor: 'operator', cause: 'retry', evidence: null } as const;
    expect(await reopenRefused(memory, ['od1.L.demo.c0.1' as AttemptId], how, bench.world.now)).toBe(1);
    await bench.set(memory, { is: 'running' });
    const before = bench.world.now;
    expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 0 });
    expect(await states(memory)).toContain('skipped: forgotten');
    expect(bench.world.now - before).toBeLessThan(MINUTE);
  });
});

describe('people who are refused at every resume', () => {
  it.each(['whole requests about their numbers', 'items in words nobody can place'])(
    'end by their own budget, and the campaign with them: %s',
    async (which) => {
      const bench = new Bench();
      const memory = await bench.ledger(12);
      const bad = new Set(Array.from({ length: 6 }, (_, n) => numberOf(n) as string));
      const { voice } = answering(bench, ({ items }) => {
        if (!bad.has(items[0]!.to)) return null;
        if (which.startsWith('items')) return answered(refused());
        const said = { message: 'The number is invalid', words: 'The number is invalid' };
        const theirs = { scope: 'request', destination: { forGood: true } } as const;
        return { is: 'refused', status: 422, code: 'invalid', ...said, ...theirs };
      });
      let rounds = 0;
      for (; rounds < 10; rounds++) {
        const end = await bench.play(memory, voice);
        if (end?.is === 'finished') break;
        await bench.set(memory, { is: 'running' });
      }
      expect(rounds).toBeLessThanOrEqual(which.startsWith('items') ? 4 : 0);
      const ends = await states(memory);
      expect(ends.filter((end) => end === 'completed: answered')).toHaveLength(6);
      expect(ends.filter((end) => end.startsWith('exhausted: refused'))).toHaveLength(6);
    },
  );
});

describe('a ledger that refuses us in mid-run', () => {
  it('is waited for, and no evidence is dropped', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(4);
    let shut: Instant | null = null;
    const store = new Proxy(memory, {
      get(target, name: keyof Store) {
        if (name !== 'commit') return target[name];
        const commit: Store['commit'] = (changes, guards) => {
          const placed = changes.some(({ attempt }) => attempt?.to.state.is === 'placed');
          if (placed) shut ??= bench.world.now;
          const away = shut !== null && bench.world.now < shut + 3 * SECOND;
          return away
            ? Promise.reject(userError('postgres_denied', 'the password is not right', 'Mend it.'))
            : target.commit(changes, guards);
        };
        return commit;
      },
    });
    const run = await bench.start(store, bench.voice());
    await bench.finish(run);
    expect(run.end).toEqual({ is: 'finished', needsReview: 0 });
    expect(await states(memory)).toEqual(Array<string>(4).fill('completed: answered'));
    expect(bench.said.join()).not.toMatch(/bug in outdial/);
    expect(Object.values(bench.rings())).toEqual([1, 1, 1, 1]);
  });
});

describe('a 429 to several, all of whom rang', () => {
  it('in a long list that is oldest first rings nobody again', async () => {
    const bench = new Bench({
      plan: {
        batchWindow: 3_000,
        retry: { maxAttempts: 1, after: {} },
        lines: [{ ...new Bench().plan.lines[0]!, callsPerSecond: 5 }],
      },
      fate: () => NO_ANSWER,
    });
    const memory = await bench.ledger(4);
    const fair = bench.voice();
    const old = Array.from({ length: 1_200 }, (_, n) => ({
      ...STRANGER,
      callId: `old_${n}` as CallId,
      startTime: NOW - 10 * DAY + n * MINUTE,
    }));
    const voice = bench.voice({
      place: async (request, gate) => {
        const placement = await fair.place(request, gate);
        return placement.is === 'answered' ? { is: 'unknown', cause: 'http_429' } : placement;
      },
      calls: async (agent, after, since) => {
        const read = await fair.calls(agent, null);
        if (read.is === 'failed') return read;
        const all = [...old, ...[...read.value.calls].reverse()].filter(
          ({ startTime }) => since === undefined || (startTime ?? -1) >= since,
        );
        const from = after === null ? 0 : all.findIndex(({ callId }) => callId === after) + 1;
        const page = all.slice(from, from + 100);
        return { is: 'ok', value: { calls: page, next: from + 100 < all.length ? page.at(-1)!.callId : null } };
      },
    });
    expect(await bench.play(memory, voice)).toMatchObject({ is: 'finished', needsReview: 4 });
    expect(Object.values(bench.rings())).toEqual([1, 1, 1, 1]);
  });
});

describe('a short Retry-After for minutes', () => {
  it('is nobody’s failure, however often', async () => {
    const bench = new Bench({ plan: { lines: [{ ...new Bench().plan.lines[0]!, callsPerSecond: 5 }] } });
    const memory = await bench.ledger(4);
    const { voice } = answering(bench, () =>
      bench.world.now < NOW + 3 * MINUTE
        ? { is: 'throttled', code: 'http_429', about: 'rate', retryAfter: SECOND }
        : null,
    );
    expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 0 });
    expect(await states(memory)).toEqual(Array<string>(4).fill('completed: answered'));
  });
});

const STRANGER: CallReport = {
  ...{ callId: 'stranger' as CallId, agent: null, status: 'completed', endReason: 'client_hangup', errorMessage: null },
  ...{ startTime: null, endTime: NOW - DAY, to: '13125550199', from: '13125550198', direction: 'outbound' },
  ...{ attempt: null, summary: null },
};
