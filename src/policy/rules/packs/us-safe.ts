/** United States: federal law, the states' rules, and hours and caps inside nearly all of them. The default on a real host. */
import type { PackData, RuleData } from '../../../model/rule-pack.ts';
import { READ, rule, span, WORKDAYS } from './rule.ts';
import { FEDERAL_RULES, UNITED_STATES } from './us-federal.ts';
import { STATE_RULES_A_M } from './us-states-a-m.ts';
import { STATE_RULES_N_W } from './us-states-n-w.ts';

const OURS = "outdial's default, no statute: inside the hours of AL CT FL IL LA MA MD MI MN MS NM NV OK TX UT WA WY";
const CALLS =
  "outdial's default, no statute: 3 in 24 hours is the law of FL, MD and OK, 7 in 7 days that of debt collectors";

const DEFAULTS: readonly RuleData[] = [
  rule(UNITED_STATES, {
    id: 'us-safe-workdays',
    summary: 'Monday to Friday 9 to 20.',
    source: OURS,
    days: WORKDAYS,
    hours: [span('09:00-20:00')],
  }),
  rule(UNITED_STATES, {
    id: 'us-safe-saturday',
    summary: 'Saturdays 10 to 17.',
    source: OURS,
    days: ['sat'],
    hours: [span('10:00-17:00')],
  }),
  rule(UNITED_STATES, {
    id: 'us-safe-days',
    summary: 'No calls on Sundays and federal holidays, nor on the days on which those are observed.',
    source: OURS,
    days: ['sun', 'holiday'],
    hours: [],
    holidays: ['US'],
  }),
  rule(UNITED_STATES, {
    id: 'us-safe-calls',
    summary: 'To one number at most 3 calls in 24 hours and 7 in 7 days.',
    source: CALLS,
    calls: [
      { calls: 3, per: '24h' },
      { calls: 7, per: '7d' },
    ],
  }),
];

export const SAFE_RULES: readonly RuleData[] = [...FEDERAL_RULES, ...DEFAULTS, ...STATE_RULES_A_M, ...STATE_RULES_N_W];

export const US_SAFE: PackData = { pack: 'us_safe', version: READ, rules: SAFE_RULES };
