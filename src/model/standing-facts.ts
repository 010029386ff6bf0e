/** What a ledger knows of how a campaign stands: who waits for what, what calls took, what happened lately. */
import type { LineId } from './ids.ts';
import type { StoredFacts } from './log-events.ts';
import type { Micros } from './money.ts';
import { MINUTE, type Duration, type Instant } from './time.ts';

/** Who waits until their numbers may be called again, as far as anybody looked, and when the first and the last of them may be. */
export type Capped = { readonly waiting: number; readonly first: Instant | null; readonly last: Instant | null };

/** Ready contacts of one place whose alarms ring together: those that have rung, else of a quarter of an hour. */
export type WaitingGroup = {
  readonly place: string;
  readonly count: number;
  /** The first and the last alarm of them. */
  readonly from: Instant;
  readonly to: Instant;
};

/** So many ready contacts that were called before: how often, what of it counts no more, and whether they asked for a call. */
export type Tried = {
  readonly attempts: number;
  readonly spentBefore: number;
  readonly callback: boolean;
  readonly count: number;
};

export type Waiting = {
  readonly groups: readonly WaitingGroup[];
  /** Of all ready contacts, those that were called before and wait for another try. */
  readonly triedBefore: number;
  /** The same, by their tries. Absent: the newest calls show about how many they had. */
  readonly tried?: readonly Tried[];
  /** Of all ready contacts, those that asked for a call, and when the first of these is. Absent: nobody counted them. */
  readonly callbacks?: Callbacks;
};

export type Callbacks = { readonly count: number; readonly first: Instant | null };

export const TOGETHER: Duration = 15 * MINUTE;

/** Ended calls of a line, and for how long they were connected together. */
export type LineTally = { readonly line: LineId; readonly calls: number; readonly talked: Duration };

/** So many contacts of whom somebody was reached, by what was last heard of them, how their last call ended, and whether a doubt is open. */
export type HeardTally = {
  readonly outcome: string | null;
  readonly disposition: string | null;
  readonly doubt: boolean;
  readonly count: number;
};

/** How often something befell contacts from `since` on (until the next `since`): the log's event, and from where to where it moved them. */
export type Befell = {
  readonly since: Instant;
  readonly event: string;
  readonly from: string | null;
  readonly to: string | null;
  /** How the call ended that the line tells of; null: of none. */
  readonly disposition: string | null;
  readonly count: number;
};

/** A line of the log that is about the campaign itself. */
export type OwnLine = StoredFacts & { readonly at: Instant };

export type Happened = {
  /** Of the campaign itself, oldest first, the newest of them. */
  readonly own: readonly OwnLine[];
  readonly contacts: readonly Befell[];
};

/** So many lines of the campaign itself are read at most. */
export const MOST_OWN_LINES = 200;

/** What the calls of a campaign bind of its budget so far, and whom they have rung. */
export type Spent = {
  /** Of calls that are over: what they took, and of those whose end nobody saw the worst. */
  readonly spent: Micros;
  /** Of calls that may be going on: the worst. */
  readonly reserved: Micros;
  /** Calls of a time at which no price was known. */
  readonly unpriced: number;
  /** Whose phone may have rung, each once. */
  readonly people: number;
  /** Calls that may be going on. */
  readonly open: number;
};
