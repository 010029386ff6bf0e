/** Minutes of talk and what they cost, in words: the averages of the estimate. Pure. */
import type { Plan } from '../model/campaign.ts';
import type { Prices } from '../model/prices.ts';
import { perMinuteWords, dollars, unpricedOf } from './price-words.ts';
import { count } from './when.ts';
import { providerWords } from './words.ts';

/** What minutes cost on lines of these types, where that is known. `from`: the file of the prices; null: published ones. */
export function minutesCost(minutes: number, lines: Plan['lines'], prices: Prices, from: string | null): string {
  const types = [...new Set(lines.map(({ provider }) => provider))];
  // Which line will ring whom nobody knows: the dearest of those that have a price is the careful guess.
  const line = Math.max(0, ...types.map((type) => prices.linePerMinute[type] ?? 0));
  const usd = minutes * (prices.agentPerMinute + line);
  const whose = from === null ? 'list prices' : `prices of ${from}`;
  const unknown = unpricedOf(lines, prices).map(providerWords);
  const more = unknown.length === 0 ? '' : `; what ${unknown.join(' and ')} charges comes on top, unknown here`;
  const sum = usd > 0 && usd < 0.01 ? 'less than a cent' : `about ${dollars(usd)}`;
  return `${sum} (${perMinuteWords(lines, prices)} a minute, ${whose})${more}`;
}

/** `about 9 minutes of talk`: under one, one would promise what nobody knows. */
export function minutesWords(minutes: number): string {
  return minutes < 1 ? 'about a minute of talk' : `about ${count(Math.round(minutes), 'minute')} of talk`;
}
