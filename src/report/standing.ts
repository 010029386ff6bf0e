/** Everything that is said of how a campaign stands, for whatever shows it: ten lines, a row of a table, JSON. */
import type { Campaign } from '../model/campaign.ts';
import type { Callbacks, Capped } from '../model/standing-facts.ts';
import type { Instant } from '../model/time.ts';
import type { CampaignCounts } from '../store/port.ts';
import type { Binding } from './binding.ts';
import type { Estimate } from './estimate.ts';
import type { Limits } from './limit-words.ts';
import type { Lately } from './lately.ts';
import type { OutcomeCounts } from './outcome-counts.ts';
import type { Spending } from './spending.ts';

export type Standing = {
  readonly now: Instant;
  readonly campaign: Campaign;
  readonly counts: CampaignCounts;
  readonly rangTwice: number;
  /** Of the ready contacts, those that were called before. */
  readonly again: number;
  /** Of the ready contacts, those that asked for a call. */
  readonly callbacks?: Callbacks;
  /** In our words and the provider's; null where it is not paused. May name a number. */
  readonly pausedBecause: string | null;
  /** Null: the campaign is over. */
  readonly estimate: Estimate | null;
  /** The estimate is of what comes if this happens now; null: it goes on as it is. */
  readonly onlyIf: 'dialed' | 'resumed' | 'started' | null;
  readonly binds: readonly Binding[];
  /** Null: nobody asked, since every call has to be looked at. */
  readonly spending: Spending | null;
  readonly lately: Lately | null;
  /** What was heard of its people. Absent: nobody asked. */
  readonly heard?: OutcomeCounts;
  /** Absent: nothing limits how often a number may be called, or nobody asked. */
  readonly capped?: Capped;
  /** Absent: it has none, or nobody asked. */
  readonly limits?: Limits | null;
};
