/** What a simulated campaign would cost: an estimate, by the minute of connected calls. */
import type { Prices } from '../model/prices.ts';
import type { Line, ProviderType } from '../model/campaign.ts';
import { MINUTE } from '../model/time.ts';
import type { Dial } from './sim-types.ts';

export type Cost = {
  readonly usd: number;
  /** Connected minutes, voicemail included. Whether ringing is charged the provider does not say; here it is not. */
  readonly minutes: number;
  /** Line types whose calls have no price here: their carrier's own bill comes on top. */
  readonly unpriced: readonly ProviderType[];
};

export function costOf(dials: readonly Dial[], lines: readonly Line[], prices: Prices): Cost {
  const types = new Map(lines.map(({ id, provider }) => [id, provider]));
  const unpriced = new Set<ProviderType>();
  let usd = 0;
  let minutes = 0;
  for (const { talked, line } of dials) {
    const type = types.get(line) ?? 'unknown';
    const byLine = prices.ofLine?.get(line) ?? prices.linePerMinute[type];
    if (byLine === undefined) unpriced.add(type);
    minutes += talked / MINUTE;
    usd += (talked / MINUTE) * (prices.agentPerMinute + (byLine ?? 0));
  }
  return { usd, minutes, unpriced: [...unpriced].sort() };
}
