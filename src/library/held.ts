/** What every part of the library is handed. */
import type { Account } from '../app/account-file.ts';
import type { OpenAccount } from '../app/open.ts';
import type { Caller } from '../app/runtime.ts';
import type { Config } from '../config/environment.ts';

export type Held = {
  readonly open: OpenAccount;
  readonly config: Config;
  /** What is true of the account for every campaign. */
  readonly account: Account;
  readonly caller: Caller;
  /** Aborted once the ledger is being closed. */
  readonly closing: AbortSignal;
  /** Throws once it was closed. */
  readonly asking: () => void;
};
