/**
 * Who is not to be called, kept outside the ledger: the list that every ledger of a team reads at the dial, and the answer
 * that whoever dials asks for before a batch is committed. It knows numbers, since each ledger has digests of its own.
 */
import type { Campaign } from '../model/campaign.ts';
import type { Instant } from '../model/time.ts';

/** One number left out under one scope: `everywhere`, `campaign:…`, `purpose:…`. */
export type SharedEntry = {
  /** E.164. */
  readonly number: string;
  readonly scope: string;
  readonly reason: string;
  /** Where it was said. */
  readonly source: string;
  readonly at: Instant;
  /** Null: for good. */
  readonly until: Instant | null;
};

export type SharedLook = {
  /** Numbers that are left out at this moment, whatever the scope. */
  readonly numbers: number;
  /** Lines that could not be read and hold nobody back, in a sentence each. */
  readonly odd: readonly string[];
};

/**
 * The list of a team. What was added by anybody is found by everybody from the moment `add` has resolved. Whatever goes wrong
 * is a `SharedListFailure`: nobody is dialed on a guess.
 */
export type SharedList = {
  /** For people: a path, or `host:port/database`. Never with a password. */
  readonly place: string;
  /** Every entry in force for these numbers, under any scope. The caller names each spelling it means. */
  find(numbers: readonly string[], now: Instant): Promise<readonly SharedEntry[]>;
  /** How many are newly in force. One that is there is never weakened: the longer `until` holds. */
  add(entries: readonly SharedEntry[]): Promise<number>;
  /** Only by a person who says why. `all`: under every scope. How many were in force. */
  remove(numbers: readonly string[], scope: string, why: string, source: string, at: Instant): Promise<number>;
  look(now: Instant): Promise<SharedLook>;
  /** The same odd lines, as they were met last, where a list may have any. */
  odd?(): readonly string[];
  close(): Promise<void>;
};

/** `away` may mend itself in a moment; `unreadable` is for a person. Its message names nobody. */
export class SharedListFailure extends Error {
  readonly why: 'away' | 'unreadable';
  readonly hint: string;

  constructor(why: 'away' | 'unreadable', message: string, hint: string) {
    super(message);
    this.name = 'SharedListFailure';
    this.why = why;
    this.hint = hint;
  }
}

/** What whoever dials is told of one batch. */
export type Answer =
  /** Who of them said no, by the number that was asked for. */
  | { readonly is: 'heard'; readonly refused: ReadonlyMap<string, SharedEntry> }
  /** It cannot be told at this moment: nobody is dialed, and it is asked again. */
  | { readonly is: 'wait'; readonly note: string }
  /** It cannot be told, and a person is to mend it: the campaign is paused in these words. */
  | { readonly is: 'stop'; readonly message: string };

export type DoNotCall = {
  /** Asked with the numbers of each batch, before it is committed. It answers within seconds, whatever hangs. */
  ask(campaign: Campaign, numbers: readonly string[], now: Instant): Promise<Answer>;
};
