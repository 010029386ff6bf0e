/** What calls cost a minute: the account's own prices, else the published ones. */
import type { ProviderType } from './campaign.ts';
import type { LineId } from './ids.ts';
import { MINUTE, type Duration } from './time.ts';

/** What a call took is charged in whole ones of `to`, and as `least` at least. */
export type Rounding = { readonly to: Duration; readonly least: Duration; readonly ringing: boolean };

/** Nobody publishes how it is rounded, so that it is taken for the most that it can be. */
export const BY_THE_MINUTE: Rounding = { to: MINUTE, least: 0, ringing: false };

/** USD a minute of a connected call. */
export type Prices = {
  readonly agentPerMinute: number;
  readonly linePerMinute: Readonly<Partial<Record<ProviderType, number>>>;
  /** A number's own, which wins over that of its kind. */
  readonly ofLine?: ReadonlyMap<LineId, number>;
  /** Absent: by the minute. */
  readonly rounding?: { readonly agent: Rounding; readonly line: Rounding };
};

/** Cartesia's published prices (reference: "Money"); a carrier's own are not known here. */
export const LIST_PRICES: Prices = { agentPerMinute: 0.06, linePerMinute: { cartesia: 0.014 } };
