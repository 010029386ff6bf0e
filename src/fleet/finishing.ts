/** A campaign is finished on one look at the ledger that shows nobody left: workers move people between any two looks. */
import type { Store } from '../store/port.ts';

/**
 * The leading engine looks at who is open, then at who is ready; a worker's commit or an end between the two hides a
 * person from both, and whoever is ready in a finished campaign is never called. Its word is checked by one count.
 */
export function finishing<S extends Store>(store: S): S {
  return {
    ...store,
    putCampaign: async (from, to, log) => {
      if (to.state.is === 'finished') {
        const { ready, in_progress, in_doubt } = (await store.counts(to.id)).states;
        if (ready + in_progress + in_doubt > 0) return 'lost';
      }
      return store.putCampaign(from, to, log);
    },
  };
}
