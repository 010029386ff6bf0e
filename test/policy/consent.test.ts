/** A consent is measured against the rules of the day and the place, as it grows older. */
import { describe, expect, it } from 'vitest';
import type { RowConsent, StatedConsent } from '../../src/model/consent.ts';
import type { PackData, PlanRules, RuleData } from '../../src/model/rule-pack.ts';
import { DAY, HOUR, parseInstant, type Instant } from '../../src/model/time.ts';
import { consentMissing, mayHaveNewOwner } from '../../src/policy/consent.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { mayDial, type MayDial } from '../../src/policy/may-dial.ts';
import { hasConsentRule, makeDemands } from '../../src/policy/rules/demands.ts';
import { makeContact, makeLine, makePlan } from '../support/fixtures.ts';

const at = (text: string): Instant => parseInstant(text) ?? Number.NaN;
const NOON = at('2026-12-01T12:00:00-05:00');
const NY = 'America/New_York|US-NY';

function rule(over: Partial<RuleData>): RuleData {
  return {
    id: 'test-written',
    summary: 'Written consent.',
    source: 'a test',
    from: null,
    until: null,
    regions: ['*'],
    purposes: ['marketing'],
    consent: { needs: 'written' },
    ...over,
  };
}
function rulesOf(...rules: readonly Partial<RuleData>[]): PlanRules {
  const pack: PackData = { pack: 'own', version: '2026-11-27', rules: rules.map(rule) };
  return { pack, version: pack.version, purpose: 'marketing' };
}

describe('what is demanded', () => {
  const demands = makeDemands();
  const ids = (rules: PlanRules | undefined, place: string, when: Instant): string[] =>
    demands(rules === undefined ? {} : { rules }, place, when).consent.map((one) => one.rule.id);

  it('by the region, the purpose and the local day on which a rule binds', () => {
    const rules = rulesOf(
      { id: 'all' },
      { id: 'ny', regions: ['US-NY'], consent: { needs: 'express', oldest: '90d' } },
      { id: 'fl', regions: ['US-FL'] },
      { id: 'health', purposes: ['informational'] },
      { id: 'december', from: '2026-12-02' },
      { id: 'november', until: '2026-12-01' },
    );
    expect(ids(rules, NY, NOON)).toEqual(['all', 'ny']);
    // Anywhere: the rules of every region.
    expect(ids(rules, 'America/New_York', NOON)).toEqual(['all', 'ny', 'fl']);
    // The second of December in Auckland already; in New York and Auckland at once it is both days.
    expect(ids(rules, 'Pacific/Auckland|NZ', NOON)).toEqual(['all', 'december']);
    expect(ids(rules, 'America/New_York,Pacific/Auckland|NZ', NOON)).toEqual(['all', 'december']);
    expect(ids(rules, NY, at('2026-11-30T23:59:00-05:00'))).toEqual(['all', 'ny', 'november']);
    expect(ids(rules, NY, at('2026-12-01T00:00:00-05:00'))).toEqual(['all', 'ny']);
    expect(ids(undefined, NY, NOON)).toEqual([]);
  });

  it('by the day that it is on a clock that was overridden', () => {
    const rules = rulesOf({ id: 'december', from: '2026-12-01' });
    const late = at('2026-11-30T23:30:00-05:00');
    const ahead = [{ zone: 'America/New_York', as: '-04:00', from: null }] as const;
    expect(demands({ rules }, NY, late).consent).toHaveLength(0);
    expect(demands({ rules, zoneOverrides: ahead }, NY, late).consent).toHaveLength(1);
  });

  it('of a rule that says how old it may be what cannot be read lets nothing be young enough', () => {
    const [asked] = demands({ rules: rulesOf({ consent: { needs: 'express', oldest: 'soon' } }) }, NY, NOON).consent;
    expect(asked?.oldest).toBe(0);
  });

  it('is known of a pack as a whole', () => {
    expect(hasConsentRule(undefined)).toBe(false);
    expect(hasConsentRule(rulesOf({ consent: { needs: 'express' }, purposes: ['informational'] }))).toBe(false);
    expect(hasConsentRule(rulesOf({ from: '2030-01-01' }))).toBe(true);
  });
});

describe('what is missing', () => {
  const day = (n: number): Instant => NOON - n * DAY;
  const needs = (consent: RuleData['consent']) =>
    makeDemands()({ rules: rulesOf(consent === undefined ? {} : { consent }) }, NY, NOON).consent;
  const written = needs({ needs: 'written' });
  const fresh = needs({ needs: 'express', oldest: '90d' });
  const rows: readonly [string, RowConsent | undefined, StatedConsent | undefined, typeof written, string | null][] = [
    ['nothing is said', undefined, undefined, written, 'no_consent'],
    ['yes is not written', { level: 'express' }, undefined, written, 'no_consent'],
    ['written is written', { level: 'written' }, undefined, written, null],
    ['written is more than express', { level: 'written', at: day(1) }, undefined, fresh, null],
    ['stated for the list', undefined, { level: 'written', at: null }, written, null],
    ['the row outweighs the statement', { level: 'none' }, { level: 'written', at: null }, written, 'no_consent'],
    ['its day outweighs the other', { at: day(91) }, { level: 'express', at: day(1) }, fresh, 'consent_too_old'],
    ['its level with the stated day', { level: 'express' }, { level: 'express', at: day(1) }, fresh, null],
    ['no day where one is needed', { level: 'express' }, undefined, fresh, 'consent_too_old'],
    ['an empty day where one is stated', { at: null }, { level: 'express', at: day(1) }, fresh, 'consent_too_old'],
    ['one day younger', { level: 'express', at: day(90) + 1 }, undefined, fresh, null],
    ['as old as it may not be', { level: 'express', at: day(90) }, undefined, fresh, 'consent_too_old'],
    ['yet to come', { level: 'written', at: NOON + 2 * DAY }, undefined, written, 'no_consent'],
    ['today in another zone', { level: 'written', at: NOON + 14 * HOUR }, undefined, written, null],
    ['nothing is demanded', { level: 'none' }, undefined, [], null],
  ];
  it.each(rows)('%s', (_, row, stated, demanded, code) => {
    expect(consentMissing(row, stated, demanded, NOON)?.code ?? null).toBe(code);
  });

  it('a number may have a new owner from the ninetieth day on, where a consent is demanded', () => {
    const owner = (days: number, demanded = written): boolean =>
      mayHaveNewOwner({ level: 'written', at: day(days) }, demanded, NOON);
    expect([owner(89), owner(90), owner(90, [])]).toEqual([false, true, false]);
  });
});

describe('may it be dialed', () => {
  const rules = rulesOf({ consent: { needs: 'express', oldest: '90d' } });
  const ask = (consent: RowConsent, when: Instant, dueAt = NOON): MayDial => {
    const plan = makePlan({ rules });
    const contact = makeContact({ place: NY, consent, state: { is: 'ready', dueAt } });
    const campaign = { state: { is: 'running' } as const, plan };
    const lines = [makeLine({ provider: 'twilio' })];
    return mayDial({ contact, campaign, lines, suppressed: false }, when, makeHours());
  };

  it('not any more once it has grown too old, and that is known before', () => {
    const given: RowConsent = { level: 'express', at: NOON - 90 * DAY };
    expect(ask(given, NOON - 1, NOON - 1)).toEqual({ is: 'yes' });
    expect(ask(given, NOON)).toEqual({ is: 'never', rule: 'consent' });
    expect(ask(given, NOON - HOUR)).toEqual({ is: 'never', rule: 'consent' });
    expect(ask(given, NOON - HOUR, NOON - 1)).toEqual({ is: 'later', rule: 'delay', notBefore: NOON - 1 });
  });
});
