import { describe, expect, it } from 'vitest';
import type { Attempt, AttemptState } from '../../src/model/attempt.ts';
import { isOpen } from '../../src/model/attempt.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { AttemptEvent } from '../../src/model/events.ts';
import type { Rules } from '../../src/model/follow-up.ts';
import { permit } from '../../src/model/permit.ts';
import { transition } from '../../src/model/transitions.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { call, held, makeAttempt, makeContact, makePlan, NOW } from '../support/fixtures.ts';

const RULES: Rules = { plan: makePlan(), campaign: { is: 'running' } };

const STATES: Record<AttemptState['is'], AttemptState> = {
  placing: { is: 'placing' },
  placed: { is: 'placed', callId: call(1), seen: 'created', startedAt: null, renewals: 0 },
  in_doubt: { is: 'in_doubt', since: NOW, cause: 'timeout', callId: null, renewals: 0 },
  ended: {
    is: 'ended',
    callId: call(1),
    disposition: 'no_answer',
    startedAt: null,
    endedAt: NOW,
    endReason: 'dial_no_answer',
  },
  not_placed: { is: 'not_placed', why: 'unsent', at: NOW, code: null },
};

const EVENTS: Record<AttemptEvent['is'], AttemptEvent> = {
  unsent: { is: 'unsent', cause: 'refused_connection' },
  accepted: { is: 'accepted', callId: call(1) },
  refused: { is: 'refused', code: 'invalid_number', forGood: true },
  throttled: { is: 'throttled', code: 'rate', retryAfter: null },
  unknown: { is: 'unknown', cause: 'timeout' },
  alive: { is: 'alive', callId: call(1), seen: 'started', startedAt: NOW },
  over: {
    is: 'over',
    callId: call(1),
    disposition: 'busy',
    startedAt: null,
    endedAt: NOW + MINUTE,
    endReason: 'dial_busy',
  },
  silence: { is: 'silence' },
  not_found: { is: 'not_found', later: 3, complete: true },
};

/** Late enough for every alarm of `held`. */
const LATE = NOW + 2 * HOUR;

function apply(
  state: AttemptState,
  event: AttemptEvent,
  over: Partial<Contact> = {},
): { contact: Contact; attempt: Attempt } | 'same' {
  const { contact, attempt } = held(state);
  const inference = event.is === 'silence' || event.is === 'not_found';
  const verdict = transition({ ...contact, ...over }, attempt, event, RULES, inference ? LATE : NOW + SECOND);
  return verdict.is === 'same' ? 'same' : verdict;
}

describe('the table', () => {
  // One line a cell: [attempt state, event] → attempt state after, contact state after.
  const expected: Record<AttemptState['is'], Record<AttemptEvent['is'], string>> = {
    placing: {
      unsent: 'not_placed ready',
      accepted: 'placed in_progress',
      refused: 'not_placed exhausted',
      throttled: 'not_placed ready',
      unknown: 'in_doubt in_doubt',
      alive: 'placed in_progress',
      over: 'ended ready',
      silence: 'in_doubt in_doubt',
      not_found: 'same',
    },
    placed: {
      unsent: 'same',
      accepted: 'same',
      refused: 'same',
      throttled: 'same',
      unknown: 'same',
      alive: 'placed in_progress',
      over: 'ended ready',
      silence: 'in_doubt in_doubt',
      not_found: 'same',
    },
    in_doubt: {
      unsent: 'not_placed ready',
      accepted: 'placed in_progress',
      refused: 'not_placed exhausted',
      throttled: 'not_placed ready',
      unknown: 'same',
      alive: 'placed in_progress',
      over: 'ended ready',
      silence: 'same',
      not_found: 'in_doubt in_doubt',
    },
    ended: {
      unsent: 'same',
      accepted: 'same',
      refused: 'same',
      throttled: 'same',
      unknown: 'same',
      alive: 'same',
      over: 'same',
      silence: 'same',
      not_found: 'same',
    },
    not_placed: {
      unsent: 'same',
      accepted: 'placed in_progress',
      refused: 'same',
      throttled: 'same',
      unknown: 'same',
      alive: 'placed in_progress',
      over: 'ended ready',
      silence: 'same',
      not_found: 'same',
    },
  };
  for (const state of Object.values(STATES)) {
    for (const event of Object.values(EVENTS)) {
      it(`${state.is} × ${event.is} → ${expected[state.is][event.is]}`, () => {
        const contact: Partial<Contact> = isOpen({ ...makeAttempt(), state })
          ? {}
          : { state: { is: 'ready', dueAt: NOW + HOUR } };
        const result = apply(state, event, contact);
        expect(result === 'same' ? 'same' : `${result.attempt.state.is} ${result.contact.state.is}`).toBe(
          expected[state.is][event.is],
        );
      });
    }
  }

  it('says the same thing once: the event that was just applied changes nothing again (I7)', () => {
    for (const state of Object.values(STATES)) {
      for (const event of Object.values(EVENTS)) {
        if (event.is === 'not_found') continue; // a second look-up is a second fact
        const { contact, attempt } = held(state);
        const first = transition(contact, attempt, event, RULES, LATE);
        if (first.is === 'same') continue;
        const second = transition(first.contact, first.attempt, event, RULES, LATE);
        expect(second, `${state.is} × ${event.is} twice`).toEqual({ is: 'same' });
      }
    }
  });
});

describe('doubt', () => {
  it('is not inferred before the alarm rings: evidence may have moved it', () => {
    const { contact, attempt } = held(STATES.placed);
    expect(transition(contact, attempt, EVENTS.silence, RULES, NOW)).toEqual({ is: 'same' });
  });

  it('is never left by time: look-ups that find nothing end in review, and stay there', () => {
    let { contact, attempt } = held(STATES.in_doubt);
    const states: string[] = [];
    let now = NOW;
    for (let i = 0; i < 12; i++) {
      const verdict = transition(contact, attempt, EVENTS.not_found, RULES, now);
      if (verdict.is === 'same') throw new Error('a look-up must move the alarm');
      ({ contact, attempt } = verdict);
      states.push(contact.state.is);
      expect(attempt.state.is).toBe('in_doubt');
      if (!('dueAt' in contact.state)) throw new Error('alive');
      expect(contact.state.dueAt).toBeGreaterThan(now);
      now = contact.state.dueAt;
    }
    expect(states.slice(0, 3)).toEqual(['in_doubt', 'in_doubt', 'needs_review']);
    expect(new Set(states.slice(3))).toEqual(new Set(['needs_review']));
  });

  it('that was not looked for while nobody ran is looked for once, and then when its age says so', () => {
    const { contact, attempt } = held(STATES.in_doubt);
    const now = NOW + 240 * DAY;
    const review: Contact = { ...contact, state: { is: 'needs_review', attempt: attempt.id, dueAt: NOW, lookUps: 3 } };
    const verdict = transition(review, attempt, EVENTS.not_found, RULES, now);
    if (verdict.is === 'same' || !('dueAt' in verdict.contact.state)) throw new Error('a look-up must move the alarm');
    expect(verdict.contact.state.is).toBe('needs_review');
    expect(verdict.contact.state.dueAt).toBeGreaterThan(now);
    expect(verdict.contact.state.dueAt).toBeLessThanOrEqual(now + DAY);
  });

  it('ends with evidence, from review too', () => {
    const { contact, attempt } = held(STATES.in_doubt);
    const review: Contact = { ...contact, state: { is: 'needs_review', attempt: attempt.id, dueAt: NOW, lookUps: 3 } };
    const verdict = transition(review, attempt, EVENTS.over, RULES, NOW);
    expect(verdict).toMatchObject({ contact: { state: { is: 'ready' }, disposition: 'busy', attempts: 1 } });
  });

  it('a call that stays created is renewed three times, doubling, then needs a person', () => {
    let { contact, attempt } = held(STATES.placed);
    const waits: number[] = [];
    if (contact.state.is !== 'in_progress') throw new Error('held');
    let now = contact.state.dueAt;
    const created: AttemptEvent = { is: 'alive', callId: call(1), seen: 'created', startedAt: null };
    for (let i = 0; i < 3; i++) {
      for (const event of [EVENTS.silence, created]) {
        const verdict = transition(contact, attempt, event, RULES, now);
        if (verdict.is === 'same') throw new Error('must change');
        ({ contact, attempt } = verdict);
      }
      if (contact.state.is !== 'in_progress') throw new Error(contact.state.is);
      waits.push(contact.state.dueAt - now);
      now = contact.state.dueAt;
    }
    expect(waits).toEqual([180_000, 360_000, 720_000]);
    const last = transition(contact, attempt, EVENTS.silence, RULES, now);
    expect(last).toMatchObject({ contact: { state: { is: 'needs_review' } }, attempt: { state: { is: 'in_doubt' } } });
  });

  it('a call that was answered and never ends is closed by its longest time: started proves the phone was answered', () => {
    const { contact, attempt } = held({ is: 'placed', callId: call(1), seen: 'started', startedAt: NOW, renewals: 0 });
    const verdict = transition(contact, attempt, EVENTS.silence, RULES, NOW + HOUR);
    expect(verdict).toMatchObject({
      contact: { state: { is: 'completed' }, disposition: 'answered' },
      attempt: { state: { is: 'ended', endReason: 'end_unknown' } },
    });
  });
});

describe('an attempt that its contact is not held by', () => {
  const { attempt: placed } = held({ is: 'placed', callId: call(1), seen: 'created', startedAt: null, renewals: 0 });
  const { attempt: doubted } = held({
    is: 'in_doubt',
    since: NOW,
    cause: 'stays_created',
    callId: call(1),
    renewals: 3,
  });
  const over = placed.longestEnd + 3 * MINUTE;
  const newer = makeAttempt({ id: 'od1.L.demo.c1.2' as Attempt['id'], seq: 2 });
  const busy = makeContact({ seq: 2, state: { is: 'in_progress', attempt: newer.id, dueAt: NOW } });
  const ready = makeContact({ seq: 2, state: { is: 'ready', dueAt: over + HOUR } });
  const through = makeContact({ seq: 2, disposition: 'busy', state: { is: 'exhausted', reason: 'attempts_spent' } });

  it('has no alarm but the longest that its call can last, whatever its contact’s says', () => {
    for (const contact of [busy, ready, through]) {
      const verdict = transition(contact, placed, EVENTS.silence, RULES, placed.longestEnd);
      expect(verdict).toEqual({ is: 'same' });
    }
  });

  it('is over by then where its contact is through, and changes nothing about it', () => {
    for (const attempt of [placed, doubted]) {
      const verdict = transition(through, attempt, EVENTS.silence, RULES, over);
      const { state, disposition } = through;
      expect(verdict).toMatchObject({ contact: { state, disposition }, attempt: { state: { is: 'ended' } } });
      const real = transition(
        through,
        { ...attempt, ...('attempt' in verdict ? verdict.attempt : {}) },
        EVENTS.over,
        RULES,
        over,
      );
      expect(real, 'the provider’s own word outranks it').toMatchObject({
        attempt: { state: { disposition: 'busy' } },
      });
    }
  });

  it('was answered where it had begun, and nobody who waits is called again for it', () => {
    const talking = { ...placed, state: { ...placed.state, seen: 'started', startedAt: NOW } } as Attempt;
    expect(transition(ready, talking, EVENTS.silence, RULES, over)).toMatchObject({
      contact: { state: { is: 'completed' }, disposition: 'answered' },
      attempt: { state: { is: 'ended' } },
    });
  });

  it('is in doubt where its contact waits, which is not dialed before that is known', () => {
    for (const attempt of [placed, doubted]) {
      const verdict = transition(ready, attempt, EVENTS.silence, RULES, over);
      expect(verdict).toMatchObject({
        contact: { state: { is: 'in_doubt', attempt: attempt.id, dueAt: over } },
        attempt: { state: { is: 'in_doubt', cause: 'no_end_seen' } },
      });
    }
  });

  it('leaves the newer one alone while that goes on', () => {
    expect(transition(busy, placed, EVENTS.silence, RULES, over)).toMatchObject({
      contact: { state: busy.state },
      attempt: { state: { is: 'in_doubt' } },
    });
    expect(transition(busy, doubted, EVENTS.silence, RULES, over)).toEqual({ is: 'same' });
  });
});

describe('late evidence', () => {
  it('withdraws a contact that waits for its next try', () => {
    const { attempt } = held(STATES.not_placed);
    const contact = makeContact({ seq: 1, state: { is: 'ready', dueAt: NOW } });
    const answered: AttemptEvent = {
      is: 'over',
      callId: call(1),
      disposition: 'answered',
      startedAt: NOW,
      endedAt: NOW,
      endReason: 'client_hangup',
    };
    expect(transition(contact, attempt, answered, RULES, NOW)).toMatchObject({
      contact: { state: { is: 'completed' }, attempts: 1 },
    });
  });

  it('beside a newer attempt is kept, flagged, and does not disturb the newer one', () => {
    const { attempt } = held(STATES.not_placed);
    const newer = makeAttempt({ id: 'od1.L.demo.c1.2' as Attempt['id'], seq: 2 });
    const contact = makeContact({ attempts: 1, seq: 2, state: { is: 'in_progress', attempt: newer.id, dueAt: NOW } });
    for (const event of [EVENTS.alive, EVENTS.over]) {
      const verdict = transition(contact, attempt, event, RULES, NOW);
      expect(verdict).toMatchObject({ contact: { rangTwice: true, state: { is: 'in_progress', attempt: newer.id } } });
    }
  });

  it('a late started never undoes an end, and an inferred end gives way to the real one', () => {
    expect(apply(STATES.ended, EVENTS.alive)).toBe('same');
    const inferred: AttemptState = {
      is: 'ended',
      callId: call(1),
      disposition: 'answered',
      startedAt: NOW,
      endedAt: NOW,
      endReason: 'end_unknown',
    };
    const contact: Partial<Contact> = { disposition: 'answered', state: { is: 'completed', reason: 'answered' } };
    const real: AttemptEvent = {
      is: 'over',
      callId: call(1),
      disposition: 'answered',
      startedAt: NOW,
      endedAt: NOW + HOUR,
      endReason: 'agent_hangup',
    };
    expect(apply(inferred, real, contact)).toMatchObject({
      attempt: { state: { endReason: 'agent_hangup' } },
      contact: { state: { is: 'completed' } },
    });
  });

  it('someone who answered is never put back in the queue by another call that was not answered', () => {
    const { attempt } = held(STATES.not_placed);
    const contact = makeContact({
      seq: 2,
      attempts: 1,
      disposition: 'answered',
      state: { is: 'completed', reason: 'answered' },
    });
    expect(transition(contact, attempt, EVENTS.over, RULES, NOW)).toMatchObject({
      contact: { state: { is: 'completed' }, disposition: 'answered' },
    });
  });
});

describe('what follows an end', () => {
  const over = (
    disposition: 'no_answer' | 'failed' | 'answered' | 'canceled' | 'error',
    startedAt: number | null = null,
  ): AttemptEvent => ({
    is: 'over',
    callId: call(1),
    disposition,
    startedAt,
    endedAt: NOW + MINUTE,
    endReason: null,
  });

  it("retries from the call's own end, within one budget", () => {
    expect(apply(STATES.placed, over('no_answer'))).toMatchObject({
      contact: { state: { is: 'ready', dueAt: NOW + MINUTE + 2 * HOUR } },
    });
    expect(apply(STATES.placed, over('no_answer'), { attempts: 3 })).toMatchObject({
      contact: { state: { is: 'exhausted', reason: 'attempts_spent' } },
    });
  });

  it('gives up what is not worth a retry', () => {
    expect(apply(STATES.placed, over('failed'))).toMatchObject({
      contact: { state: { is: 'exhausted', reason: 'failed' } },
    });
    expect(apply(STATES.placed, over('canceled'))).toMatchObject({ contact: { state: { is: 'canceled' } } });
    expect(apply(STATES.placed, over('error', NOW))).toMatchObject({
      contact: { state: { is: 'exhausted', reason: 'error' } },
    });
    expect(apply(STATES.placed, over('error'))).toMatchObject({ contact: { state: { is: 'ready' } } });
  });

  it('never goes back to ready in a campaign that was canceled or is over', () => {
    const { contact, attempt } = held(STATES.placed);
    const canceled: Rules = { ...RULES, campaign: { is: 'canceled', at: NOW } };
    expect(transition(contact, attempt, over('no_answer'), canceled, NOW)).toMatchObject({
      contact: { state: { is: 'canceled' } },
    });
    const ended: Rules = { ...RULES, plan: makePlan({ endAt: NOW }) };
    expect(transition(contact, attempt, EVENTS.unsent, ended, NOW)).toEqual({ is: 'same' });
    expect(transition(contact, attempt, over('no_answer'), ended, NOW)).toMatchObject({
      contact: { state: { is: 'exhausted', reason: 'campaign_ended' } },
    });
  });

  it('counts only what may have rung: three refusals and twenty throttlings have budgets of their own', () => {
    const { contact, attempt } = held(STATES.placing);
    const soft: AttemptEvent = { is: 'refused', code: 'x', forGood: false };
    const once = transition(contact, attempt, soft, RULES, NOW);
    expect(once).toMatchObject({
      contact: { attempts: 0, uncounted: { refused: 1 }, state: { is: 'ready', dueAt: NOW + MINUTE } },
    });
    const third = transition(
      { ...contact, uncounted: { unsent: 0, refused: 2, throttled: 0 } },
      attempt,
      soft,
      RULES,
      NOW,
    );
    expect(third).toMatchObject({
      contact: { state: { is: 'exhausted', reason: 'refused_repeatedly' }, disposition: 'refused' },
    });
    const wait = transition(contact, attempt, { is: 'throttled', code: 'rate', retryAfter: 7_000 }, RULES, NOW);
    expect(wait).toMatchObject({ contact: { attempts: 0, state: { is: 'ready', dueAt: NOW + 7_000 } } });
    const long = transition(
      { ...contact, uncounted: { unsent: 999, refused: 0, throttled: 0 } },
      attempt,
      EVENTS.unsent,
      RULES,
      NOW,
    );
    expect(long).toMatchObject({ contact: { state: { is: 'ready' } } });
  });
});

describe('permit', () => {
  it('only ever leaves ready, and only with the next seq', () => {
    const ready = makeContact();
    expect(permit(ready, makeAttempt())).toMatchObject({ attempts: 1, seq: 1, state: { is: 'in_progress' } });
    expect(permit(ready, makeAttempt({ seq: 2 }))).toBeUndefined();
    for (const state of ['placing', 'placed', 'in_doubt'] as const)
      expect(permit(held(STATES[state]).contact, makeAttempt({ seq: 2 }))).toBeUndefined();
    expect(permit(makeContact({ state: { is: 'completed', reason: 'answered' } }), makeAttempt())).toBeUndefined();
  });
});

describe('a throttled request of several', () => {
  it('is in doubt until a look-up shows none of it, then waits like any throttled one', () => {
    const doubted: AttemptState = { is: 'in_doubt', since: NOW, cause: 'http_429', callId: null, renewals: 0 };
    expect(apply(doubted, EVENTS.not_found)).toMatchObject({
      attempt: { state: { is: 'not_placed', why: 'throttled' } },
      contact: { state: { is: 'ready' }, attempts: 0 },
    });
  });
});
