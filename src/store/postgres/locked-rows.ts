/** What a commit is measured against: read once under its locks, then kept up with each change that stands. */
import type { Attempt } from '../../model/attempt.ts';
import { isOpen } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import type { AccountKey, AttemptId, CampaignId, ContactId, DestinationKey } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Dialable, CommitFacts } from '../guards.ts';
import type { Change } from '../port.ts';

export type Open = 0 | 1 | 2;

/** An attempt as far as guards look at it. */
export type KnownAttempt = {
  readonly id: AttemptId;
  readonly account: AccountKey;
  readonly contact: ContactId;
  readonly destination: DestinationKey;
  readonly version: number;
  readonly open: Open;
};

export type Read = {
  readonly accounts: ReadonlyMap<AccountKey, { readonly epoch: number; readonly closedUntil: Instant }>;
  /** Of the account whose slots are guarded. */
  readonly openOn: number;
  /** Those that the commit needs: running or not, and what may be dialed for them. */
  readonly campaigns: ReadonlyMap<CampaignId, Dialable & { readonly running: boolean }>;
  readonly suppressed: ReadonlySet<DestinationKey>;
  /** Near the appointment on the line whose pace is guarded. */
  readonly starts: number;
  /** Visible ones only. */
  readonly contacts: readonly Contact[];
  /** Those named, and whatever is open on the destinations and contacts concerned. */
  readonly attempts: readonly KnownAttempt[];
};

export type WrittenAttempt = { readonly is: 'new' | 'known'; readonly to: Attempt; readonly open: Open };
export type Written = { readonly contacts: readonly Contact[]; readonly attempts: readonly WrittenAttempt[] };

export class LockedRows implements CommitFacts {
  readonly #read: Read;
  readonly #slotsOf: AccountKey | undefined;
  readonly #contacts: Map<ContactId, Contact>;
  readonly #attempts: Map<AttemptId, KnownAttempt>;
  readonly #changedContacts = new Set<ContactId>();
  readonly #changedAttempts = new Map<AttemptId, WrittenAttempt>();
  #openOn: number;
  #starts: number;

  constructor(read: Read, slotsOf: AccountKey | undefined) {
    this.#read = read;
    this.#slotsOf = slotsOf;
    this.#openOn = read.openOn;
    this.#starts = read.starts;
    this.#contacts = new Map(read.contacts.map((contact) => [contact.id, contact]));
    this.#attempts = new Map(read.attempts.map((attempt) => [attempt.id, attempt]));
  }

  epoch(account: AccountKey): number {
    return this.#read.accounts.get(account)?.epoch ?? 0;
  }

  closedUntil(account: AccountKey): Instant {
    return this.#read.accounts.get(account)?.closedUntil ?? 0;
  }

  plan(campaign: CampaignId): Dialable | undefined {
    return this.#read.campaigns.get(campaign);
  }

  openOn(account: AccountKey): number {
    if (account !== this.#slotsOf) throw new Error(`the open attempts of ${account} were not counted`);
    return this.#openOn;
  }

  running(campaign: CampaignId): boolean {
    return this.#read.campaigns.get(campaign)?.running === true;
  }

  suppressed(destination: DestinationKey): boolean {
    return this.#read.suppressed.has(destination);
  }

  contact(id: ContactId): Contact | undefined {
    return this.#contacts.get(id);
  }

  attemptVersion(id: AttemptId): number | undefined {
    return this.#attempts.get(id)?.version;
  }

  startsNear(): number {
    return this.#starts;
  }

  rivalOpen({ id, destination, contact }: Attempt): boolean {
    for (const other of this.#attempts.values()) {
      if (other.open === 0 || other.id === id) continue;
      if (other.destination === destination || other.contact === contact) return true;
    }
    return false;
  }

  apply({ contact, attempt }: Change): void {
    this.#contacts.set(contact.to.id, contact.to);
    this.#changedContacts.add(contact.to.id);
    if (attempt === undefined) return;
    const { to } = attempt;
    const before = this.#attempts.get(to.id);
    if (before === undefined && isOpen(to)) this.#starts += 1;
    const open = this.#openMark(to, before?.open ?? 0);
    if (to.account === this.#slotsOf) this.#openOn += Math.sign(open) - Math.sign(before?.open ?? 0);
    const { id, account, contact: of, destination, version } = to;
    this.#attempts.set(id, { id, account, contact: of, destination, version, open });
    const is = before === undefined || this.#changedAttempts.get(id)?.is === 'new' ? 'new' : 'known';
    this.#changedAttempts.set(id, { is, to, open });
  }

  written(): Written {
    const contacts = [...this.#changedContacts].flatMap((id) => this.#contacts.get(id) ?? []);
    return { contacts, attempts: [...this.#changedAttempts.values()] };
  }

  /** 2 for a call found alive after its end was recorded while a newer attempt holds its place (see sql/tables.ts). */
  #openMark(attempt: Attempt, before: Open): Open {
    if (!isOpen(attempt)) return 0;
    if (before !== 0) return before;
    return this.rivalOpen(attempt) ? 2 : 1;
  }
}
