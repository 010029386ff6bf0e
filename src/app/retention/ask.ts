/** What is old enough to go, and its erasure when a person asks for it. */
import { doDue } from '../../engine/later.ts';
import { accountOf, digestOf } from '../account.ts';
import { readAccount } from '../account-file.ts';
import { laterOf } from '../later.ts';
import { engineOf } from '../open-ledger.ts';
import { sharedSuppression } from '../open-suppression.ts';
import type { OpenTeam } from '../suppression/team.ts';
import { withProvider } from '../provider.ts';
import type { Config } from '../../config/environment.ts';
import { keepsAll, type Retention } from '../../model/retention.ts';
import type { Store } from '../../store/port.ts';
import type { Caller } from '../runtime.ts';
import { purge, type Purged } from './purge.ts';

export type { Purged, Retention };

/** What is waited for no longer than this, a third of a second each. */
const MOST_TASKS = 200;

/**
 * What was due and nobody did, because no run came: where nobody dials, and the provider can be asked. Null: whoever dials
 * does it, or there is no key.
 */
export async function doWhatIsDue(store: Store, config: Config, caller: Caller): Promise<number | null> {
  const { clock } = caller;
  const { apiKey, baseUrl, dataDir } = config;
  if (apiKey === null || (await engineOf(config, store)).is !== 'idle') return null;
  const { retention, optOutWords } = readAccount(config);
  const team: OpenTeam = () => sharedSuppression(config, caller);
  return withProvider(config, async (voice) => {
    const digest = digestOf(await store.info());
    const account = await accountOf(store, voice, baseUrl, digest(`a:${apiKey}`));
    const ports = { store, voice, clock, account, retention, dataDir, team, optOutWords };
    return doDue({ clock, store }, laterOf(ports), MOST_TASKS);
  });
}

/** Null where nothing ages: `outdial.json` says nothing of it. */
export function retentionInForce(config: Pick<Config, 'accountFile' | 'suppressionUrl'>): Retention | null {
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
