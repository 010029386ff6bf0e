/** Dated cases of the rule pack de. */
import { describe, expect, it } from 'vitest';
import { DE } from '../../../src/policy/rules/packs/de.ts';
import { limitsOf, provePack } from '../../support/rule-cases.ts';

provePack(DE, [
  ['2026-12-01 08:59', 'DE', 'marketing', 'de-workdays'],
  ['2026-12-01 19:59', 'DE', 'marketing', 'allowed'],
  ['2026-12-05 17:00', 'DE', 'marketing', 'de-saturday'],
  ['2026-12-06 12:00', 'DE-BY', 'appointment', 'de-days'],
  ['2027-03-26 12:00', 'DE-BE', 'appointment', 'de-days'], // Good Friday
  ['2027-05-27 12:00', 'DE-BY', 'appointment', 'allowed'], // Corpus Christi is no holiday of the whole country
]);

describe('beside hours', () => {
  it('asks for consent to sell', () => {
    expect(limitsOf(DE, '2026-12-01', 'DE', 'marketing')).toEqual(['de-consent']);
    expect(limitsOf(DE, '2026-12-01', 'DE', 'appointment')).toEqual([]);
  });
});
