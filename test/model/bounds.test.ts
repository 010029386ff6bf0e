/** A contact's own first and last instant beat whatever would have it dialed. */
import { describe, expect, it } from 'vitest';
import { askCallback } from '../../src/model/callback.ts';
import { withinBounds } from '../../src/model/bounds.ts';
import { readContact } from '../../src/model/stored.ts';
import { HOUR } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { mayDial } from '../../src/policy/may-dial.ts';
import { takeNewData } from '../../src/store/reload.ts';
import { newDataOf } from '../../src/model/stored.ts';
import { makeCampaign, makeContact, makeLine, NOW } from '../support/fixtures.ts';

const NEVER = { refused: () => false, tried: () => 0 };
const at = { list: 'list.csv', row: 2, now: NOW };

it('whoever would wait shorter waits for the first, and leaves at the last', () => {
  const ready = { is: 'ready', dueAt: NOW } as const;
  expect(withinBounds({ notBefore: NOW + 1 }, ready)).toEqual({ is: 'ready', dueAt: NOW + 1 });
  expect(withinBounds({ notBefore: NOW - 1 }, ready)).toEqual(ready);
  expect(withinBounds({ notAfter: NOW + 1 }, ready)).toEqual(ready);
  expect(withinBounds({ notAfter: NOW }, ready)).toEqual({ is: 'exhausted', reason: 'not_after' });
  expect(withinBounds({ notAfter: 0 }, { is: 'completed', reason: 'answered' }).is).toBe('completed');
});

it('a callback does not come before it', () => {
  const asked = askCallback(makeContact({ notBefore: NOW + 2 * HOUR }), NOW + HOUR);
  expect(asked?.state).toEqual({ is: 'ready', dueAt: NOW + 2 * HOUR });
});

describe('may it be dialed', () => {
  const ask = (bounds: object): unknown => {
    const contact = makeContact(bounds);
    return mayDial({ contact, campaign: makeCampaign(), lines: [makeLine()], suppressed: false }, NOW, makeHours());
  };
  it('not before, whatever its alarm says', () => {
    expect(ask({ notBefore: NOW + 1 })).toEqual({ is: 'later', rule: 'not_before', notBefore: NOW + 1 });
    expect(ask({ notBefore: NOW })).toEqual({ is: 'yes' });
  });
  it('never from its last instant on', () => {
    expect(ask({ notAfter: NOW })).toEqual({ is: 'never', rule: 'not_after' });
    expect(ask({ notAfter: NOW + 1 })).toEqual({ is: 'yes' });
  });
});

describe('a corrected list', () => {
  const take = (known: object, bounds: object): unknown => {
    const contact = makeContact(known);
    const others: { -readonly [K in keyof typeof contact]: (typeof contact)[K] } = { ...contact };
    delete others.notBefore;
    delete others.notAfter;
    const taken = takeNewData(contact, { ...newDataOf({ ...others, ...bounds }), dueAt: NOW }, at, NEVER)?.contact;
    return taken && [taken.state, taken.notBefore ?? null, taken.notAfter ?? null];
  };
  it('moves the first instant either way', () => {
    const waits = { notBefore: NOW + HOUR, state: { is: 'ready', dueAt: NOW + HOUR } };
    expect(take(waits, { notBefore: NOW + 2 * HOUR })).toEqual([
      { is: 'ready', dueAt: NOW + 2 * HOUR },
      NOW + 2 * HOUR,
      null,
    ]);
    expect(take(waits, {})).toEqual([{ is: 'ready', dueAt: NOW }, null, null]);
  });
  it('does not shorten a wait that has another reason', () => {
    const waits = { notBefore: NOW - HOUR, seq: 1, state: { is: 'ready', dueAt: NOW + HOUR } };
    expect(take(waits, {})).toEqual([{ is: 'ready', dueAt: NOW + HOUR }, null, null]);
  });
  it('gives back whose last instant had come, and takes out whose last is past now', () => {
    const over = { notAfter: NOW - 1, state: { is: 'exhausted', reason: 'not_after' } };
    expect(take(over, { notAfter: NOW + HOUR })).toEqual([{ is: 'ready', dueAt: NOW }, null, NOW + HOUR]);
    expect(take(over, { notAfter: NOW - 5 })).toEqual([over.state, null, NOW - 5]);
    expect(take({}, { notAfter: NOW })).toEqual([{ is: 'exhausted', reason: 'not_after' }, null, NOW]);
  });
});

it('a ledger gives both back', () => {
  const { campaign: _, ...body } = makeContact({ notBefore: NOW, notAfter: NOW + 1 });
  expect(readContact(JSON.stringify(body))).toMatchObject({ notBefore: NOW, notAfter: NOW + 1 });
  expect(Object.keys(readContact(JSON.stringify(makeContact())))).not.toContain('notBefore');
});
