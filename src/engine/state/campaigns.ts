/**
 * The campaigns of the account as the ledger last showed them, what was met under each since its last placed call, which of
 * them somebody asks for, and how many this run may still dial. Written by `readCampaigns`, the pauses, `steered`, the refusal
 * brake, evidence and the dispatcher; read by everybody.
 */
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Disposition } from '../../model/disposition.ts';
import type { AttemptId, CampaignId, DestinationKey } from '../../model/ids.ts';
import { keepsRun } from '../../model/pause-reason.ts';

/** People who were refused in the same words. */
export type RefusedGroup = {
  readonly destinations: ReadonlySet<DestinationKey>;
  readonly attempts: ReadonlySet<AttemptId>;
};
type Group = { readonly destinations: Set<DestinationKey>; readonly attempts: Set<AttemptId> };

/** Words that differ each time are counted apart; the oldest are forgotten. */
const MOST_GROUPS = 100;

export class Campaigns {
  #all: ReadonlyMap<CampaignId, Campaign> = new Map();
  #promisedSlots = 1;
  #limitLeft: number | null;
  readonly #handed = new Set<CampaignId>();
  readonly #swept = new Set<CampaignId>();
  readonly #begun = new Set<CampaignId>();
  readonly #refused = new Map<CampaignId, Map<string, Group>>();
  readonly #conflicts = new Map<CampaignId, number>();
  readonly #ended = new Map<CampaignId, Map<Disposition, number>>();

  /** `limit`: contacts to dial in this run; null for all. */
  constructor(limit: number | null = null) {
    this.#limitLeft = limit;
  }

  get all(): ReadonlyMap<CampaignId, Campaign> {
    return this.#all;
  }

  /** Slots belong to the account: where running campaigns differ the highest promise any of them makes is the account's. */
  get promisedSlots(): number {
    return this.#promisedSlots;
  }

  get limitLeft(): number | null {
    return this.#limitLeft;
  }

  /** Those that this process has seen running since it dials: somebody asks for them. */
  get handed(): ReadonlySet<CampaignId> {
    return this.#handed;
  }

  /** Canceled ones in which nobody waits any more, and no call is open. */
  get swept(): ReadonlySet<CampaignId> {
    return this.#swept;
  }

  /** Those whose schedule was asked, and which have begun: it is not asked again. */
  get begun(): ReadonlySet<CampaignId> {
    return this.#begun;
  }

  note(id: CampaignId, is: 'handed' | 'swept' | 'begun'): void {
    ({ handed: this.#handed, swept: this.#swept, begun: this.#begun })[is].add(id);
  }

  /** Calls of which this process has noted the end. */
  get ended(): ReadonlyMap<CampaignId, ReadonlyMap<Disposition, number>> {
    return this.#ended;
  }

  /** As the ledger shows them now. */
  take(campaigns: readonly Campaign[]): void {
    this.#all = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
    const running = campaigns.filter(({ state }) => state.is === 'running');
    // What the last of them promised stands while none runs: its calls are still open.
    // Before any has run, those that are waited for.
    const waited = campaigns.filter(({ state }) => state.is === 'paused' && keepsRun(state));
    const promising = running.length > 0 || this.#handed.size > 0 ? running : waited;
    if (promising.length > 0)
      this.#promisedSlots = Math.max(1, ...promising.map(({ plan }) => plan.maxConcurrentCalls));
  }

  /** One of them, as this process has just written it. */
  put(campaign: Campaign): void {
    this.#all = new Map(this.#all).set(campaign.id, campaign);
  }

  spend(dialed: number): void {
    if (this.#limitLeft !== null) this.#limitLeft -= dialed;
  }

  /** Refused in words that nobody can place; answers all of them in these words since the campaign's last placed call. */
  refused(campaign: CampaignId, words: string, attempts: readonly Pick<Attempt, 'id' | 'destination'>[]): RefusedGroup {
    const groups = this.#refused.get(campaign) ?? new Map<string, Group>();
    this.#refused.set(campaign, groups);
    const group = groups.get(words) ?? { destinations: new Set(), attempts: new Set() };
    for (const { id, destination } of attempts) {
      group.attempts.add(id);
      group.destinations.add(destination);
    }
    groups.set(words, group);
    const [oldest] = groups.keys();
    if (groups.size > MOST_GROUPS && oldest !== undefined) groups.delete(oldest);
    return group;
  }

  /** `words`: of this group alone. */
  forgetRefused(campaign: CampaignId, words?: string): void {
    if (words === undefined) this.#refused.delete(campaign);
    else this.#refused.get(campaign)?.delete(words);
  }

  /** An answer 409: how many in a row. Null: the row is broken. */
  conflict(campaign: CampaignId, met: 'again' | null): number {
    const count = met === null ? 0 : (this.#conflicts.get(campaign) ?? 0) + 1;
    this.#conflicts.set(campaign, count);
    return count;
  }

  noteEnd(campaign: CampaignId, disposition: Disposition): void {
    const counts = this.#ended.get(campaign) ?? new Map<Disposition, number>();
    this.#ended.set(campaign, counts.set(disposition, (counts.get(disposition) ?? 0) + 1));
  }
}
