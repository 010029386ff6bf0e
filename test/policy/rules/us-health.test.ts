/** Dated cases of the rule pack us_health. */
import { describe, expect, it } from 'vitest';
import { US_HEALTH } from '../../../src/policy/rules/packs/us-health.ts';
import { limitsOf, provePack } from '../../support/rule-cases.ts';

provePack(US_HEALTH, [
  ['2026-12-01 09:00', 'US-NY', 'appointment', 'allowed'],
  ['2026-12-01 08:59', 'US-NY', 'appointment', 'us-safe-workdays'],
  ['2026-12-06 12:00', 'US-NY', 'appointment', 'us-safe-days'],
  ['2026-12-25 12:00', 'US-CA', 'informational', 'us-safe-days'],
  ['2026-12-01 19:30', 'US-PA', 'appointment', 'us-pa-hours'],
  ['2026-12-01 03:00', 'US-PA', 'emergency', 'allowed'],
]);

describe('calls of health', () => {
  it('are one a day and three a week', () => {
    expect(limitsOf(US_HEALTH, '2026-12-01', 'US-NY', 'appointment')).toContain('us-health-calls');
    expect(limitsOf(US_HEALTH, '2026-12-01', 'US-NY', 'marketing')).not.toContain('us-health-calls');
    expect(US_HEALTH.rules.find(({ id }) => id === 'us-health-calls')?.calls).toEqual([
      { calls: 1, per: '24h' },
      { calls: 3, per: '7d' },
    ]);
  });
});
