/** After the last dial: open calls are followed to their end, doubts until their look-ups are spent. */
import { SECOND } from '../../model/time.ts';
import type { EngineCore } from '../core.ts';
import type { OpenAttempt } from '../state/open-attempts.ts';

export async function drain(core: EngineCore): Promise<void> {
  const { account, calls, clock, run, slots, store } = core;
  const isAwaited = ({ contact, attempt }: OpenAttempt): boolean =>
    run.stopping === 'draining'
      ? // Whose report cannot be taken in would be waited for until its longest end, and perhaps for ever.
        attempt.state.is !== 'in_doubt' && !calls.stuck.has(attempt.id)
      : contact.state.is !== 'needs_review';
  const anyAwaited = (): boolean => [...slots.open.values()].some(isAwaited);
  while (run.stopping !== 'now' && !run.lostLease) {
    await Promise.all(run.underWay);
    // That nothing is open any more is the ledger's to say.
    if (!anyAwaited() || clock.now() >= slots.staleAt) await store.openAttempts(account);
    if (!anyAwaited() || run.unreadable) return;
    await clock.sleep(clock.now() + SECOND, run.signals.dispatch);
  }
}
