/** A ledger as far as it is looked at for a comparison: nothing of it can be changed. */
import type { Store } from './port.ts';

export type LedgerView = Pick<Store, 'info' | 'campaign' | 'rows' | 'rowDigests' | 'suppressed' | 'counts' | 'close'>;
