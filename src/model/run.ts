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
  /** `--until-idle`: nobody can be rung before the next opening. */
  | { readonly is: 'idle'; readonly left: number; readonly until: Instant | null }
  /** Another engine has taken the account. */
  | { readonly is: 'lost_lease' }
  /** The ledger can be written no more: a sentence that says why, and one that says how to mend it. */
  | { readonly is: 'ledger_lost'; readonly message: string }
  /** The operator no longer watches; the process that dials goes on. */
  | { readonly is: 'detached'; readonly left: number };

/**
 * A run that can ring nobody for now. `until` null: no instant that anybody knows. `zone`: on whose clock it is decided; null:
 * on nobody's in particular. `people`: those who may be rung then. `idle`: hours have to open, or the campaign to begin; it
 * is not a mere delay within hours that are open.
 */
export type Lull = {
  readonly until: Instant | null;
  readonly zone: string | null;
  readonly people: number;
  readonly idle: boolean;
};

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
  /** The note is that hours have to open, or another campaign has to be finished. */
  readonly waits?: true;
  /** Absent while somebody may be rung or is on the phone. */
  readonly lull?: Lull;
};
