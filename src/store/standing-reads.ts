/** What is asked of a ledger by whoever says how a campaign stands. */
import type { Attempt } from '../model/attempt.ts';
import type { AccountKey, CampaignId, DestinationKey, LineId } from '../model/ids.ts';
import type { Capped, Happened, HeardTally, LineTally, Spent, Waiting } from '../model/standing-facts.ts';
import type { Instant } from '../model/time.ts';

export type StandingReads = {
  /** Costs as much as counting: a campaign of a million is walked along an index. */
  waiting(campaign: CampaignId, now: Instant): Promise<Waiting>;
  /** The bodies of all who wait for later are looked at: not to be asked by a process that dials. */
  capped(campaign: CampaignId, now: Instant): Promise<Capped>;
  /** The newest attempts of each line, of whichever campaign: a few hundred say how calls go now. */
  newestAttempts(account: AccountKey, lines: readonly LineId[], each: number): Promise<readonly Attempt[]>;
  /** Every attempt to one of these numbers, of whichever campaign, in the order of their appointments. */
  attemptsTo(destinations: readonly DestinationKey[]): Promise<readonly Attempt[]>;
  /** Every ended call of a campaign is looked at: not to be asked by a process that dials. */
  lineTallies(campaign: CampaignId): Promise<readonly LineTally[]>;
  /** Of whom somebody was reached, or something heard. Every contact of the campaign is looked at. */
  heardTallies(campaign: CampaignId): Promise<readonly HeardTally[]>;
  /** What its calls bind of its budget, and whom they have rung: all of them are looked at. */
  spent(campaign: CampaignId): Promise<Spent>;
  /** Of the line, with appointments after that: the newest, newest first. */
  sentSince(account: AccountKey, line: LineId, since: Instant, most: number): Promise<readonly Attempt[]>;
  /** `since`: ascending. Lines older than the first are not looked at, however long the log is. */
  happened(campaign: CampaignId, since: readonly Instant[]): Promise<Happened>;
};
