/** What is old enough to go, and its erasure when a person asks for it. */
import { readAccount } from '../account-file.ts';
import type { Config } from '../../config/environment.ts';
import { keepsAll, type Retention } from '../../model/retention.ts';
import type { Store } from '../../store/port.ts';
import type { Caller } from '../runtime.ts';
import { purge, type Purged } from './purge.ts';

export type { Purged, Retention };

/** Null where nothing ages: `outdial.json` says nothing of it. */
export function retentionInForce(config: Pick<Config, 'accountFile'>): Retention | null {
  const { retention } = readAccount(config);
  return keepsAll(retention) ? null : retention;
}

/** `dry`: only counts. Else all of it, however long it takes. */
export function purgeNow(
  store: Store,
  { dataDir }: Pick<Config, 'dataDir'>,
  retention: Retention,
  dry: boolean,
  { clock, operator }: Caller,
): Promise<Purged> {
  return purge(store, { retention, dataDir, dry, by: operator }, clock);
}
