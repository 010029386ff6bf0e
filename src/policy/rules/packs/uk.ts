/** United Kingdom: PECR; no statute sets hours there, so they are our own. */
import type { PackData } from '../../../model/rule-pack.ts';
import { MARKETING, READ, rule, span, WORKDAYS } from './rule.ts';

const OURS = "outdial's default: no statute sets hours in the United Kingdom";

export const UK: PackData = {
  pack: 'uk',
  version: READ,
  rules: [
    rule(['GB'], {
      id: 'uk-workdays',
      summary: 'Monday to Friday 9 to 20 (no law).',
      source: OURS,
      days: WORKDAYS,
      hours: [span('09:00-20:00')],
    }),
    rule(['GB'], {
      id: 'uk-saturday',
      summary: 'Saturdays 9 to 17 (no law).',
      source: OURS,
      days: ['sat'],
      hours: [span('09:00-17:00')],
    }),
    rule(['GB'], {
      id: 'uk-days',
      summary: 'No calls on Sundays and bank holidays (no law).',
      source: OURS,
      days: ['sun', 'holiday'],
      hours: [],
      holidays: ['GB'],
    }),
    rule(['GB-SCT'], {
      id: 'uk-sct-holidays',
      summary: 'Scotland: no calls on its bank holidays (no law).',
      source: OURS,
      days: ['holiday'],
      hours: [],
      holidays: ['GB-SCT'],
    }),
    rule(['GB-NIR'], {
      id: 'uk-nir-holidays',
      summary: 'Northern Ireland: no calls on its bank holidays (no law).',
      source: OURS,
      days: ['holiday'],
      hours: [],
      holidays: ['GB-NIR'],
    }),
    rule(['GB'], {
      id: 'uk-consent',
      summary: "Automated sales calls need the person's specific consent before, whatever the TPS says.",
      source: 'PECR 2003 reg. 19, read in the guide of the ICO and bevanbrittan.com',
      purposes: MARKETING,
      consent: { needs: 'express' },
    }),
    rule(['GB'], {
      id: 'uk-identity',
      summary: "The call says who calls and gives an address or a free number; the caller's number is shown.",
      source: 'PECR 2003 reg. 24, read in the guide of the ICO',
    }),
    rule(['GB'], {
      id: 'uk-silent',
      summary: 'Silent and abandoned calls are counted per campaign and 24 hours; 3 percent is no safe harbor.',
      source: 'Ofcom, statement on persistent misuse, in force since 1 March 2017, read in maxcontact',
    }),
  ],
};
