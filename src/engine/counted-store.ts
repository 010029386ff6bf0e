/** The ledger as an engine uses it: whatever it commits, and whatever it reads of open attempts, is counted in `slot-budget`. */
import type { CampaignId } from '../model/ids.ts';
import type { Instant } from '../model/time.ts';
import type { Store } from '../store/port.ts';
import type { SlotBudget } from './state/slot-budget.ts';

/** `differs`: told of how many open attempts the count was off, where nothing explains it; `touched`: of whose contacts were changed. */
export function countedStore(
  store: Store,
  slots: SlotBudget,
  now: () => Instant,
  differs: (by: number) => void,
  touched: (campaign: CampaignId) => void,
): Store {
  return {
    ...store,
    commit: async (changes, guards) => {
      try {
        return await slots.commit(changes, () => store.commit(changes, guards));
      } finally {
        // One whose answer was lost may have landed.
        for (const { contact } of changes) touched(contact.to.campaign);
      }
    },
    openAttempts: async (account) => {
      const { open, strange } = await slots.read(() => store.openAttempts(account), now);
      if (strange > 0) differs(strange);
      return open;
    },
  };
}
