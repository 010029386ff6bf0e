/** Finds what a ledger knows a phone by, where it took it under another spelling: before, each spelling had its own key. */
import type { CampaignId, ContactKey, DestinationKey } from '../../model/ids.ts';
import { contactKey, destinationKey, olderSpellingsOf, phoneOf, type Digest } from '../../model/one-phone.ts';
import type { Store } from '../../store/port.ts';
import type { RowOutcome } from '../row/types.ts';

export type KnownPhone = { readonly destination: DestinationKey; readonly key: ContactKey };

type Where = { readonly store: Store; readonly campaign: CampaignId; readonly digest: Digest };

/**
 * Undefined where the usual keys hold: for every number with one spelling, and in every ledger begun since. A list that is
 * loaded again must find the contact that it made, or its person is called a second time as somebody new.
 */
export async function knownPhone(
  { store, campaign, digest }: Where,
  { to, key }: NonNullable<RowOutcome['accepted']>,
): Promise<KnownPhone | undefined> {
  const older = olderSpellingsOf(to);
  if (older.length === 0) return undefined;
  const usual = { destination: destinationKey(digest, to), key: contactKey(digest, key) };
  const isThere = async (at: DestinationKey): Promise<boolean> => (await store.contactsByDestination(at)).length > 0;
  const isKept = async (at: ContactKey): Promise<boolean> => (await store.contactByKey(campaign, at)) !== undefined;
  const numbered = key === phoneOf(to);
  const known = { ...usual };
  // A ledger that holds a phone under both spellings holds each row by its own.
  for (const spelling of [...older].sort((a, b) => Number(a === to) - Number(b === to))) {
    const destination = digest(`d:${spelling}`) as DestinationKey;
    const own = spelling === to;
    if ((await isThere(destination)) && (own || !(await isThere(usual.destination)))) known.destination = destination;
    const before = contactKey(digest, spelling);
    if (numbered && (await isKept(before)) && (own || !(await isKept(usual.key)))) known.key = before;
  }
  return known.destination === usual.destination && known.key === usual.key ? undefined : known;
}
