/** What a commit is measured against: read once under its locks, then kept up with each change that stands. */
import type { Attempt } from '../../model/attempt.ts';
import { isOpen } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { UNHEARD_TASK } from '../../model/heard.ts';
import type { AccountKey, AttemptId, CampaignId, ContactId, DestinationKey } from '../../model/ids.ts';
import { inForce, type Scope, type Suppression } from '../../model/suppression.ts';
import { mayHaveRung } from '../../model/number-limits.ts';
import type { Spent } from '../../model/standing-facts.ts';
import type { Instant } from '../../model/time.ts';
import {
  fits,
  tallyFieldsOf,
  type AttemptFilter,
  type CommitFacts,
  type KnownCampaign,
  type TallyFields,
} from '../commit-facts.ts';
import type { Change } from '../port.ts';
import { add, changeOf, countedOf, NOTHING_SPENT, plus, type Added } from '../spent.ts';

export type Open = 0 | 1 | 2;

/** An attempt as far as guards look at it. */
export type KnownAttempt = TallyFields & {
  readonly id: AttemptId;
  readonly version: number;
  readonly open: Open;
  readonly mayHaveRung: boolean;
};

/** What was counted under the locks. */
export type Tally = { readonly filter: AttemptFilter; readonly count: number };

export type Read = {
  readonly accounts: ReadonlyMap<AccountKey, { readonly epoch: number; readonly closedUntil: Instant }>;
  /** Those that the commit needs. */
  readonly campaigns: ReadonlyMap<CampaignId, KnownCampaign>;
  readonly suppressed: readonly Suppression[];
  readonly tallies: readonly Tally[];
  /** Of the campaign whose limits are asked about; read last. */
  readonly spent: ReadonlyMap<CampaignId, Spent>;
  /** How many attempts may have rung, of each contact that has one. */
  readonly rings: ReadonlyMap<ContactId, number>;
  /** Visible ones only. */
  readonly contacts: readonly Contact[];
  /** Those named, and whatever is open on the destinations and contacts concerned. */
  readonly attempts: readonly KnownAttempt[];
  /** Destinations with words that nobody has listened to; read after the attempts. */
  readonly unheard: readonly string[];
};

export type WrittenAttempt = { readonly is: 'new' | 'known'; readonly to: Attempt; readonly open: Open };
export type Written = {
  readonly contacts: readonly Contact[];
  readonly attempts: readonly WrittenAttempt[];
  /** To the sums of campaigns. */
  readonly spent: ReadonlyMap<CampaignId, Spent>;
};

export class LockedRows implements CommitFacts {
  readonly #read: Read;
  readonly #contacts: Map<ContactId, Contact>;
  readonly #attempts: Map<AttemptId, KnownAttempt>;
  readonly #changedContacts = new Set<ContactId>();
  readonly #changedAttempts = new Map<AttemptId, WrittenAttempt>();
  readonly #unheard: Set<string>;
  readonly #rings: Map<ContactId, number>;
  readonly #added: Added = new Map();
  #tallies: readonly Tally[];

  constructor(read: Read) {
    this.#read = read;
    this.#tallies = read.tallies;
    this.#unheard = new Set(read.unheard);
    this.#rings = new Map(read.rings);
    this.#contacts = new Map(read.contacts.map((contact) => [contact.id, contact]));
    this.#attempts = new Map(read.attempts.map((attempt) => [attempt.id, attempt]));
  }

  epoch(account: AccountKey): number {
    return this.#read.accounts.get(account)?.epoch ?? 0;
  }

  closedUntil(account: AccountKey): Instant {
    return this.#read.accounts.get(account)?.closedUntil ?? 0;
  }

  campaign(id: CampaignId): KnownCampaign | undefined {
    return this.#read.campaigns.get(id);
  }

  suppressed(destination: DestinationKey, scopes: readonly Scope[], at: Instant): boolean {
    return this.#read.suppressed.some(
      (one) => one.destination === destination && scopes.includes(one.scope) && inForce(one, at),
    );
  }

  contact(id: ContactId): Contact | undefined {
    return this.#contacts.get(id);
  }

  attemptVersion(id: AttemptId): number | undefined {
    return this.#attempts.get(id)?.version;
  }

  tally(filter: AttemptFilter): number {
    return countOf(this.#tallies, filter);
  }

  spent(campaign: CampaignId): Spent {
    return plus(this.#read.spent.get(campaign) ?? NOTHING_SPENT, this.#added.get(campaign) ?? NOTHING_SPENT);
  }

  rings(contact: ContactId): number {
    return this.#rings.get(contact) ?? 0;
  }

  rivalOpen({ id, destination, contact }: Attempt): boolean {
    for (const other of this.#attempts.values()) {
      if (other.open === 0 || other.id === id) continue;
      if (other.destination === destination || other.contact === contact) return true;
    }
    return false;
  }

  unheard(destination: DestinationKey): boolean {
    return this.#unheard.has(destination);
  }

  apply({ contact, attempt, tasks = [] }: Change): void {
    for (const { kind, subject } of tasks) if (kind === UNHEARD_TASK) this.#unheard.add(subject);
    this.#contacts.set(contact.to.id, contact.to);
    this.#changedContacts.add(contact.to.id);
    if (attempt === undefined) return;
    const { to } = attempt;
    const before = this.#attempts.get(to.id);
    const open = this.#openMark(to, before?.open ?? 0);
    const rang = mayHaveRung(to);
    this.#tallies = this.#tallies.map(({ filter, count }) => {
      const did = before !== undefined && fits(filter, before, before.open > 0, before.mayHaveRung);
      const does = fits(filter, tallyFieldsOf(to), open > 0, rang);
      return { filter, count: count + Number(does) - Number(did) };
    });
    this.#count(before, to);
    this.#attempts.set(to.id, { ...tallyFieldsOf(to), id: to.id, version: to.version, open, mayHaveRung: rang });
    const is = before === undefined || this.#changedAttempts.get(to.id)?.is === 'new' ? 'new' : 'known';
    this.#changedAttempts.set(to.id, { is, to, open });
  }

  #count(before: KnownAttempt | undefined, to: Attempt): void {
    const others = this.rings(to.contact) - Number(before?.mayHaveRung ?? false);
    const change = changeOf(before && { ...before, open: before.open > 0 }, countedOf(to), others);
    add(this.#added, to.campaign, change);
    this.#rings.set(to.contact, others + Number(mayHaveRung(to)));
  }

  written(): Written {
    const contacts = [...this.#changedContacts].flatMap((id) => this.#contacts.get(id) ?? []);
    return { contacts, attempts: [...this.#changedAttempts.values()], spent: this.#added };
  }

  /** 2 for a call found alive after its end was recorded while a newer attempt holds its place (see sql/tables.ts). */
  #openMark(attempt: Attempt, before: Open): Open {
    if (!isOpen(attempt)) return 0;
    if (before !== 0) return before;
    return this.rivalOpen(attempt) ? 2 : 1;
  }
}

function countOf(tallies: readonly Tally[], filter: AttemptFilter): number {
  const asked = JSON.stringify(filter);
  const known = tallies.find((one) => JSON.stringify(one.filter) === asked);
  if (known === undefined) throw new Error(`attempts were not counted under the locks: ${asked}`);
  return known.count;
}
