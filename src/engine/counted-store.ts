/** The ledger as an engine uses it: whatever it commits, and whatever it reads of open attempts, is counted in `slot-budget`. */
import type { Instant } from '../model/time.ts';
import type { Store } from '../store/port.ts';
import type { SlotBudget } from './state/slot-budget.ts';

/** `differs`: told of how many open attempts the count was off, where nothing explains it. */
export function countedStore(
  store: Store,
  slots: SlotBudget,
  now: () => Instant,
  differs: (by: number) => void,
): Store {
  return {
    ...store,
    commit: (changes, guards) => slots.commit(changes, () => store.commit(changes, guards)),
    openAttempts: async (account) => {
      const { open, strange } = await slots.read(() => store.openAttempts(account), now);
      if (strange > 0) differs(strange);
      return open;
    },
  };
}
