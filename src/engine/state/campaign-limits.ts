/**
 * What was read of campaigns that have a limit, and whether it still holds. Written by every commit of this process
 * (`counted-store.ts`) and by `heed-limits`, which alone reads it. The commit's own guards decide; this says when to look.
 */
import type { CampaignId } from '../../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';

/** Workers dial and take evidence in too: what was read is no older. */
const FRESH: Duration = SECOND;
/** Calls that are read again without a thought; of more the breaker is asked less often, so that it stays cheap. */
const FEW = 500;

type Reading<T> = { readonly value: T; readonly at: Instant };

export class CampaignLimits<Spent> {
  readonly #spent = new Map<CampaignId, Reading<Spent>>();
  readonly #breakers = new Map<CampaignId, { readonly next: Instant; readonly stale: boolean }>();

  /** Something of it was committed. */
  touched(campaign: CampaignId): void {
    this.#spent.delete(campaign);
    const known = this.#breakers.get(campaign);
    if (known !== undefined) this.#breakers.set(campaign, { ...known, stale: true });
  }

  async spent(campaign: CampaignId, now: Instant, read: () => Promise<Spent>): Promise<Spent> {
    const known = this.#spent.get(campaign);
    if (known !== undefined && now >= known.at && now < known.at + FRESH) return known.value;
    const value = await read();
    this.#spent.set(campaign, { value, at: now });
    return value;
  }

  /** Is it time to ask the breaker of this campaign? */
  asksBreaker(campaign: CampaignId, now: Instant, shared: boolean): boolean {
    const known = this.#breakers.get(campaign);
    return known === undefined || ((known.stale || shared) && now >= known.next);
  }

  askedBreaker(campaign: CampaignId, now: Instant, calls: number, shared: boolean): void {
    const least = shared ? FRESH : 0;
    this.#breakers.set(campaign, { next: now + Math.max(least, Math.floor(calls / FEW) * SECOND), stale: false });
  }
}
