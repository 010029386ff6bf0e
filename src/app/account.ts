/** By which name an account is known in a ledger, and by which digests people are. */
import { createHmac, createSecretKey } from 'node:crypto';
import { isLoopback } from '../config/environment.ts';
import type { AccountKey } from '../model/ids.ts';
import type { LedgerInfo, Store } from '../store/port.ts';
import type { Voice } from '../voice/port.ts';

/** The ledger's keyed digest: what numbers and contact keys are known by outside the table of personal data (I8). */
export function digestOf({ digestKey }: Pick<LedgerInfo, 'digestKey'>): (text: string) => string {
  // Prepared once: a list is three digests a row.
  const key = createSecretKey(digestKey, 'utf8');
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
}

/** The host part of an account's name. */
export function hostOf(baseUrl: string): string {
  return isLoopback(baseUrl) ? HERE : baseUrl;
}

const HERE = 'loopback';

/** One of a stand-in on this machine: none of its calls rang anybody. */
export function isAccountHere(account: AccountKey): boolean {
  return account.startsWith(`${HERE}#`);
}

/**
 * Host and key; never the key itself. All of this machine's ports are one host, so that a rehearsal is always another
 * account than the real thing. A new key that still shows the numbers of a known account is that account's new key.
 */
export async function accountOf(store: Store, voice: Voice, baseUrl: string, key: string): Promise<AccountKey> {
  const host = hostOf(baseUrl);
  const own = `${host}#${key}` as AccountKey;
  const lines = new Map((await store.campaigns()).map(({ account, plan }) => [account, plan.lines[0]]));
  if (lines.has(own)) return own;
  for (const [account, line] of lines) {
    if (!account.startsWith(`${host}#`) || line === undefined) continue;
    if ((await voice.phoneNumber(line.id)).is === 'ok') return account;
  }
  return own;
}
