/** Calls are hung up: each is asked for once, whatever the provider answers, and each outcome is counted and on record. */
import { describe, expect, it } from 'vitest';
import { hangUpEach } from '../../../src/engine/settle/hang-up.ts';
import type { Attempt, AttemptState } from '../../../src/model/attempt.ts';
import type { AttemptId, CallId } from '../../../src/model/ids.ts';
import type { LogLine } from '../../../src/store/port.ts';
import type { CallReport, Read, ReadFailure, Voice } from '../../../src/voice/port.ts';
import { makeAttempt, NOW } from '../../support/fixtures.ts';

const failed = (why: ReadFailure['why'], status: number | null): ReadFailure => ({
  is: 'failed',
  why,
  status,
  message: `it said ${status}`,
});
const placed = (seen: 'created' | 'started', call = 'ac_1'): AttemptState => ({
  is: 'placed',
  callId: call as CallId,
  seen,
  startedAt: null,
  renewals: 0,
});
const DONE: Read<null> = { is: 'ok', value: null };
const shows = (status: string, callId = 'ac_1'): Read<CallReport> => ({
  is: 'ok',
  value: { status, callId } as CallReport,
});

async function ask(state: AttemptState, report: Read<CallReport>, answer: Read<null> = DONE, after = report) {
  const asked: string[] = [];
  const log: LogLine[] = [];
  const voice: Pick<Voice, 'call' | 'hangUp'> = {
    call: () => Promise.resolve(asked.length === 0 ? report : after),
    hangUp: (id) => {
      asked.push(id);
      return Promise.resolve(answer);
    },
  };
  const attempt: Attempt = { ...makeAttempt(), id: 'a1' as AttemptId, state };
  const store = { append: (lines: readonly LogLine[]) => Promise.resolve(void log.push(...lines)) };
  const counts = await hangUpEach(store, voice, [attempt], { clock: { now: () => NOW }, operator: 'ann' });
  return { counts, asked, causes: log.map(({ event, cause }) => [event, cause]), log };
}

const NOTHING = { hungUp: 0, ringing: 0, over: 0, failed: [], unknown: 0 };

describe('one that talks', () => {
  it('is ended, and who wanted it is on record', async () => {
    const { counts, asked, log } = await ask(placed('started'), shows('started'));
    expect([counts, asked]).toEqual([{ ...NOTHING, hungUp: 1 }, ['ac_1']]);
    expect(log).toMatchObject([
      {
        event: 'hang_up',
        cause: 'hung_up',
        evidence: { call: 'ac_1', by: 'ann' },
        attempt: 'a1',
        from: null,
        to: null,
      },
    ]);
  });

  it('by the provider’s word, though the ledger has it ringing, and in the words of before', async () => {
    expect((await ask(placed('created'), shows('active'))).counts).toEqual({ ...NOTHING, hungUp: 1 });
  });

  it('by the ledger’s, where nothing can be asked', async () => {
    expect((await ask(placed('started'), failed('unreachable', null))).counts).toEqual({ ...NOTHING, hungUp: 1 });
  });

  for (const [why, status] of [
    ['not_found', 404],
    ['server', 502],
    ['unreachable', null],
    ['denied', 401],
    ['busy', 429],
  ] as const) {
    it(`${status ?? 'no answer'}: told, and not asked for again`, async () => {
      const { counts, asked } = await ask(placed('started'), shows('started'), failed(why, status));
      expect(counts).toEqual({ ...NOTHING, failed: [{ call: 'ac_1', message: `it said ${status}` }] });
      expect(asked).toEqual(['ac_1']);
    });
  }

  for (const [why, status] of [
    ['invalid', 400],
    ['not_found', 404],
  ] as const) {
    it(`${status}: it has ended in between, where the call says so`, async () => {
      const { counts, asked } = await ask(placed('started'), shows('started'), failed(why, status), shows('completed'));
      expect([counts, asked]).toEqual([{ ...NOTHING, over: 1 }, ['ac_1']]);
    });
  }

  for (const status of [400, 409, 422, 451]) {
    it(`${status} while it goes on is no end of it`, async () => {
      const { counts } = await ask(placed('started'), shows('started'), failed('invalid', status));
      expect(counts).toEqual({ ...NOTHING, failed: [{ call: 'ac_1', message: `it said ${status}` }] });
    });
  }

  it('is asked for, where the provider shows another call’s end under its id', async () => {
    expect((await ask(placed('started'), shows('completed', 'ac_2'))).counts).toEqual({ ...NOTHING, hungUp: 1 });
  });
});

describe('nobody is asked to end', () => {
  it('one that rings', async () => {
    const { counts, asked, causes } = await ask(placed('created'), shows('created'));
    expect([counts, asked, causes]).toEqual([{ ...NOTHING, ringing: 1 }, [], [['hang_up', 'ringing']]]);
  });

  it('one that is over', async () => {
    const { counts, asked } = await ask(placed('started'), shows('completed'));
    expect([counts, asked]).toEqual([{ ...NOTHING, over: 1 }, []]);
  });

  it('one of which the call is not known', async () => {
    const doubt: AttemptState = { is: 'in_doubt', since: NOW, cause: 'timeout', callId: null, renewals: 0 };
    for (const state of [{ is: 'placing' } as const, doubt]) {
      const { counts, asked, log } = await ask(state, shows('started'));
      expect([counts, asked, log]).toEqual([{ ...NOTHING, unknown: 1 }, [], []]);
    }
  });
});

it('a provider that can end none', async () => {
  const voice = { call: () => Promise.resolve(shows('started')) };
  const store = { append: () => Promise.resolve() };
  const attempt = { ...makeAttempt(), state: placed('started') };
  const counts = await hangUpEach(store, voice, [attempt], { clock: { now: () => NOW }, operator: 'ann' });
  expect(counts.failed).toHaveLength(1);
});
