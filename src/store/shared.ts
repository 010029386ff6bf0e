/** What a ledger that several machines share can do beyond every ledger: one leader an account, one clock, a word to whoever waits. */
import type { ErrorCode } from '../model/error-codes.ts';
import type { AccountKey } from '../model/ids.ts';
import type { Instant } from '../model/time.ts';
import type { Store } from './port.ts';

/** Who leads an account's dialing, and until when unless it is renewed. Instants are the ledger's time. */
export type Lease = { readonly epoch: number; readonly holder: string; readonly until: Instant };

export type Lead =
  /** The epoch went up by one: every commit guarded by an older one is lost from now on. */
  { readonly is: 'mine'; readonly epoch: number } | { readonly is: 'held'; readonly lease: Lease };

/** A setting of a server that outdial's promises depend on. `refused`: no start with it. */
export type Finding = {
  readonly is: 'refused' | 'warned';
  readonly code: ErrorCode;
  readonly message: string;
  /** The exact setting to change. */
  readonly hint: string;
};

export type SharedStore = Store & {
  /** Takes the lead where no other holder's lease reaches beyond `now`; `until` is when it ends unless kept. */
  takeLead(account: AccountKey, holder: string, now: Instant, until: Instant): Promise<Lead>;
  /** False when another epoch has begun: this one leads no more. Never makes a lease shorter. */
  keepLead(account: AccountKey, epoch: number, until: Instant): Promise<boolean>;
  /** Ends the lease at once, so that the next leader need not wait for it. Nothing happens where another epoch has begun. */
  leaveLead(account: AccountKey, epoch: number): Promise<void>;
  /** Null where nobody ever led, or the last one left. */
  lease(account: AccountKey): Promise<Lease | null>;
  /** The server's clock at this moment, in whole milliseconds. */
  serverTime(): Promise<Instant>;
  /**
   * Calls `heard` soon after another process changed a campaign, published a load or suppressed a number, and whenever
   * words may have been missed (after a reconnect). A hint: what it means is read from the ledger. One listener a store.
   */
  listen(heard: () => void): Promise<void>;
  findings(): Promise<readonly Finding[]>;
};

/** A holder's name without what tells it from others of that name. */
export function holderName(holder: string): string {
  return holder.replace(/~[^~]*$/, '');
}
