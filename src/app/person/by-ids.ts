/** The contacts of a campaign that a list of ids names: a contact's, an attempt's, the one of the user's list, or a number. */
import type { CampaignId, ContactId } from '../../model/ids.ts';
import { parseAttemptId } from '../../model/ids.ts';
import { contactKey, destinationKeys, type Digest } from '../../model/one-phone.ts';
import type { Contact } from '../../model/contact.ts';
import type { Store } from '../../store/port.ts';
import { digestOf } from '../account.ts';
import { numbersOf } from './numbers.ts';

export type ByIds = { readonly found: ReadonlySet<ContactId>; readonly unknown: readonly string[] };

export async function contactsByIds(store: Store, campaign: CampaignId, ids: readonly string[]): Promise<ByIds> {
  const digest = digestOf(await store.info());
  const found = new Set<ContactId>();
  const unknown: string[] = [];
  for (const id of new Set(ids.map((each) => each.trim()).filter((each) => each !== ''))) {
    const contacts = await named(store, campaign, id, digest);
    if (contacts.length === 0) unknown.push(id);
    for (const contact of contacts) found.add(contact.id);
  }
  return { found, unknown };
}

/** The most certain reading that names anybody wins. */
async function named(store: Store, campaign: CampaignId, id: string, digest: Digest): Promise<readonly Contact[]> {
  const contact = await store.contact(parseAttemptId(id)?.contact ?? (id as ContactId));
  if (contact?.campaign === campaign) return [contact];
  const known = await store.contactByKey(campaign, contactKey(digest, id));
  if (known !== undefined) return [known];
  const keys = [...new Set(numbersOf(id).flatMap((number) => destinationKeys(digest, number)))];
  const called = (await Promise.all(keys.map((key) => store.contactsByDestination(key)))).flat();
  return called.filter((one) => one.campaign === campaign);
}
