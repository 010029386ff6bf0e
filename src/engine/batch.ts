/** What goes out in one request: contacts of one campaign on one line, and the appointment under which they may be dialed. */
import type { Campaign, Line } from '../model/campaign.ts';
import type { Contact } from '../model/contact.ts';
import type { Instant } from '../model/time.ts';

/** Contacts that go out in one request. */
export type Batch = { readonly campaign: Campaign; readonly line: Line; readonly contacts: readonly Contact[] };

/** Pacing's answer, an appointment: not before `sendAt`, and nothing is sent after `sendBy`. */
export type Permit = {
  readonly epoch: number;
  /** The name of the request. */
  readonly batch: string;
  readonly sendAt: Instant;
  readonly sendBy: Instant;
  /** Open attempts that the account may have after the commit. */
  readonly slots: number;
};

/** A batch that was given away, and of which it is not known yet whether its request was written. */
export type InFlight = { readonly batch: Batch; readonly permit: Permit };
