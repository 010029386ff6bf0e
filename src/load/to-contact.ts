/** A judged row on its way into the ledger: what becomes of it, and the row that the store is handed. */
import type { RowIssue } from '../model/load-report.ts';
import { own } from '../model/own.ts';
import type { CampaignId, ContactId, ContactKey, DestinationKey } from '../model/ids.ts';
import type { Contact } from '../model/contact.ts';
import { contactKey, destinationKeys, type Digest } from '../model/one-phone.ts';
import type { Instant } from '../model/time.ts';
import type { Kept } from '../model/list-changes.ts';
import type { LoadRow } from '../store/port.ts';
import type { KnownPhone } from './number/known-phone.ts';
import type { RowOutcome } from './row/types.ts';
import { placeOf } from '../model/place.ts';

/** The outcome of the judge, and what the ledger made of it. */
export type Entry = {
  readonly outcome: RowOutcome;
  /** Random; the contact's id if it becomes one. */
  readonly owner: string;
  readonly status: RowOutcome['status'];
  readonly issues: readonly RowIssue[];
  /** What the ledger knows the phone by, where it has taken it under another of its spellings. */
  readonly known?: KnownPhone;
  /** Null of what cannot be dialed. */
  readonly keys: EntryKeys | null;
};

/** By what the ledger knows a row's phone and contact. Made once a row: each is a keyed digest. */
type EntryKeys = {
  readonly contact: ContactKey;
  /** Of every spelling; the first is its own. */
  readonly destinations: readonly [DestinationKey, ...DestinationKey[]];
};

export function keysOf({ accepted }: RowOutcome, digest: Digest): EntryKeys | null {
  if (accepted === null) return null;
  const [own, ...others] = destinationKeys(digest, accepted.to);
  return own === undefined ? null : { contact: contactKey(digest, accepted.key), destinations: [own, ...others] };
}

export type Ledger = {
  readonly campaign: CampaignId;
  readonly list: string;
  readonly load: number;
  readonly dueAt: Instant;
  readonly digest: Digest;
  /** What is said of days and times, by the variable: how it is said depends on the day of the loading. */
  readonly spokenAs: ReadonlyMap<string, string>;
  /** What of a row somebody who is known does not take. */
  readonly kept: readonly Kept[];
  /** Where a row's number is looked for, to show it. */
  readonly numberColumns: readonly string[];
};

export function end(entry: Entry, status: 'rejected' | 'skipped', issue: RowIssue): Entry {
  return { ...entry, status, issues: [...entry.issues, issue] };
}

/** The issue that decided: the last policy or conflict, else the first error. */
export function decidingIssue(entry: Entry): RowIssue | undefined {
  if (entry.status === 'accepted') return undefined;
  if (entry.outcome.accepted !== null) return entry.issues.at(-1);
  return entry.issues.find((issue) => issue.severity === 'error') ?? entry.issues[0];
}

export function toLoadRow(entry: Entry, ledger: Ledger): LoadRow {
  const { outcome, owner, status } = entry;
  const issue = decidingIssue(entry);
  const code = issue?.code ?? 'unknown';
  const numberColumn = ledger.numberColumns.find((column) => (own(outcome.cells, column) ?? '').trim() !== '');
  const personal = {
    owner,
    key: 'row',
    body: {
      to_number: outcome.accepted?.to ?? own(outcome.cells, numberColumn ?? '') ?? '',
      cells: outcome.cells,
      variables: outcome.accepted?.variables ?? {},
      ...(outcome.accepted?.consentSource === undefined ? {} : { consent_source: outcome.accepted.consentSource }),
      ...(issue === undefined ? {} : { code, message: issue.message }),
    },
  };
  const common = {
    row: outcome.row,
    personal,
    digest: ledger.digest(`r:${substance(outcome, numberColumn, ledger.spokenAs)}`),
    kept: ledger.kept,
  };
  const contact = contactOf(entry, ledger);
  if (contact === undefined) return { ...common, outcome: { is: status === 'skipped' ? 'skipped' : 'rejected', code } };
  return { ...common, outcome: { is: 'accepted', contact } };
}

/** Whom the row would be; undefined of a row that is not taken. */
export function contactOf({ status, keys, known, owner, outcome }: Entry, ledger: Ledger): Contact | undefined {
  const { accepted, row } = outcome;
  if (status !== 'accepted' || accepted === null || keys === null) return undefined;
  return {
    id: owner as ContactId,
    campaign: ledger.campaign,
    key: known?.key ?? keys.contact,
    destination: known?.destination ?? keys.destinations[0],
    place: placeOf(accepted),
    cartesiaDialable: accepted.cartesiaDialable,
    priority: 0,
    list: ledger.list,
    row,
    load: ledger.load,
    attempts: 0,
    seq: 0,
    uncounted: { unsent: 0, refused: 0, throttled: 0 },
    lastAttemptAt: null,
    disposition: null,
    ...(accepted.consent === undefined ? {} : { consent: accepted.consent }),
    rangTwice: false,
    ...accepted.bounds,
    state: { is: 'ready', dueAt: Math.max(ledger.dueAt, accepted.bounds?.notBefore ?? 0) },
    version: 1,
  };
}

/**
 * Everything that would be dialed with; neither the order of columns nor the way the number is written says anything. A day
 * counts by its cell and by how it is to be said: its words leave out the year or not, by the day on which they are made.
 */
function substance(
  { accepted, cells }: RowOutcome,
  numberColumn: string | undefined,
  spokenAs: Ledger['spokenAs'],
): string {
  const meant = Object.entries(accepted?.variables ?? {}).map(([name, value]) => [name, spokenAs.get(name) ?? value]);
  const sorted = (record: object, but?: string): unknown[] =>
    Object.entries(record)
      .filter(([name]) => name !== but)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify([
    accepted?.to ?? null,
    // Its zones alone: of its regions the columns say what a list could change.
    accepted === null ? '' : placeOf({ ...accepted, regions: [] }),
    sorted(Object.fromEntries(meant)),
    sorted(cells, accepted === null ? undefined : numberColumn),
    // Lists without such columns keep the digests that older versions made of them.
    ...(accepted?.consent === undefined ? [] : [accepted.consent]),
  ]);
}
