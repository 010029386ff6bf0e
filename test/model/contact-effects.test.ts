/** What an attempt does to its contact: counted or not, whichever attempt holds it, and whatever had been decided before. */
import { describe, expect, it } from 'vitest';
import type { Attempt, AttemptState } from '../../src/model/attempt.ts';
import { end, giveUp, miss, openContact, secondCall } from '../../src/model/contact-effects.ts';
import type { Contact, ContactState } from '../../src/model/contact.ts';
import type { AttemptId } from '../../src/model/ids.ts';
import { MINUTE } from '../../src/model/time.ts';
import { call, held, makeAttempt, makeContact, NOW } from '../support/fixtures.ts';

const NEWER = 'od1.L.demo.c1.2' as AttemptId;
const READY: ContactState = { is: 'ready', dueAt: NOW };
const PLACED: AttemptState = { is: 'placed', callId: call(1), seen: 'created', startedAt: null, renewals: 0 };
const UNSENT = { is: 'not_placed', why: 'unsent', at: NOW, code: null } as const;
const GIVEN_UP = { ...UNSENT, why: 'given_up' } as const;
const MISSES = { unsent: 1, refused: 2, throttled: 3 };
const NONE = { unsent: 0, refused: 0, throttled: 0 };
const ended = (disposition: 'answered' | 'busy') =>
  ({ is: 'ended', callId: call(1), disposition, startedAt: null, endedAt: NOW, endReason: 'x' }) as const;

/** Its first attempt holds it, as its third record. */
const holding = (state: AttemptState = { is: 'placing' }, over: Partial<Contact> = {}) => {
  const { contact, attempt } = held(state);
  return { contact: { ...contact, uncounted: MISSES, version: 3, ...over }, attempt };
};
/** A newer attempt holds it. */
const besides = (state: AttemptState = { is: 'placing' }) =>
  holding(state, { state: { is: 'in_progress', attempt: NEWER, dueAt: NOW }, attempts: 2, seq: 2 });
/** Nothing holds it. */
const free = (state: AttemptState, over: Partial<Contact> = {}) => holding(state, { state: READY, ...over });
const twice = ({ contact }: { contact: Contact }): Contact => ({ ...contact, rangTwice: true, version: 4 });
const now = ({ attempt }: { attempt: Attempt }, state: AttemptState): Attempt => ({ ...attempt, state, version: 2 });

describe('an attempt that is open', () => {
  const hold = { is: 'in_progress', dueAt: NOW + MINUTE } as const;

  it('holds its contact; a call that is placed ends a row of misses', () => {
    const at = holding();
    expect(openContact(at, PLACED, hold, 'placed', null)).toEqual({
      contact: { ...at.contact, uncounted: NONE, state: { ...hold, attempt: at.attempt.id }, version: 4 },
      attempt: now(at, PLACED),
      event: 'placed',
      cause: null,
    });
    const doubt: AttemptState = { is: 'in_doubt', since: NOW, cause: 'timeout', callId: null, renewals: 0 };
    const doubted = openContact(at, doubt, { is: 'in_doubt', dueAt: NOW, lookUps: 0 }, 'in_doubt', 'timeout');
    expect(doubted).toMatchObject({ contact: { uncounted: MISSES, attempts: 1 }, event: 'in_doubt', cause: 'timeout' });
  });

  it('that was written off counts again, unless it stayed counted', () => {
    const opened = (state: AttemptState) => openContact(free(state, { attempts: 0 }), PLACED, hold, 'found', null);
    expect(opened(UNSENT).contact).toMatchObject({ attempts: 1, state: { is: 'in_progress' } });
    expect(opened(GIVEN_UP).contact.attempts).toBe(0);
    expect(opened({ is: 'placing' }).contact.attempts).toBe(0);
  });

  it('does not take its contact from a newer one: it rang twice', () => {
    const at = besides();
    const found = openContact(at, PLACED, hold, 'found', null);
    expect(found).toEqual({ contact: twice(at), attempt: now(at, PLACED), event: 'found', cause: null });
  });
});

describe('an attempt that ended', () => {
  const next = (): ContactState => ({ is: 'exhausted', reason: 'next' });

  it('moves the contact that it holds', () => {
    const at = holding(PLACED);
    expect(end(at, ended('busy'), 'why', next)).toEqual({
      contact: { ...at.contact, uncounted: NONE, disposition: 'busy', state: next(), lastAttemptAt: NOW, version: 4 },
      attempt: now(at, ended('busy')),
      event: 'ended',
      cause: 'why',
    });
  });

  it('beside a newer one leaves the contact to that', () => {
    const at = besides(PLACED);
    const over = end(at, ended('busy'), 'why', next);
    expect(over).toEqual({ contact: twice(at), attempt: now(at, ended('busy')), event: 'ended', cause: 'why' });
  });

  it('takes a contact that waits out of the queue, and one that is over only where it was written off', () => {
    const done: ContactState = { is: 'completed', reason: 'answered' };
    const after = (state: AttemptState, of: ContactState) =>
      end(free(state, { state: of }), ended('busy'), 'why', next).contact;
    expect(after(ended('busy'), READY).state).toEqual(next());
    expect(after(ended('busy'), done)).toMatchObject({ state: done, attempts: 1 });
    expect(after(UNSENT, done)).toMatchObject({ state: next(), attempts: 2 });
    expect(after(GIVEN_UP, done)).toMatchObject({ state: next(), attempts: 1 });
  });

  it('asks what is next of the contact as it counts by then', () => {
    const asked: Contact[] = [];
    end(free(UNSENT, { attempts: 0 }), ended('busy'), 'why', (contact) => (asked.push(contact), READY));
    expect(asked).toMatchObject([{ attempts: 1, uncounted: NONE }]);
  });

  it('whoever was reached stays reached; the newest dial stays the newest', () => {
    const of = (disposition: Contact['disposition'], by: 'answered' | 'busy') =>
      end(holding(PLACED, { disposition }), ended(by), 'why', next).contact.disposition;
    expect([of('answered', 'busy'), of('busy', 'answered'), of('answered', 'answered'), of(null, 'busy')]).toEqual([
      'answered',
      'answered',
      'answered',
      'busy',
    ]);
    const last = (lastAttemptAt: number | null) =>
      end(holding(PLACED, { lastAttemptAt }), ended('busy'), 'why', next).contact.lastAttemptAt;
    expect([last(NOW + 1), last(NOW - 1), last(null)]).toEqual([NOW + 1, NOW, NOW]);
  });
});

describe('an attempt that rang nobody', () => {
  const refused = { ...UNSENT, why: 'refused' } as const;

  it('is taken back, and its kind of miss is one more', () => {
    const at = holding();
    const asked: Contact[] = [];
    const missed = miss(at, UNSENT, 'why', (contact) => (asked.push(contact), READY));
    const contact = { ...at.contact, attempts: 0, uncounted: { ...MISSES, unsent: 2 }, version: 4 };
    expect(asked).toEqual([contact]);
    expect(missed).toEqual({
      contact: { ...contact, state: READY },
      attempt: now(at, UNSENT),
      event: 'unsent',
      cause: 'why',
    });
  });

  it('that is refused for good is what became of the contact; nothing else is', () => {
    const of = (state: typeof UNSENT | typeof refused, next: ContactState) =>
      miss(holding({ is: 'placing' }, { disposition: 'busy' }), state, 'why', () => next).contact.disposition;
    const over: ContactState = { is: 'exhausted', reason: 'refused' };
    expect(of(refused, over)).toBe('refused');
    expect([of(refused, READY), of(UNSENT, over), of(UNSENT, READY)]).toEqual(['busy', 'busy', 'busy']);
  });

  it('of a contact that is held by another, or by none, changes nothing of it', () => {
    for (const at of [besides(), free({ is: 'placing' })]) {
      const contact = { ...at.contact, version: 4 };
      expect(miss(at, refused, 'why', () => READY)).toEqual({
        contact,
        attempt: now(at, refused),
        event: 'refused',
        cause: 'why',
      });
    }
  });
});

it('a doubt that is given up stays counted, and its contact waits', () => {
  const at = holding();
  expect(giveUp(at, GIVEN_UP, 'why', NOW + 7)).toEqual({
    contact: { ...at.contact, state: { is: 'ready', dueAt: NOW + 7 }, version: 4 },
    attempt: now(at, GIVEN_UP),
    event: 'given_up',
    cause: 'why',
  });
});

it('a second call of one attempt is said of its contact, and nothing moves', () => {
  const at = { contact: makeContact({ version: 3 }), attempt: makeAttempt() };
  expect(secondCall(at, 'ac_2')).toEqual({
    contact: twice(at),
    attempt: now(at, at.attempt.state),
    event: 'second_call',
    cause: 'ac_2',
  });
});
