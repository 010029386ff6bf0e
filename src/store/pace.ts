/** How close the starts of a line may stand, as a commit is asked to hold it. */
import type { AccountKey, LineId } from '../model/ids.ts';
import type { Instant } from '../model/time.ts';

/** `at`: the appointment; `most`: starts of the line in any second. */
export type Pace = {
  readonly account: AccountKey;
  readonly line: LineId;
  readonly at: Instant;
  readonly most: number;
};
