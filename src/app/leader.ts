/** Which worker leads, where several machines share a ledger. */
import type { SharedStore } from '../store/shared.ts';

/** Its name; null where none leads now. */
export async function leaderOf(store: SharedStore): Promise<string | null> {
  const accounts = new Set((await store.campaigns()).map(({ account }) => account));
  for (const account of accounts) {
    const held = await store.lease(account);
    if (held !== null && held.until > (await store.serverTime())) return nameOf(held.holder);
  }
  return null;
}

/** A holder's name without what tells it from others of that name. */
function nameOf(holder: string): string {
  return holder.replace(/~[^~]*$/, '');
}
