/** What a load comes to, as a program is told. */
import type { ListChanges } from '../model/load-report.ts';

/** What a load came to. */
export type LoadCounts = {
  /** Of the list, without its header. */
  readonly rows: number;
  /** Rows that can be dialed. */
  readonly accepted: number;
  /** Rows whose data is wrong. */
  readonly rejected: number;
  /** Rows that are right and left out: opted out, named twice, … */
  readonly skipped: number;
  /** Rejected and skipped rows by the code that decided (docs/codes.md). */
  readonly byCode: Readonly<Record<string, number>>;
  /** Contacts that wait to be dialed, those of earlier loads included. */
  readonly toDial: number;
  /** What it changed of a campaign that was known; null: it was new. */
  readonly changes: LoadChanges | null;
};

/** What a load changes of a campaign that is known. */
export type LoadChanges = {
  /**
   * Rows against what is known: `new`, `changed` (what the agent is told), `corrected_unreached` (another number of somebody
   * not reached: dialed with all tries), `corrected_reached` (not dialed), `called_already`, `unchanged`; people: `vanished`
   * (`vanished_waiting`: whom `sync` leaves out), `woken` (wait now and did not before).
   */
  readonly list: Readonly<Record<keyof ListChanges, number>>;
  /** Keys of the campaign that come to another value, in words. What `set` changed since is among them: the load puts it back. */
  readonly plan: readonly { readonly key: string; readonly was: string; readonly is: string }[];
  /** Who waits and has no try left by the new `retry.max_attempts`: given up. */
  readonly spent: number;
};
