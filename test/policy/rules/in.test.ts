/** Dated cases of the rule pack in. */
import { describe, expect, it } from 'vitest';
import { IN } from '../../../src/policy/rules/packs/in.ts';
import { limitsOf, provePack } from '../../support/rule-cases.ts';

provePack(IN, [
  ['2026-12-01 08:59', 'IN', 'marketing', 'in-hours'],
  ['2026-12-01 09:00', 'IN', 'marketing', 'allowed'],
  ['2026-12-06 20:59', 'IN', 'appointment', 'allowed'],
  ['2026-12-06 21:00', 'IN', 'appointment', 'in-hours'],
  ['2026-12-06 21:00', 'IN', 'emergency', 'allowed'],
]);

describe('beside hours', () => {
  it('asks for consent to sell since the amendment', () => {
    expect(limitsOf(IN, '2025-02-11', 'IN', 'marketing')).toEqual([]);
    expect(limitsOf(IN, '2025-02-12', 'IN', 'marketing')).toEqual(['in-consent']);
  });
});
