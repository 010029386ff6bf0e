/** What the account's file says of prices, for whoever counts what was used. */
import type { Config } from '../config/environment.ts';
import type { Line } from '../model/campaign.ts';
import { UserError } from '../model/errors.ts';
import type { LineId } from '../model/ids.ts';
import { LIST_PRICES } from '../model/prices.ts';
import { readAccount } from './account-file.ts';
import type { KnownPrices } from './plan-prices.ts';
import { isNamed } from './campaign/line-settings.ts';

/** By the account's file; where it cannot be read, `run` and `doctor` say so, and here the published prices stand in. */
export function pricesOf(config: Config, lines: readonly Line[]): KnownPrices {
  try {
    const account = readAccount(config);
    const ofLine = new Map<LineId, number>();
    for (const { id, number } of lines) {
      const said = account.lines.find(({ name }) => isNamed(name, { id, number, label: null }));
      if (said?.pricePerMinute != null) ofLine.set(id, said.pricePerMinute);
    }
    const own = account.prices !== null || ofLine.size > 0;
    return { prices: { ...(account.prices ?? LIST_PRICES), ofLine }, from: own ? 'outdial.json' : null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { prices: LIST_PRICES, from: null };
  }
}
