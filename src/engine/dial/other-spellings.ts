/** Hears a no that was given under another spelling of a contact's number, in a ledger from before spellings were one. */
import type { Contact } from '../../model/contact.ts';
import type { DestinationKey } from '../../model/ids.ts';
import { spellingsOf } from '../../model/one-phone.ts';
import { scopesOf } from '../../model/suppression.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Instant } from '../../model/time.ts';
import type { Core } from '../core.ts';

/**
 * Written to the contact's own key, so that the guard of the commit stops it there as any other. What is said from now on
 * is written under every key at once: this is for what was said before. Nearly no number has a second spelling.
 */
export async function spreadRefusals(
  core: Core,
  campaign: Campaign,
  people: readonly { readonly contact: Contact; readonly number: string }[],
  now: Instant,
): Promise<void> {
  const { destinationOf, store } = core;
  if (destinationOf === undefined) return;
  const own = new Map<DestinationKey, DestinationKey>();
  for (const { contact, number } of people) {
    const spellings = spellingsOf(number);
    if (spellings.length < 2) continue;
    for (const key of spellings.map(destinationOf)) if (key !== contact.destination) own.set(key, contact.destination);
  }
  if (own.size === 0) return;
  for (const [key, found] of await store.suppressed([...own.keys()], scopesOf(campaign), now)) {
    const destination = own.get(key);
    if (destination !== undefined) await store.suppress([{ ...found, destination, at: now }]);
  }
}
