/** Finds everything a ledger holds about one person: all rows of their number, in every campaign, refused rows too. */
import { digestOf } from '../account.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { userError } from '../../model/errors.ts';
import type { CampaignId, DestinationKey } from '../../model/ids.ts';
import { destinationKey, destinationKeys, phoneOf, spellingsOf, type Digest } from '../../model/one-phone.ts';
import { maskNumber } from '../../report/mask.ts';
import type { Store } from '../../store/port.ts';
import { findRows, howMany, type FoundRow } from './find-rows.ts';
import { numbersOfRow } from './numbers.ts';

export type Person = {
  /** Null for a row whose number cannot be read, and where all of it is forgotten already. */
  readonly number: string | null;
  /** Every key of their phone, since a no is written under each; none for a row whose number cannot be read. */
  readonly destinations: readonly DestinationKey[];
  readonly contacts: readonly Contact[];
  /** Of personal data: the contacts' and those of refused rows. */
  readonly owners: readonly string[];
  readonly campaigns: readonly CampaignId[];
  readonly rows: number;
};

/** Rows looked through for a number that is written in another way. */
const MOST = 100_000;
const LISTED = 10;

/** One person, or a `UserError`: `not_found`, or `ambiguous` with the candidates. */
export async function findPerson(store: Store, query: string, only: Campaign | null): Promise<Person> {
  const digest = digestOf(await store.info());
  const found = await findRows(store, query, only);
  const people = new Map<string, FoundRow>();
  for (const row of found) {
    const person = await personOf(store, row, digest);
    // Of a number that was forgotten and loaded again, the row that still says it.
    if (!people.has(person) || (await numberOf(store, row.owner)) !== null) people.set(person, row);
  }
  const [first, ...others] = people;
  if (first === undefined) {
    const where = only === null ? 'this ledger' : only.name;
    throw userError('not_found', `Nobody in ${where} is found by "${query}".`, 'Try the number, or row:17.');
  }
  if (others.length > 0) throw await ambiguous(store, query, [...people.values()].sort(byRow));
  const [, row] = first;
  const number = await numberOf(store, row.owner);
  if (row.outcome.is === 'accepted') return whole(store, row.outcome.contact.destination, number, digest);
  if (number !== null) return whole(store, destinationKey(digest, number), number, digest);
  const { owner, campaign } = row;
  return { number: null, destinations: [], contacts: [], owners: [owner], campaigns: [campaign], rows: 1 };
}

/** Rows with the same answer are about the same person. */
async function personOf(store: Store, row: FoundRow, digest: Digest): Promise<string> {
  const number = await numberOf(store, row.owner);
  // An older ledger keys each spelling of a phone by itself; it is one person all the same.
  if (number !== null && spellingsOf(number).length > 1) return destinationKey(digest, number);
  if (row.outcome.is === 'accepted') return row.outcome.contact.destination;
  return number === null ? row.owner : destinationKey(digest, number);
}

/** Everybody's rows on the phone of a contact. */
export async function personOn(store: Store, contact: Contact): Promise<Person> {
  const digest = digestOf(await store.info());
  return whole(store, contact.destination, await numberOf(store, contact.id), digest);
}

async function whole(
  store: Store,
  destination: DestinationKey,
  number: string | null,
  digest: Digest,
): Promise<Person> {
  const destinations = [...new Set([destination, ...(number === null ? [] : destinationKeys(digest, number))])];
  const contacts = (await Promise.all(destinations.map((key) => store.contactsByDestination(key)))).flat();
  const owners = new Set<string>(contacts.map(({ id }) => id));
  const campaigns = new Set<CampaignId>(contacts.map(({ campaign }) => campaign));
  for (const { owner, campaign } of number === null ? [] : await refusedRows(store, number)) {
    owners.add(owner);
    campaigns.add(campaign);
  }
  return { number, destinations, contacts, owners: [...owners], campaigns: [...campaigns], rows: owners.size };
}

/** Rejected and left-out rows are in no index of numbers, and may write it in any way: looked for by its last digits. */
async function refusedRows(store: Store, number: string): Promise<readonly FoundRow[]> {
  const wanted = phoneOf(number);
  const [a, b] = [number.slice(-4, -2), number.slice(-2)];
  const seen = new Map<string, FoundRow>();
  for (const text of [`${a}${b}`, `${a} ${b}`, `${a}-${b}`, `${a}.${b}`]) {
    for (const owner of await store.searchPersonal(text, MOST)) {
      if (seen.has(owner)) continue;
      const row = await store.rowByOwner(owner);
      if (row === undefined || row.outcome.is === 'accepted') continue;
      const numbers = await numbersOfOwner(store, owner);
      if (numbers.some((one) => phoneOf(one) === wanted)) seen.set(owner, row);
    }
  }
  return [...seen.values()];
}

async function numberOf(store: Store, owner: string): Promise<string | null> {
  return (await numbersOfOwner(store, owner))[0] ?? null;
}

async function numbersOfOwner(store: Store, owner: string): Promise<readonly string[]> {
  return numbersOfRow((await store.personal([owner], 'row')).get(owner));
}

async function ambiguous(store: Store, query: string, rows: readonly FoundRow[]): Promise<Error> {
  const bodies = await store.personal(
    rows.map(({ owner }) => owner),
    'row',
  );
  const named = rows.slice(0, LISTED).map(({ owner, row, campaign }) => {
    const number = bodies.get(owner)?.['to_number'];
    return `row:${row} --campaign ${campaign}${typeof number === 'string' ? ` (${maskNumber(number)})` : ''}`;
  });
  const more = rows.length > LISTED ? ', …' : '';
  return userError(
    'ambiguous',
    `${howMany(rows.length)} people fit "${query}".`,
    `Name one: ${named.join(', ')}${more}.`,
  );
}

function byRow(a: FoundRow, b: FoundRow): number {
  const [x, y] = [`${a.campaign}\n${a.list}`, `${b.campaign}\n${b.list}`];
  return x < y ? -1 : x > y ? 1 : a.row - b.row;
}
