/** A callback that was asked for: ahead of others, never earlier, spent by one call that may have rung, owed until then. */
import { describe, expect, it } from 'vitest';
import { askCallback, takeBackCallback } from '../../src/model/callback.ts';
import type { Callback, Contact, ContactState } from '../../src/model/contact.ts';
import type { AttemptEvent } from '../../src/model/events.ts';
import { afterEnd, type Rules } from '../../src/model/follow-up.ts';
import type { AttemptId, DestinationKey } from '../../src/model/ids.ts';
import { permit, withdraw } from '../../src/model/permit.ts';
import { readContact } from '../../src/model/stored.ts';
import { HOUR, MINUTE } from '../../src/model/time.ts';
import { transition } from '../../src/model/transitions.ts';
import { mayTry, triesLeft } from '../../src/model/tries.ts';
import { takeNewData, takeOut } from '../../src/store/reload.ts';
import { call, makeAttempt, makeContact, makePlan, NOW } from '../support/fixtures.ts';

const RULES: Rules = { plan: makePlan(), campaign: { is: 'running' } };
const AT = NOW + 2 * HOUR;
const ANSWERED: ContactState = { is: 'completed', reason: 'answered' };
const SPENT: ContactState = { is: 'exhausted', reason: 'attempts_spent' };

const reached = makeContact({ seq: 1, attempts: 1, disposition: 'answered', state: ANSWERED, version: 4 });
const asked = (contact: Contact, at = AT): Contact => askCallback(contact, at) as Contact;

/** Its next attempt, from the permit on, as far as these events bring it. */
function dialed(contact: Contact, ...events: readonly AttemptEvent[]): Contact {
  const seq = contact.seq + 1;
  const id = `od1.L.demo.c1.${seq}` as AttemptId;
  let attempt = makeAttempt({ id, seq, sendAt: AT, sendBy: AT + 1000 });
  let held = permit(contact, attempt) as Contact;
  for (const event of events) {
    const moved = transition(held, attempt, event, RULES, AT + MINUTE);
    if (moved.is !== 'changed') throw new Error(`${event.is} changed nothing`);
    held = moved.contact;
    attempt = moved.attempt;
  }
  return held;
}

const PLACED: AttemptEvent = { is: 'accepted', callId: call(2) };
const ended = (disposition: 'no_answer' | 'answered'): AttemptEvent => ({
  is: 'over',
  callId: call(2),
  disposition,
  startedAt: disposition === 'answered' ? AT : null,
  endedAt: AT + MINUTE,
  endReason: null,
});

describe('a callback', () => {
  it('of somebody who was reached is due at its instant, ahead of others', () => {
    expect(asked(reached)).toStrictEqual({
      ...reached,
      priority: -1,
      callback: { at: AT, after: 1, priority: 0, before: ANSWERED },
      state: { is: 'ready', dueAt: AT },
      version: 5,
    });
  });

  it('asked for again is what was said last, and what was before stays what it was', () => {
    const again = asked(asked(reached), AT + HOUR);
    expect(again.callback).toEqual({ at: AT + HOUR, after: 1, priority: 0, before: ANSWERED });
    expect(again).toMatchObject({ priority: -1, state: { is: 'ready', dueAt: AT + HOUR } });
  });

  it('is ahead of whoever a list puts ahead', () => {
    expect(asked(makeContact({ priority: -5 })).priority).toBe(-6);
  });

  it.each<ContactState>([
    { is: 'in_progress', attempt: makeAttempt().id, dueAt: NOW },
    { is: 'in_doubt', attempt: makeAttempt().id, dueAt: NOW, lookUps: 0 },
    { is: 'needs_review', attempt: makeAttempt().id, dueAt: NOW, lookUps: 3 },
    { is: 'skipped', reason: 'suppressed' },
    { is: 'canceled', reason: 'campaign_canceled' },
  ])('is not to be had of somebody who is %o', (state) => {
    expect(askCallback(makeContact({ state }), AT)).toBeUndefined();
  });

  it('taken back leaves everything as it was', () => {
    for (const before of [reached, makeContact({ state: { is: 'ready', dueAt: NOW + 5 } }), makeContact()]) {
      expect(takeBackCallback(asked(before))).toStrictEqual({ ...before, version: before.version + 2 });
    }
    expect(takeBackCallback(reached)).toBeUndefined();
  });
});

describe('it is spent', () => {
  it('by the call that was placed, and whoever was reached before stays reached', () => {
    const on = dialed(asked(reached), PLACED);
    expect(on).toMatchObject({ priority: 0, attempts: 2, state: { is: 'in_progress' } });
    expect(on.callback).toBeUndefined();
    const over = dialed(asked(reached), PLACED, ended('no_answer'));
    expect(over).toMatchObject({ state: ANSWERED, disposition: 'answered', priority: 0 });
  });

  it('and goes by the retry rules afterwards: never beyond what the campaign allows', () => {
    const busy = { seq: 3, attempts: 3, disposition: 'busy', state: SPENT } as const;
    const over = dialed(asked(makeContact(busy)), PLACED, ended('no_answer'));
    expect(over).toMatchObject({ attempts: 4, state: SPENT, disposition: 'no_answer' });
    const early = dialed(asked(makeContact()), PLACED, ended('no_answer'));
    expect(early).toMatchObject({ attempts: 1, state: { is: 'ready', dueAt: AT + MINUTE + 2 * HOUR } });
    expect(early.callback).toBeUndefined();
  });

  it('by an end that was heard of first', () => {
    expect(dialed(asked(makeContact()), ended('answered'))).toMatchObject({ state: ANSWERED, priority: 0 });
  });
});

describe('it is owed', () => {
  it('while the request provably rang nobody', () => {
    const missed = dialed(asked(makeContact({ seq: 3, attempts: 3, state: SPENT })), { is: 'unsent', cause: 'gate' });
    expect(missed).toMatchObject({ priority: -1, attempts: 3, state: { is: 'ready' }, callback: { at: AT, after: 3 } });
    expect(mayTry(missed, RULES.plan.retry)).toBe(true);
    expect(triesLeft(missed, RULES.plan.retry)).toBe(0);
  });

  it('while it is in doubt', () => {
    expect(dialed(asked(reached), { is: 'unknown', cause: 'timeout' })).toMatchObject({
      priority: -1,
      state: { is: 'in_doubt' },
      callback: { at: AT },
    });
  });

  it('whatever becomes known of an older call', () => {
    const waiting = asked(makeContact({ seq: 1, attempts: 1, state: { is: 'ready', dueAt: NOW } }));
    const older = makeAttempt({ state: { is: 'not_placed', why: 'given_up', at: NOW, code: null } });
    const moved = transition(waiting, older, { ...ended('answered'), callId: call(1) } as AttemptEvent, RULES, NOW + 1);
    expect(moved).toMatchObject({
      is: 'changed',
      contact: { disposition: 'answered', state: { is: 'ready', dueAt: AT }, callback: { at: AT }, priority: -1 },
    });
  });

  it('and survives the ledger, and a list that is loaded again', () => {
    const { id: _, ...body } = asked(makeContact());
    expect(readContact(JSON.stringify(body)).callback).toStrictEqual(asked(makeContact()).callback);
    const data = { destination: makeContact().destination, place: 'UTC', cartesiaDialable: true, priority: 7 };
    const at = { list: 'list.csv', row: 9, now: NOW };
    const again = takeNewData(asked(makeContact()), data, at, { refused: () => false, tried: () => 0 })?.contact;
    expect(again).toMatchObject({ priority: -1, row: 9, place: 'UTC', callback: { priority: 7, at: AT } });
    expect(takeBackCallback(again!)?.priority).toBe(7);
    const other = { ...data, destination: 'd2' as DestinationKey };
    const spent = makeContact({ attempts: 3, spentBefore: 3, seq: 3, disposition: 'busy' });
    const renumbered = takeNewData(asked(spent), other, at, { refused: () => false, tried: () => 0 })?.contact;
    expect(renumbered).toMatchObject({
      priority: -1,
      attempts: 0,
      state: { is: 'ready', dueAt: AT },
      callback: { at: AT },
    });
    expect(renumbered?.spentBefore).toBeUndefined();
    expect(takeOut(asked(reached), NOW)?.contact).toMatchObject({ state: ANSWERED, priority: 0 });
  });
});

describe('one that cannot be kept', () => {
  it('leaves whoever was reached as reached', () => {
    expect(withdraw(asked(reached), 'suppressed', RULES, NOW)).toMatchObject({ state: ANSWERED, priority: 0 });
    const refused = dialed(asked(reached), { is: 'refused', code: 'invalid', forGood: true });
    expect(refused).toMatchObject({ state: ANSWERED, disposition: 'answered', priority: 0, attempts: 1 });
    expect(refused.callback).toBeUndefined();
  });

  it('leaves with its reason whoever waited', () => {
    const left = withdraw(asked(makeContact()), 'suppressed', RULES, NOW);
    expect(left).toMatchObject({ state: { is: 'skipped', reason: 'suppressed' }, priority: 0 });
    expect(left?.callback).toBeUndefined();
    const refused = dialed(asked(makeContact()), { is: 'refused', code: 'invalid', forGood: true });
    expect(refused).toMatchObject({ state: { is: 'exhausted', reason: 'refused' }, disposition: 'refused' });
    expect(refused.callback).toBeUndefined();
  });
});

describe('tries', () => {
  const retry = { maxAttempts: 3 };
  it.each<[attempts: number, spentBefore: number | undefined, left: number]>([
    [0, undefined, 3],
    [3, undefined, 0],
    [4, undefined, 0],
    [3, 3, 3],
    [5, 3, 1],
    [18, 18, 2],
    [20, 20, 0],
    [21, 21, 0],
  ])('%i made, %s before the further budget: %i left', (attempts, spentBefore, left) => {
    const contact = makeContact({ attempts, ...(spentBefore === undefined ? {} : { spentBefore }) });
    expect(triesLeft(contact, retry)).toBe(left);
    const end = { disposition: 'busy', startedAt: null, endedAt: NOW, attempt: makeAttempt() } as const;
    expect(afterEnd(contact, end, RULES, NOW).is).toBe(left > 0 ? 'ready' : 'exhausted');
  });

  it('a further budget survives the ledger', () => {
    const { id: _, ...body } = makeContact({ attempts: 3, spentBefore: 3 });
    expect(readContact(JSON.stringify(body)).spentBefore).toBe(3);
  });
});

it('a callback of a record that is not one is not guessed', () => {
  const wrong = { at: AT, after: 0, priority: 0, before: { is: 'in_progress', attempt: 'a', dueAt: 1 } };
  const body = { ...makeContact(), callback: wrong as unknown as Callback };
  expect(() => readContact(JSON.stringify(body))).toThrow('while a call was open');
});
