/** `schedule.after`: the campaign that comes first is one of the ledger or of the same run, and not by way of others this one. */
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { ScheduleOptions } from '../../model/schedule.ts';
import type { Store } from '../../store/port.ts';
import { findCampaign } from '../ledger.ts';

/** Campaigns that are loaded in the same run, each with the one that it begins after; null: after none. */
export type Beside = ReadonlyMap<CampaignId, CampaignId | null>;

/** Throws `unknown_campaign`, which names the nearest, or `after_circle`. */
export async function refuseAfter(
  store: Store,
  { id, name }: Pick<Campaign, 'id' | 'name'>,
  { after }: ScheduleOptions,
  beside: Beside = new Map(),
): Promise<void> {
  if (after === undefined) return;
  if (after.id !== id && !beside.has(after.id)) await findCampaign(store, after.name);
  const seen: CampaignId[] = [];
  for (let at: CampaignId | null | undefined = after.id; at != null && !seen.includes(at);) {
    if (at === id) {
      const way = [...seen, id].map((one) => `"${one}"`).join(', which begins after ');
      const message = `"${name}" would begin after ${way}: none of them would ever begin.`;
      throw userError('after_circle', message, 'Take schedule.after out of one of them.');
    }
    seen.push(at);
    at = beside.has(at) ? beside.get(at) : (await store.campaign(at))?.plan.after?.id;
  }
}
