/** Small rules that many ask: what is open, what a line says, which names a call's attempt goes by, when an account is closed. */
import { describe, expect, it } from 'vitest';
import { callIdOf, isOpen, type AttemptState } from '../../src/model/attempt.ts';
import { attemptVariableOf, attemptVariablesOf } from '../../src/model/campaign.ts';
import { isClosedAt } from '../../src/model/closed-account.ts';
import { dueAtOf, NO_CONTACTS } from '../../src/model/contact.ts';
import { dialOptionsOf } from '../../src/model/dial-options.ts';
import { attemptId, parseAttemptId, type CampaignId, type ContactId } from '../../src/model/ids.ts';
import {
  EXPORT_COLUMNS,
  EXTRA_COLUMNS,
  exportedName,
  isExtra,
  RESULT_COLUMN_WORDS,
} from '../../src/model/result-columns.ts';
import { DAY } from '../../src/model/time.ts';
import { withoutNumbers } from '../../src/model/without-numbers.ts';
import { call, makeAttempt, makeContact, makePlan, NOW } from '../support/fixtures.ts';

const id = call(1);
it.each<[AttemptState, boolean, string | null]>([
  [{ is: 'placing' }, true, null],
  [{ is: 'placed', callId: id, seen: 'created', startedAt: null, renewals: 0 }, true, id],
  [{ is: 'in_doubt', since: NOW, cause: 'x', callId: id, renewals: 0 }, true, id],
  [{ is: 'in_doubt', since: NOW, cause: 'x', callId: null, renewals: 0 }, true, null],
  [{ is: 'ended', callId: id, disposition: 'busy', startedAt: null, endedAt: NOW, endReason: null }, false, id],
  [{ is: 'not_placed', why: 'refused', at: NOW, code: null }, false, null],
])('an attempt that is %o holds its slot: %s, and its call is %s', (state, open, callId) => {
  expect(isOpen(makeAttempt({ state }))).toBe(open);
  expect(callIdOf(makeAttempt({ state }))).toBe(callId);
});

it('a count of contacts begins at none of each state', () => {
  expect(NO_CONTACTS).toEqual({
    ...{ ready: 0, in_progress: 0, in_doubt: 0, needs_review: 0 },
    ...{ completed: 0, exhausted: 0, skipped: 0, canceled: 0 },
  });
});

it('a contact has an alarm while it lives', () => {
  expect(dueAtOf(makeContact({ state: { is: 'ready', dueAt: NOW } }))).toBe(NOW);
  expect(dueAtOf(makeContact({ state: { is: 'completed', reason: 'answered' } }))).toBeNull();
});

describe('the variable that carries an attempt', () => {
  it('has its usual name where a plan of before says none, the plan’s own, or is left out', () => {
    expect(attemptVariableOf({})).toBe('outdial_attempt_id');
    expect(attemptVariableOf({ attemptVariable: 'ref' })).toBe('ref');
    expect(attemptVariableOf({ attemptVariable: null })).toBeNull();
  });

  it('is looked for under the names of before too', () => {
    expect(attemptVariablesOf({})).toEqual(['outdial_attempt_id']);
    expect(attemptVariablesOf({ attemptVariable: 'ref', formerAttemptVariables: ['a', 'b'] })).toEqual([
      'ref',
      'a',
      'b',
    ]);
    expect(attemptVariablesOf({ attemptVariable: null })).toEqual([]);
    expect(attemptVariablesOf({ attemptVariable: null, formerAttemptVariables: ['a'] })).toEqual(['a']);
  });
});

describe('an attempt’s id', () => {
  const parts = { ledger: 'L', campaign: 'demo' as CampaignId, contact: 'c1' as ContactId, seq: 12 };
  it('is read as it was made', () => {
    const made = attemptId(parts.ledger, parts.campaign, parts.contact, parts.seq);
    expect(made).toBe('od1.L.demo.c1.12');
    expect(parseAttemptId(made)).toEqual(parts);
  });

  it.each([
    null,
    7,
    '',
    'od1',
    'od2.L.demo.c1.12',
    'od1..demo.c1.12',
    'od1.L..c1.12',
    'od1.L.demo..12',
    'od1.L.demo.c1.',
    'od1.L.demo.c1',
    'od1.L.demo.c1.x',
    'od1.L.demo.c1.1x',
    'od1.L.demo.c1.x1',
    'od1.L.demo.c1.12.3',
  ])('%j is none', (text) => expect(parseAttemptId(text)).toBeUndefined());
});

it('an account is closed until the moment, and a moment further than two days ahead is of a clock that was wrong', () => {
  expect([NOW - 1, NOW].map((until) => isClosedAt(until, NOW))).toEqual([false, false]);
  expect([NOW + 1, NOW + 2 * DAY].map((until) => isClosedAt(until, NOW))).toEqual([true, true]);
  expect(isClosedAt(NOW + 2 * DAY + 1, NOW)).toBe(false);
});

it('a column of the user’s own is named apart where the name is taken', () => {
  expect(exportedName('name')).toBe('name');
  expect(exportedName('status')).toBe('contact.status');
  expect(exportedName('contact.status')).toBe('contact.contact.status');
  expect(exportedName('my contact.x')).toBe('my contact.x');
});

describe('words from outside', () => {
  it.each([
    ['call +1 (415) 555-0101 back', 'call ••• back'],
    ['4155550101', '•••'],
    ['(415) 555 0101 and 415.555.0102', '••• and •••'],
    ['٤١٥٥٥٥٠١٠١', '•••'],
    ['1234567', '•••'],
    ['415 – 555 – 0101', '•••'],
    ['4155/550_101', '•••'],
    ['4 · 1 · 5 · 5 · 5 · 0 · 1', '•••'],
    ['half a \ud83d of 415 555 0101', 'half a \ufffd of •••'],
    ['to 202\u200b555\u061c0123 now', 'to ••• now'],
    ['to [202]555[0123', 'to •••'],
    ['202,555,0123', '•••'],
    ['202~555|0123', '•••'],
    ["202'555’0123", '•••'],
    ['202*555+0123', '•••'],
  ])('%j loses its number', (text, left) => expect(withoutNumbers(text)).toBe(left));

  it.each(['HTTP 503', '123456 of 654321', '12:30:45', 'a1b2c3d4e5f6g7', '1    2    3    4    5    6    7'])(
    '%j stays',
    (text) => expect(withoutNumbers(text)).toBe(text),
  );
});

it('of a whole plan only how its contacts are dialed is taken', () => {
  const plan = makePlan({ startAt: 1, endAt: 2 });
  const { ringingTimeoutSeconds, maxCallDurationMinutes, maxConcurrentCalls, batchWindow, batchSize, weight } = plan;
  expect(dialOptionsOf(plan)).toStrictEqual({
    ...{ ringingTimeoutSeconds, maxCallDurationMinutes, maxConcurrentCalls, batchWindow, batchSize, weight },
    ...{ startAt: 1, endAt: 2, retry: plan.retry, doubt: plan.doubt },
  });
});

it('columns that are ours in some exports only: a user’s own of that name is told from them', () => {
  expect(EXTRA_COLUMNS).toEqual(['last_attempt_local', 'transcript', 'recording']);
  for (const name of EXTRA_COLUMNS) {
    expect(isExtra(name)).toBe(true);
    expect(exportedName(name)).toBe(`contact.${name}`);
  }
  expect([isExtra('status'), isExtra('note')]).toEqual([false, false]);
  expect(exportedName('note')).toBe('note');
});

it('every column of results has its words in the reference', () => {
  expect(Object.keys(RESULT_COLUMN_WORDS).sort()).toEqual([...EXPORT_COLUMNS, ...EXTRA_COLUMNS].sort());
  for (const words of Object.values(RESULT_COLUMN_WORDS)) expect(words).toMatch(/^\S.{10,}/);
});
