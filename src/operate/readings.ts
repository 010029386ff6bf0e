/** What a worker's metrics are drawn from. Null is what this process does not know: it shows nothing rather than a zero. */
import type { Disposition } from '../model/disposition.ts';
import type { CampaignId, LineId } from '../model/ids.ts';
import type { Duration } from '../model/time.ts';
import type { CampaignCounts } from '../store/port.ts';

export type CampaignReading = {
  readonly id: CampaignId;
  readonly counts: CampaignCounts;
  /** Calls whose end this process heard of, by how; unlike the counts of contacts these only grow. Null: not counted. */
  readonly calls: Readonly<Partial<Record<Disposition, number>>> | null;
  /** How long until everyone is settled, if it goes on as it does. */
  readonly left: Duration | null;
};

export type LineReading = {
  readonly line: LineId;
  /** Destinations that this process has begun to call on the line, since it began. */
  readonly starts: number;
  /** The same, a second, over the last ten seconds. */
  readonly perSecond: number;
};

export type Readings = {
  /** Those that run or changed within the last day, the latest first. */
  readonly campaigns: readonly CampaignReading[];
  /** `configured`, `effective` and `foreign` are the leader's to know. */
  readonly slots: Readonly<Record<'configured' | 'effective' | 'open' | 'foreign', number | null>>;
  readonly lines: readonly LineReading[];
  /** Attempts in doubt, those that wait for a person included. */
  readonly inDoubt: number;
  readonly handOver: { readonly jobs: number; readonly oldest: Duration } | null;
  /** Messages since this process began: given up because the server was away, and dropped because nobody could read them. */
  readonly lost: { readonly given: number; readonly junk: number };
  /** What the provider said of calls that this process could not read. */
  readonly unread: number;
  readonly leader: boolean;
  /** Of the leader's own lease. */
  readonly leaseLeft: Duration | null;
  /** The most by which this process's reckoning of the ledger's time may be off. */
  readonly clockError: Duration | null;
};
