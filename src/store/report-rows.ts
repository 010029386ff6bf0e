/** What a report is told of a ledger, row by row: every row read, accepted or not, and its calls. */
import type { Attempt } from '../model/attempt.ts';
import type { Contact } from '../model/contact.ts';
import type { Personal } from './records.ts';

/** A line of `export`: every row read, accepted or not. */
export type RowRecord = {
  readonly list: string;
  readonly row: number;
  /** Owner of its personal data. */
  readonly owner: string;
  readonly outcome:
    | { readonly is: 'accepted'; readonly contact: Contact }
    | { readonly is: 'rejected' | 'skipped'; readonly code: string };
};

/** An attempt, and what was noted of it. */
export type NotedAttempt = { readonly attempt: Attempt; readonly note: Personal['body'] | undefined };
/** A row with all that a report says of it. */
export type ReportRow = RowRecord & {
  /** Its own data as read. */
  readonly body: Personal['body'] | undefined;
  /** In their order. */
  readonly attempts: readonly NotedAttempt[];
};
