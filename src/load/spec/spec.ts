/** The campaign file, checked: what the rest of outdial knows of it, every default filled in. */
import type { StatedScrub } from '../../model/scrub.ts';
import type { StatedConsent } from '../../model/consent.ts';
import type { DialOptions, Window } from '../../model/dial-options.ts';
import type { OutcomeRule } from '../../model/outcome-rule.ts';
import type { InlineRow } from '../list/objects.ts';
import type { Account } from './account.ts';
import type { ColumnChoice } from '../row/mapping.ts';
import type { VariableChoice } from '../row/variables.ts';
import type { Micros } from '../../model/money.ts';
import type { Recurring } from '../../model/recurring.ts';
import type { Purpose } from '../../model/purposes.ts';
import type { Preset } from './preset.ts';

/** May come one by one, and are read once. */
export type InlineRows = Iterable<InlineRow> | AsyncIterable<InlineRow>;

export type Spec = {
  readonly name: string;
  readonly agentId: string;
  /** Ids, E.164 numbers or labels, as written. */
  readonly fromNumbers: readonly string[];
  readonly contacts:
    | { readonly is: 'file'; readonly path: string; readonly sheet?: string }
    | { readonly is: 'stdin' }
    | { readonly is: 'inline'; readonly rows: InlineRows; readonly name?: string };
  /** Of the list; null: found out. */
  readonly encoding: string | null;
  readonly columns: ColumnChoice;
  readonly variables: VariableChoice;
  /** Carries each attempt's id; null: none does. */
  readonly attemptVariable: string | null;
  /** Upper case; null: a `+` is required. */
  readonly defaultCountry: string | null;
  /** On each line; null: as many as the account says of that line, else 1. */
  readonly callsPerSecond: number | null;
  /** What holds for every campaign of the account. */
  readonly account: Account;
  /** Null: dialed once. */
  readonly recurring: Recurring | null;
  /** `always`: no hours at all, allowed by the file; null: the file says nothing. */
  readonly window: Window | 'always' | null;
  /** Absolute paths, the account's own among them. */
  readonly suppression: readonly string[];
  readonly compliance: { readonly preset: Preset | null; readonly purpose: Purpose | null };
  /** Stated for everybody of the list; null or absent: nothing is. */
  readonly consent?: StatedConsent | null;
  /** Registries with which its list was compared elsewhere; absent or empty: none. */
  readonly scrubbed?: readonly StatedScrub[];
  /** Not asked of it before the dial, whatever the account says. */
  readonly lastWord?: false;
  /** Of all calls; null: none. */
  readonly budget: Micros | null;
  /** Null: the file names no signal. */
  readonly outcome: OutcomeRule | null;
  readonly allowUsTerritories: boolean;
  readonly allowTollFree: boolean;
  readonly extraUsAreaCodes: readonly string[];
  /** The file's text, byte for byte where no flag changed it; else the JSON that was checked. */
  readonly text: string;
  /** Where relative paths start. */
  readonly dir: string;
} & DialOptions;
