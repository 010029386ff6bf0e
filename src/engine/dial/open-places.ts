/** At which places of a campaign somebody may be rung at this moment, and when the next one opens. */
import type { Campaign } from '../../model/campaign.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { lawOf, placeHours, type PlaceHours } from '../../policy/may-dial.ts';
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
    notices.note('hours', closedWords(campaign.name, places, its, now));
  }
  return open;
}

/** Whoever opens first is named, and the rule of law that keeps them until then. */
function closedWords(name: string, places: readonly string[], its: PlaceHours, now: Instant): string {
  const [first, ...others] = places.map((place) => ({ place, at: its.nextOpen(place, now) }));
  const soonest = others.reduce((a, b) => ((b?.at ?? Infinity) < (a?.at ?? Infinity) ? b : a), first);
  const at = soonest?.at ?? null;
  const place = soonest?.place ?? '';
  const law = lawOf(at === null ? its.neverBy(place, now) : its.closedBy(place, now));
  const rule = law === null ? '' : ` (${law.id})`;
  return at === null
    ? `no hour of the next 60 days is inside the hours of the contacts left in ${name}${rule}`
    : `${name} waits for its hours${rule}: they open ${formatInstant(at)}`;
}
