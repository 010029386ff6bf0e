/** Dated cases of the rule pack au. */
import { describe, expect, it } from 'vitest';
import { AU } from '../../../src/policy/rules/packs/au.ts';
import { limitsOf, provePack } from '../../support/rule-cases.ts';

provePack(AU, [
  ['2026-12-01 08:59', 'AU', 'marketing', 'au-workdays'],
  ['2026-12-01 19:59', 'AU', 'marketing', 'allowed'],
  ['2026-12-05 16:59', 'AU-NSW', 'marketing', 'allowed'],
  ['2026-12-05 17:00', 'AU-NSW', 'marketing', 'au-saturday'],
  ['2026-12-06 12:00', 'AU-NSW', 'marketing', 'au-days'],
  ['2027-01-26 12:00', 'AU-WA', 'appointment', 'au-days'], // Australia Day
]);

describe('beside hours', () => {
  it('asks for the register to sell', () => {
    expect(limitsOf(AU, '2026-12-01', 'AU', 'marketing')).toEqual(['au-dncr']);
  });
});
