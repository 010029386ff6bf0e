/** Whose call a report is about: by its attempt id, by its call id, else by number and time; and nobody's where it may be another's. */
import { describe, expect, it } from 'vitest';
import { indexOf, matchCall, sameNumber, speaksOf, type Open } from '../../../src/engine/settle/match-call.ts';
import type { AttemptState } from '../../../src/model/attempt.ts';
import type { AgentId, AttemptId } from '../../../src/model/ids.ts';
import type { CallReport } from '../../../src/voice/port.ts';
import { call, makeAttempt, makeContact, NOW } from '../../support/fixtures.ts';

const ID = 'od1.L.demo.c1.1' as AttemptId;
const TO = '12125551001';
const FROM = '14155550100';

const doubt = (n: number | null = null): AttemptState => ({
  ...{ is: 'in_doubt', since: NOW, cause: 'x', callId: n === null ? null : call(n), renewals: 0 },
});
const placed = (n: number): AttemptState => ({
  ...{ is: 'placed', callId: call(n), seen: 'created', startedAt: null, renewals: 0 },
});

function open(state: AttemptState = doubt(), over: Partial<Open> & { readonly id?: AttemptId } = {}): Open {
  const { id = ID, ...more } = over;
  return { contact: makeContact(), attempt: makeAttempt({ id, state }), to: TO, from: FROM, ...more };
}

function report(over: Partial<CallReport> = {}): CallReport {
  return {
    ...{ callId: call(7), attempt: null, to: TO, from: FROM, agent: 'agent_1' as AgentId, direction: 'outbound' },
    ...{ status: 'started', startTime: NOW, endTime: null, endReason: null, summary: null, errorMessage: null },
    ...over,
  };
}

const matched = (of: CallReport, ...all: readonly Open[]): string => matchCall(of, indexOf(all), 'L').is;

describe('a call that carries an attempt id', () => {
  it('is that attempt’s while it is open', () => {
    const one = open();
    expect(matchCall(report({ attempt: ID }), indexOf([one]), 'L')).toEqual({ is: 'open', open: one });
  });

  it('to somebody else is no evidence', () => {
    expect(matched(report({ attempt: ID, to: '12125559999' }), open())).toBe('foreign');
    expect(matched(report({ attempt: ID, to: null }), open())).toBe('open');
  });

  it('of no open attempt is ours all the same, and of another ledger is that one’s', () => {
    const named = { ledger: 'L', campaign: 'demo', contact: 'c1', seq: 1 };
    expect(matchCall(report({ attempt: ID }), indexOf([]), 'L')).toMatchObject({ is: 'ours', attempt: ID, named });
    const theirs = 'od1.M.demo.c1.1' as AttemptId;
    expect(matchCall(report({ attempt: theirs }), indexOf([open()]), 'L')).toEqual({ is: 'other_ledger', ledger: 'M' });
  });

  it('that is none is matched as if it carried none', () => {
    expect(matched(report({ attempt: 'nonsense' as AttemptId }), open())).toBe('fits');
  });
});

describe('a call that carries none', () => {
  it('is known by its call id', () => {
    expect(matched(report({ to: '1', from: null }), open(placed(7)))).toBe('open');
    expect(matched(report({ to: '1', from: null }), open(doubt(7)))).toBe('open');
    expect(matched(report(), open(placed(8)))).toBe('foreign');
  });

  it('fits a doubt by both numbers and its time', () => {
    const one = open();
    expect(matchCall(report(), indexOf([one]), 'L')).toEqual({ is: 'fits', open: one });
  });

  it.each<[string, Partial<CallReport>, string]>([
    ['from before the request', { startTime: NOW - 2_001 }, 'foreign'],
    ['from before it by what two clocks may differ', { startTime: NOW - 2_000 }, 'fits'],
    ['without a start', { startTime: null }, 'fits'],
    ['to another number', { to: '12125559999' }, 'foreign'],
    ['to nobody', { to: null }, 'foreign'],
    ['from another number', { from: '14155559999' }, 'foreign'],
    ['from nobody', { from: null }, 'foreign'],
    ['that came in', { direction: 'inbound' }, 'foreign'],
    ['of which no direction is known', { direction: null }, 'fits'],
  ])('%s', (_, over, is) => {
    expect(matched(report(over), open())).toBe(is);
  });

  it('fits no doubt whose call is known, nor an attempt that is in none', () => {
    expect(matched(report(), open(doubt(8)))).toBe('foreign');
    expect(matched(report(), open({ is: 'placing' }))).toBe('foreign');
  });

  it('fits nobody where two attempts are open on its number', () => {
    const other = 'od1.L.demo.c2.1' as AttemptId;
    expect(matched(report(), open(), open(placed(8), { id: other }))).toBe('foreign');
    expect(matched(report(), open(placed(8), { id: other }), open())).toBe('foreign');
    expect(matched(report(), open(), open(doubt(), { id: other, to: '12125559999' }))).toBe('fits');
  });
});

describe('a report that was asked for by call id', () => {
  it('speaks of the attempt unless it names another, or another number', () => {
    expect(speaksOf(report(), open())).toBe(true);
    expect(speaksOf(report({ attempt: ID }), open())).toBe(true);
    expect(speaksOf(report({ attempt: 'od1.L.demo.c1.2' as AttemptId }), open())).toBe(false);
    expect(speaksOf(report({ to: '12125559999' }), open())).toBe(false);
    expect(speaksOf(report({ to: null }), open())).toBe(true);
  });
});

describe('a number', () => {
  it.each([
    ['12125551001', '12125551001', true],
    ['2125551001', '12125551001', true],
    ['12125551001', '2125551001', true],
    ['125551001', '12125551001', false],
    ['12125551001', '125551001', false],
    ['12125551001', '12125551002', false],
  ])('%s and %s', (a, b, same) => {
    expect(sameNumber(a, b)).toBe(same);
  });
});
