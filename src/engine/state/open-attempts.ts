/**
 * The open attempts as `slot-budget` counts them, its own part: commits of this process are applied as they are answered,
 * readings of the ledger correct them. A commit that was answered while a reading was under way is newer than the reading.
 */
import { isOpen, type Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import type { AccountKey, AttemptId, CampaignId, ContactId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Change, CommitResult } from '../../store/port.ts';

/** An open attempt of the account, with its contact. */
export type OpenAttempt = { readonly contact: Contact; readonly attempt: Attempt };

/** What was last changed here: when, in the order of events, and to which version. */
type Changed = { readonly at: number; readonly version: number };

/** More changes than fall into one reading. */
const REMEMBERED = 10_000;

export class OpenAttempts {
  readonly #all = new Map<AttemptId, OpenAttempt>();
  readonly #attemptsOf = new Map<ContactId, number>();
  readonly #moving = new Map<CampaignId, number>();
  readonly #inReview = new Map<AttemptId, Contact>();
  readonly #doubted = new Set<AttemptId>();
  readonly #expired = new Set<AttemptId>();
  /** None of those that are not expired ends before. */
  #earliestEnd: Instant = Infinity;
  readonly #changed = new Map<AttemptId, Changed>();
  readonly #underWay = new Map<AttemptId, number>();
  #moment = 0;
  /** When the newest of the readings that were taken began. */
  #readSince = 0;
  /** Before the first reading, and after a commit that nobody answered, anything may be there. */
  #unsureUntil = 1;

  readonly #account: AccountKey;

  /** Calls of another account that the ledger knows hold no slot of this one. */
  constructor(account: AccountKey) {
    this.#account = account;
  }

  get all(): ReadonlyMap<AttemptId, OpenAttempt> {
    return this.#all;
  }

  get moving(): ReadonlyMap<CampaignId, number> {
    return this.#moving;
  }

  get inReview(): ReadonlyMap<AttemptId, Contact> {
    return this.#inReview;
  }

  has(contact: ContactId): boolean {
    return this.#attemptsOf.has(contact);
  }

  /** Events in their order: a later one has a greater number. */
  moment(): number {
    this.#moment += 1;
    return this.#moment;
  }

  /** How many have outlived the longest time that their call can last; of the others, how many are in doubt. */
  expire(now: Instant): { readonly expired: number; readonly doubted: number } {
    // A clock that was ahead for a moment ends nobody's call.
    for (const id of this.#expired) {
      const end = this.#all.get(id)?.attempt.longestEnd ?? 0;
      if (end < now) continue;
      this.#expired.delete(id);
      this.#earliestEnd = Math.min(this.#earliestEnd, end);
    }
    if (this.#earliestEnd < now) {
      this.#earliestEnd = Infinity;
      for (const [id, { attempt }] of this.#all) {
        if (attempt.longestEnd < now) this.#expired.add(id);
        else this.#earliestEnd = Math.min(this.#earliestEnd, attempt.longestEnd);
      }
    }
    let doubted = this.#doubted.size;
    for (const id of this.#expired) if (this.#doubted.has(id)) doubted -= 1;
    return { expired: this.#expired.size, doubted };
  }

  /** A commit begins; what is returned takes its answer, null where there was none. */
  commit(changes: readonly Change[]): (results: readonly CommitResult[] | null) => void {
    const ids = changes.flatMap(({ attempt }) => attempt?.to.id ?? []);
    for (const id of ids) this.#underWay.set(id, (this.#underWay.get(id) ?? 0) + 1);
    return (results) => {
      for (const id of ids) lower(this.#underWay, id);
      if (results === null) this.#unsureUntil = this.moment();
      changes.forEach((change, index) => {
        if (results?.[index]?.is === 'done') this.#apply(change);
      });
    };
  }

  /** A reading begins; what is returned takes it, null where it failed, and answers how many differences nothing explains. */
  read(): (open: readonly OpenAttempt[] | null) => number {
    const since = this.moment();
    const unsure = this.#unsureUntil > 0;
    return (open) => {
      // Of two readings at a time the one that began later knows better, whichever is answered last.
      if (open === null || since < this.#readSince) return 0;
      this.#readSince = since;
      const strange = this.#compare(open, since);
      if (this.#unsureUntil < since) this.#unsureUntil = 0;
      return unsure ? 0 : strange;
    };
  }

  #compare(open: readonly OpenAttempt[], since: number): number {
    const isNewer = (id: AttemptId): boolean => (this.#changed.get(id)?.at ?? 0) > since;
    const shown = new Set<AttemptId>();
    let strange = 0;
    for (const one of open) {
      const { id, version } = one.attempt;
      shown.add(id);
      const known = this.#all.get(id);
      const isKnown = known !== undefined && known.attempt.version >= version;
      if (isNewer(id) || (isKnown && known.contact.version >= one.contact.version)) continue;
      if (known === undefined && !this.#underWay.has(id)) strange += 1;
      this.#set(one);
    }
    for (const [id, { contact }] of this.#all) {
      if (shown.has(id) || isNewer(id)) continue;
      // What is in doubt another command may have settled, at a person's word.
      const settled = contact.state.is === 'in_doubt' || contact.state.is === 'needs_review';
      if (!settled && !this.#underWay.has(id)) strange += 1;
      this.#drop(id);
    }
    return strange;
  }

  #apply({ contact: { to: contact }, attempt: change }: Change): void {
    if (change === undefined) return this.#applyToContact(contact);
    const { to: attempt } = change;
    if (attempt.account !== this.#account) return;
    // Answers of two commits may come in another order than the commits.
    if ((this.#changed.get(attempt.id)?.version ?? 0) > attempt.version) return;
    this.#changed.delete(attempt.id);
    this.#changed.set(attempt.id, { at: this.moment(), version: attempt.version });
    const [oldest] = this.#changed.keys();
    if (this.#changed.size > REMEMBERED && oldest !== undefined) this.#changed.delete(oldest);
    if (isOpen(attempt)) this.#set({ contact, attempt });
    else this.#drop(attempt.id);
    // The contact may be about a newer attempt of its own.
    this.#applyToContact(contact);
  }

  #applyToContact(contact: Contact): void {
    const { state } = contact;
    const known = 'attempt' in state ? this.#all.get(state.attempt) : undefined;
    if (known !== undefined && known.contact.version < contact.version) this.#set({ ...known, contact });
  }

  #set(one: OpenAttempt): void {
    const { contact, attempt } = one;
    this.#drop(attempt.id);
    this.#all.set(attempt.id, one);
    raise(this.#attemptsOf, contact.id);
    if (contact.state.is === 'needs_review') this.#inReview.set(attempt.id, contact);
    else raise(this.#moving, contact.campaign);
    if (attempt.state.is === 'in_doubt') this.#doubted.add(attempt.id);
    this.#earliestEnd = Math.min(this.#earliestEnd, attempt.longestEnd);
  }

  #drop(id: AttemptId): void {
    const known = this.#all.get(id);
    if (known === undefined) return;
    this.#all.delete(id);
    lower(this.#attemptsOf, known.contact.id);
    if (!this.#inReview.delete(id)) lower(this.#moving, known.contact.campaign);
    this.#doubted.delete(id);
    this.#expired.delete(id);
  }
}

function raise<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function lower<K>(counts: Map<K, number>, key: K): void {
  const left = (counts.get(key) ?? 0) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}
