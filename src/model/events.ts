/** What can happen to an attempt, and what the table answers. */
import type { Attempt } from './attempt.ts';
import type { Contact } from './contact.ts';
import type { Disposition } from './disposition.ts';
import type { CallId } from './ids.ts';
import type { AttemptLogEvent, LogEventName } from './log-events.ts';
import type { Duration, Instant } from './time.ts';

export type AttemptEvent =
  /** The request was provably never written. */
  | { readonly is: 'unsent'; readonly cause: string }
  /** The reply names a call for it. */
  | { readonly is: 'accepted'; readonly callId: CallId }
  /** A definite refusal of the request or of this item. */
  | { readonly is: 'refused'; readonly code: string; readonly forGood: boolean }
  | { readonly is: 'throttled'; readonly code: string; readonly retryAfter: Duration | null }
  /** The reply was lost or says nothing we can rely on. */
  | { readonly is: 'unknown'; readonly cause: string }
  /** Evidence: the provider shows its call, not ended. */
  | {
      readonly is: 'alive';
      readonly callId: CallId;
      readonly seen: 'created' | 'started';
      readonly startedAt: Instant | null;
    }
  /** Evidence: the provider shows its call, ended. */
  | {
      readonly is: 'over';
      readonly callId: CallId;
      readonly disposition: Disposition;
      readonly startedAt: Instant | null;
      readonly endedAt: Instant;
      readonly endReason: string | null;
    }
  /** Its deadline passed without a word. */
  | { readonly is: 'silence' }
  /** A look-up begun after the doubt ended without finding it. `later`: newer calls of the line that were listed. */
  | {
      readonly is: 'not_found';
      readonly later: number;
      /** All was read in which it could stand: the whole list, or one seen to be newest first, back to before its request. */
      readonly complete: boolean;
    };

/** `E`: the events of the log that it may be. */
export type Verdict<E extends LogEventName = AttemptLogEvent> =
  /** Nothing new: replays and late news change nothing (I7). */
  | { readonly is: 'same' }
  | {
      readonly is: 'changed';
      readonly contact: Contact;
      readonly attempt: Attempt;
      /** For the log. */
      readonly event: E;
      readonly cause: string | null;
    };
