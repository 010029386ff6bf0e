/** Single strokes of bad luck, one test each: what the provider, the network or a person does at the worst moment. */
import { onDoNotCall } from '../../src/model/suppression.ts';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../src/model/contact.ts';
import type { AttemptId, CallId, ContactId, DestinationKey } from '../../src/model/ids.ts';
import { HOUR, MINUTE } from '../../src/model/time.ts';
import type { CallReport, ItemResult, Placement, Voice } from '../../src/voice/port.ts';
import type { Store } from '../../src/store/port.ts';
import { ACCOUNT, CAMPAIGN, makeAttempt, NOW } from '../support/fixtures.ts';
import { ANSWERS, Bench, NO_ANSWER, states } from './bench.ts';
import { numberOf } from './judge.ts';

/** A voice whose reports are changed on their way. */
function telling(voice: Voice, change: (report: CallReport) => CallReport): Partial<Voice> {
  return {
    call: async (id) => {
      const read = await voice.call(id);
      return read.is === 'ok' ? { is: 'ok', value: change(read.value) } : read;
    },
    calls: async (agent, after) => {
      const read = await voice.calls(agent, after);
      if (read.is !== 'ok') return read;
      return { is: 'ok', value: { ...read.value, calls: read.value.calls.map(change) } };
    },
  };
}

/** A voice whose replies are changed on their way. */
function replying(
  voice: Voice,
  change: (items: readonly ItemResult[]) => Placement | readonly ItemResult[],
): Partial<Voice> {
  return {
    place: async (request, gate) => {
      const placement = await voice.place(request, gate);
      if (placement.is !== 'answered') return placement;
      const changed = change(placement.items);
      return 'is' in changed ? changed : { ...placement, items: changed };
    },
  };
}

const LOST: Placement = { is: 'unknown', cause: 'timeout' };
/** Written, and never heard of again. */
const losing: Voice['place'] = (_, gate) => {
  gate();
  return Promise.resolve(LOST);
};
const once = { retry: { maxAttempts: 1, after: {} } };

describe('a call', () => {
  it('that is started for ever is over at its longest end, and holds nobody up', async () => {
    const bench = new Bench({ fate: () => ({ ...ANSWERS, talks: 1e12 }) });
    const memory = await bench.ledger(2);
    expect(await bench.play(memory)).toEqual({ is: 'finished', needsReview: 0 });
    expect(await states(memory)).toEqual(['completed: answered', 'completed: answered']);
    expect(bench.world.now).toBeLessThan(NOW + 10 * MINUTE);
  });

  it('with a status and an end reason that nobody knows ends nothing, and is read by what is known', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(1);
    const strange = telling(bench.voice(), (report) => {
      if (report.status === 'created') return { ...report, status: 'warming_up' };
      return report.status === 'completed' ? { ...report, endReason: 'said_goodbye' } : report;
    });
    expect(await bench.play(memory, bench.voice(strange))).toEqual({ is: 'finished', needsReview: 0 });
    expect(await states(memory)).toEqual(['completed: answered']);
    const never = telling(bench.voice(), (report) => ({ ...report, status: 'quantum', endReason: 'collapsed' }));
    const other = await bench.ledger(1, 'M');
    const end = await bench.play(other, bench.voice(never), { acceptOtherLedgers: true });
    expect(end).toEqual({ is: 'finished', needsReview: 1 });
    expect(bench.rings()).toEqual({ [numberOf(0)]: 2 });
  });

  it('whose id the reply gives to two people is one person’s; the other is found by its own', async () => {
    const bench = new Bench({
      plan: { batchWindow: 3_000, lines: [{ ...new Bench().plan.lines[0]!, callsPerSecond: 5 }] },
    });
    const memory = await bench.ledger(2);
    const voice = bench.voice(replying(bench.voice(), (items) => items.map(() => items[0]!)));
    expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 0 });
    const attempts = await Promise.all(['c0', 'c1'].map((id) => memory.attemptsOf(id as never)));
    const ids = attempts.map(([attempt]) => attempt!.state).map((state) => ('callId' in state ? state.callId : null));
    expect(new Set(ids)).toEqual(new Set(bench.provider.calls.map(({ id }) => id)));
    expect(Object.values(bench.rings())).toEqual([1, 1]);
  });

  it('with our attempt id and another number is no evidence of our contact', async () => {
    const bench = new Bench({ plan: once });
    const memory = await bench.ledger(1);
    const voice = bench.voice();
    const lost = replying(voice, () => LOST);
    const odd = telling(voice, (report) => ({ ...report, to: '12125559999' }));
    expect(await bench.play(memory, bench.voice({ ...lost, ...odd }))).toEqual({ is: 'finished', needsReview: 1 });
    expect(await states(memory)).toEqual(['needs_review']);
  });

  it('that the provider gave us and does not know any more is not forgotten, and not rung again', async () => {
    const bench = new Bench({ plan: once });
    const memory = await bench.ledger(1);
    const voice = bench.voice({
      call: () => Promise.resolve({ is: 'failed', why: 'not_found', status: 404, message: 'no such call' }),
      calls: () => Promise.resolve({ is: 'ok', value: { calls: [], next: null } }),
    });
    expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 1 });
    expect(bench.provider.calls).toHaveLength(1);
  });

  it('that a list shows before the reply comes is the same call', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(3);
    const voice = bench.voice();
    const late: Partial<Voice> = {
      place: async (request, gate) => {
        const placement = await voice.place(request, gate);
        await bench.world.clock().sleep(bench.world.now + 4_000);
        return placement;
      },
    };
    expect(await bench.play(memory, bench.voice(late))).toEqual({ is: 'finished', needsReview: 0 });
    const log = await memory.log({ campaign: CAMPAIGN }, 0, 100);
    expect(log.some(({ event, evidence }) => event === 'placed' && evidence !== null && 'seen' in evidence)).toBe(true);
    expect(bench.provider.calls).toHaveLength(3);
  });
});

describe('a reply', () => {
  it('with nine good ids and one odd item leaves one in doubt, who is found by the list', async () => {
    const bench = new Bench({
      plan: {
        batchWindow: 60_000,
        lines: [{ ...new Bench().plan.lines[0]!, callsPerSecond: 10 }],
        maxConcurrentCalls: 30,
      },
    });
    const memory = await bench.ledger(10);
    const odd = (items: readonly ItemResult[]): readonly ItemResult[] =>
      items.map((item, index) => (index === 9 ? { is: 'unknown', cause: 'other_number' } : item));
    expect(await bench.play(memory, bench.voice(replying(bench.voice(), odd)))).toEqual({
      is: 'finished',
      needsReview: 0,
    });
    const log = await memory.log({ campaign: CAMPAIGN }, 0, 1_000);
    expect(log.filter(({ event }) => event === 'in_doubt').map(({ cause }) => cause)).toEqual(['other_number']);
    expect(bench.provider.calls).toHaveLength(10);
  });
});

describe('a redacted call', () => {
  const redacted = (report: CallReport): CallReport => ({ ...report, attempt: null });

  it('is bound by number, line and time when its reply was lost', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(3);
    const voice = bench.voice();
    const blind = bench.voice({ ...replying(voice, () => LOST), ...telling(voice, redacted) });
    expect(await bench.play(memory, blind)).toEqual({ is: 'finished', needsReview: 0 });
    expect(bench.provider.calls).toHaveLength(3);
  });

  it('that was there before the request is not taken for it', async () => {
    const bench = new Bench({ fate: () => NO_ANSWER, plan: once });
    // Somebody else's software called the same person from the same line, unanswered, so without a start.
    bench.provider.place({
      ...requestOf(bench),
      items: [{ attempt: 'theirs' as never, to: numberOf(0) as never, variables: {} }],
    });
    const memory = await bench.ledger(1);
    const voice = bench.voice();
    const nothing: Partial<Voice> = { place: losing };
    const end = await bench.play(memory, bench.voice({ ...nothing, ...telling(voice, redacted) }));
    expect(end).toEqual({ is: 'finished', needsReview: 1 });
  });

  it('is left alone when two could be it', async () => {
    const bench = new Bench({ plan: once });
    const memory = await bench.ledger(1);
    const voice = bench.voice();
    const doubled: Partial<Voice> = {
      place: async (request, gate) => {
        await voice.place(request, gate);
        bench.provider.place(request);
        return LOST;
      },
    };
    const end = await bench.play(memory, bench.voice({ ...doubled, ...telling(voice, redacted) }));
    expect(end).toEqual({ is: 'finished', needsReview: 1 });
  });
});

describe('while a request is on its way', () => {
  /** A provider that takes three seconds to take the first request, so that things can happen meanwhile. */
  async function meanwhile(
    bench: Bench,
    contacts: number,
    act: (memory: Awaited<ReturnType<Bench['ledger']>>) => Promise<unknown>,
  ) {
    const memory = await bench.ledger(contacts);
    const voice = bench.voice();
    let acted = false;
    const slow: Partial<Voice> = {
      place: async (request, gate) => {
        const placement = await voice.place(request, gate);
        if (!acted) await act(memory);
        acted = true;
        return placement;
      },
    };
    return { memory, end: await bench.play(memory, bench.voice(slow)) };
  }

  it('the clock is set: the hours were checked for another time, so nothing is sent until it is right', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(2);
    const voice = bench.voice();
    let set = false;
    const setting: Partial<Voice> = {
      place: (request, gate) =>
        voice.place(request, () => {
          if (!set) bench.wallOff = -HOUR;
          if (!set) bench.world.after(5 * MINUTE, () => (bench.wallOff = 0));
          set = true;
          return gate();
        }),
    };
    expect(await bench.play(memory, bench.voice(setting))).toEqual({ is: 'finished', needsReview: 0 });
    expect(bench.provider.calls).toHaveLength(2);
    expect(bench.provider.calls[0]!.placedAt).toBeGreaterThan(NOW + 5 * MINUTE);
    const log = await memory.log({ campaign: CAMPAIGN }, 0, 100);
    expect(log.map(({ cause }) => cause)).toContain('appointment_missed');
  });

  it('the campaign is canceled: the call is followed to its end, and nobody else is called', async () => {
    const bench = new Bench({ fate: () => NO_ANSWER });
    const { memory } = await meanwhile(bench, 3, (ledger) => bench.set(ledger, { is: 'canceled', at: NOW }));
    expect(bench.provider.calls).toHaveLength(1);
    expect((await states(memory))[0]).toBe('canceled: campaign_canceled');
    const attempt = await memory.attempt(bench.provider.calls[0]!.attempt);
    expect(attempt?.state).toMatchObject({ is: 'ended', disposition: 'no_answer' });
  });

  it('the person is suppressed: it cannot be recalled, so it is said, and they are never called again', async () => {
    const bench = new Bench({ fate: () => NO_ANSWER });
    const { memory, end } = await meanwhile(bench, 1, (ledger) =>
      ledger.suppress(onDoNotCall([`d:${numberOf(0)}` as DestinationKey], 'asked', NOW)),
    );
    expect(end).toEqual({ is: 'finished', needsReview: 0 });
    expect(bench.provider.calls).toHaveLength(1);
    expect(await states(memory)).toEqual(['skipped: suppressed']);
    expect(bench.said.join('\n')).toMatch(/had been dialed already/);
    const log = await memory.log({ campaign: CAMPAIGN }, 0, 100);
    expect(log.map(({ event }) => event)).toContain('suppressed_too_late');
  });

  it('the line is deleted at the provider: the campaign pauses with the reason, and nobody is burned', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(6);
    const voice = bench.voice();
    const gone: Partial<Voice> = {
      place: async (request, gate) => {
        if (bench.provider.calls.length < 2) return voice.place(request, gate);
        gate();
        const said = { message: 'no such number', words: 'no such number' };
        return { is: 'refused', status: 404, code: 'not_found', ...said, scope: 'campaign' };
      },
    };
    const end = await bench.play(memory, bench.voice(gone));
    expect(end).toMatchObject({ is: 'paused' });
    expect(JSON.stringify(end)).toMatch(/no such number/);
    expect([...(await states(memory))].sort()).toEqual([
      ...['completed: answered', 'completed: answered'],
      ...['ready', 'ready', 'ready', 'ready'],
    ]);
    await bench.set(memory, { is: 'running' });
    expect(await bench.play(memory)).toEqual({ is: 'finished', needsReview: 0 });
    expect(Object.values(bench.rings())).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe('a call found alive after it was written off, while a newer one was open', () => {
  /** A ledger in which the newer one has ended, and the provider shows the older no more. */
  async function leftOpen(memory: Store, state: Contact['state'], seen: 'created' | 'started'): Promise<void> {
    const known = (await memory.contact('c0' as ContactId))!;
    const attempt = makeAttempt({
      id: 'od1.L.demo.c0.1' as AttemptId,
      contact: known.id,
      destination: known.destination,
      longestEnd: NOW + MINUTE,
      state: { is: 'placed', callId: 'gone' as CallId, seen, startedAt: seen === 'started' ? NOW : null, renewals: 0 },
    });
    const to = { ...known, rangTwice: true, attempts: 2, seq: 2, state, version: known.version + 1 };
    await memory.commit([{ contact: { from: known.version, to }, attempt: { from: 'new', to: attempt }, log: [] }], {});
  }

  it('is over at its longest end: no run waits for it, and it holds nothing', async () => {
    for (const seen of ['created', 'started'] as const) {
      const bench = new Bench();
      const memory = await bench.ledger(2);
      await leftOpen(memory, { is: 'completed', reason: 'answered' }, seen);
      expect(await bench.play(memory)).toEqual({ is: 'finished', needsReview: 0 });
      expect(await states(memory)).toEqual(['completed: answered', 'completed: answered']);
      expect(await memory.openAttempts(ACCOUNT)).toEqual([]);
      expect(bench.rings()).toEqual({ [numberOf(1)]: 1 });
    }
  });

  it('that was never seen to begin is a doubt of whoever waits for the next try: not rung before it is known', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(1);
    await leftOpen(memory, { is: 'ready', dueAt: NOW }, 'created');
    expect(await bench.play(memory)).toEqual({ is: 'finished', needsReview: 1 });
    expect(bench.rings()).toEqual({});
  });
});

describe('two calls of one attempt', () => {
  it('are noticed: somebody else rings our contacts, so the campaign stops', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(10);
    const voice = bench.voice();
    let twice = true;
    const echoing: Partial<Voice> = {
      place: async (request, gate) => {
        const placement = await voice.place(request, gate);
        if (twice) bench.provider.place(request);
        twice = false;
        return placement;
      },
    };
    const end = await bench.play(memory, bench.voice(echoing));
    expect(end).toMatchObject({ is: 'paused' });
    expect(JSON.stringify(end)).toMatch(/another copy of this ledger/);
    expect((await memory.contact('c0' as never))?.rangTwice).toBe(true);
  });
});

describe('a doubt of a campaign that accepts a second ring', () => {
  const redial = {
    doubt: { lookUps: [5_000, 30_000], then: 'redial' },
    retry: { maxAttempts: 2, after: {} },
  } as const;

  it('is redialed once nothing of it can be open, a look-up later, and counts', async () => {
    const bench = new Bench({ plan: redial });
    const memory = await bench.ledger(1);
    const voice = bench.voice();
    let first = true;
    const losingFirst: Partial<Voice> = {
      place: (request, gate) => {
        if (!first) return voice.place(request, gate);
        first = false;
        return losing(request, gate);
      },
    };
    expect(await bench.play(memory, bench.voice(losingFirst))).toEqual({ is: 'finished', needsReview: 0 });
    const [call] = bench.provider.calls;
    expect(bench.provider.calls).toHaveLength(1);
    expect((call?.placedAt ?? 0) - NOW).toBeGreaterThan(16 * MINUTE);
    expect(await memory.contact('c0' as never)).toMatchObject({ attempts: 2, state: { is: 'completed' } });
    const log = await memory.log({ campaign: CAMPAIGN }, 0, 100);
    expect(log.find(({ event }) => event === 'given_up')).toMatchObject({
      cause: 'doubt_then_redial',
      actor: 'engine',
    });
  });

  it('is held for a person when its tries are spent', async () => {
    const bench = new Bench({ plan: redial });
    const memory = await bench.ledger(1);
    expect(await bench.play(memory, bench.voice({ place: losing }))).toEqual({ is: 'finished', needsReview: 1 });
    expect((await memory.contact('c0' as never))?.attempts).toBe(2);
  });
});

function requestOf({ plan }: Bench) {
  const { agent, agentKind, ringingTimeoutSeconds, maxCallDurationMinutes } = plan;
  const line = plan.lines[0]!.id;
  return { line, agent, agentKind, ringingTimeoutSeconds, maxCallDurationMinutes };
}

describe('a call id', () => {
  it('is nobody’s twice', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(2);
    const shared: ItemResult = { is: 'placed', callId: 'ac_1' as CallId, note: null };
    const voice = bench.voice(replying(bench.voice(), () => [shared]));
    expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 0 });
    const owners = await Promise.all(['ac_1', 'ac_2'].map((id) => memory.attemptByCall(id as CallId)));
    expect(owners.map((attempt) => attempt?.contact)).toEqual(['c0', 'c1']);
    expect(bench.world.now).toBeLessThan(NOW + HOUR);
  });
});

describe('a campaign whose every request is refused', () => {
  it('is paused with the reason after five, and the rest of the list is untouched', async () => {
    const bench = new Bench();
    const memory = await bench.ledger(12);
    const refusing: Voice['place'] = (_, gate) => {
      gate();
      const message = 'no such setting for +14155550101';
      const said = { message, words: 'no such setting for #' };
      return Promise.resolve({ is: 'refused', status: 422, code: 'bad_setting', ...said, scope: 'request' });
    };
    const end = await bench.play(memory, bench.voice({ place: refusing }));
    expect(end).toMatchObject({ is: 'paused', message: expect.stringContaining('no such setting for +14155550101') });
    // The provider's words stay out of the campaign's row: who is forgotten is forgotten there too.
    const paused = JSON.stringify((await memory.campaign(CAMPAIGN))?.state);
    expect(paused).not.toMatch(/such setting|5550101/);
    const attempts = await Promise.all(Array.from({ length: 12 }, (_, n) => memory.attemptsOf(`c${n}` as never)));
    expect(attempts.filter((tries) => tries.length > 0)).toHaveLength(5);
  });
});

describe('calls that are not ours', () => {
  it('may take every slot, and dialing goes on when they have ended', async () => {
    const bench = new Bench({ plan: { maxConcurrentCalls: 2 } });
    const memory = await bench.ledger(3);
    const fair = bench.voice();
    const strangers = [1, 2].map((n) => ({
      ...stranger,
      callId: `stranger_${n}` as CallId,
      startTime: NOW - MINUTE,
    }));
    const busyUntil = NOW + 2 * MINUTE;
    const voice: Voice = {
      ...fair,
      calls: async (agent, after) => {
        const read = await fair.calls(agent, after);
        const there = bench.world.now < busyUntil && after === null ? strangers : [];
        return read.is === 'ok' ? { is: 'ok', value: { ...read.value, calls: [...there, ...read.value.calls] } } : read;
      },
    };
    expect(await bench.play(memory, voice)).toEqual({ is: 'finished', needsReview: 0 });
    expect(Math.min(...bench.provider.calls.map(({ placedAt }) => placedAt))).toBeGreaterThanOrEqual(busyUntil);
  });
});

const stranger: CallReport = {
  callId: 'stranger' as CallId,
  agent: null,
  status: 'started',
  endReason: null,
  errorMessage: null,
  startTime: null,
  endTime: null,
  to: '13125550199',
  from: '13125550198',
  direction: 'outbound',
  attempt: null,
  summary: null,
};

describe('a key that is revoked in mid-run', () => {
  it('ends the run with the reason, and burns nobody', async () => {
    const bench = new Bench({ fate: () => ({ ...ANSWERS, talks: 10 * MINUTE }) });
    const memory = await bench.ledger(6);
    const fair = bench.voice();
    let revoked = false;
    const denied = { is: 'failed', why: 'denied', status: 401, message: 'the key was not accepted' } as const;
    const voice: Voice = {
      ...fair,
      calls: async (agent, after) => (revoked ? denied : fair.calls(agent, after)),
      call: async (id) => (revoked ? denied : fair.call(id)),
      place: async (request, gate) => {
        const placement = await fair.place(request, gate);
        revoked = bench.provider.calls.length >= 2;
        return placement;
      },
    };
    const end = await bench.play(memory, voice);
    expect(end).toMatchObject({ is: 'paused', message: expect.stringContaining('the key was not accepted') });
    expect(bench.world.now).toBeLessThan(NOW + 5 * MINUTE);
    expect((await states(memory)).filter((state) => state.startsWith('exhausted'))).toEqual([]);
  });
});
