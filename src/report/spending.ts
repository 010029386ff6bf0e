/** What a campaign has used: calls, connected minutes, and what they cost by the prices that are known. Pure. */
import type { Line, ProviderType } from '../model/campaign.ts';
import type { Prices } from '../model/prices.ts';
import { MINUTE } from '../model/time.ts';
import type { LineTally } from '../store/standing-reads.ts';

export type Spending = {
  readonly calls: number;
  /** Voicemail included. Whether ringing is charged the provider does not say; here it is not. */
  readonly minutes: number;
  readonly usd: number;
  /** Where the prices are from: a file, or null for the published ones. */
  readonly pricesFrom: string | null;
  /** Types of lines that were used and have no price here: a carrier sends its own bill. */
  readonly unpriced: readonly ProviderType[];
  /** Against a stand-in on this machine: nobody was rung, and nothing is to be paid. */
  readonly rehearsal: boolean;
};

export function spendingOf(
  tallies: readonly LineTally[],
  lines: readonly Line[],
  prices: Prices,
  of: Pick<Spending, 'pricesFrom' | 'rehearsal'>,
): Spending {
  const types = new Map(lines.map(({ id, provider }) => [id, provider]));
  const unpriced = new Set<ProviderType>();
  let [calls, minutes, usd] = [0, 0, 0];
  for (const { line, calls: made, talked } of tallies) {
    // A line of an older plan: what it cost is not known any more.
    const type = types.get(line) ?? 'unknown';
    const byLine = prices.ofLine?.get(line) ?? prices.linePerMinute[type];
    if (byLine === undefined && talked > 0) unpriced.add(type);
    calls += made;
    minutes += talked / MINUTE;
    usd += (talked / MINUTE) * (prices.agentPerMinute + (byLine ?? 0));
  }
  return { calls, minutes, usd, unpriced: [...unpriced].sort(), ...of };
}
