/** The program's own word before somebody is dialed: what it is asked, and what it may answer. The engine asks it; `app/` makes it safe to ask. */
import type { Campaign } from '../model/campaign.ts';
import type { Contact } from '../model/contact.ts';
import type { Instant } from '../model/time.ts';
import type { Personal } from '../store/port.ts';

export type Question = {
  readonly contact: Contact;
  readonly campaign: Campaign;
  /** Its number, cells and variables. */
  readonly body: Personal['body'];
};

export type Answer =
  | { readonly is: 'yes' }
  /** `why`: the program's words; they may say anything about the person. */
  | { readonly is: 'no'; readonly why: string | null }
  /** `until` null: the program named no instant. Whatever is no clear yes or no is this one. */
  | { readonly is: 'later'; readonly until: Instant | null; readonly because: LaterBecause };

/** It said so, said nothing in time, threw, or said what is none of the answers. */
export type LaterBecause = 'later' | 'silent' | 'failed' | 'unclear';

/** Settles, in a time of its own, whatever the program does. */
export type BeforeDial = (question: Question) => Promise<Answer>;
