/**
 * Every event of the log, with the evidence that its line carries: ids, instants, codes and counts, never a number or a
 * name (I8). What was written stays: an event or a key of its evidence is never renamed, only joined by others.
 */
import type { Disposition } from './disposition.ts';
import type { AnsweredBy, Outcome } from './heard.ts';
import type { AttemptId, CallId, CampaignId, LineId } from './ids.ts';
import type { LimitFacts } from './number-limits.ts';
import type { Duration, Instant } from './time.ts';

/** Whoever asked, by the name that the system knows them under. */
type By = { readonly by: string };
type PlanVersion = { readonly plan_version: number };

/** What befell an attempt; what each shows depends on how it was learned, so they share their evidence. */
export const ATTEMPT_EVENTS = [
  'placed',
  'started',
  'ended',
  'unsent',
  'refused',
  'throttled',
  'in_doubt',
  'not_found',
  'found',
  'needs_review',
  'still_created',
  'given_up',
  'second_call',
] as const;
export type AttemptLogEvent = (typeof ATTEMPT_EVENTS)[number];

export type AttemptEvidence =
  | { readonly call: CallId }
  | { readonly call: CallId; readonly seen: 'created' | 'started' }
  | {
      readonly call: CallId;
      readonly disposition: Disposition;
      readonly end_reason: string | null;
      readonly ended_at: Instant;
    }
  /** Of a look-up that did not find it: newer calls of its line that were listed. */
  | { readonly later_calls: number }
  | { readonly retry_after: Duration | null }
  | { readonly for_good: boolean }
  /** Inferred from silence, or told by a reply that shows nothing. */
  | null;

/** Of an account, or of what one of its engines found out. */
type EngineEvents = {
  readonly clock_jumped: { readonly by_ms: Duration };
  /** Calls of this ledger that it does not know of: a restored backup, a copied folder. */
  readonly lost_past: { readonly adopted: number; readonly strays: number };
  /** Another ledger dials on the account. */
  readonly other_ledger: { readonly ledger: string; readonly accepted: boolean };
  /** `error`: the kind of mistake of ours, where it was one. */
  readonly report_unread: { readonly attempt: AttemptId | null; readonly error: string | null };
  /** Somebody said for them that they are not to be called: how many, and for which campaigns. */
  readonly suppression_added: By & { readonly scope: string; readonly numbers: number; readonly until: Instant | null };
  /** Taken back; `why`: where the words are. */
  readonly suppression_removed: By & { readonly scope: string; readonly why: string };
  /** What was kept long enough was erased, in counts; `cut_head`: of the last line of the log that went with it. */
  readonly purged: {
    readonly rows: number;
    readonly files: number;
    readonly conversations: number;
    readonly lines: number;
    readonly cut_to?: number;
    readonly cut_head?: string;
    readonly by?: string;
  };
  /** Asked not to be called while the request was on its way. */
  readonly suppressed_too_late: null;
  /** A do-not-call file had changed while its campaign was dialed; `added`: numbers that were not left out before. */
  readonly do_not_call_read: { readonly numbers: number; readonly added: number };
};

type CampaignEvents = {
  readonly campaign_made: PlanVersion;
  readonly plan_changed: PlanVersion & Partial<By> & { readonly agent_kind?: 'managed' | 'line' };
  readonly loaded: {
    readonly load: number;
    readonly rows: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly skipped: number;
  };
  readonly running: PlanVersion | By | null;
  readonly paused: (By & { readonly until?: Instant }) | null;
  readonly finished: null;
};

/** Its number was called as often as it may be; `until`: when it may be again, null where nobody lives to see it. */
type Limited = LimitFacts & { readonly until: Instant | null };

/** Of a contact; `canceled` of a campaign too, and so is `forgotten`, whose file held the person's row. */
type ContactEvents = {
  readonly placing: { readonly line: LineId; readonly send_by: Instant; readonly plan: number };
  readonly deferred: Limited | null;
  /** A registry that was asked then does not hold the number. */
  readonly scrubbed: { readonly registry: string; readonly asked_at: Instant };
  readonly skipped: null;
  readonly exhausted: Limited | null;
  readonly canceled: By | null;
  /** A person wanted its call ended; the cause says what the provider answered. Its end is evidence of the list alone. */
  readonly hang_up: By & { readonly call: CallId };
  readonly forgotten: By | null;
  /** A list gave another number: its tries count anew. */
  readonly renumbered: null;
  /** It is in its list again. */
  readonly returned: null;
  readonly reopened: By | null;
  /** Somebody asked to be called at that instant, and not before. */
  readonly callback_asked: By & { readonly for: Instant };
  readonly callback_dropped: By;
  /** What was said in its call; `by_signal`: the campaign's own, null where it was the words for "stop calling". */
  readonly heard: {
    readonly outcome: Outcome | null;
    readonly answered_by: AnsweredBy;
    readonly by_signal: 'variable' | 'tool' | 'transcript' | 'summary' | null;
    readonly doubt: boolean;
    readonly for?: Instant;
  };
  /** They said that nobody is to call them (any more), or that it is not theirs: what was suppressed, and for which campaigns. */
  readonly opt_out_heard: { readonly scope: string; readonly numbers: number };
  /** A person said that a doubtful sentence was no opt-out; `why`: where their words are. */
  readonly doubt_settled: By & { readonly why: string };
  /** A person settled what was in doubt; `why`: where their words are. */
  readonly resolved: By & { readonly why: string };
  /** Another campaign has called the same number within the hour. */
  readonly also_called: { readonly campaign: CampaignId; readonly minutes: number };
  /** A call of ours that this ledger had no memory of. */
  readonly adopted: { readonly call: CallId };
  /** A call that was read back once it had ended: does it carry the id of its attempt? */
  readonly ids_echoed: {
    readonly call: CallId;
    readonly agent_kind: 'managed' | 'line';
    readonly echoed: boolean;
  };
};

type LogEvents = EngineEvents & CampaignEvents & ContactEvents;
export type EngineLogEvent = keyof EngineEvents;
export type LogEventName = keyof LogEvents | AttemptLogEvent;
export type EvidenceOf<E extends keyof LogEvents> = LogEvents[E];

/** What a line says beyond whom it is about. */
export type LogFacts =
  | { readonly event: AttemptLogEvent; readonly evidence: AttemptEvidence }
  | { [E in keyof LogEvents]: { readonly event: E; readonly evidence: LogEvents[E] } }[keyof LogEvents];

/** As read from a ledger: an older or newer version may have written what this one does not know. */
export type StoredFacts = {
  readonly event: string;
  readonly evidence: Readonly<Record<string, string | number | boolean | null>> | null;
};
