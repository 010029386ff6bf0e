/** What is asked of a ledger by whoever says how a campaign stands: who waits for what, what calls took, what happened lately. */
import type { Attempt } from '../model/attempt.ts';
import type { AccountKey, CampaignId, LineId } from '../model/ids.ts';
import { MINUTE, type Duration, type Instant } from '../model/time.ts';
import type { LoggedLine } from './port.ts';

/** Ready contacts of one place whose alarms ring together: those that have rung, else of a quarter of an hour. */
export type WaitingGroup = {
  readonly place: string;
  readonly count: number;
  /** The first and the last alarm of them. */
  readonly from: Instant;
  readonly to: Instant;
};

export type Waiting = {
  readonly groups: readonly WaitingGroup[];
  /** Of all ready contacts, those that were called before and wait for another try. */
  readonly triedBefore: number;
};

export const TOGETHER: Duration = 15 * MINUTE;

/** Ended calls of a line, and for how long they were connected together. */
export type LineTally = { readonly line: LineId; readonly calls: number; readonly talked: Duration };

/** How often something befell contacts from `since` on (until the next `since`): the log's event, and from where to where it moved them. */
export type Befell = {
  readonly since: Instant;
  readonly event: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
};

export type Happened = {
  /** Of the campaign itself, oldest first, the newest of them. */
  readonly own: readonly LoggedLine[];
  readonly contacts: readonly Befell[];
};

/** So many lines of the campaign itself are read at most. */
export const MOST_OWN_LINES = 200;

export type StandingReads = {
  /** Costs as much as counting: a campaign of a million is walked along an index. */
  waiting(campaign: CampaignId, now: Instant): Promise<Waiting>;
  /** The newest attempts of each line, of whichever campaign: a few hundred say how calls go now. */
  newestAttempts(account: AccountKey, lines: readonly LineId[], each: number): Promise<readonly Attempt[]>;
  /** Every ended call of a campaign is looked at: not to be asked by a process that dials. */
  lineTallies(campaign: CampaignId): Promise<readonly LineTally[]>;
  /** `since`: ascending. Lines older than the first are not looked at, however long the log is. */
  happened(campaign: CampaignId, since: readonly Instant[]): Promise<Happened>;
};
