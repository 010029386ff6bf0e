/**
 * How many calls may be open, and which are: kept up by what this process commits, and compared with the ledger now and
 * then, whose word counts. So a look of the dispatcher costs the same whatever is open. Written by every commit and every
 * reading of the open attempts (`counted-store.ts`), by reports, and by the dispatcher's own look; read by the dispatcher,
 * the ends of campaigns and of the run, the poller and progress.
 */
import type { Contact } from '../../model/contact.ts';
import type { AccountKey, AgentId, AttemptId, CampaignId, ContactId } from '../../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import { allSlots, concurrencyLimited, grown, type SlotState } from '../../policy/slots.ts';
import type { Change, CommitResult } from '../../store/port.ts';
import { OpenAttempts, type OpenAttempt } from './open-attempts.ts';

export type Look = {
  /** More that may be dialed at this moment. */
  readonly free: number;
  /** Open attempts that the account may have after the next commit. */
  readonly max: number;
  /** Of the account's slots, those that strangers' calls leave to this ledger. */
  readonly ours: number;
  /** Calls in doubt that may still be open. */
  readonly doubted: number;
  /** Those whose look-ups are spent: a person decides. */
  readonly spent: number;
};

export type Reading = { readonly open: readonly OpenAttempt[]; readonly strange: number };

/** Where this process makes every change itself, only other commands' and what was answered by nobody can be missing. */
const CHECKED_ALONE: Duration = 10 * SECOND;
/** Workers make the changes: what they have ended is seen by looking. */
const CHECKED_SHARED: Duration = SECOND;

export class SlotBudget {
  readonly #shared: boolean;
  readonly #open: OpenAttempts;
  readonly #foreign = new Map<AgentId, number>();
  /** Started, said a report, and not shown by a reading that began after it: taken for open. */
  readonly #started = new Map<ContactId, number>();
  #slots: SlotState = allSlots(1);
  #staleAt: Instant = -Infinity;
  #readAt: Instant = -Infinity;

  constructor(shared: boolean, account: AccountKey) {
    this.#shared = shared;
    this.#open = new OpenAttempts(account);
  }

  get slots(): SlotState {
    return this.#slots;
  }

  /** Every open attempt as far as this process knows. */
  get open(): ReadonlyMap<AttemptId, OpenAttempt> {
    return this.#open.all;
  }

  /** How many open attempts of each campaign wait for no person. */
  get moving(): ReadonlyMap<CampaignId, number> {
    return this.#open.moving;
  }

  /** Contacts that need review, with an attempt open: by that attempt. */
  get inReview(): ReadonlyMap<AttemptId, Contact> {
    return this.#open.inReview;
  }

  /** Open calls on the account that are not this ledger's. */
  get foreign(): number {
    return [...this.#foreign.values()].reduce((sum, n) => sum + n, 0);
  }

  get foreignAgents(): readonly AgentId[] {
    return [...this.#foreign.keys()];
  }

  /** From then on the ledger is to be asked before the count is believed. */
  get staleAt(): Instant {
    return this.#staleAt;
  }

  /** When the ledger was asked last. */
  get readAt(): Instant {
    return this.#readAt;
  }

  /** What the running campaigns promise. */
  configure(slots: number): void {
    if (slots !== this.#slots.configured) this.#slots = allSlots(slots);
  }

  /**
   * An open attempt holds a slot until the longest time its call can last, in doubt or not; calls on the account that are
   * not ours count too, and may take all of them. `inFlight`: whom workers were given.
   */
  look(now: Instant, inFlight: Iterable<ContactId>): Look {
    this.#slots = grown(this.#slots, now);
    // The clock was set back: a reading of then says nothing of how old it is.
    if (now < this.#readAt) this.#staleAt = this.#readAt = -Infinity;
    const { expired, doubted } = this.#open.expire(now);
    const ours = Math.max(0, this.#slots.effective - this.foreign);
    const coming = new Set<ContactId>();
    for (const ids of [inFlight, this.#started.keys()]) for (const id of ids) coming.add(id);
    let unseen = 0;
    for (const id of coming) if (!this.#open.has(id)) unseen += 1;
    const free = ours - (this.#open.all.size - expired) - unseen;
    return { free, max: ours + expired, ours, doubted, spent: this.#open.inReview.size };
  }

  /** The provider said that too many calls are open. */
  throttled(now: Instant): void {
    this.#slots = concurrencyLimited(this.#slots, this.#open.all.size + this.foreign, now);
  }

  /** Requests of workers that are on their way: taken for open until a reading that began later says what they are. */
  started(contacts: readonly ContactId[]): void {
    for (const id of contacts) this.#started.set(id, this.#open.moment());
  }

  /** A walk of an agent's calls showed so many of strangers; null: it is walked no more. */
  walked(agent: AgentId, foreign: number | null): void {
    if (foreign === null) return void this.#foreign.delete(agent);
    this.#foreign.set(agent, foreign);
    // Another process took in what it showed.
    if (this.#shared) this.#staleAt = -Infinity;
  }

  clockMoved(by: Duration): void {
    const { probeAt } = this.#slots;
    if (probeAt !== null) this.#slots = { ...this.#slots, probeAt: probeAt + by };
  }

  /** A commit of this process: what it did is counted as it is answered. */
  async commit(
    changes: readonly Change[],
    ask: () => Promise<readonly CommitResult[]>,
  ): Promise<readonly CommitResult[]> {
    const answered = this.#open.commit(changes);
    let results: readonly CommitResult[] | null = null;
    try {
      results = await ask();
    } finally {
      answered(results);
      // It may be in the ledger, or the ledger has more open than is known here.
      const unsure = results === null || results.some((result) => result.is === 'lost' && result.because === 'slots');
      if (unsure) this.#staleAt = -Infinity;
    }
    return results;
  }

  /** A reading of all open attempts, in which the ledger wins. `strange`: differences that nothing explains. */
  async read(ask: () => Promise<readonly OpenAttempt[]>, now: () => Instant): Promise<Reading> {
    const since = this.#open.moment();
    const compare = this.#open.read();
    let open: readonly OpenAttempt[] | null = null;
    let strange = 0;
    try {
      open = await ask();
    } finally {
      strange = compare(open);
    }
    for (const [id, at] of this.#started) if (at < since) this.#started.delete(id);
    this.#readAt = now();
    this.#staleAt = this.#readAt + (this.#shared ? CHECKED_SHARED : CHECKED_ALONE);
    return { open, strange: this.#shared ? 0 : strange };
  }
}
