/** Rules of the states of the US that are stricter than the federal ones, from Alabama to Mississippi. */
// Where sources differ the strict reading is taken, and the summary says so. Vendors' tables contradict each other.
import type { RuleData } from '../../../model/rule-pack.ts';
import { MARKETING, ofSales, rule, span, TO_SATURDAY } from './rule.ts';

export const STATE_RULES_A_M: readonly RuleData[] = [
  rule(['US-AL'], {
    id: 'us-al-hours',
    summary: ofSales('Alabama: 8 to 20.'),
    source: 'Alabama Public Service Commission rule, read in dropcowboy and g2leads',
    hours: [span('08:00-20:00')],
  }),
  rule(['US-AL'], {
    id: 'us-al-days',
    summary: ofSales('Alabama: no calls on Sundays and holidays (one source says that this binds utilities only).'),
    source: 'Alabama Public Service Commission rule, read in dropcowboy, g2leads and dnc.com; Ala. Code 1-3-8',
    days: ['sun', 'holiday'],
    hours: [],
    holidays: ['US-AL'],
  }),
  rule(['US-CA'], {
    id: 'us-ca-voice',
    summary: 'California: an artificial voice says at the opening that it is one.',
    source: 'AB 2905, Public Utilities Code 2874, read in kleinmoynihan.com',
    from: '2025-01-01',
  }),
  rule(['US-CO'], {
    id: 'us-co-ai',
    summary: 'Colorado: duties of disclosure for AI begin; summaries of the act differ, so read its text.',
    source: 'SB 26-189, read in topcalls.ai',
    from: '2027-01-01',
  }),
  rule(['US-CT'], {
    id: 'us-ct-hours',
    summary: ofSales('Connecticut: 9 to 20.'),
    source: 'Conn. Gen. Stat. ch. 743m, read in cga.ct.gov and tcpaworld',
    hours: [span('09:00-20:00')],
  }),
  rule(['US-CT'], {
    id: 'us-ct-identity',
    summary:
      'Connecticut: who calls and what for is said within 10 seconds, and the call ends within 10 seconds of a no.',
    source: 'Conn. Gen. Stat. ch. 743m, read in cga.ct.gov and tcpaworld',
  }),
  rule(['US-FL'], {
    id: 'us-fl-hours',
    summary: ofSales('Florida: 8 to 20.'),
    source: 'Fla. Stat. 501.616(6)(a)',
    hours: [span('08:00-20:00')],
  }),
  rule(['US-FL'], {
    id: 'us-fl-calls',
    summary: ofSales('Florida: at most 3 calls in 24 hours on the same subject, whatever number they come from.'),
    source: 'Fla. Stat. 501.616(6)(b)',
    calls: [{ calls: 3, per: '24h' }],
  }),
  rule(['US-FL'], {
    id: 'us-fl-consent',
    summary: 'Florida: sales calls that are dialed by a machine need written consent.',
    source: 'Fla. Stat. 501.059(8)',
    purposes: MARKETING,
    consent: { needs: 'written' },
  }),
  rule(['US-IL'], {
    id: 'us-il-hours',
    summary: 'Illinois: 9 to 21 for calls of a machine (other guides say 8).',
    source:
      'Illinois Automatic Telephone Dialers Act, 815 ILCS 305/15(a), P.A. 91-0182 at ilga.gov; the hours read in one guide',
    hours: [span('09:00-21:00')],
  }),
  rule(['US-KY'], {
    id: 'us-ky-hours',
    summary: ofSales('Kentucky: 10 to 21.'),
    source: 'KRS 367.46955, read in dropcowboy and Call Desk',
    hours: [span('10:00-21:00')],
  }),
  rule(['US-LA'], {
    id: 'us-la-hours',
    summary: ofSales('Louisiana: 8 to 20.'),
    source: 'PSC General Order R-29617 V(A), read in dnc.com',
    hours: [span('08:00-20:00')],
  }),
  rule(['US-LA'], {
    id: 'us-la-days',
    summary: ofSales('Louisiana: no calls on Sundays and holidays; the governor may add days.'),
    source: 'PSC General Order R-29617 V(A), read in dnc.com; La. R.S. 1:55',
    days: ['sun', 'holiday'],
    hours: [],
    holidays: ['US-LA'],
  }),
  rule(['US-ME'], {
    id: 'us-me-hours',
    summary: 'Maine: calls of a machine from 9 to 17.',
    source: '10 MRSA 1498, read in LD 392 and Call Desk',
    hours: [span('09:00-17:00')],
  }),
  rule(['US-ME'], {
    id: 'us-me-days',
    summary: 'Maine: calls of a machine on workdays only.',
    source: '10 MRSA 1498, read in LD 392 and Call Desk',
    days: ['sat', 'sun'],
    hours: [],
  }),
  rule(['US-ME'], {
    id: 'us-me-rest',
    summary: 'Maine: one conversation in 8 hours.',
    source: '10 MRSA 1498, read in LD 392 and Call Desk',
    rest: [{ after: 'conversation', for: '8h' }],
  }),
  rule(['US-ME'], {
    id: 'us-me-reassigned',
    summary: 'Maine: before a sales call the Reassigned Numbers Database is asked.',
    source: 'LD 2234, in force in 2026, read in insideglobaltech.com',
    purposes: MARKETING,
    from: '2026-01-01',
    scrub: { registry: 'reassigned_numbers', oldest: '31d' },
  }),
  rule(['US-MD'], {
    id: 'us-md-hours',
    summary: ofSales('Maryland: 8 to 20.'),
    source: 'Md. Code, Commercial Law 14-4502, read in WMAR and dnc.com',
    hours: [span('08:00-20:00')],
  }),
  rule(['US-MD'], {
    id: 'us-md-calls',
    summary: ofSales('Maryland: at most 3 calls in 24 hours on the same subject.'),
    source: 'Md. Code, Commercial Law 14-4502, read in WMAR and dnc.com',
    calls: [{ calls: 3, per: '24h' }],
  }),
  rule(['US-MA'], {
    id: 'us-ma-hours',
    summary: ofSales('Massachusetts: 8 to 20.'),
    source: '201 CMR 12.02(2), M.G.L. ch. 159C, read in regulations.justia.com',
    hours: [span('08:00-20:00')],
  }),
  rule(['US-MI'], {
    id: 'us-mi-hours',
    summary: ofSales('Michigan: 9 to 21.'),
    source: "MCL 445.111 and following, read in vendors' guides only",
    hours: [span('09:00-21:00')],
  }),
  rule(['US-MN'], {
    id: 'us-mn-hours',
    summary: ofSales('Minnesota: 9 to 21.'),
    source:
      "Minn. Stat. 325E.26-.31, of which the Attorney General's memorandum speaks; the hours (325E.30) read in vendors' guides only",
    hours: [span('09:00-21:00')],
  }),
  rule(['US-MS'], {
    id: 'us-ms-hours',
    summary: ofSales('Mississippi: 8 to 20.'),
    source: 'Mississippi Telephone Solicitation Act, read in dnc.com and dropcowboy',
    days: TO_SATURDAY,
    hours: [span('08:00-20:00')],
  }),
  rule(['US-MS'], {
    id: 'us-ms-days',
    summary: ofSales('Mississippi: no calls on Sundays and holidays (one source allows holidays).'),
    source: 'Mississippi Telephone Solicitation Act, read in dnc.com and dropcowboy; Miss. Code 3-3-7',
    days: ['sun', 'holiday'],
    hours: [],
    holidays: ['US-MS'],
  }),
];
