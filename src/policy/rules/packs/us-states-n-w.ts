/** Rules of the states of the US that are stricter than the federal ones, from Nebraska to Wyoming. */
import type { RuleData } from '../../../model/rule-pack.ts';
import { MARKETING, rule, span, TO_SATURDAY, WORKDAYS } from './rule.ts';

/** The Sunday of that day was the first without calls. */
const PA_SUNDAYS = '2026-10-18';

export const STATE_RULES_N_W: readonly RuleData[] = [
  rule(['US-NE'], {
    id: 'us-ne-days',
    summary: 'Nebraska: on Sundays and holidays calls of a machine from 13 to 21 only.',
    source: 'Neb. Rev. Stat. 86-236 and following, read in clickpoint',
    days: ['sun', 'holiday'],
    hours: [span('13:00-21:00')],
    holidays: ['US-NE'],
  }),
  rule(['US-NV'], {
    id: 'us-nv-hours',
    summary: 'Nevada: 9 to 20.',
    source: "NRS 597.814 and following, read in vendors' guides only",
    hours: [span('09:00-20:00')],
  }),
  rule(['US-NM'], {
    id: 'us-nm-hours',
    summary: 'New Mexico: 9 to 21.',
    source: "NMSA 57-12-22, read in vendors' guides only",
    hours: [span('09:00-21:00')],
  }),
  rule(['US-OK'], {
    id: 'us-ok-hours',
    summary: 'Oklahoma: 8 to 20.',
    source: 'Oklahoma Telephone Solicitation Act of 2022, 15 O.S. 775C, read in dnc.com and nolo',
    hours: [span('08:00-20:00')],
  }),
  rule(['US-OK'], {
    id: 'us-ok-machine',
    summary: 'Oklahoma: calls of a machine that speaks from 9 to 21.',
    source: '15 O.S. 755.1',
    hours: [span('09:00-21:00')],
  }),
  rule(['US-OK'], {
    id: 'us-ok-calls',
    summary: 'Oklahoma: at most 3 calls in 24 hours on the same subject.',
    source: 'Oklahoma Telephone Solicitation Act of 2022, 15 O.S. 775C, read in dnc.com and nolo',
    calls: [{ calls: 3, per: '24h' }],
  }),
  rule(['US-OK'], {
    id: 'us-ok-consent',
    summary: 'Oklahoma: sales calls that are dialed by a machine need written consent.',
    source: 'Oklahoma Telephone Solicitation Act of 2022, 15 O.S. 775C, read in dnc.com and nolo',
    purposes: MARKETING,
    consent: { needs: 'written' },
  }),
  rule(['US-PA'], {
    id: 'us-pa-hours',
    summary:
      "Pennsylvania: 9 to 19 (the Senate's version of the act; whether these hours were enacted is not confirmed).",
    source: 'SB 992, read in pasenategop.com',
    from: PA_SUNDAYS,
    hours: [span('09:00-19:00')],
  }),
  rule(['US-PA'], {
    id: 'us-pa-sunday',
    summary: 'Pennsylvania: no calls on Sundays.',
    source: 'SB 992, read in pasenategop.com and Call Desk',
    from: PA_SUNDAYS,
    days: ['sun'],
    hours: [],
  }),
  rule(['US-PA'], {
    id: 'us-pa-holidays',
    summary: 'Pennsylvania: no calls on legal holidays, Good Friday, Flag Day and Election Day among them.',
    source: 'Act 73 of 2019, 73 P.S. 2245.2; 44 P.S. 11; read in dnc.com',
    days: ['holiday'],
    hours: [],
    holidays: ['US-PA'],
  }),
  rule(['US-RI'], {
    id: 'us-ri-hours',
    summary: 'Rhode Island: workdays 9 to 18.',
    source: 'R.I. Gen. Laws 5-61-3.6',
    days: WORKDAYS,
    hours: [span('09:00-18:00')],
  }),
  rule(['US-RI'], {
    id: 'us-ri-saturday',
    summary: 'Rhode Island: Saturdays 10 to 17.',
    source: 'R.I. Gen. Laws 5-61-3.6',
    days: ['sat'],
    hours: [span('10:00-17:00')],
  }),
  rule(['US-RI'], {
    id: 'us-ri-days',
    summary: 'Rhode Island: no calls on Sundays and on holidays of the state or the federation.',
    source: 'R.I. Gen. Laws 5-61-2(2), 5-61-3.6, 25-1-1',
    days: ['sun', 'holiday'],
    hours: [],
    holidays: ['US', 'US-RI'],
  }),
  rule(['US-SD'], {
    id: 'us-sd-hours',
    summary: 'South Dakota: calls of a machine from 9 to 21.',
    source: 'SDCL 37-30-28',
    days: WORKDAYS,
    hours: [span('09:00-21:00')],
  }),
  rule(['US-SD'], {
    id: 'us-sd-days',
    summary: 'South Dakota: calls of a machine on weekdays only, and on no holiday.',
    source: 'SDCL 37-30-28',
    days: ['sat', 'sun', 'holiday'],
    hours: [],
    holidays: ['US-SD'],
  }),
  rule(['US-TX'], {
    id: 'us-tx-hours',
    summary: 'Texas: Monday to Saturday 9 to 21.',
    source: 'Tex. Bus. & Com. Code 301.051, read in Call Desk and legalclarity',
    days: TO_SATURDAY,
    hours: [span('09:00-21:00')],
  }),
  rule(['US-TX'], {
    id: 'us-tx-sunday',
    summary: 'Texas: Sundays 12 to 21.',
    source: 'Tex. Bus. & Com. Code 301.051, read in Call Desk and legalclarity',
    days: ['sun'],
    hours: [span('12:00-21:00')],
  }),
  rule(['US-TX'], {
    id: 'us-tx-registration',
    summary: 'Texas: whoever sells by telephone is registered with the Secretary of State, with a bond.',
    source: 'Tex. Bus. & Com. Code 302; SB 140, read in marshalos.com',
    from: '2025-09-01',
    purposes: MARKETING,
  }),
  rule(['US-UT'], {
    id: 'us-ut-hours',
    summary: 'Utah: 8 to 21.',
    source: 'Utah Code 13-25a-103',
    hours: [span('08:00-21:00')],
  }),
  rule(['US-UT'], {
    id: 'us-ut-days',
    summary: 'Utah: no calls on Sundays and holidays (with prior consent they would be allowed).',
    source: 'Utah Code 13-25a-103, 63G-1-301',
    days: ['sun', 'holiday'],
    hours: [],
    holidays: ['US-UT'],
  }),
  rule(['US-WA'], {
    id: 'us-wa-hours',
    summary: 'Washington: 8 to 20.',
    source: 'RCW 80.36.390, read in centralialaw',
    hours: [span('08:00-20:00')],
  }),
  rule(['US-WA'], {
    id: 'us-wa-identity',
    summary: 'Washington: who calls is said within 30 seconds, and the call ends within 10 seconds of a no.',
    source: 'RCW 80.36.390, read in centralialaw',
  }),
  rule(['US-WA'], {
    id: 'us-wa-machine',
    summary: 'Washington: recorded or artificial voices that sell are banned; ask a lawyer before you sell there.',
    source: 'RCW 80.36.400, read in centralialaw',
    purposes: MARKETING,
  }),
  rule(['US-WY'], {
    id: 'us-wy-hours',
    summary: 'Wyoming: 8 to 20.',
    source: 'Wyo. Stat. 40-12-301 and following, read in Call Desk',
    hours: [span('08:00-20:00')],
  }),
];
