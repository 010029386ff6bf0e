/** United States, debt collectors: `us_safe` and Regulation F. */
import type { Purpose } from '../../../model/purposes.ts';
import type { PackData } from '../../../model/rule-pack.ts';
import { READ, rule, span } from './rule.ts';
import { UNITED_STATES } from './us-federal.ts';
import { SAFE_RULES } from './us-safe.ts';

const COLLECTIONS: readonly Purpose[] = ['collections'];

export const US_REG_F: PackData = {
  pack: 'us_reg_f',
  version: READ,
  rules: [
    ...SAFE_RULES,
    rule(UNITED_STATES, {
      id: 'us-reg-f-calls',
      summary: 'A collector makes at most 7 calls in 7 days; counted by number, which is stricter than by debt.',
      source: '12 CFR 1006.14(b)(2)(i)(A)',
      purposes: COLLECTIONS,
      calls: [{ calls: 7, per: '7d' }],
    }),
    rule(UNITED_STATES, {
      id: 'us-reg-f-rest',
      summary: 'After a conversation a collector makes no call for 7 days.',
      source: '12 CFR 1006.14(b)(2)(i)(B)',
      purposes: COLLECTIONS,
      rest: [{ after: 'conversation', for: '7d' }],
    }),
    rule(UNITED_STATES, {
      id: 'us-reg-f-hours',
      summary: 'A collector calls from 8 to 21, where the person is.',
      source: '12 CFR 1006.6(b)(1)(i)',
      purposes: COLLECTIONS,
      hours: [span('08:00-21:00')],
    }),
  ],
};
