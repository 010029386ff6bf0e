/** Germany: UWG; no statute sets hours there, so they are our own. */
import type { PackData } from '../../../model/rule-pack.ts';
import { MARKETING, READ, rule, span, WORKDAYS } from './rule.ts';

const OURS = "outdial's default: no statute sets hours in Germany";

export const DE: PackData = {
  pack: 'de',
  version: READ,
  rules: [
    rule(['DE'], {
      id: 'de-workdays',
      summary: 'Monday to Friday 9 to 20 (no law).',
      source: OURS,
      days: WORKDAYS,
      hours: [span('09:00-20:00')],
    }),
    rule(['DE'], {
      id: 'de-saturday',
      summary: 'Saturdays 10 to 17 (no law).',
      source: OURS,
      days: ['sat'],
      hours: [span('10:00-17:00')],
    }),
    rule(['DE'], {
      id: 'de-days',
      summary: 'No calls on Sundays and on holidays of the whole country (no law).',
      source: OURS,
      days: ['sun', 'holiday'],
      hours: [],
      holidays: ['DE'],
    }),
    rule(['DE'], {
      id: 'de-consent',
      summary: "Advertising by an automatic calling machine needs the person's express consent before, of firms too.",
      source: 'UWG § 7 (2) no. 2; Directive 2002/58/EC art. 13(1)',
      purposes: MARKETING,
      consent: { needs: 'express' },
    }),
    rule(['DE'], {
      id: 'de-evidence',
      summary: 'Consent of consumers is documented when it is given, and kept for five years after each use.',
      source: 'UWG § 7a; as known, read again nowhere',
      purposes: MARKETING,
    }),
    rule(['DE'], {
      id: 'eu-ai-act',
      summary: 'A person is told at the beginning that it is an AI.',
      source: 'Regulation (EU) 2024/1689 art. 50(1)',
      from: '2026-08-02',
    }),
  ],
};
