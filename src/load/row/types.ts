/** What loading speaks of: a row as read, an issue with it, and what became of it (reference/phone-numbers D1). */
import type { RowCode } from '../../model/row-codes.ts';
import type { RowIssue, Severity } from '../../model/load-report.ts';
import type { ProviderType } from '../../model/campaign.ts';
import type { RowConsent } from '../../model/consent.ts';
import type { E164 } from '../../model/ids.ts';
import type { CallBounds } from '../../model/call-bounds.ts';

/** A cell as read: text from CSV; JSON values keep their type. */
export type Cell = string | number | boolean | null | readonly unknown[] | { readonly [key: string]: unknown };

/** A row as read, before any judgement: cells by the user's own header. */
export type RawRow = {
  readonly row: number;
  readonly line?: number;
  readonly cells: Readonly<Record<string, Cell>>;
  /** Characters of it in the file, where it was read from one: rows are held together in bundles that are bounded. */
  readonly size?: number;
  /** What the reader itself found wrong with the row (`ragged_row`, `wrong_type`, NUL bytes). */
  readonly issues: readonly RowIssue[];
  /** For the `_message` of a rejects file: the row's own words where its columns cannot hold all of it. */
  readonly aside?: string;
};

/** A list opened for reading: the header is known, rows stream. */
export type OpenList = {
  /** Name for messages and for `contact.list`: the file's base name, `inline`, or `stdin`. */
  readonly name: string;
  /** The user's headers in order; for JSON the union of keys of the first rows. */
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<RawRow>;
  /** The keys that lead to the list in a JSON object around it: `data.contacts`. */
  readonly taken?: string;
  /** How it was read where that was not plain, in sentences for whoever knows the list. */
  readonly notes?: readonly string[];
};

/** What the judge of a destination needs to know besides the value. */
export type DestinationRules = {
  /** ISO 3166-1 alpha-2, upper case; undefined: a `+` is required. */
  readonly defaultCountry?: string;
  /** Provider types of the lines that may call: a destination is accepted when at least one of them may call it. */
  readonly lineTypes: readonly ProviderType[];
  /** Loopback hosts: 555-01xx is a warning, not an error. */
  readonly testNumbers: boolean;
  readonly allowUsTerritories: boolean;
  readonly allowTollFree: boolean;
  readonly extraUsAreaCodes: readonly string[];
  /** The countries that the campaign's rules speak of, and the name of their pack; absent: any country may be dialed. */
  readonly countries?: { readonly of: string; readonly are: readonly string[] };
};

export type DestinationVerdict =
  | {
      readonly is: 'valid';
      readonly e164: E164;
      /** ISO country; null for an area code newer than the metadata. */
      readonly country: string | null;
      /** A Cartesia line may call it (A3). */
      readonly cartesiaDialable: boolean;
      readonly issues: readonly DestinationIssue[];
    }
  | { readonly is: 'invalid'; readonly e164?: string; readonly issues: readonly DestinationIssue[] };

/** A RowIssue without its place, which the judge of the row adds. */
export type DestinationIssue = {
  readonly code: RowCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
};

/** A row judged: `accepted` rows are ready to become contacts. */
export type RowOutcome = {
  readonly row: number;
  readonly line?: number;
  readonly status: 'accepted' | 'rejected' | 'skipped';
  /** Null unless accepted. */
  readonly accepted: {
    readonly to: E164;
    readonly country: string | null;
    /** A Cartesia line may call it (A3). */
    readonly cartesiaDialable: boolean;
    /** The text the contact's identity is made of: its id column, else its phone (`model/one-phone.ts`). */
    readonly key: string;
    /** Candidate IANA zones, sorted; never empty where a window needs one. */
    readonly zones: readonly string[];
    /** As in `Place.regions`. */
    readonly regions: readonly string[];
    readonly timezoneSource: 'column' | 'state' | 'zip' | 'area_code' | 'country' | 'default';
    /** Before and after when they are not to be called, where the row says it. */
    readonly bounds?: CallBounds;
    readonly variables: Readonly<Record<string, string | number | boolean>>;
    /** Absent: the list has no column for it. */
    readonly consent?: RowConsent;
    /** Where it is written down, as the cells say it. */
    readonly consentSource?: string;
  } | null;
  /** The user's cells by their own header, as text, for the ledger and the export. */
  readonly cells: Readonly<Record<string, string>>;
  readonly issues: readonly RowIssue[];
  /** As of the row read. */
  readonly aside?: string;
};
