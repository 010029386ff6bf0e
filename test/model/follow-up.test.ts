/** What follows an attempt, and when: each budget and each wait with its number. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignState, Plan } from '../../src/model/campaign.ts';
import type { Contact } from '../../src/model/contact.ts';
import { DISPOSITIONS, type Disposition } from '../../src/model/disposition.ts';
import { afterEnd, afterMiss, closed, mayRedial, type Rules } from '../../src/model/follow-up.ts';
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import type { AttemptId } from '../../src/model/ids.ts';
import { permit } from '../../src/model/permit.ts';
import { transition } from '../../src/model/transitions.ts';
import { call, makeAttempt, makeContact, makePlan, NOW } from '../support/fixtures.ts';

const rules = (plan: Partial<Plan> = {}, campaign: CampaignState = { is: 'running' }): Rules => ({
  plan: makePlan(plan),
  campaign,
});
const CANCELED: CampaignState = { is: 'canceled', at: NOW };
const spent = (uncounted: Partial<Contact['uncounted']>): Contact =>
  makeContact({ uncounted: { unsent: 0, refused: 0, throttled: 0, ...uncounted } });

it('a campaign is closed from its end on, and when it was canceled', () => {
  expect(closed(rules({ endAt: NOW }), NOW - 1)).toBeNull();
  expect(closed(rules({ endAt: NOW }), NOW)).toEqual({ is: 'exhausted', reason: 'campaign_ended' });
  expect(closed(rules({}, CANCELED), NOW)).toEqual({ is: 'canceled', reason: 'campaign_canceled' });
  expect(closed(rules({}, { is: 'paused', why: 'limit' }), NOW)).toBeNull();
});

describe('after a call', () => {
  const end = (disposition: Disposition, startedAt: number | null = null) => ({
    disposition,
    startedAt,
    endedAt: NOW,
    attempt: makeAttempt(),
  });
  const once = makeContact({ attempts: 1 });
  const all = {
    no_answer: HOUR,
    busy: 2 * HOUR,
    failed: 3 * HOUR,
    voicemail: 4 * HOUR,
    error: 5 * HOUR,
    screened: 6 * HOUR,
    unavailable: 7 * HOUR,
  };
  const patient = rules({ retry: { maxAttempts: 2, after: all } });
  const none = rules({ retry: { maxAttempts: 2, after: {} } });

  it.each<[Disposition, ReturnType<typeof afterEnd>, ReturnType<typeof afterEnd>]>([
    ['answered', { is: 'completed', reason: 'answered' }, { is: 'completed', reason: 'answered' }],
    ['canceled', { is: 'canceled', reason: 'call_canceled' }, { is: 'canceled', reason: 'call_canceled' }],
    ['refused', { is: 'exhausted', reason: 'refused' }, { is: 'exhausted', reason: 'refused' }],
    ['no_answer', { is: 'ready', dueAt: NOW + HOUR }, { is: 'exhausted', reason: 'no_answer' }],
    ['busy', { is: 'ready', dueAt: NOW + 2 * HOUR }, { is: 'exhausted', reason: 'busy' }],
    ['failed', { is: 'ready', dueAt: NOW + 3 * HOUR }, { is: 'exhausted', reason: 'failed' }],
    ['voicemail', { is: 'ready', dueAt: NOW + 4 * HOUR }, { is: 'completed', reason: 'voicemail' }],
    ['screened', { is: 'ready', dueAt: NOW + 6 * HOUR }, { is: 'completed', reason: 'screened' }],
    ['unavailable', { is: 'ready', dueAt: NOW + 7 * HOUR }, { is: 'exhausted', reason: 'unavailable' }],
    ['error', { is: 'ready', dueAt: NOW + 5 * HOUR }, { is: 'ready', dueAt: NOW + MINUTE }],
  ])('%s: with a delay, and without', (disposition, withDelay, without) => {
    expect(afterEnd(once, end(disposition), patient, NOW)).toEqual(withDelay);
    expect(afterEnd(once, end(disposition), none, NOW)).toEqual(without);
  });

  it('an error after somebody answered is the end', () => {
    expect(afterEnd(once, end('error', NOW), patient, NOW)).toEqual({ is: 'exhausted', reason: 'error' });
  });

  it('whoever was reached once stays reached, whatever another call came to', () => {
    const reached = makeContact({ attempts: 1, disposition: 'answered' });
    for (const disposition of DISPOSITIONS)
      expect(afterEnd(reached, end(disposition), patient, NOW)).toEqual({ is: 'completed', reason: 'answered' });
  });

  it('the last try is the last, and no delay ends in the past', () => {
    const twice = makeContact({ attempts: 2 });
    expect(afterEnd(twice, end('busy'), patient, NOW)).toEqual({ is: 'exhausted', reason: 'attempts_spent' });
    expect(afterEnd(once, end('busy'), patient, NOW + 9 * HOUR)).toEqual({ is: 'ready', dueAt: NOW + 9 * HOUR });
    expect(afterEnd(once, end('busy'), { ...patient, campaign: CANCELED }, NOW).is).toBe('canceled');
  });
});

describe('after a request that rang nobody', () => {
  it('unsent waits up to a minute, for ever', () => {
    const waits = [1, 2, 3, 6, 7, 99].map((unsent) => afterMiss(spent({ unsent }), { why: 'unsent' }, rules(), NOW));
    expect(waits).toEqual([1, 2, 4, 32, 60, 60].map((seconds) => ({ is: 'ready', dueAt: NOW + seconds * SECOND })));
  });

  it('refused waits twice as long each time, and is over at the third, or at once where it is for good', () => {
    const miss = (refused: number, forGood = false) =>
      afterMiss(spent({ refused }), { why: 'refused', forGood }, rules(), NOW);
    expect([miss(1), miss(2)]).toEqual([1, 2].map((n) => ({ is: 'ready', dueAt: NOW + n * MINUTE })));
    expect(miss(3)).toEqual({ is: 'exhausted', reason: 'refused_repeatedly' });
    expect(miss(1, true)).toEqual({ is: 'exhausted', reason: 'refused' });
  });

  it('throttled waits up to half an hour, twenty times, or for the moment that the provider names', () => {
    const miss = (throttled: number, retryAfter: number | null = null) =>
      afterMiss(spent({ throttled }), { why: 'throttled', retryAfter }, rules(), NOW);
    expect([1, 2, 5, 6, 19].map((n) => miss(n))).toEqual(
      [1, 2, 16, 30, 30].map((minutes) => ({ is: 'ready', dueAt: NOW + minutes * MINUTE })),
    );
    expect(miss(20)).toEqual({ is: 'exhausted', reason: 'throttled_repeatedly' });
    expect(miss(20, 7 * SECOND)).toEqual({ is: 'ready', dueAt: NOW + 7 * SECOND });
  });

  it('of a campaign that is over, it is over', () => {
    const over = afterMiss(spent({ unsent: 1 }), { why: 'unsent' }, rules({ endAt: NOW }), NOW);
    expect(over).toEqual({ is: 'exhausted', reason: 'campaign_ended' });
  });
});

it('a doubt is redialed where its campaign says so, runs, has tries left and has not ended; else never', () => {
  const doubt = { lookUps: [], then: 'redial' } as const;
  const may = (attempts = 1, plan: Partial<Plan> = {}, campaign?: CampaignState) =>
    mayRedial(makeContact({ attempts }), rules({ doubt, ...plan }, campaign), NOW);
  expect(may()).toBe(true);
  expect(may(2)).toBe(true);
  expect(may(3)).toBe(false);
  expect(may(1, { doubt: { ...doubt, then: 'hold' } })).toBe(false);
  expect(may(1, { endAt: NOW })).toBe(false);
  expect(may(1, {}, { is: 'paused', why: 'limit' })).toBe(false);
});

describe('waits, limits and parts of the day', () => {
  const ended = (disposition: Disposition, seq = 1) => ({
    ...{ disposition, startedAt: null, endedAt: NOW },
    attempt: makeAttempt({ id: `od1.L.demo.c1.${seq}` as AttemptId, sendAt: NOW - MINUTE }),
  });

  it('of a list the nth try waits the nth, counted anew after a further budget', () => {
    const listed = rules({ retry: { maxAttempts: 5, after: { busy: [HOUR, 4 * HOUR] } } });
    const due = (attempts: number, spentBefore = 0) =>
      afterEnd(makeContact({ attempts, spentBefore }), ended('busy'), listed, NOW);
    expect([due(1), due(2), due(4), due(7, 6)]).toEqual(
      [HOUR, 4 * HOUR, 4 * HOUR, HOUR].map((wait) => ({ is: 'ready', dueAt: NOW + wait })),
    );
  });

  it('budgets do not stack: whatever the limits of its ends, nobody has more calls than max_attempts', () => {
    const kinds = ['no_answer', 'busy', 'failed', 'voicemail', 'screened', 'unavailable', 'error'] as const;
    const after = Object.fromEntries(kinds.map((kind) => [kind, HOUR]));
    const most = fc.dictionary(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 5 }));
    const story = fc.array(fc.constantFrom(...kinds), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), most, story, (maxAttempts, limits, ends) => {
        const its = rules({ retry: { maxAttempts, after, most: limits } });
        let contact = makeContact({ state: { is: 'ready', dueAt: NOW } });
        const seen = new Map<string, number>();
        for (const disposition of ends) {
          if (contact.state.is !== 'ready') break;
          const attempt = makeAttempt({ seq: contact.seq + 1, id: `od1.L.demo.c1.${contact.seq + 1}` as AttemptId });
          const dialed = permit(contact, attempt);
          if (dialed === undefined) throw new Error('a ready contact may be dialed');
          const over = {
            is: 'over',
            callId: call(contact.seq),
            disposition,
            startedAt: null,
            endedAt: NOW,
            endReason: null,
          };
          const verdict = transition(dialed, attempt, over as never, its, NOW);
          if (verdict.is === 'same') throw new Error('an end is news');
          contact = verdict.contact;
          seen.set(disposition, (seen.get(disposition) ?? 0) + 1);
        }
        expect(contact.attempts).toBeLessThanOrEqual(maxAttempts);
        for (const [kind, n] of seen) expect(n).toBeLessThanOrEqual(limits[kind] ?? maxAttempts);
        expect(contact.state.is).not.toBe('ready');
      }),
    );
  });

  it('another part of the day where it is asked for and somebody knows it; else the delay alone', () => {
    const retry = { maxAttempts: 3, after: { no_answer: HOUR, busy: HOUR }, otherDayPart: ['no_answer'] as const };
    const asked: unknown[] = [];
    const knows = (found: number | null): Rules => ({
      ...rules({ retry }),
      otherDayPart: (...of) => (asked.push(of), found),
    });
    const once = makeContact({ attempts: 1, place: 'UTC' });
    expect(afterEnd(once, ended('no_answer'), knows(NOW + 9 * HOUR), NOW)).toEqual({
      is: 'ready',
      dueAt: NOW + 9 * HOUR,
    });
    expect(asked).toEqual([['UTC', NOW - MINUTE, NOW + HOUR]]);
    expect(afterEnd(once, ended('no_answer'), knows(null), NOW)).toEqual({ is: 'ready', dueAt: NOW + HOUR });
    expect(afterEnd(once, ended('no_answer'), rules({ retry }), NOW)).toEqual({ is: 'ready', dueAt: NOW + HOUR });
    expect(afterEnd(once, ended('busy'), knows(NOW + 9 * HOUR), NOW)).toEqual({ is: 'ready', dueAt: NOW + HOUR });
  });
});
