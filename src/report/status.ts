/** A campaign's counts, for `status` and for machines. The counts add up to the rows read (I6). */
import type { Campaign } from '../model/campaign.ts';
import type { CampaignCounts } from '../store/port.ts';
import { DISPOSITIONS, type Disposition } from '../model/disposition.ts';

/** How a campaign stands, in counts. */
export type StatusReport = {
  readonly name: string;
  readonly state: Campaign['state']['is'];
  readonly rows: number;
  readonly counts: {
    readonly ready: number;
    readonly in_progress: number;
    readonly in_doubt: number;
    readonly needs_review: number;
    readonly completed: number;
    readonly exhausted: number;
    readonly rejected: number;
    /** Rows left out at loading and contacts left out later. */
    readonly skipped: number;
    readonly canceled: number;
  };
  readonly dispositions: Readonly<Partial<Record<Disposition, number>>>;
  /** Contacts of which two calls were open at once; not among the counts, which are states. */
  readonly rang_twice: number;
};

export function statusReport(campaign: Campaign, counts: CampaignCounts, rangTwice: number): StatusReport {
  const { states } = counts;
  return {
    name: campaign.name,
    state: campaign.state.is,
    rows: counts.rows,
    counts: {
      ready: states.ready,
      in_progress: states.in_progress,
      in_doubt: states.in_doubt,
      needs_review: states.needs_review,
      completed: states.completed,
      exhausted: states.exhausted,
      rejected: counts.rejected,
      skipped: states.skipped + counts.skippedRows,
      canceled: states.canceled,
    },
    // In the order of the vocabulary, so that two reports of the same state are the same bytes.
    dispositions: Object.fromEntries(
      DISPOSITIONS.filter((name) => (counts.dispositions[name] ?? 0) > 0).map((name) => [
        name,
        counts.dispositions[name],
      ]),
    ),
    rang_twice: rangTwice,
  };
}
