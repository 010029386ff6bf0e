/** Why people of a campaign are not to be called: rows left out at loading and contacts left out since, as one. Pure. */
import { tally } from '../model/own.ts';
import { LEFT_OUT } from '../model/row-advice.ts';
import type { CampaignCounts } from '../store/port.ts';

type Reasons = readonly (readonly [code: string, n: number])[];

/** Whoever asked not to be called is one kind, whenever they said it. */
export function leftOutReasons({ codes, leftOut }: Pick<CampaignCounts, 'codes' | 'leftOut'>): Reasons {
  const all: Record<string, number> = {};
  for (const [code, n] of Object.entries(codes)) if (LEFT_OUT.has(code)) tally(all, code, n);
  for (const [reason, n] of Object.entries(leftOut)) tally(all, reason, n);
  return Object.entries(all);
}

export function rejectedReasons({ codes }: Pick<CampaignCounts, 'codes'>): Reasons {
  return Object.entries(codes).filter(([code]) => !LEFT_OUT.has(code));
}
