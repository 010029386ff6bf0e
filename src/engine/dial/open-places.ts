/** Which places of a campaign are open at this moment, and when the next one opens. */
import type { Campaign } from '../../model/campaign.ts';
import type { Duration, Instant } from '../../model/time.ts';
import { formatInstant } from '../../model/time.ts';
import type { Session } from '../session.ts';

/** Null: the campaign has no window, every contact may be dialed at any hour. */
export async function openKeys(
  session: Session,
  campaign: Campaign,
  now: Instant,
  slack: Duration,
): Promise<readonly string[] | null> {
  const { window } = campaign.plan;
  if (window === null) return null;
  const keys = await session.store.places(campaign.id);
  const open = keys.filter((key) => session.hours.isOpen(window, key, now, slack));
  if (keys.length > 0 && open.length === 0) {
    const openings = keys.map((key) => session.hours.nextOpen(window, key, now, slack)).filter((at) => at !== null);
    session.note =
      openings.length === 0
        ? `no hour of the week is inside the window for the contacts left in ${campaign.name}`
        : `${campaign.name} waits for its hours: they open ${formatInstant(Math.min(...openings))}`;
  }
  return open;
}
