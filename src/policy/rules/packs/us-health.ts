/** United States, calls of those who treat or insure people: `us_safe` and the caps of exempt health calls. */
import type { PackData } from '../../../model/rule-pack.ts';
import { READ, rule } from './rule.ts';
import { UNITED_STATES } from './us-federal.ts';
import { SAFE_RULES } from './us-safe.ts';

export const US_HEALTH: PackData = {
  pack: 'us_health',
  version: READ,
  rules: [
    ...SAFE_RULES,
    rule(UNITED_STATES, {
      id: 'us-health-calls',
      summary: 'A health call that is exempt from consent: one a day, and three in a week.',
      source: '47 CFR 64.1200(a)(3)(v), (a)(9)(iv); FCC 20-186',
      purposes: ['informational', 'appointment'],
      calls: [
        { calls: 1, per: '24h' },
        { calls: 3, per: '7d' },
      ],
    }),
    rule(UNITED_STATES, {
      id: 'us-health-words',
      summary: 'A health call names who calls, is short, sells nothing, collects nothing and keeps to HIPAA.',
      source: '47 CFR 64.1200(a)(9)(iv)',
      purposes: ['informational', 'appointment'],
    }),
  ],
};
