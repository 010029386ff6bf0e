/** Work that must be in the ledger: tried again while the ledger is busy or away, until it is, or the run stops at once. */
import { SECOND } from '../../model/time.ts';
import { isLedgerLost, isTransient, type Session } from '../session.ts';

/** `work` may be done in part before it fails: doing it again must change nothing more. */
export async function insist(session: Session, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (cause) {
      if (isLedgerLost(session, cause)) return;
      if (!isTransient(session, cause) || session.stopping === 'now') throw cause;
      await session.clock.sleep(session.clock.now() + SECOND);
    }
  }
}
