/** At loading a row leaves whose consent a rule does not take, in the rule's words; one that grows old is told. */
import { expect, it } from 'vitest';
import { consentJudge } from '../../src/app/campaign/judge-consent.ts';
import type { RowConsent } from '../../src/model/consent.ts';
import type { PlanRules } from '../../src/model/rule-pack.ts';
import { DAY } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { makeContact, NOW } from '../support/fixtures.ts';

const rule = {
  ...{ id: 'us-written', summary: 'Written consent, not older than a year.', source: '47 CFR 64.1200(a)(2)' },
  ...{ from: null, until: null, regions: ['*'], purposes: ['marketing' as const] },
  consent: { needs: 'written' as const, oldest: '365d' },
};
const rules: PlanRules = {
  pack: { pack: 'own', version: '2026-11-27', rules: [rule] },
  version: '2026-11-27',
  purpose: 'marketing',
};

const judged = (consent: RowConsent, terms: { startAt?: number; scrubs?: { name: string; oldest: number }[] } = {}) =>
  consentJudge({ rules, startAt: null, ...terms }, makeHours(), NOW)?.(makeContact({ consent }));

it('says which rule, what it needs and what there is', () => {
  const { leaves } = judged({ level: 'express', at: NOW - DAY }) ?? {};
  expect(leaves).toMatchObject({ code: 'no_consent', severity: 'warning' });
  expect(leaves?.message).toBe(
    'Written consent is needed, and there is express only (us-written: Written consent, not older than a year. Source: 47 CFR 64.1200(a)(2)).',
  );
  expect(judged({ level: 'written', at: NOW - 365 * DAY })?.leaves?.code).toBe('consent_too_old');
  expect(judged({ level: 'written', at: null })?.leaves?.message).toContain('no day says when it was given');
});

it('is judged for the first moment of the campaign', () => {
  const consent: RowConsent = { level: 'written', at: NOW - 364 * DAY };
  expect(judged(consent)?.leaves).toBeUndefined();
  expect(judged(consent, { startAt: NOW + 2 * DAY })?.leaves?.code).toBe('consent_too_old');
});

it('from the ninetieth day on the number may have a new owner, unless that is asked', () => {
  expect(judged({ level: 'written', at: NOW - 89 * DAY })).toEqual({});
  const old: RowConsent = { level: 'written', at: NOW - 90 * DAY };
  expect(judged(old)?.tells?.code).toBe('number_may_have_a_new_owner');
  expect(judged(old, { scrubs: [{ name: 'reassigned_numbers', oldest: DAY }] })).toEqual({});
});

it('nothing is judged where no rule demands a consent', () => {
  expect(consentJudge({ startAt: null }, makeHours(), NOW)).toBeUndefined();
});
