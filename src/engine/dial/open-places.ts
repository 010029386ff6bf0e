/** At which places of a campaign somebody may be rung at this moment, and when the next one opens. */
import type { Campaign } from '../../model/campaign.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { placeHours } from '../../policy/may-dial.ts';
import type { EngineCore } from '../core.ts';

type Asks = Pick<EngineCore, 'hours' | 'store' | 'tasks'> & { readonly notices: Pick<EngineCore['notices'], 'note'> };

/** Null: the campaign has neither window nor rules of law, every contact may be dialed at any hour. */
export async function openPlaces(
  { hours, notices, store, tasks }: Asks,
  campaign: Campaign,
  now: Instant,
): Promise<readonly string[] | null> {
  if (campaign.plan.window === null && campaign.plan.rules === undefined) return null;
  const places = await store.places(campaign.id);
  const its = placeHours(campaign.plan, hours, tasks.early);
  const open = places.filter((place) => its.isOpen(place, now));
  if (places.length > 0 && open.length === 0) {
    const openings = places.map((place) => its.nextOpen(place, now)).filter((at) => at !== null);
    const note =
      openings.length === 0
        ? `no hour of the next 60 days is inside the hours of the contacts left in ${campaign.name}`
        : `${campaign.name} waits for its hours: they open ${formatInstant(Math.min(...openings))}`;
    notices.note('hours', note);
  }
  return open;
}
