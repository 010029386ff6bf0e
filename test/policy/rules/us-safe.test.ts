/** Dated cases of the rule pack us_safe: every state that is stricter than the default, and the default. */
import { describe, expect, it } from 'vitest';
import { US_SAFE } from '../../../src/policy/rules/packs/us-safe.ts';
import { limitsOf, provePack, verdictOf } from '../../support/rule-cases.ts';

// 2026-12-01 is a Tuesday, 2026-12-05 a Saturday, 2026-12-06 a Sunday.
provePack(US_SAFE, [
  ['2026-12-01 08:59', 'US-NY', 'appointment', 'us-safe-workdays'],
  ['2026-12-01 09:00', 'US-NY', 'appointment', 'allowed'],
  ['2026-12-01 19:59', 'US-CA', 'marketing', 'allowed'],
  ['2026-12-01 20:00', 'US-CA', 'marketing', 'us-safe-workdays'],
  ['2026-12-01 07:00', 'US-NY', 'marketing', 'us-hours us-safe-workdays'],
  ['2026-12-05 09:59', 'US-NY', 'marketing', 'us-safe-saturday'],
  ['2026-12-05 10:00', 'US-NY', 'marketing', 'allowed'],
  ['2026-12-06 12:00', 'US-NY', 'marketing', 'us-safe-days'],
  ['2026-11-26 12:00', 'US-NY', 'marketing', 'us-safe-days'], // Thanksgiving
  ['2026-11-27 12:00', 'US-NY', 'marketing', 'allowed'],
  ['2026-11-27 12:00', 'US-LA', 'marketing', 'us-la-days'], // Acadian Day
  ['2026-07-03 12:00', 'US-NY', 'marketing', 'us-safe-days'], // the 4th is a Saturday
  ['2026-12-01 09:30', 'US-KY', 'appointment', 'us-ky-hours'],
  ['2026-12-01 10:00', 'US-KY', 'appointment', 'allowed'],
  ['2026-12-01 19:00', 'US-PA', 'appointment', 'us-pa-hours'],
  ['2026-10-16 19:00', 'US-PA', 'appointment', 'allowed'], // before the act
  ['2026-10-18 12:00', 'US-PA', 'appointment', 'us-safe-days us-pa-sunday'],
  ['2026-10-11 12:00', 'US-PA', 'appointment', 'us-safe-days'],
  ['2026-04-03 12:00', 'US-PA', 'appointment', 'us-pa-holidays'], // Good Friday
  ['2026-12-01 18:00', 'US-RI', 'appointment', 'us-ri-hours'],
  ['2026-08-10 12:00', 'US-RI', 'appointment', 'us-ri-days'], // Victory Day
  ['2026-12-01 17:00', 'US-ME', 'appointment', 'us-me-hours'],
  ['2026-12-05 12:00', 'US-ME', 'appointment', 'us-me-days'],
  ['2026-12-05 12:00', 'US-SD', 'appointment', 'us-sd-days'],
  ['2026-12-06 11:00', 'US-TX', 'appointment', 'us-safe-days us-tx-sunday'],
  ['2026-12-06 13:00', 'US-TX', 'appointment', 'us-safe-days'],
  ['2026-12-01 08:30', 'US-CT', 'appointment', 'us-safe-workdays us-ct-hours'],
  ['2026-12-01 20:30', 'US-FL', 'appointment', 'us-safe-workdays us-fl-hours'],
  ['2026-12-01 20:30', 'US-MD', 'appointment', 'us-safe-workdays us-md-hours'],
  ['2026-12-01 08:30', 'US-OK', 'appointment', 'us-safe-workdays us-ok-machine'],
  ['2026-12-06 12:00', 'US-NE', 'appointment', 'us-safe-days us-ne-days'],
  ['2026-07-24 12:00', 'US-UT', 'appointment', 'us-ut-days'], // Pioneer Day
  ['2026-06-01 12:00', 'US-AL', 'appointment', 'us-al-days'],
  ['2026-04-27 12:00', 'US-MS', 'appointment', 'us-ms-days'],
  ['2026-12-01 09:30', 'US-KY,US-PA', 'appointment', 'us-ky-hours'], // one of the two
  ['2026-12-01 18:30', 'US-RI,US-CT', 'appointment', 'us-ri-hours'],
  ['2026-12-06 03:00', 'US-PA', 'emergency', 'allowed'],
]);

describe('us_safe', () => {
  const minutes = Array.from({ length: 1440 }, (_, at) => at);
  const clock = (at: number): string => [Math.floor(at / 60), at % 60].map((n) => String(n).padStart(2, '0')).join(':');

  it('leaves workdays from 10 to 17 where nobody knows the state', () => {
    const open = minutes
      .map(clock)
      .filter((at) => verdictOf(US_SAFE, `2026-12-01 ${at}`, 'US', 'marketing') === 'allowed');
    expect([open[0], open.at(-1), open.length]).toEqual(['10:00', '16:59', 420]);
  });

  it('caps calls everywhere, and again in the states that do', () => {
    expect(limitsOf(US_SAFE, '2026-12-01', 'US-NY', 'appointment')).toEqual(['us-consent', 'us-safe-calls']);
    expect(limitsOf(US_SAFE, '2026-12-01', 'US-FL', 'appointment')).toContain('us-fl-calls');
    expect(limitsOf(US_SAFE, '2026-12-01', 'US-FL', 'marketing')).toContain('us-fl-consent');
    expect(limitsOf(US_SAFE, '2026-12-01', 'US-ME', 'marketing')).toEqual(
      expect.arrayContaining(['us-me-rest', 'us-me-reassigned']),
    );
    expect(US_SAFE.rules.find(({ id }) => id === 'us-safe-calls')?.calls).toEqual([
      { calls: 3, per: '24h' },
      { calls: 7, per: '7d' },
    ]);
  });
});
