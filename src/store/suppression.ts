/** What a ledger writes down of a number that is not to be dialed. */
import type { Instant } from '../model/time.ts';

/** `scope`: for which campaigns; `until`: null for good. */
export type Suppression = {
  readonly scope: typeof EVERYWHERE;
  readonly reason: typeof DO_NOT_CALL;
  readonly source: string;
  readonly at: Instant;
  readonly until: null;
};

/** For every campaign of the ledger. */
export const EVERYWHERE = 'everywhere';
/** It stands on a list of those who are not to be called. */
export const DO_NOT_CALL = 'do_not_call';
