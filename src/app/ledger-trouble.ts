/** What is said of a ledger that cannot be used: it is nobody's mistake, and no bug. */
import { StoreFailure } from '../store/failure.ts';

/** A sentence; null where the error is another. */
export function ledgerTrouble(error: unknown): string | null {
  return error instanceof StoreFailure ? `The ledger cannot be used now (${error.kind}): ${error.message}` : null;
}
