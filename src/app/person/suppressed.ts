/** Who of a campaign's people asked not to be called, asked under every scope that holds for them. */
import type { Campaign } from '../../model/campaign.ts';
import type { DestinationKey } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';

export async function suppressedOf(
  store: Store,
  _campaign: Campaign,
  destinations: readonly DestinationKey[],
  _now: Instant,
): Promise<ReadonlySet<DestinationKey>> {
  return new Set((await store.suppressed(destinations)).keys());
}
