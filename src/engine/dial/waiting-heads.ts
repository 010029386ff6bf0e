/**
 * How far from the front of a campaign everybody waits for a registry's answer, so that they are not read again at each look
 * while others may be dialed behind them. The dispatcher's; whoever stands first is read at each look all the same.
 */
import type { CampaignId } from '../../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import type { DueKey } from '../../model/due-key.ts';

/** Whoever has come to stand before it meanwhile, or whose hours have opened, is found after this at the latest. */
const ANEW: Duration = 30 * SECOND;

type Head = { readonly key: DueKey; readonly since: Instant };

export class WaitingHeads {
  readonly #heads = new Map<string, Head>();

  /** Behind whom one of the campaign's may be free; undefined: from the front. */
  after(campaign: CampaignId, cartesiaOnly: boolean, now: Instant): DueKey | undefined {
    const head = this.#heads.get(nameOf(campaign, cartesiaOnly));
    return head !== undefined && now >= head.since && now < head.since + ANEW ? head.key : undefined;
  }

  /** Up to it everybody waits. */
  passed(campaign: CampaignId, cartesiaOnly: boolean, key: DueKey, now: Instant): void {
    const name = nameOf(campaign, cartesiaOnly);
    const goesOn = this.after(campaign, cartesiaOnly, now) !== undefined;
    this.#heads.set(name, { key, since: goesOn ? (this.#heads.get(name)?.since ?? now) : now });
  }
}

function nameOf(campaign: CampaignId, cartesiaOnly: boolean): string {
  return `${cartesiaOnly ? 'cartesia' : 'any'} ${campaign}`;
}
