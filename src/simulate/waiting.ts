/** What a simulated campaign waits for, moment by moment, and until when nothing can change. */
// The definition of what binds. While somebody is left to be dialed, each moment belongs to exactly one limit, the first
// of these that is true; so the times add up to the time from the start to the last dial:
//   slots             somebody may be rung now, and no slot is free
//   calls_per_second  somebody may be rung now, and a slot is free: the line may not start yet, or is just starting
//   hours             somebody is due, and it is no hour to ring anybody who is
//   retry_delays      nobody is due: everybody left waits for the delay before the next try (or for the start)
// What comes after is `last_calls`: nobody is left to be dialed, the last calls come to their end.
import type { AccountKey, CampaignId } from '../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import type { PlaceHours } from '../policy/may-dial.ts';
import type { DueQuery, Store } from '../store/port.ts';

type Limit = 'hours' | 'slots' | 'calls_per_second' | 'retry_delays';
type Spent = Readonly<Record<Limit | 'last_calls', Duration>>;

export type WaitingOptions = {
  readonly store: Store;
  readonly account: AccountKey;
  readonly campaign: CampaignId;
  readonly slots: number;
  /** No line may call abroad. */
  readonly cartesiaOnly: boolean;
  readonly endAt: Instant | null;
  readonly now: () => Instant;
  readonly places: PlaceHours;
  /** The next end of an open call; that somebody answers changes nothing for anyone who waits. */
  readonly nextEnd: () => Instant | null;
  /** How long after it happened an end is seen. */
  readonly seenAfter: () => Duration;
};

/** Looks this often while requests are under way or the line is waited for: a moment's limit is that of the last look. */
const LOOK_EVERY: Duration = SECOND;

/** Time for a few walks of the list. */
const BEFORE_ALARM: Duration = 10 * SECOND;

type Look = { readonly limit: Limit | 'last_calls'; readonly until: Instant };

export class Waiting {
  readonly #options: WaitingOptions;
  readonly #spent: Record<Limit | 'last_calls', Duration> = {
    hours: 0,
    slots: 0,
    calls_per_second: 0,
    retry_delays: 0,
    last_calls: 0,
  };
  #last: { readonly at: Instant; readonly limit: Limit | 'last_calls' } | null = null;

  constructor(options: WaitingOptions) {
    this.#options = options;
  }

  /** How long each limit has bound so far. */
  spent(): Spent {
    return { ...this.#spent };
  }

  /** A `Lull` for the world. */
  readonly look = async (asleep: boolean): Promise<Instant> => {
    const now = this.#options.now();
    const calm = asleep && this.#last?.limit !== 'calls_per_second';
    if (!calm && this.#last !== null && now - this.#last.at < LOOK_EVERY) return now;
    const { limit, until } = await this.#see(now);
    if (this.#last !== null) this.#spent[this.#last.limit] += now - this.#last.at;
    this.#last = { at: now, limit };
    return until;
  };

  async #see(now: Instant): Promise<Look> {
    const { store, account, campaign, slots } = this.#options;
    const keys = await store.places(campaign);
    if (keys.length === 0) {
      // Without open calls it is the engine's own affair to end.
      const news = await this.#nextNews();
      return { limit: 'last_calls', until: news === Infinity ? now : news };
    }
    if (await this.#anyoneToRing(now, keys)) {
      const busy = (await store.openAttempts(account)).length >= slots;
      return busy ? { limit: 'slots', until: await this.#nextNews() } : { limit: 'calls_per_second', until: now };
    }
    const due = await this.#anyone(now, keys);
    const until = Math.min(await this.#nextNews(), await this.#nextChance(now, keys));
    return { limit: due ? 'hours' : 'retry_delays', until };
  }

  async #anyoneToRing(now: Instant, keys: readonly string[]): Promise<boolean> {
    // One by one: mostly the first key that is open has somebody.
    for (const key of keys) if (this.#options.places.isOpen(key, now) && (await this.#anyone(now, [key]))) return true;
    return false;
  }

  async #anyone(now: Instant, places: readonly string[]): Promise<boolean> {
    return (await this.#options.store.due(this.#query(now, places))).length > 0;
  }

  /** The earliest instant at which somebody who waits may be rung; never later than it is. */
  async #nextChance(now: Instant, keys: readonly string[]): Promise<Instant> {
    const { store, places, endAt } = this.#options;
    let chance = endAt !== null && endAt > now ? endAt : Infinity;
    for (const key of keys) {
      const opening = places.nextOpen(key, now);
      const [first] = await store.due(this.#query(Number.MAX_SAFE_INTEGER, [key]));
      if (opening === null || first?.state.is !== 'ready') continue;
      chance = Math.min(chance, Math.max(opening, first.state.dueAt));
    }
    return chance;
  }

  /** When a call's end is seen; or, so that no alarm rings that a look would have moved, shortly before the next one. */
  async #nextNews(): Promise<Instant> {
    const { store, account, nextEnd, seenAfter } = this.#options;
    const end = nextEnd();
    const { others } = await store.nextAlarms(account);
    return Math.min(end === null ? Infinity : end + seenAfter(), others === null ? Infinity : others - BEFORE_ALARM);
  }

  #query(now: Instant, places: readonly string[]): DueQuery {
    const { campaign, cartesiaOnly } = this.#options;
    return { campaign, now, places, cartesiaOnly, limit: 1 };
  }
}
