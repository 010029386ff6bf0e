/** What a loader hands to a ledger and is told of it: rows, what became of each, and what all of them come to. */
import type { Contact } from '../model/contact.ts';
import type { ContactId } from '../model/ids.ts';
import type { Kept, RowChange } from '../model/list-changes.ts';
import type { LoadReport } from '../model/load-report.ts';
import type { Personal } from './records.ts';

/** A row as the loader hands it over; the number and own columns travel in `personal`. */
export type LoadRow = {
  readonly row: number;
  readonly personal: Personal;
  /** Keyed digest of what would be dialed with (number, variables, columns): tells an unchanged row from a changed one. */
  readonly digest: string;
  /** What of it somebody who is known does not take. */
  readonly kept?: readonly Kept[];
  readonly outcome:
    | { readonly is: 'accepted'; readonly contact: Contact }
    | { readonly is: 'rejected' | 'skipped'; readonly code: string };
};

export type LoadRowResult =
  /** `rejected`/`skipped` rows are always `added`. */
  | { readonly is: 'added' }
  /** The same key earlier in this load; `same` when its digest is equal too. */
  | { readonly is: 'duplicate'; readonly ofRow: number; readonly same: boolean }
  /** Known from an earlier load, with nothing that differs. */
  | { readonly is: 'unchanged'; readonly contact: ContactId }
  /** Known, with other data; `updated` when it takes them at publish. */
  | { readonly is: 'changed'; readonly contact: ContactId; readonly change: RowChange; readonly updated: boolean };

/** `known`: the contact that was dialed, and its key is another. */
export type CalledBefore = { readonly row: number; readonly personal: Personal; readonly known: ContactId };

export type LoadSummary = Pick<LoadReport, 'added' | 'unchanged' | 'changed' | 'vanished' | 'changes'>;

/** A known contact's row in a load that is open, and whether it takes what the row says. */
export type StagedRow = {
  readonly change: RowChange;
  readonly taken: boolean;
  /** It gives them another number. */
  readonly anew: boolean;
};

/** `sync`: whoever waits and whom the list does not name any more is left out. */
export type Publish = { readonly sync?: boolean };
