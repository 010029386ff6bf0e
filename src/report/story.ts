/** All that is known of one row, for whoever tells its story. */
import type { Attempt } from '../model/attempt.ts';
import type { Campaign } from '../model/campaign.ts';
import type { NumberCall } from '../model/number-limits.ts';
import type { Instant } from '../model/time.ts';
import type { Hours } from '../policy/hours.ts';
import type { Transcript } from './transcript-lines.ts';
import type { LoggedLine, Personal, RowRecord } from '../store/port.ts';

export type Story = {
  readonly campaign: Campaign;
  readonly record: RowRecord;
  /** Undefined when it was forgotten. */
  readonly body: Personal['body'] | undefined;
  readonly attempts: readonly Attempt[];
  readonly log: readonly LoggedLine[];
  /** Personal notes by their key. */
  readonly notes: ReadonlyMap<string, Personal['body']>;
  /** Every call of its number, of all campaigns; absent where nobody asked. */
  readonly calls?: readonly NumberCall[];
  /** The do-not-call list that holds the number. */
  readonly suppression: string | null;
  /** What was said in their calls; absent where nobody asked for it. */
  readonly transcripts?: readonly Transcript[];
  /** Whether an engine has the ledger at this moment; null when that is not known. */
  readonly dialing: boolean | null;
  /** Its campaign begins after another, which is not finished. */
  readonly waitsForOther?: boolean;
  readonly hours: Hours;
  readonly now: Instant;
  /** The operator's. */
  readonly zone: string;
};
