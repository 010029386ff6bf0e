/** United States, federal law alone. */
import type { PackData, RuleData } from '../../../model/rule-pack.ts';
import { MARKETING, READ, rule, span } from './rule.ts';

/** With its territories: a number of Puerto Rico is in "US-PR". */
export const UNITED_STATES: readonly string[] = ['US'];

const TCPA = 'FCC 24-17 (AI voices are artificial voices), 47 USC 227(b)(1)';

export const FEDERAL_RULES: readonly RuleData[] = [
  rule(UNITED_STATES, {
    id: 'us-hours',
    summary: 'Calls are made from 8 in the morning to 9 in the evening, where the called person is.',
    source: '47 CFR 64.1200(c)(1); 16 CFR 310.4(c)',
    hours: [span('08:00-21:00')],
  }),
  rule(UNITED_STATES, {
    id: 'us-consent-written',
    summary: 'A sales call with an artificial voice needs the written consent of the person before it.',
    source: `${TCPA}; 47 CFR 64.1200(a)(2), (f)(9). The 5th Circuit (Bradford, 2026; TX, LA, MS) takes spoken consent`,
    purposes: MARKETING,
    consent: { needs: 'written' },
  }),
  rule(UNITED_STATES, {
    id: 'us-consent',
    summary: 'Any other call with an artificial voice needs the consent of the person before it.',
    source: `${TCPA}; 47 CFR 64.1200(a)(1), (a)(3)`,
    purposes: ['informational', 'appointment', 'collections'],
    consent: { needs: 'express' },
  }),
  rule(UNITED_STATES, {
    id: 'us-dnc',
    summary: 'Numbers of sales calls are compared with the National Do Not Call Registry, not longer ago than 31 days.',
    source: '16 CFR 310.4(b)(3)(iv); 47 CFR 64.1200(c)(2)',
    purposes: MARKETING,
    scrub: { registry: 'national_dnc', oldest: '31d' },
  }),
  rule(UNITED_STATES, {
    id: 'us-identity',
    summary: 'An artificial voice says at the start who calls, and during the call a number to call back.',
    source: '47 CFR 64.1200(b)',
  }),
  rule(UNITED_STATES, {
    id: 'us-opt-out',
    summary:
      'Whoever asks in any reasonable way not to be called is not called any more, after ten business days at the latest; outdial stops at once.',
    source: '47 CFR 64.1200(a)(10), in force since 11 April 2025',
    from: '2025-04-11',
  }),
  rule(UNITED_STATES, {
    id: 'us-opt-out-all',
    summary: 'A no to one kind of call is a no to every kind of the same caller.',
    source: '47 CFR 64.1200(a)(10), waived until 31 January 2027 by the order of 6 January 2026',
    from: '2027-01-31',
  }),
];

export const US_FEDERAL: PackData = { pack: 'us_federal', version: READ, rules: FEDERAL_RULES };
