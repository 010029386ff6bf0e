/** Dated cases of the rule pack fr. */
import { describe, expect, it } from 'vitest';
import { FR } from '../../../src/policy/rules/packs/fr.ts';
import { limitsOf, provePack } from '../../support/rule-cases.ts';

provePack(FR, [
  ['2026-12-01 09:59', 'FR', 'marketing', 'fr-hours'],
  ['2026-12-01 12:59', 'FR', 'marketing', 'allowed'],
  ['2026-12-01 13:00', 'FR', 'marketing', 'fr-hours'],
  ['2026-12-01 14:00', 'FR', 'marketing', 'allowed'],
  ['2026-12-01 20:00', 'FR', 'appointment', 'fr-hours'],
  ['2026-12-05 11:00', 'FR', 'marketing', 'fr-days'],
  ['2026-07-14 11:00', 'FR', 'marketing', 'fr-days'],
  ['2023-02-28 09:00', 'FR', 'marketing', 'allowed'], // the day before the decree
  ['2023-03-01 09:00', 'FR', 'marketing', 'fr-hours'],
]);

describe('beside hours', () => {
  it('asks for consent since 11 August 2026', () => {
    expect(limitsOf(FR, '2026-08-10', 'FR', 'marketing')).toEqual(['fr-calls', 'fr-refusal']);
    expect(limitsOf(FR, '2026-08-11', 'FR', 'marketing')).toEqual(['fr-calls', 'fr-refusal', 'fr-consent']);
    expect(limitsOf(FR, '2026-12-01', 'FR', 'appointment')).toEqual([]);
  });

  it('is 4 calls in 30 days, and 60 days of rest after a refusal', () => {
    const byId = new Map(FR.rules.map((rule) => [rule.id, rule]));
    expect(byId.get('fr-calls')?.calls).toEqual([{ calls: 4, per: '30d' }]);
    expect(byId.get('fr-refusal')?.rest).toEqual([{ after: 'refusal', for: '60d' }]);
  });
});
