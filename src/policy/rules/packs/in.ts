/** India: TCCCPR. */
import type { PackData } from '../../../model/rule-pack.ts';
import { MARKETING, READ, rule, span } from './rule.ts';

const TCCCPR = 'TCCCPR 2018';

export const IN: PackData = {
  pack: 'in',
  version: READ,
  rules: [
    rule(['IN'], {
      id: 'in-hours',
      summary: 'Calls are made from 9 to 21.',
      source: `${TCCCPR}: the customary band, as known, read again nowhere`,
      hours: [span('09:00-21:00')],
    }),
    rule(['IN'], {
      id: 'in-consent',
      summary: 'Promotional calls need consent that is registered on the DLT platform.',
      source: `${TCCCPR}, second amendment of 12 February 2025, read in sigmachambers and gazettetracker`,
      from: '2025-02-12',
      purposes: MARKETING,
      consent: { needs: 'express' },
    }),
    rule(['IN'], {
      id: 'in-series-140',
      summary: 'Promotional calls come from numbers of the 140 series only; ten-digit and foreign numbers are barred.',
      source: `${TCCCPR}, second amendment of 12 February 2025, read in sigmachambers and gazettetracker`,
      from: '2025-02-12',
      purposes: MARKETING,
    }),
    rule(['IN'], {
      id: 'in-series-1600',
      summary: 'Service and transactional calls come from numbers of the 1600 series only.',
      source: `${TCCCPR}, second amendment of 12 February 2025, read in sigmachambers and gazettetracker`,
      from: '2025-02-12',
      purposes: ['informational', 'appointment', 'collections'],
    }),
  ],
};
