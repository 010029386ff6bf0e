/** A ledger that does not answer is waited for, one that is lost ends the run, and a mistake of ours is told from both. */
import { UserError } from '../model/errors.ts';
import { HOUR, SECOND, type Duration } from '../model/time.ts';
import { isAway, isBusy, isOtherSchema, StoreFailure } from '../store/failure.ts';
import type { Core } from './core.ts';

type Trouble = Pick<Core, 'run' | 'notices' | 'worker'>;

/** Its answer was lost, and what was asked may happen yet. */
export function mayStillHappen(cause: unknown): boolean {
  return isAway(cause);
}

/** The ledger could not be asked just now, busy or away: it can be tried again. */
export function isTransient({ notices }: Pick<Core, 'notices'>, cause: unknown): boolean {
  if (!isBusy(cause) && !isAway(cause)) return false;
  if (cause instanceof Error) notices.note('ledger', cause.message);
  return true;
}

/**
 * True when the ledger can remember nothing more (full, read-only, damaged), and then the run ends. To go on trying would
 * be to dial, or to wait, without a memory; what is open is found again at the next start. A worker goes on, since a
 * server is mended while it waits, but for a ledger that is another version's by now.
 */
export function isLedgerLost({ run, worker }: Trouble, cause: unknown): boolean {
  if (!(cause instanceof StoreFailure) || isBusy(cause) || isAway(cause)) return false;
  if (worker && !isOtherSchema(cause)) return false;
  run.fail(cause);
  return true;
}

/** Of the ledger, and not a mistake of ours: a server that refuses us meanwhile says what a person can mend. */
export function isLedgers(cause: unknown): cause is UserError {
  return cause instanceof UserError;
}

/** Runs something whose end nobody waits for now; the engine waits for all of them before it ends. */
export function inBackground(core: Trouble, work: Promise<void>): void {
  core.run.track(
    work.catch((cause: unknown) => {
      if (isTransient(core, cause) || isLedgerLost(core, cause)) return;
      if (core.worker) core.notices.say(cause instanceof Error ? cause.message : String(cause));
      else core.run.fail(cause);
    }),
  );
}

/** Work that must be in the ledger. It may be done in part before it fails: doing it again must change nothing more. */
export async function insist(core: Core, work: () => Promise<void>): Promise<void> {
  const { clock, run } = core;
  for (;;) {
    try {
      return await work();
    } catch (cause) {
      if (isLedgerLost(core, cause)) return;
      if (!isTransient(core, cause) || run.stopping === 'now') throw cause;
      await clock.sleep(clock.now() + SECOND);
    }
  }
}

/** Whoever does everything himself is woken by what he does; what others do is seen by looking. */
export function longestRest({ remote }: Pick<Core, 'remote'>): Duration {
  return remote ? SECOND : HOUR;
}
