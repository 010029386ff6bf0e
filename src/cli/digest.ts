/** The ledger's keyed digest: what numbers and contact keys are known by outside the table of personal data (I8). */
import { createHmac } from 'node:crypto';
import type { LedgerInfo } from '../store/port.ts';

export function digestOf({ digestKey }: Pick<LedgerInfo, 'digestKey'>): (text: string) => string {
  return (text) => createHmac('sha256', digestKey).update(text).digest('base64url');
}
