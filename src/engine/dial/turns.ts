/**
 * What each campaign has had of late on each line, by which their turns are chosen. Written and read by the dispatcher alone:
 * a look before each choice, a start after each batch.
 */
import type { Campaign, Line } from '../../model/campaign.ts';
import type { CampaignId, LineId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import { WaitingHeads } from './waiting-heads.ts';
import { NO_SHARE, shareNow, turnOf, type Share } from '../../policy/shares.ts';

export class Turns {
  readonly heads = new WaitingHeads();
  readonly #shares = new Map<LineId, Map<CampaignId, Share>>();

  /** In the order of their turns; equals as they were given. `open`: calls of each that hold a slot. */
  inOrder(
    campaigns: readonly Campaign[],
    { id, callsPerSecond }: Line,
    slots: number,
    open: ReadonlyMap<CampaignId, number>,
    now: Instant,
  ): readonly Campaign[] {
    if (campaigns.length < 2) return campaigns;
    const of = this.#of(id);
    const weights = campaigns.reduce((sum, { plan }) => sum + plan.weight, 0);
    const ranked = campaigns.map((campaign) => {
      const share = { ...shareNow(of.get(campaign.id) ?? NO_SHARE, now), open: open.get(campaign.id) ?? 0 };
      of.set(campaign.id, share);
      return { campaign, turn: turnOf(share, campaign.plan.weight / weights, { callsPerSecond, slots }) };
    });
    ranked.sort((a, b) => a.turn - b.turn);
    return ranked.map(({ campaign }) => campaign);
  }

  /** So many left, or were tried: whom the ledger lets nobody through does not keep the turn. */
  took(campaign: CampaignId, line: LineId, calls: number, now: Instant): void {
    const of = this.#of(line);
    const share = shareNow(of.get(campaign) ?? NO_SHARE, now);
    of.set(campaign, { ...share, starts: share.starts + calls, open: share.open + calls });
  }

  #of(line: LineId): Map<CampaignId, Share> {
    const known = this.#shares.get(line);
    if (known !== undefined) return known;
    const made = new Map<CampaignId, Share>();
    this.#shares.set(line, made);
    return made;
  }
}
