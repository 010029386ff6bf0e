/** One row to be reached: the record that matters. Exactly one alarm (`dueAt`) while it lives. */
import type { RowConsent } from './consent.ts';
import type { Disposition } from './disposition.ts';
import type { Heard } from './heard.ts';
import type { AttemptId, CampaignId, ContactId, ContactKey, DestinationKey } from './ids.ts';
import type { CallBounds } from './call-bounds.ts';
import type { Instant } from './time.ts';

export type ContactState =
  /** May be dialed from `dueAt` on, hours and pacing permitting. Moved by the dispatcher. */
  // `capped`: it was looked at, and waits until its number may be called again.
  | { readonly is: 'ready'; readonly dueAt: Instant; readonly capped?: true }
  /** An attempt is open. `dueAt` is the deadline at which silence becomes doubt. */
  | { readonly is: 'in_progress'; readonly attempt: AttemptId; readonly dueAt: Instant }
  /** We do not know whether it rang. `dueAt` is the next look-up. */
  | { readonly is: 'in_doubt'; readonly attempt: AttemptId; readonly dueAt: Instant; readonly lookUps: number }
  /** The look-ups are spent; late evidence or a person decides. `dueAt` is the next of the rare late look-ups. */
  | { readonly is: 'needs_review'; readonly attempt: AttemptId; readonly dueAt: Instant; readonly lookUps: number }
  | { readonly is: 'completed' | 'exhausted' | 'skipped' | 'canceled'; readonly reason: string };

export type ContactStateName = ContactState['is'];
/** Where every count of contacts by state begins. */
export const NO_CONTACTS: Readonly<Record<ContactStateName, number>> = {
  ready: 0,
  in_progress: 0,
  in_doubt: 0,
  needs_review: 0,
  completed: 0,
  exhausted: 0,
  skipped: 0,
  canceled: 0,
};
export const TERMINAL_STATES = ['completed', 'exhausted', 'skipped', 'canceled'] as const;

/** A call that somebody asked for: model/callback.ts says what it means. */
export type Callback = {
  /** Never earlier. */
  readonly at: Instant;
  /** The `seq` of the newest attempt before it was asked for: those of before do not spend it. */
  readonly after: number;
  /** What the contact had before, and has again once it is spent. */
  readonly priority: number;
  readonly before: Standing;
};

/** How a contact stands that no call holds. */
export type Standing = Extract<ContactState, { is: 'ready' } | { reason: string }>;

export type Contact = {
  readonly id: ContactId;
  readonly campaign: CampaignId;
  readonly key: ContactKey;
  readonly destination: DestinationKey;
  /** The set of zones (IANA ids, sorted, joined by `,`) in all of which it must be a lawful hour; `''` when no zone matters. */
  readonly place: string;
  /** A Cartesia line may call it (the US test of `load/number/line-rules.ts`); other lines may call any contact. */
  readonly cartesiaDialable: boolean;
  /** Lower is dialed first. */
  readonly priority: number;
  /** The list's name and the row in it (the header is row 1). */
  readonly list: string;
  readonly row: number;
  /** The load that brought it; visible once that load is published. */
  readonly load: number;
  /** Attempts that count against `retry.max_attempts`. */
  readonly attempts: number;
  /** Of them, those that were spent before a person gave it a further budget; absent: none. */
  readonly spentBefore?: number;
  /** How many of its calls ended so, where its campaign limits how many may; absent: none that was counted. */
  readonly ends?: Readonly<Partial<Record<Disposition, number>>>;
  /** The `seq` of its newest attempt, 0 before the first. */
  readonly seq: number;
  /** Requests in a row that provably rang nobody, by kind: they have a budget of their own. */
  readonly uncounted: {
    readonly unsent: number;
    readonly refused: number;
    readonly throttled: number;
    /** How often a rule has given it back since its last call was placed. */
    readonly reopened?: number;
  };
  readonly lastAttemptAt: Instant | null;
  readonly disposition: Disposition | null;
  /** A call we did not know of rang while a newer attempt was open. */
  readonly rangTwice: boolean;
  /** A list gave it another number; the former ones are with its personal data. Absent: none did. */
  readonly corrected?: boolean;
  /** Somebody asked to be called at an instant; absent: nobody did, or it is spent. */
  readonly callback?: Callback;
  /** What was heard in their calls; absent: nothing that says anything. */
  readonly heard?: Heard;
  /** What its row says of a consent; absent: its list has no column for it. */
  readonly consent?: RowConsent;
  /** When each registry that was asked said that the number is not on it, by its name. */
  readonly scrubbed?: Readonly<Record<string, Instant>>;
  readonly state: ContactState;
  readonly version: number;
} & CallBounds;

export function dueAtOf(contact: Contact): Instant | null {
  return 'dueAt' in contact.state ? contact.state.dueAt : null;
}
