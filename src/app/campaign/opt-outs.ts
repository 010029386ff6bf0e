/** Who asked the real ledger not to be called, for whoever loads a list into another one that is gone with the process. */
import { longest } from '../../model/suppression.ts';
import type { DestinationKey } from '../../model/ids.ts';
import type { Suppression } from '../../model/suppression.ts';
import type { Store } from '../../store/port.ts';
import type { LedgerView } from '../../store/view.ts';

/** Both are asked, and the longer no holds: people must be told from each other by the real ledger's own key. */
export function withOptOutsOf(store: Store, real: Pick<LedgerView, 'suppressed'>): Store {
  return {
    ...store,
    suppressed: async (destinations, scopes, now) => {
      const found = new Map<DestinationKey, Suppression>(await real.suppressed(destinations, scopes, now));
      for (const [key, here] of await store.suppressed(destinations, scopes, now)) {
        const known = found.get(key);
        const most = longest(known === undefined ? [here] : [known, here]);
        if (most !== undefined) found.set(key, most);
      }
      return found;
    },
  };
}
