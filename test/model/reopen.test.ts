/** Who was refused for a reason that was not theirs is dialable at once; nobody else is given back. */
import { describe, expect, it } from 'vitest';
import type { Attempt, AttemptState } from '../../src/model/attempt.ts';
import type { Contact, ContactState } from '../../src/model/contact.ts';
import type { Rules } from '../../src/model/follow-up.ts';
import type { ContactId } from '../../src/model/ids.ts';
import { isRefused, MOST_REOPENED, reopen } from '../../src/model/reopen.ts';
import { call, makeAttempt, makeContact, makePlan, NOW } from '../support/fixtures.ts';

const RULES: Rules = { plan: makePlan(), campaign: { is: 'running' } };
const REFUSED: AttemptState = { is: 'not_placed', why: 'refused', at: NOW, code: 'invalid' };
const GIVEN_UP: ContactState = { is: 'exhausted', reason: 'refused' };

function refused(contact: Partial<Contact> = {}, attempt: Partial<Attempt> = {}): [Contact, Attempt] {
  const uncounted = { unsent: 2, refused: 3, throttled: 1 };
  return [
    makeContact({ seq: 1, state: GIVEN_UP, disposition: 'refused', uncounted, version: 4, ...contact }),
    makeAttempt({ seq: 1, state: REFUSED, ...attempt }),
  ];
}

const back = (of: [Contact, Attempt], by: 'rule' | 'person' = 'person', rules = RULES): Contact | undefined =>
  reopen(...of, null, rules, NOW, by);

it.each<[ContactState, boolean]>([
  [{ is: 'exhausted', reason: 'refused' }, true],
  [{ is: 'exhausted', reason: 'refused_repeatedly' }, true],
  [{ is: 'exhausted', reason: 'throttled_repeatedly' }, true],
  [{ is: 'exhausted', reason: 'busy' }, false],
  [{ is: 'canceled', reason: 'refused' }, false],
  [{ is: 'ready', dueAt: NOW }, false],
])('%o was given up because it was refused: %s', (state, is) => {
  expect(isRefused(makeContact({ state }))).toBe(is);
  expect(back(refused({ state })) !== undefined).toBe(is);
});

describe('whoever is given back', () => {
  it('is due at once as if nobody had asked, and how the call before ended stands', () => {
    const [contact, attempt] = refused();
    expect(reopen(contact, attempt, 'busy', RULES, NOW, 'rule')).toStrictEqual({
      ...contact,
      uncounted: { unsent: 2, refused: 0, throttled: 0, reopened: 1 },
      disposition: 'busy',
      state: { is: 'ready', dueAt: NOW },
      version: 5,
    });
    expect(reopen(...refused({ disposition: 'no_answer' }), 'busy', RULES, NOW, 'rule')?.disposition).toBe('no_answer');
  });

  it('waits no longer, where it waited for the next try', () => {
    expect(back(refused({ state: { is: 'ready', dueAt: NOW + 1 } }))?.state).toEqual({ is: 'ready', dueAt: NOW });
    expect(back(refused({ state: { is: 'ready', dueAt: NOW } }))).toBeUndefined();
    const doubt: ContactState = { is: 'in_doubt', attempt: makeAttempt().id, dueAt: NOW + 1, lookUps: 1 };
    expect(back(refused({ state: doubt }))).toBeUndefined();
  });

  it('leaves where its campaign is over', () => {
    const over: Rules = { ...RULES, plan: makePlan({ endAt: NOW }) };
    expect(back(refused(), 'person', over)?.state).toEqual({ is: 'exhausted', reason: 'campaign_ended' });
    const canceled: Rules = { ...RULES, campaign: { is: 'canceled', at: NOW } };
    expect(back(refused(), 'person', canceled)?.state).toEqual({ is: 'canceled', reason: 'campaign_canceled' });
  });

  it('by a rule is so three times, by a person as often as they like, and then the rule may again', () => {
    const uncounted = { unsent: 0, refused: 3, throttled: 0 };
    expect(MOST_REOPENED).toBe(3);
    expect(back(refused({ uncounted: { ...uncounted, reopened: 2 } }), 'rule')?.uncounted.reopened).toBe(3);
    expect(back(refused({ uncounted: { ...uncounted, reopened: 3 } }), 'rule')).toBeUndefined();
    expect(back(refused({ uncounted: { ...uncounted, reopened: 3 } }))?.uncounted.reopened).toBe(0);
  });
});

describe('nobody is given back', () => {
  it('for an attempt that is not theirs or not their newest', () => {
    expect(back(refused({}, { contact: 'c2' as ContactId }))).toBeUndefined();
    expect(back(refused({}, { seq: 2 }))).toBeUndefined();
    expect(back(refused({ seq: 2 }))).toBeUndefined();
  });

  it.each<[AttemptState, boolean]>([
    [{ is: 'not_placed', why: 'refused', at: NOW, code: null }, true],
    [{ is: 'not_placed', why: 'throttled', at: NOW, code: null }, true],
    [{ is: 'not_placed', why: 'unsent', at: NOW, code: null }, false],
    [{ is: 'not_placed', why: 'given_up', at: NOW, code: null }, false],
    [{ is: 'placing' }, false],
    [{ is: 'ended', callId: call(1), disposition: 'refused', startedAt: null, endedAt: NOW, endReason: null }, false],
  ])('unless the provider refused it: %o is %s', (state, is) => {
    expect(back(refused({}, { state })) !== undefined).toBe(is);
  });
});
