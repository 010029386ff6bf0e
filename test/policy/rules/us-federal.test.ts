/** Dated cases of the rule pack us_federal. */
import { describe, expect, it } from 'vitest';
import { US_FEDERAL } from '../../../src/policy/rules/packs/us-federal.ts';
import { limitsOf, provePack } from '../../support/rule-cases.ts';

provePack(US_FEDERAL, [
  ['2026-12-01 07:59', 'US-NY', 'marketing', 'us-hours'],
  ['2026-12-01 08:00', 'US-NY', 'marketing', 'allowed'],
  ['2026-12-06 20:59', 'US-NY', 'appointment', 'allowed'], // a Sunday: federal law does not mind
  ['2026-12-06 21:00', 'US-NY', 'appointment', 'us-hours'],
  ['2026-12-25 12:00', 'US-PA', 'collections', 'allowed'],
  ['2026-12-01 03:00', 'US-NY', 'emergency', 'allowed'],
  ['2026-12-01 03:00', 'US-PR', 'informational', 'us-hours'],
  ['2026-12-01 03:00', 'FR', 'marketing', 'allowed'], // it says nothing of France, so that no row of it is loaded
]);

describe('beside hours', () => {
  it('asks for written consent and the registry to sell, for consent otherwise', () => {
    expect(limitsOf(US_FEDERAL, '2026-12-01', 'US-NY', 'marketing')).toEqual(['us-consent-written', 'us-dnc']);
    expect(limitsOf(US_FEDERAL, '2026-12-01', 'US-NY', 'appointment')).toEqual(['us-consent']);
    expect(limitsOf(US_FEDERAL, '2026-12-01', 'US-NY', 'emergency')).toEqual([]);
  });
});
