/** Dated cases of the rule pack ca. */
import { describe, expect, it } from 'vitest';
import { CA } from '../../../src/policy/rules/packs/ca.ts';
import { limitsOf, provePack } from '../../support/rule-cases.ts';

provePack(CA, [
  ['2026-12-01 08:59', 'CA-ON', 'marketing', 'ca-workdays'],
  ['2026-12-01 21:29', 'CA-ON', 'marketing', 'allowed'],
  ['2026-12-01 21:30', 'CA-ON', 'marketing', 'ca-workdays'],
  ['2026-12-06 17:59', 'CA-ON', 'appointment', 'allowed'],
  ['2026-12-06 18:00', 'CA-ON', 'appointment', 'ca-weekend'],
  ['2026-07-01 12:00', 'CA-ON', 'marketing', 'allowed'],
  ['2026-07-01 12:00', 'CA-BC', 'marketing', 'ca-bc-holidays'],
  ['2026-02-16 12:00', 'CA-BC', 'marketing', 'ca-bc-holidays'], // Family Day
  ['2026-07-01 12:00', 'CA', 'marketing', 'ca-bc-holidays'], // it may be British Columbia
]);

describe('beside hours', () => {
  it('asks for consent and the registry to sell', () => {
    expect(limitsOf(CA, '2026-12-01', 'CA-ON', 'marketing')).toEqual(['ca-consent', 'ca-dncl']);
    expect(limitsOf(CA, '2026-12-01', 'CA-ON', 'appointment')).toEqual([]);
  });
});
