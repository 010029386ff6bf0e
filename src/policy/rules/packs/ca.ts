/** Canada: the Unsolicited Telecommunications Rules. */
import type { PackData } from '../../../model/rule-pack.ts';
import { MARKETING, READ, rule, span, WORKDAYS } from './rule.ts';

const HOURS = 'CRTC Unsolicited Telecommunications Rules, hours of telemarketing and of ADADs, read in crtc.gc.ca';

export const CA: PackData = {
  pack: 'ca',
  version: READ,
  rules: [
    rule(['CA'], {
      id: 'ca-workdays',
      summary: 'Monday to Friday 9:00 to 21:30.',
      source: HOURS,
      days: WORKDAYS,
      hours: [span('09:00-21:30')],
    }),
    rule(['CA'], {
      id: 'ca-weekend',
      summary: 'Saturdays and Sundays 10 to 18.',
      source: HOURS,
      days: ['sat', 'sun'],
      hours: [span('10:00-18:00')],
    }),
    rule(['CA-BC'], {
      id: 'ca-bc-holidays',
      summary: 'British Columbia: no calls on public holidays.',
      source: 'Telemarketer Licensing Regulation of British Columbia, read in Call Desk',
      days: ['holiday'],
      hours: [],
      holidays: ['CA-BC'],
    }),
    rule(['CA'], {
      id: 'ca-consent',
      summary: 'A machine with a synthesized voice sells only with express consent, to customers too.',
      source: 'CRTC 2014-155; Unsolicited Telecommunications Rules part IV, read in lexology',
      purposes: MARKETING,
      consent: { needs: 'express' },
    }),
    rule(['CA'], {
      id: 'ca-dncl',
      summary: 'Numbers of sales calls are compared with the National Do Not Call List, not longer ago than 31 days.',
      source: 'CRTC Unsolicited Telecommunications Rules part II, read in crtc.gc.ca',
      purposes: MARKETING,
      scrub: { registry: 'ca_dncl', oldest: '31d' },
    }),
    rule(['CA'], {
      id: 'ca-identity',
      summary: 'The call says at once for whom it is made, and gives a number and an address to write to.',
      source: 'CRTC Unsolicited Telecommunications Rules part IV, read in crtc.gc.ca',
    }),
    rule(['CA'], {
      id: 'ca-opt-out',
      summary: 'A no is kept within 14 days, for 3 years and 14 days; outdial keeps it at once, and for good.',
      source: 'CRTC Unsolicited Telecommunications Rules part III, read in crtc.gc.ca',
    }),
  ],
};
