/** Australia: the industry standard of 2017 and the Do Not Call Register. */
import type { PackData } from '../../../model/rule-pack.ts';
import { MARKETING, READ, rule, span, WORKDAYS } from './rule.ts';

const STANDARD =
  'Telecommunications (Telemarketing and Research Calls) Industry Standard 2017, read in donotcall.gov.au';

export const AU: PackData = {
  pack: 'au',
  version: READ,
  rules: [
    rule(['AU'], {
      id: 'au-workdays',
      summary: 'Monday to Friday 9 to 20.',
      source: STANDARD,
      days: WORKDAYS,
      hours: [span('09:00-20:00')],
    }),
    rule(['AU'], {
      id: 'au-saturday',
      summary: 'Saturdays 9 to 17.',
      source: STANDARD,
      days: ['sat'],
      hours: [span('09:00-17:00')],
    }),
    rule(['AU'], {
      id: 'au-days',
      summary: 'No calls on Sundays and national public holidays.',
      source: STANDARD,
      days: ['sun', 'holiday'],
      hours: [],
      holidays: ['AU'],
    }),
    rule(['AU'], {
      id: 'au-dncr',
      summary: 'Numbers of sales calls are compared with the Do Not Call Register, not longer ago than 30 days.',
      source: 'Do Not Call Register Act 2006; the 30 days as known, read again nowhere',
      purposes: MARKETING,
      scrub: { registry: 'au_dncr', oldest: '30d' },
    }),
    rule(['AU'], {
      id: 'au-identity',
      summary: "The caller's number is shown and answered for 30 days, and the call ends when the person asks.",
      source: STANDARD,
    }),
  ],
};
