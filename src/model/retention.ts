/** How long what the ledger holds of people is kept, by kind of data. */
import type { Duration } from './time.ts';

export type Retention = {
  /** Names, numbers, columns and the provider's words, from the end of their campaign on; null: kept. */
  readonly personal: Duration | null;
  /** What was said, from the end of the call on; `never`: not even fetched; null: as long as the personal data. */
  readonly transcripts: Duration | 'never' | null;
  /** Lines of the log, from when they were written on; null: kept. */
  readonly log: Duration | null;
};

export const KEEP_ALL: Retention = { personal: null, transcripts: null, log: null };

export function keepsAll({ personal, transcripts, log }: Retention): boolean {
  return personal === null && transcripts === null && log === null;
}
