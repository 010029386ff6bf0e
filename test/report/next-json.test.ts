/** What `why --json` says of the next call: whether, by which rule not, from when on, and the rule of law word for word. */
import { expect, it } from 'vitest';
import { nextJson } from '../../src/report/why-json.ts';

const because = { id: 'us-hours', summary: 'From 8 to 21.', source: '47 CFR 64.1200(c)(1)', zone: 'America/New_York' };
const notBefore = Date.parse('2026-11-27T13:00:00Z');

it('names the rule of law, its words, its source, whose clock it goes by, and the next opening', () => {
  expect(nextJson({ is: 'later', rule: 'law', notBefore, because })).toEqual({
    may_dial: 'later',
    rule: 'law',
    not_before: '2026-11-27T13:00:00.000Z',
    law: because,
  });
  expect(nextJson({ is: 'never', rule: 'law', because })).toEqual({
    may_dial: 'never',
    rule: 'law',
    not_before: null,
    law: because,
  });
});

it('names any other rule, and none where it may be dialed', () => {
  expect(nextJson({ is: 'later', rule: 'paused', notBefore: null })).toEqual({
    may_dial: 'later',
    rule: 'paused',
    not_before: null,
    law: null,
  });
  expect(nextJson({ is: 'yes' })).toEqual({ may_dial: 'yes', rule: null, not_before: null, law: null });
});
