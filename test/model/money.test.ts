/** What calls cost and bind: by tables of carriers' rounding, and what may never happen to any of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptState } from '../../src/model/attempt.ts';
import {
  boundBy,
  costOf,
  dearestCall,
  dollarsOf,
  micros,
  worstCase,
  type PlanMoney,
  type Rate,
} from '../../src/model/money.ts';
import { readPlan } from '../../src/model/stored-plan.ts';
import { transition } from '../../src/model/transitions.ts';
import type { LineId } from '../../src/model/ids.ts';
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { call, makeAttempt, makeContact, makePlan, NOW } from '../support/fixtures.ts';

const LINE = makeAttempt().line;
const AGENT: Rate = { perMinute: micros(0.06), to: SECOND, least: 0, ringing: false };
const CARRIER: Rate = { perMinute: micros(0.014), to: MINUTE, least: 0, ringing: false };
const money = (...rates: Rate[]): PlanMoney => ({ budget: micros(50), rates: { [LINE]: rates } });
const limits = { ringing: 30 * SECOND, talking: 10 * MINUTE };
const NOTHING = { agent: null, line: null };
const sentAt = NOW;

function ended(took: number | null, over: Partial<Extract<AttemptState, { is: 'ended' }>> = {}, rang = 10 * SECOND) {
  const startedAt = took === null ? null : sentAt + rang;
  return makeAttempt({
    sendAt: sentAt,
    limits,
    reserved: 740_000,
    state: {
      ...{ is: 'ended', callId: call(1), disposition: took === null ? 'no_answer' : 'answered', startedAt },
      ...{ endedAt: (startedAt ?? sentAt + rang) + (took ?? 0), endReason: 'client_hangup' },
      ...over,
    },
  });
}

describe('what a call costs, in millionths of a dollar', () => {
  const cases: readonly (readonly [what: string, rates: readonly Rate[], took: number | null, is: number])[] = [
    ['61 s at two prices', [AGENT, CARRIER], 61 * SECOND, 61_000 + 28_000],
    ['a minute', [CARRIER], MINUTE, 14_000],
    ['a millisecond more', [CARRIER], MINUTE + 1, 28_000],
    ['a millisecond', [CARRIER], 1, 14_000],
    ['by six seconds', [{ ...CARRIER, to: 6 * SECOND }], 13 * SECOND, 4_200],
    ['no less than half a minute', [{ ...CARRIER, to: 6 * SECOND, least: 30 * SECOND }], 3 * SECOND, 7_000],
    ['nobody answered', [AGENT, { ...CARRIER, least: 30 * SECOND }], null, 0],
    ['ringing is charged', [{ ...CARRIER, to: SECOND, ringing: true }], null, 2_334],
    ['ringing and talking', [{ ...CARRIER, to: SECOND, ringing: true }], 50 * SECOND, 14_000],
    ['cut at the limit, and reported a little late', [CARRIER], 10 * MINUTE + 5 * SECOND, 140_000],
    ['longer than the limit', [CARRIER], 10 * MINUTE + 5 * SECOND + 1, 154_000],
    ['nothing a minute', [{ ...CARRIER, perMinute: 0 }], HOUR, 0],
  ];
  it.each(cases)('%s', (_, rates, took, is) => {
    expect(boundBy(ended(took), money(...rates))).toBe(is);
  });

  it.each([
    ['61 s', ended(61 * SECOND), money(AGENT, CARRIER), { agent: 61_000, line: 28_000 }],
    ['nothing a minute', ended(MINUTE), money(AGENT, { ...CARRIER, perMinute: 0 }), { agent: 60_000, line: 0 }],
    ['nobody answered', ended(null), money(AGENT, CARRIER), { agent: null, line: null }],
    ['ringing is charged', ended(null), money(AGENT, { ...CARRIER, ringing: true }), { agent: null, line: 14_000 }],
    ['an end that was guessed', ended(MINUTE, { endReason: 'end_unknown' }), money(AGENT, CARRIER), NOTHING],
    ['no start', ended(null, { disposition: 'answered' }), money(AGENT, CARRIER), NOTHING],
    ['it goes on', makeAttempt({ state: { is: 'placing' } }), money(AGENT, CARRIER), NOTHING],
    ['no price is known', ended(MINUTE), undefined, NOTHING],
    [
      'a carrier whose price is not known, beside one whose is',
      ended(MINUTE),
      { budget: null, rates: { ['ap_other' as LineId]: [AGENT, CARRIER] } },
      { agent: 60_000, line: null },
    ],
  ] as const)('has cost, as far as it is known: %s', (_, attempt, of, is) => {
    expect(costOf(attempt, of)).toEqual(is);
  });

  it('binds the worst while nobody knows: ringing only where it is charged', () => {
    expect(worstCase(money(AGENT, CARRIER), LINE, limits)).toBe(740_000);
    expect(worstCase(money(AGENT, { ...CARRIER, ringing: true }), LINE, limits)).toBe(754_000);
    expect(worstCase(money(AGENT), 'ap_x' as LineId, limits)).toBeNull();
    expect(worstCase(undefined, LINE, limits)).toBeNull();
    expect(dearestCall({ budget: 1, rates: { a: [AGENT], b: [CARRIER] } as PlanMoney['rates'] }, limits)).toBe(600_000);
  });

  it('frees nothing by a guess, a word, or an answer of which no start is known', () => {
    const kept = [
      ended(MINUTE, { endReason: 'end_unknown' }),
      ended(MINUTE, { endReason: 'operator' }),
      ended(MINUTE, { startedAt: null }),
      makeAttempt({ reserved: 740_000, state: { is: 'not_placed', why: 'given_up', at: NOW, code: null } }),
      makeAttempt({
        reserved: 740_000,
        state: { is: 'in_doubt', since: NOW, cause: 'reset', callId: null, renewals: 0 },
      }),
    ];
    for (const attempt of kept) expect(boundBy(attempt, money(AGENT, CARRIER))).toBe(740_000);
    const unsent = makeAttempt({ reserved: 740_000, state: { is: 'not_placed', why: 'unsent', at: NOW, code: null } });
    expect(boundBy(unsent, money(AGENT))).toBe(0);
  });

  it('never costs more than was set aside, however it ended, and a longer call never less', () => {
    const rate = fc.record({
      perMinute: fc.nat(100_000_000),
      to: fc.constantFrom(SECOND, 6 * SECOND, MINUTE),
      least: fc.integer({ min: 0, max: 10 * MINUTE }),
      ringing: fc.boolean(),
    });
    const took = fc.option(fc.integer({ min: 0, max: limits.talking + 5 * SECOND }));
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 3 }), took, fc.nat(limits.ringing + 5 * SECOND), (rates, talk, rang) => {
        const worst = worstCase(money(...rates), LINE, limits) ?? NaN;
        const cost = boundBy(ended(talk, {}, rang), money(...rates)) ?? NaN;
        expect(Number.isSafeInteger(cost) && Number.isSafeInteger(worst)).toBe(true);
        expect(cost).toBeLessThanOrEqual(worst);
        if (talk === null) return;
        expect(boundBy(ended(talk + 1, {}, rang), money(...rates))).toBeGreaterThanOrEqual(cost);
      }),
    );
  });
});

describe('an attempt’s money, by the table', () => {
  const plan = makePlan({ money: money(AGENT, CARRIER) });
  const rules = { plan, campaign: { is: 'running' } as const };
  const contact = makeContact({ state: { is: 'in_progress', attempt: makeAttempt().id, dueAt: NOW } });
  const after = (
    state: AttemptState,
    reserved: number | null,
    event: Parameters<typeof transition>[2],
  ): number | null => {
    const verdict = transition(contact, makeAttempt({ limits, state, reserved }), event, rules, NOW);
    if (verdict.is === 'same') throw new Error('nothing changed');
    return verdict.attempt.reserved;
  };
  const disposition = 'answered' as const;
  const [startedAt, endedAt, endReason] = [NOW, NOW + 61 * SECOND, 'client_hangup'];
  const over = { is: 'over' as const, callId: call(1), disposition, startedAt, endedAt, endReason };
  const end: AttemptState = { ...over, is: 'ended' };

  it('is bound while it may ring, and becomes its cost', () => {
    expect(after({ is: 'placing' }, 740_000, { is: 'accepted', callId: call(1) })).toBe(740_000);
    expect(after({ is: 'placing' }, 740_000, { is: 'unknown', cause: 'reset' })).toBe(740_000);
    expect(after({ is: 'placing' }, 740_000, { is: 'unsent', cause: 'refused' })).toBe(0);
    expect(after({ is: 'placing' }, 740_000, over)).toBe(89_000);
  });

  it('is bound again by a call that was written off, and settled by the provider’s word after a guess', () => {
    const missed: AttemptState = { is: 'not_placed', why: 'unsent', at: NOW, code: null };
    expect(after(missed, 0, { is: 'alive', callId: call(1), seen: 'created', startedAt: null })).toBe(740_000);
    expect(after(missed, null, { is: 'alive', callId: call(1), seen: 'created', startedAt: null })).toBe(740_000);
    expect(after({ ...end, endReason: 'end_unknown' }, 740_000, over)).toBe(89_000);
  });
});

it('comes back from a plan of the ledger as it was, and is absent in those of before', () => {
  const plan = makePlan({
    money: money(AGENT, CARRIER),
    ramp: { steps: [20, 100], goOnIf: { answered: 0.2, failedBelow: null, costPerAnsweredBelow: 5 } },
    stop: { failures: null, shortCalls: { share: 0.5, of: 20, within: HOUR, under: SECOND } },
  });
  expect(readPlan(JSON.stringify(plan), plan.specText)).toEqual(plan);
  const before = makePlan();
  expect(Object.keys(readPlan(JSON.stringify(before), ''))).not.toContain('money');
});

it('is said in cents, and of less than a cent in its parts', () => {
  expect([0, 740_000, 1_234_567_890, 4_200].map(dollarsOf)).toEqual(['$0.00', '$0.74', '$1,234.57', '$0.0042']);
});
