/** Prices a minute and sums of money in words: what is known of them, and what is not known here. Pure. */
import type { Line, ProviderType } from '../model/campaign.ts';
import type { Prices } from '../model/prices.ts';
import { providerWords } from './words.ts';

/** `$0.06 agent + $0.014 Cartesia`: of the lines, those that have a price here. */
export function perMinuteWords(lines: readonly Pick<Line, 'provider'>[], prices: Prices): string {
  const byLine = typesOf(lines).flatMap((type) => {
    const price = prices.linePerMinute[type];
    return price === undefined ? [] : [`$${price} ${providerWords(type)}`];
  });
  return [`$${prices.agentPerMinute} agent`, ...byLine].join(' + ');
}

/** Types of lines whose price is not known here: a carrier sends its own bill. */
export function unpricedOf(lines: readonly Pick<Line, 'provider'>[], prices: Prices): readonly ProviderType[] {
  return typesOf(lines).filter((type) => prices.linePerMinute[type] === undefined);
}

function typesOf(lines: readonly Pick<Line, 'provider'>[]): readonly ProviderType[] {
  return [...new Set(lines.map(({ provider }) => provider))];
}

export function dollars(usd: number): string {
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
