/** Whom a number that rang belongs to: the contacts of its phone, whichever of its spellings the ledger took it by. */
import type { Contact } from '../../model/contact.ts';
import { spellingsOf } from '../../model/one-phone.ts';
import type { Core } from '../core.ts';

/** Undefined where this engine has no key to look numbers up by. */
export async function contactsOn(core: Core, e164: string): Promise<readonly Contact[] | undefined> {
  const { destinationOf, store } = core;
  if (destinationOf === undefined) return undefined;
  const found: Contact[] = [];
  for (const spelling of spellingsOf(e164)) found.push(...(await store.contactsByDestination(destinationOf(spelling))));
  return found;
}
