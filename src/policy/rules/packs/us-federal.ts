/** United States, federal law alone. */
import type { Purpose } from '../../../model/purposes.ts';
import type { PackData } from '../../../model/rule-pack.ts';

const SALES: readonly Purpose[] = ['marketing', 'informational', 'appointment', 'collections'];

export const US_FEDERAL: PackData = {
  pack: 'us_federal',
  version: '2026-11-27',
  rules: [
    {
      id: 'us-hours',
      summary: 'Calls are made from 8 in the morning to 9 in the evening, where the called person is.',
      source: '47 CFR 64.1200(c)(1); 16 CFR 310.4(c)',
      from: null,
      until: null,
      regions: ['US'],
      purposes: SALES,
      hours: [{ from: '08:00', to: '21:00' }],
    },
  ],
};
