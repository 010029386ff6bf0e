/** Who of a campaign's people asked not to be called, asked under every scope that holds for them. */
import type { Campaign } from '../../model/campaign.ts';
import type { DestinationKey } from '../../model/ids.ts';
import { scopesOf } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';

export async function suppressedOf(
  store: Store,
  campaign: Campaign,
  destinations: readonly DestinationKey[],
  now: Instant,
): Promise<ReadonlySet<DestinationKey>> {
  return new Set((await store.suppressed(destinations, scopesOf(campaign), now)).keys());
}
