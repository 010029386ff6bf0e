/** Dated cases of the rule pack us_reg_f. */
import { describe, expect, it } from 'vitest';
import { US_REG_F } from '../../../src/policy/rules/packs/us-reg-f.ts';
import { US_SAFE } from '../../../src/policy/rules/packs/us-safe.ts';
import { limitsOf, provePack } from '../../support/rule-cases.ts';

provePack(US_REG_F, [
  ['2026-12-01 07:59', 'US-NY', 'collections', 'us-hours us-safe-workdays us-reg-f-hours'],
  ['2026-12-01 09:00', 'US-NY', 'collections', 'allowed'],
  ['2026-12-01 21:00', 'US-NY', 'collections', 'us-hours us-safe-workdays us-reg-f-hours'],
  ['2026-12-01 21:00', 'US-NY', 'marketing', 'us-hours us-safe-workdays'],
  ['2026-12-06 12:00', 'US-CA', 'collections', 'us-safe-days'],
  ['2026-12-01 09:30', 'US-KY', 'collections', 'us-ky-hours'],
]);

describe('Regulation F', () => {
  it('is added to us_safe, for collectors alone', () => {
    expect(US_REG_F.rules.slice(0, US_SAFE.rules.length)).toEqual(US_SAFE.rules);
    const own = ['us-reg-f-calls', 'us-reg-f-rest'];
    expect(limitsOf(US_REG_F, '2026-12-01', 'US-NY', 'collections')).toEqual(expect.arrayContaining(own));
    for (const id of own) expect(limitsOf(US_REG_F, '2026-12-01', 'US-NY', 'marketing')).not.toContain(id);
  });
});
