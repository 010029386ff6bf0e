/** Which worker leads, where several machines share a ledger. */
import { holderName, type SharedStore } from '../store/shared.ts';

/** Its name; null where none leads now. */
export async function leaderOf(store: SharedStore): Promise<string | null> {
  const accounts = new Set((await store.campaigns()).map(({ account }) => account));
  for (const account of accounts) {
    const held = await store.lease(account);
    if (held !== null && held.until > (await store.serverTime())) return holderName(held.holder);
  }
  return null;
}
