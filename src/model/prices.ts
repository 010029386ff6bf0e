/** What calls cost a minute: the account's own prices, else the published ones. */
import type { ProviderType } from './campaign.ts';
import type { LineId } from './ids.ts';

/** USD a minute of a connected call. */
export type Prices = {
  readonly agentPerMinute: number;
  readonly linePerMinute: Readonly<Partial<Record<ProviderType, number>>>;
  /** A number's own, which wins over that of its kind. */
  readonly ofLine?: ReadonlyMap<LineId, number>;
};

/** Cartesia's published prices (reference: "Money"); a carrier's own are not known here. */
export const LIST_PRICES: Prices = { agentPerMinute: 0.06, linePerMinute: { cartesia: 0.014 } };
