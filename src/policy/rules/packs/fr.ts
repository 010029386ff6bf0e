/** France: sales calls with consent only, in few hours, few times. */
import type { PackData } from '../../../model/rule-pack.ts';
import { MARKETING, READ, rule, span, WORKDAYS } from './rule.ts';

const DECREE = 'Décret 2022-1313, Code de la consommation D223-9, read in CMS and UFC-Que Choisir';
/** On it the decree came into force. */
const HOURS_FROM = '2023-03-01';

export const FR: PackData = {
  pack: 'fr',
  version: READ,
  rules: [
    rule(['FR'], {
      id: 'fr-hours',
      summary: 'Monday to Friday 10 to 13 and 14 to 20.',
      source: DECREE,
      from: HOURS_FROM,
      days: WORKDAYS,
      hours: [span('10:00-13:00'), span('14:00-20:00')],
    }),
    rule(['FR'], {
      id: 'fr-days',
      summary: 'No calls on Saturdays, Sundays and public holidays.',
      source: DECREE,
      from: HOURS_FROM,
      days: ['sat', 'sun', 'holiday'],
      hours: [],
      holidays: ['FR'],
    }),
    rule(['FR'], {
      id: 'fr-calls',
      summary: 'A firm makes at most 4 sales calls to a person in 30 days.',
      source: DECREE,
      from: HOURS_FROM,
      purposes: MARKETING,
      calls: [{ calls: 4, per: '30d' }],
    }),
    rule(['FR'], {
      id: 'fr-refusal',
      summary: 'After a refusal the person is not called for 60 days.',
      source: DECREE,
      from: HOURS_FROM,
      purposes: MARKETING,
      rest: [{ after: 'refusal', for: '60d' }],
    }),
    rule(['FR'], {
      id: 'fr-consent',
      summary: 'Consumers are called to sell only with their consent; a contract that runs is the exception.',
      source: 'Loi 2025-594 art. 13, Code de la consommation L223-1, read in CMS, UFC-Que Choisir and TF1 info',
      from: '2026-08-11',
      purposes: MARKETING,
      consent: { needs: 'express' },
    }),
    rule(['FR'], {
      id: 'eu-ai-act',
      summary: 'A person is told at the beginning that it is an AI.',
      source: 'Regulation (EU) 2024/1689 art. 50(1)',
      from: '2026-08-02',
    }),
  ],
};
