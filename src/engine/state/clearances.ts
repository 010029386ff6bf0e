/**
 * Whom the program was asked about before they are dialed, and of whom it has said yes. Written by `ask-first`, which alone
 * asks; read by it when contacts are chosen. Nothing of it is in the ledger: after a crash everybody is asked again.
 */
import type { Contact } from '../../model/contact.ts';
import type { ContactId } from '../../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';

/** A yes is as old as this when it is used, at most: "still booked" may not hold for an hour. */
export const FRESH: Duration = 30 * SECOND;
/** Who has not answered within this is not counted on for the next start: others are asked in their place. */
const HOPEFUL: Duration = SECOND;

type Asked = { readonly version: number; readonly at: Instant; readonly clearedAt: Instant | null };

export class Clearances {
  readonly #asked = new Map<ContactId, Asked>();

  /** Of whom something is kept. */
  get size(): number {
    return this.#asked.size;
  }

  asked({ id, version }: Contact, now: Instant): void {
    this.#asked.set(id, { version, at: now, clearedAt: null });
  }

  /** The program said yes to this contact as it was asked about. */
  clear({ id, version }: Contact, now: Instant): void {
    this.#asked.set(id, { version, at: now, clearedAt: now });
  }

  /** The answer was taken in, or nobody is to be dialed by it any more. */
  drop({ id }: Pick<Contact, 'id'>): void {
    this.#asked.delete(id);
  }

  /** `asking`: no answer yet. A yes to what the contact was before something happened to it is none. */
  of({ id, version }: Contact, now: Instant): 'unasked' | 'asking' | 'cleared' {
    const asked = this.#asked.get(id);
    if (asked === undefined) return 'unasked';
    if (asked.clearedAt === null) return 'asking';
    return asked.version === version && isFresh(asked.clearedAt, now) ? 'cleared' : 'unasked';
  }

  /** Questions that wait for their answers: all of them, and those that may be answered in time for the next start. */
  waiting(now: Instant): { readonly all: number; readonly hopeful: number } {
    let [all, hopeful] = [0, 0];
    for (const { at, clearedAt } of this.#asked.values()) {
      if (clearedAt !== null) continue;
      all += 1;
      if (now >= at && now < at + HOPEFUL) hopeful += 1;
    }
    return { all, hopeful };
  }

  /** Whoever was dialed, or not in time, is remembered no longer. */
  forgetStale(now: Instant): void {
    for (const [id, { clearedAt }] of this.#asked) {
      if (clearedAt !== null && !isFresh(clearedAt, now)) this.#asked.delete(id);
    }
  }
}

/** A clock that was set back makes nothing fresh. */
function isFresh(at: Instant, now: Instant): boolean {
  return now >= at && now < at + FRESH;
}
