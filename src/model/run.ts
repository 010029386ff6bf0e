/** What a run says of itself, while it goes and at its end. */
import type { Instant } from './time.ts';

/** Why a run ended. */
export type RunEnd =
  | { readonly is: 'finished'; readonly needsReview: number }
  /** Drained or aborted; `left` contacts are still to be dialed or on the phone. */
  | { readonly is: 'stopped'; readonly left: number }
  /** By a rule, or by what the provider said: a person has to mend it first. */
  | { readonly is: 'paused'; readonly message: string }
  /** One of its campaigns was canceled; `left`: calls that are still open, or contacts of the others. */
  | { readonly is: 'canceled'; readonly left: number }
  /** `--limit N` contacts were dialed. */
  | { readonly is: 'limit'; readonly left: number }
  /** Another engine has taken the account. */
  | { readonly is: 'lost_lease' }
  /** The ledger can be written no more: a sentence that says why, and one that says how to mend it. */
  | { readonly is: 'ledger_lost'; readonly message: string }
  /** The operator no longer watches; the process that dials goes on. */
  | { readonly is: 'detached'; readonly left: number };

export type Progress = {
  readonly now: Instant;
  readonly startedAt: Instant;
  /** Calls open on the account, doubt included. */
  readonly open: number;
  readonly slots: number;
  /** Calls started in this run. */
  readonly dialed: number;
  /** Starts a second over the last ten seconds. */
  readonly perSecond: number;
  /** What it waits for when it is not dialing: `waiting for hours: opens Mon 09:00`. */
  readonly note: string | null;
};
