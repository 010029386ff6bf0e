/** What lists have shown: nothing is taken in twice, and an old call is not taken for a new one. */
import { describe, expect, it } from 'vitest';
import { CallMemory } from '../../../src/engine/state/call-memory.ts';
import type { AgentId, AttemptId } from '../../../src/model/ids.ts';
import type { CallReport } from '../../../src/voice/port.ts';
import { call, NOW } from '../../support/fixtures.ts';

const agent = 'agent_1' as AgentId;
const id = (n: number): AttemptId => `a${n}` as AttemptId;

function report(over: Partial<CallReport> = {}): CallReport {
  return {
    ...{ callId: call(1), attempt: null, to: '12125551000', from: '14155550100', agent, direction: 'outbound' },
    ...{ status: 'completed', startTime: null, endTime: NOW, endReason: null, summary: null, errorMessage: null },
    ...over,
  };
}

describe('an ended call', () => {
  it('is old once it was seen, until it says something new', () => {
    const calls = new CallMemory();
    expect(calls.isOld(report())).toBe(false);
    calls.see(report());
    expect(calls.isOld(report())).toBe(true);
    expect(calls.isOld(report({ endTime: NOW + 1 }))).toBe(true);
    for (const news of [{ summary: 's' }, { endReason: 'busy' }, { status: 'failed' }, { callId: call(2) }]) {
      expect(calls.isOld(report(news))).toBe(false);
    }
  });

  it('that ended for another reason than was seen says something new', () => {
    const calls = new CallMemory();
    calls.see(report({ endReason: 'dial_busy' }));
    expect(calls.isOld(report({ endReason: 'dial_busy' }))).toBe(true);
    expect(calls.isOld(report({ endReason: 'dial_failed' }))).toBe(false);
  });

  it('that goes on is never old', () => {
    const calls = new CallMemory();
    calls.see(report({ status: 'in_progress' }));
    expect(calls.isOld(report({ status: 'in_progress' }))).toBe(false);
  });

  it('of which there are more than five thousand is forgotten, the one that was longest not seen first', () => {
    const calls = new CallMemory();
    for (let n = 0; n < 5_000; n++) calls.see(report({ callId: call(n) }));
    calls.see(report({ callId: call(0) }));
    calls.see(report({ callId: call(5_000) }));
    expect(calls.isOld(report({ callId: call(0) }))).toBe(true);
    expect(calls.isOld(report({ callId: call(1) }))).toBe(false);
    expect(calls.isOld(report({ callId: call(2) }))).toBe(true);
  });
});

describe('a call without a start', () => {
  it('is dated by when its agent’s list first showed it', () => {
    const calls = new CallMemory();
    expect(calls.firstSeen(agent, report(), NOW)).toEqual({ at: NOW, since: NOW });
    expect(calls.firstSeen(agent, report(), NOW + 5)).toEqual({ at: NOW, since: NOW });
    expect(calls.firstSeen(agent, report({ callId: call(2) }), NOW + 6)).toEqual({ at: NOW + 6, since: NOW });
    expect(calls.firstSeen('agent_2' as AgentId, report(), NOW + 7)).toEqual({ at: NOW + 7, since: NOW + 7 });
  });

  it('needs no memory where it is dated or named', () => {
    const calls = new CallMemory();
    for (const over of [{ startTime: NOW }, { attempt: id(1) }]) {
      expect(calls.firstSeen(agent, report(over), NOW).at).toBe(NOW);
      expect(calls.firstSeen(agent, report(over), NOW + 5).at).toBe(NOW + 5);
    }
  });

  it('all are forgotten at once, and since when was looked with them', () => {
    const calls = new CallMemory();
    for (let n = 0; n <= 5_000; n++) calls.firstSeen(agent, report({ callId: call(n) }), NOW);
    expect(calls.firstSeen(agent, report({ callId: call(0) }), NOW + 9)).toEqual({ at: NOW + 9, since: NOW + 9 });
  });
});

describe('walks', () => {
  it('that do not show an open call are counted in a row', () => {
    const calls = new CallMemory();
    const open = [id(1), id(2)];
    expect([...calls.missed(agent, open, new Set([id(1)])).values()]).toEqual([0, 1]);
    expect([...calls.missed(agent, open, new Set()).values()]).toEqual([1, 2]);
    expect([...calls.missed(agent, open, new Set([id(2)])).values()]).toEqual([2, 0]);
    expect([...calls.missed('agent_2' as AgentId, open, new Set()).values()]).toEqual([1, 1]);
    expect(calls.missed(agent, null).size).toBe(0);
    expect([...calls.missed(agent, open, new Set()).values()]).toEqual([1, 1]);
  });
});

describe('what could not be read', () => {
  it('is counted; the first is kept whoever it was of, then each attempt’s once', () => {
    const calls = new CallMemory();
    expect(calls.couldNotRead(null, false)).toEqual({ first: true, keep: true });
    expect(calls.couldNotRead(null, false)).toEqual({ first: false, keep: false });
    expect(calls.couldNotRead(id(1), false)).toEqual({ first: false, keep: true });
    calls.keptUnread(id(1));
    expect(calls.couldNotRead(id(1), false)).toEqual({ first: false, keep: false });
    expect(calls.unread).toBe(4);
    expect(calls.stuck.size).toBe(0);
  });

  it('for a mistake of ours holds up nobody who waits for it', () => {
    const calls = new CallMemory();
    calls.couldNotRead(id(1), true);
    calls.couldNotRead(null, true);
    expect([...calls.stuck]).toEqual([id(1)]);
  });

  it('is kept a thousand times at most', () => {
    const calls = new CallMemory();
    for (let n = 0; n < 999; n++) calls.keptUnread(id(n));
    expect(calls.couldNotRead(id(2_000), false).keep).toBe(true);
    calls.keptUnread(id(999));
    expect(calls.couldNotRead(id(2_000), false).keep).toBe(false);
  });
});

it('a person is told of a thing once, and the past is read once it was', () => {
  const calls = new CallMemory();
  expect([calls.report('x'), calls.report('x'), calls.report('y')]).toEqual([true, false, true]);
  expect([...calls.reported]).toEqual(['x', 'y']);
  expect(calls.learnedAt).toBeNull();
  calls.learned(NOW);
  expect(calls.learnedAt).toBe(NOW);
});
