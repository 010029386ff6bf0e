/** Our intention to dial a contact once: written before the request leaves, ended only by evidence. */
import type { AccountKey, AgentId, AttemptId, CallId, CampaignId, ContactId, DestinationKey, LineId } from './ids.ts';
import type { Disposition } from './disposition.ts';
import type { Duration, Instant } from './time.ts';

/**
 * Why a request is known not to have rung anyone. `given_up` is the exception: nobody knows, and the campaign's own
 * `doubt.then: "redial"` says to dial again all the same; it counts as a try.
 */
type NotPlacedWhy = 'unsent' | 'refused' | 'throttled' | 'given_up';

export type AttemptState =
  /** Durable; the request may leave between `sendAt` and `sendBy` and at no other time. Moved by the dialer, else by the sweeper. */
  | { readonly is: 'placing' }
  /** The provider has a call for it. Moved by reports, else by the sweeper at the deadline. */
  | {
      readonly is: 'placed';
      readonly callId: CallId;
      readonly seen: 'created' | 'started';
      readonly startedAt: Instant | null;
      /** How often the deadline of a call that stays `created` was renewed. */
      readonly renewals: number;
    }
  /** The request may have reached the provider and we do not know. Moved by evidence or a person only. */
  | {
      readonly is: 'in_doubt';
      readonly since: Instant;
      readonly cause: string;
      readonly callId: CallId | null;
      readonly renewals: number;
    }
  | {
      readonly is: 'ended';
      readonly callId: CallId | null;
      readonly disposition: Disposition;
      readonly startedAt: Instant | null;
      readonly endedAt: Instant;
      /** The provider's own word, raw; `end_unknown` when the end was inferred from a deadline. */
      readonly endReason: string | null;
    }
  | { readonly is: 'not_placed'; readonly why: NotPlacedWhy; readonly at: Instant; readonly code: string | null };

/** How long its phone may ring and its call may last, by the plan it was dialed under. */
export type CallLimits = { readonly ringing: Duration; readonly talking: Duration };

export type Attempt = {
  readonly id: AttemptId;
  readonly contact: ContactId;
  readonly campaign: CampaignId;
  readonly account: AccountKey;
  readonly line: LineId;
  readonly agent: AgentId;
  readonly destination: DestinationKey;
  readonly seq: number;
  /** The plan version of the campaign it was dialed under. */
  readonly planVersion: number;
  /** The engine's epoch that wrote it. */
  readonly epoch: number;
  /** The request it went out in; attempts of one `outbound_calls` request share it. */
  readonly batch: string;
  readonly sendAt: Instant;
  readonly sendBy: Instant;
  /** The provider was told these: a plan that changes later changes nothing about a call that is under way. */
  readonly limits: CallLimits;
  /** No call of this attempt can still be open after this: `sendBy` + request timeout + ringing + maximum duration. */
  readonly longestEnd: Instant;
  /**
   * What it binds of its campaign's budget (`model/money.ts`), in millionths of a dollar: the worst that it can cost while that
   * is not known, then its cost. Null where the price is not known.
   */
  readonly reserved: number | null;
  readonly state: AttemptState;
  readonly version: number;
};

/** Open attempts hold a slot and their destination. */
export function isOpen(attempt: Attempt): boolean {
  return attempt.state.is === 'placing' || attempt.state.is === 'placed' || attempt.state.is === 'in_doubt';
}

export function callIdOf(attempt: Attempt): CallId | null {
  const { state } = attempt;
  return state.is === 'placed' || state.is === 'in_doubt' || state.is === 'ended' ? state.callId : null;
}
