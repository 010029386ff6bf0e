/** One campaign as it was played on a virtual clock: every dial, how it ended, and what it waited for. */
import type { LineId } from '../model/ids.ts';
import type { Duration, Instant } from '../model/time.ts';
import type { CampaignCounts } from '../store/port.ts';
import type { RunEnd } from '../model/run.ts';

export type Dial = {
  readonly at: Instant;
  readonly endedAt: Instant;
  /** E.164. */
  readonly to: string;
  readonly attempt: number;
  readonly line: LineId;
  /** IANA; of several zones a number may be in, the first. */
  readonly zone: string;
  /** The provider's word for how it ended. */
  readonly endReason: string | null;
  /** Connected time; 0 when nobody answered. */
  readonly talked: Duration;
};

export const LIMITS = ['hours', 'slots', 'calls_per_second', 'retry_delays'] as const;
export type Limit = (typeof LIMITS)[number];

export type Played = {
  readonly seed: number;
  readonly start: Instant;
  /** Null: it did not end within a year, because there is no lawful hour for those who are left. */
  readonly end: RunEnd | null;
  /** The end of the last call; null when nobody was dialed. */
  readonly endedAt: Instant | null;
  readonly dials: readonly Dial[];
  /** How long each limit bound, as `simulate/waiting.ts` defines it. */
  readonly spent: Readonly<Record<Limit | 'last_calls', Duration>>;
  readonly counts: CampaignCounts;
};
