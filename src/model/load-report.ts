/** What loading a list came to, as it is shown and told: counts, columns, and what is wrong with which rows. */
import type { RowCode } from './row-codes.ts';

export type LoadReport = {
  readonly list: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly skipped: number;
  /** Rejected and skipped rows by the code that decided. */
  readonly byCode: Readonly<Record<string, number>>;
  /** `duplicate` and `duplicate_conflict` rows. */
  readonly duplicates: number;
  readonly added: number;
  /** Rows that say what is known already. */
  readonly unchanged: number;
  /** Rows of known people that say something else, whether it is taken or not. */
  readonly changed: number;
  /** Contacts of an earlier load of this list that it no longer names. */
  readonly vanished: number;
  readonly changes: ListChanges;
  /** The number that stands in most rows; `share` of the rows that have a number, 0 to 1. */
  readonly topNumber: { readonly rows: number; readonly share: number } | null;
  /** The first accepted numbers, E.164, to be shown masked. */
  readonly samples: readonly string[];
  readonly issues: readonly IssueGroup[];
};

/**
 * What a list brings against what the ledger knows (model/list-changes.ts). All but those of `vanished` and the parts of
 * others are rows: together with `unchanged` they are the accepted ones.
 */
export type ListChanges = {
  /** Nobody of the campaign so far, or back in the list after `--sync` had taken them out. */
  readonly new: number;
  readonly changed: number;
  readonly corrected_unreached: number;
  /** Of these, those that are not taken now: a call of theirs may be open, or other rows were asked for. */
  readonly corrected_later: number;
  /** Reached, or left out for good: not dialed. */
  readonly corrected_reached: number;
  /** Their new number was called already under an id that the list does not hold any more: left out. */
  readonly corrected_called: number;
  readonly called_already: number;
  /** Known, never dialed, and nothing differs. */
  readonly unchanged: number;
  /** Contacts of the list that it does not name any more. */
  readonly vanished: number;
  /** Of these, those that wait to be dialed: whom `--sync` takes out. */
  readonly vanished_waiting: number;
  /** Contacts that wait to be dialed because of this list and did not before. */
  readonly woken: number;
};

/** Where every count of changes begins. */
export const NO_CHANGES: ListChanges = {
  new: 0,
  changed: 0,
  corrected_unreached: 0,
  corrected_later: 0,
  corrected_reached: 0,
  corrected_called: 0,
  called_already: 0,
  unchanged: 0,
  vanished: 0,
  vanished_waiting: 0,
  woken: 0,
};

/** Every name is a column of the list. */
export type Mapping = {
  readonly toNumber: readonly string[];
  readonly id: string | null;
  readonly timezone: string | null;
  /** What somebody agreed to; absent: the list has no column for it. */
  readonly consent?: ConsentColumns;
  /** Where the person lives; they are sent to the agent like any other column. Absent: nobody looked. */
  readonly address?: AddressColumns;
  /** Before and after when nobody is called, where a column says it. */
  readonly notBefore?: string | null;
  readonly notAfter?: string | null;
  /** No header said that the number is in that column; what stands in it did. */
  readonly byValues?: true;
};

/** Of several of one kind all count: the weakest level, the oldest day. */
export type ConsentColumns = {
  readonly level: readonly string[];
  readonly at: readonly string[];
  readonly source: readonly string[];
};

/** Which columns hold the state, the postal code and the country of a contact. */
export type AddressColumns = {
  readonly state: string | null;
  readonly zip: string | null;
  readonly country: string | null;
};

export function consentColumnsOf({ consent }: { readonly consent?: ConsentColumns | undefined }): readonly string[] {
  return consent === undefined ? [] : [...consent.level, ...consent.at, ...consent.source];
}

/** Every column that is for something of its own and is not sent; null where there is none. An address is both. */
export function mappedColumns({
  toNumber,
  id,
  timezone,
  notBefore,
  notAfter,
  consent,
}: Mapping): readonly (string | null)[] {
  return [...toNumber, id, timezone, notBefore ?? null, notAfter ?? null, ...consentColumnsOf({ consent })];
}

/** How a day or a time is said. */
export type SpokenForm = {
  readonly is: 'spoken';
  /** In which an instant is named: `contact`, or an IANA zone. A time without an offset stays as it is. */
  readonly timezone: string;
  /** BCP 47: `en`, `es-US`. */
  readonly language: string;
  /** Of 03/04/2026; null: as the default country writes it. */
  readonly order: 'mdy' | 'dmy' | null;
};

/** `as_is`: somebody has looked at the column, and means what stands there. */
export type ValueForm = { readonly is: 'as_is' } | SpokenForm;

export type NamedColumn = { readonly name: string; readonly column: string; readonly form?: ValueForm };

/** What a header says of a person. `contact`: an address, or somebody else to be reached; `phone`: another number than the one that is dialed. */
export type HeaderReason = 'identity' | 'health' | 'money' | 'contact' | 'phone' | 'notes';

/** What a value is. */
export type ValueKind =
  'email' | 'phone' | 'national_id' | 'card' | 'iban' | 'address' | 'birth_date' | 'health' | 'money' | 'ip_address';

/** Why a column stays: by its header, by its values, as a part of an address, or because no name can be made of its header. */
export type Withheld = HeaderReason | `values:${ValueKind}` | 'address_part' | 'no_legal_name';

export type VariablePlan = {
  /** What each call carries. */
  readonly leave: readonly NamedColumn[];
  /** Columns that stay, until `variables` names them. */
  readonly withheld: readonly { readonly column: string; readonly why: Withheld }[];
  /** Columns that nobody named: a row whose cell there is one of these kinds is not sent. */
  readonly watched?: readonly { readonly column: string; readonly kinds: readonly ValueKind[] }[];
};

/** What a column is for, besides what it says to the agent. */
export type MappedAs = 'number' | 'id' | 'timezone' | 'not_before' | 'not_after' | 'consent';

/** What becomes of a column of the list. `also`: a mapped one that is sent too, or a second name. */
export type ColumnUse =
  | { readonly column: string; readonly is: 'sent'; readonly as: string; readonly also: readonly string[] }
  | { readonly column: string; readonly is: 'withheld'; readonly why: Withheld | 'not_named' }
  | {
      readonly column: string;
      readonly is: 'mapped';
      readonly as: MappedAs;
      readonly also: readonly string[];
    };

export type Severity = 'error' | 'warning';

/** `row`: 1-based, the header is row 1. `line`: the physical line of the file where that differs. */
export type RowIssue = {
  readonly row: number;
  readonly code: RowCode;
  readonly severity: Severity;
  /** The user's own header. */
  readonly column?: string;
  /** Raw, cut at 64 characters. */
  readonly value?: string;
  /** A sentence about *this* value. */
  readonly message: string;
  /** What to type instead. */
  readonly hint?: string;
  readonly line?: number;
  readonly e164?: string;
  readonly ref?: { readonly row: number };
};

export type IssueGroup = {
  readonly code: RowCode;
  readonly severity: 'error' | 'warning';
  readonly count: number;
  /** The first few. */
  readonly rows: readonly number[];
  /** "212 of 212 rows lack a country code" */
  readonly sentence: string;
  readonly hint?: string;
  readonly example: RowIssue;
};
