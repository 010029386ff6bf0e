/** Dated cases of the rule pack uk. */
import { describe, expect, it } from 'vitest';
import { UK } from '../../../src/policy/rules/packs/uk.ts';
import { limitsOf, provePack } from '../../support/rule-cases.ts';

provePack(UK, [
  ['2026-12-01 08:59', 'GB', 'marketing', 'uk-workdays'],
  ['2026-12-01 19:59', 'GB', 'marketing', 'allowed'],
  ['2026-12-05 17:00', 'GB-ENG', 'marketing', 'uk-saturday'],
  ['2026-12-06 12:00', 'GB-ENG', 'appointment', 'uk-days'],
  ['2026-12-28 12:00', 'GB-ENG', 'appointment', 'uk-days'], // Boxing Day, observed
  ['2026-11-30 12:00', 'GB-SCT', 'appointment', 'uk-sct-holidays'], // St Andrew
  ['2026-11-30 12:00', 'GB-ENG', 'appointment', 'allowed'],
]);

describe('beside hours', () => {
  it('asks for consent to sell', () => {
    expect(limitsOf(UK, '2026-12-01', 'GB', 'marketing')).toEqual(['uk-consent']);
    expect(limitsOf(UK, '2026-12-01', 'GB', 'appointment')).toEqual([]);
  });
});
