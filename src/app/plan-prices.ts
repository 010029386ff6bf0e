/** What a campaign's plan says of prices: they were read when it was run, from whichever file said them then. */
import type { Line, Plan } from '../model/campaign.ts';
import type { LineId } from '../model/ids.ts';
import { usdOf } from '../model/money.ts';
import { own } from '../model/own.ts';
import { LIST_PRICES, type Prices } from '../model/prices.ts';

export type KnownPrices = { readonly prices: Prices; readonly from: string | null };

/** Null where it knows the price of none of its lines. */
export function planPrices({ money }: Pick<Plan, 'money'>, lines: readonly Line[]): KnownPrices | null {
  const ofLine = new Map<LineId, number>();
  let agentPerMinute: number | null = null;
  let isOwn = false;
  for (const { id, provider } of lines) {
    const [agent, line] = own(money?.rates ?? {}, id) ?? [];
    if (agent === undefined || line === undefined) continue;
    agentPerMinute ??= usdOf(agent.perMinute);
    ofLine.set(id, usdOf(line.perMinute));
    isOwn ||= usdOf(line.perMinute) !== LIST_PRICES.linePerMinute[provider];
  }
  if (agentPerMinute === null) return null;
  isOwn ||= agentPerMinute !== LIST_PRICES.agentPerMinute;
  return { prices: { ...LIST_PRICES, agentPerMinute, ofLine }, from: isOwn ? 'outdial.json' : null };
}
