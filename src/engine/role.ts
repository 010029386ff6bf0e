/** What an engine is to others: one that does everything itself, or the one that leads several machines. A worker is no engine. */
import type { CampaignId } from '../model/ids.ts';

export type Role =
  | {
      readonly is: 'single';
      /** Campaigns whose end is the end of the run. */
      readonly watched: readonly CampaignId[];
      /** Of runs that are gone, dialed to their end as well: a run that took over from another goes on with all of it. */
      readonly adopted?: readonly CampaignId[];
      /** `--limit`: contacts to dial in this run; null for all. */
      readonly limit: number | null;
    }
  /** Under this epoch: it goes on until it is stopped or loses its lease, and dials whatever runs. */
  | { readonly is: 'leader'; readonly epoch: number };

/** Campaigns whose end is the end of the run; a leader waits for none in particular. */
export function watchedBy(role: Role): readonly CampaignId[] {
  return role.is === 'single' ? [...role.watched, ...(role.adopted ?? [])] : [];
}
