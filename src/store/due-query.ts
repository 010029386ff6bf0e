/** Whom the engine looks for: ready contacts whose alarm has rung, in the order in which they are dialed. */
import type { DueKey } from '../model/due-key.ts';
import type { CampaignId } from '../model/ids.ts';
import type { Instant } from '../model/time.ts';

export type DueQuery = {
  readonly campaign: CampaignId;
  readonly now: Instant;
  /** Only contacts whose place is one of these; null for all. */
  readonly places: readonly string[] | null;
  /** For a Cartesia line: only contacts with `cartesiaDialable`. */
  readonly cartesiaOnly: boolean;
  /** Only those that stand behind it: whoever waits for something before it is not read again. */
  readonly after?: DueKey;
  readonly limit: number;
};
