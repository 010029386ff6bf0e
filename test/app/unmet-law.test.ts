/** What the law demands of a whole list, and nobody said or asked, is one sentence with how to go on: not a run that dials nobody. */
import { expect, it } from 'vitest';
import { refuseUnmet, unmetLaw } from '../../src/app/campaign/unmet-law.ts';
import { UserError } from '../../src/model/errors.ts';
import { DAY } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { NOW } from '../support/fixtures.ts';

const rules = { pack: 'us_safe', version: '2026-11-27', purpose: 'marketing' } as const;
const silent = { report: { rows: 212, byCode: { no_consent: 212 } }, mapping: {}, unconsented: new Map() };
const fine = { report: { rows: 3, byCode: {} }, mapping: {}, unconsented: new Map() };
const none = { groups: [] };
const texas = { groups: [{ place: 'America/Chicago|US-TX', count: 3, from: NOW, to: NOW }] };
const stated = { level: 'written', at: null, source: 'form', by: 'Ann' } as const;
type Plan = Parameters<typeof unmetLaw>[0];
const unmet = (over: Partial<Plan>, read: Parameters<typeof unmetLaw>[1], waiting: typeof none | typeof texas) =>
  unmetLaw({ rules, startAt: null, ...over }, read, waiting, makeHours(), NOW);

it('a list that says nothing of consent', () => {
  const [problem, ...more] = unmet({}, silent, none);
  expect(problem).toMatchObject({ code: 'consent_missing', at: 'consent' });
  expect(problem?.message).toContain('no_consent: 212 of 212 rows');
  expect(more).toEqual([]);
  expect(() => refuseUnmet(unmet({}, silent, none))).toThrow(UserError);
  refuseUnmet([]);
});

it('not one that says it of some, or of which it was stated', () => {
  const consent = { level: ['Consent'], at: [], source: [] };
  expect(unmet({}, { ...silent, mapping: { consent } }, none)).toEqual([]);
  expect(unmet({ consent: stated as unknown as NonNullable<Plan['consent']> }, silent, none)).toEqual([]);
});

it('a registry that a rule names and no scrub asks', () => {
  const problems = unmet({}, fine, texas);
  expect(problems.map(({ code }) => code)).toEqual(['scrub_missing']);
  expect(problems[0]?.message).toContain('"national_dnc" must be asked about 3 of the numbers');
  expect(unmet({ scrubs: [{ name: 'national_dnc', oldest: 31 * DAY }] }, fine, texas)).toEqual([]);
  // Nobody is sold anything.
  expect(unmet({ rules: { ...rules, purpose: 'appointment' } }, fine, texas)).toEqual([]);
});

it('is said along with a consent that is missing, not after it', () => {
  const unconsented = new Map([['America/Chicago|US-TX', 212]]);
  const problems = unmet({}, { ...silent, unconsented }, none);
  expect(problems.map(({ code }) => code)).toEqual(['consent_missing', 'scrub_missing']);
  expect(problems[1]?.message).toContain('about 212 of the numbers');
});

it('a statement that the list was compared elsewhere holds for 31 days, and not ahead of its day', () => {
  const codes = (at: number) => unmet({ scrubbed: [{ name: 'national_dnc', at }] }, fine, texas);
  expect(codes(NOW - 30 * DAY)).toEqual([]);
  const [stale] = codes(NOW - 31 * DAY);
  expect(stale).toMatchObject({ code: 'scrub_missing', at: 'scrubbed' });
  expect(stale?.message).toMatch(/is of \d{4}-\d\d-\d\d, and holds for 31d/);
  expect(codes(NOW + DAY).map(({ code }) => code)).toEqual(['scrub_missing']);
});
