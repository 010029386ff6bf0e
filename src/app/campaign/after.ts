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
  const way = await wayBack(store, id, after.id, beside);
  if (way !== null) throw userError('after_circle', circleWords(name, way), MEND_CIRCLE);
}

const MEND_CIRCLE = 'Take schedule.after out of one of them.';

function circleWords(name: string, way: readonly CampaignId[]): string {
  const names = way.map((one) => `"${one}"`).join(', which begins after ');
  return `"${name}" would begin after ${names}: none of them would ever begin.`;
}

/** From the one that comes first back to the campaign itself; null: it does not lead there. */
async function wayBack(
  store: Pick<Store, 'campaign'>,
  id: CampaignId,
  first: CampaignId,
  beside: Beside,
): Promise<readonly CampaignId[] | null> {
  const seen: CampaignId[] = [];
  for (let at: CampaignId | null | undefined = first; at != null && !seen.includes(at);) {
    if (at === id) return [...seen, id];
    seen.push(at);
    at = beside.has(at) ? beside.get(at) : (await store.campaign(at))?.plan.after?.id;
  }
  return null;
}

/** The same for whoever only looks: another file of the same run may bring the campaign that is not there yet. */
export async function afterNotes(
  ledger: Pick<Store, 'campaign'> | null,
  { id, name }: Pick<Campaign, 'id' | 'name'>,
  { after }: ScheduleOptions,
): Promise<readonly string[]> {
  if (after === undefined) return [];
  const store = ledger ?? { campaign: () => Promise.resolve(undefined) };
  const way = await wayBack(store, id, after.id, new Map());
  if (way !== null) return [`${circleWords(name, way)} ${MEND_CIRCLE}`];
  if ((await store.campaign(after.id)) !== undefined) return [];
  return [
    `schedule.after names "${after.name}", which is not in this ledger: run it first, or name both files in one run (outdial run FIRST THIS)`,
  ];
}
