/** The one contact that a person means, by a number, an id, `row:17` or a word: of one person, and in one campaign. */
import { shellWord } from '../../report/shell-word.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { userError } from '../../model/errors.ts';
import type { Store } from '../../store/port.ts';
import { findPerson } from './find.ts';
import { findRows } from './find-rows.ts';
import { numbersOfRow } from './numbers.ts';

export type FoundContact = {
  readonly campaign: Campaign;
  readonly contact: Contact;
  /** Every contact of their phone, this one among them, in whatever campaign. */
  readonly others: readonly Contact[];
  /** Null: forgotten. */
  readonly number: string | null;
};

/** `waiting`: of several the one that asked to be called back. Throws `not_found`, `ambiguous` or `not_callable`. */
export async function findContact(
  store: Store,
  query: string,
  only: Campaign | null,
  waiting = false,
): Promise<FoundContact> {
  const person = await findPerson(store, query, only);
  const rows = (await findRows(store, query, only)).flatMap(({ outcome }) =>
    outcome.is === 'accepted' ? [outcome.contact] : [],
  );
  const meant =
    rows.length > 0 ? rows : person.contacts.filter(({ campaign }) => only === null || campaign === only.id);
  const asking = waiting ? meant.filter(({ callback }) => callback !== undefined) : [];
  const contacts = await ofOpenCampaigns(store, asking.length > 0 ? asking : meant);
  const [one, another] = contacts;
  if (one === undefined) {
    const message = `"${query}" is in no list as somebody who is called: its row was rejected or left out.`;
    throw userError('not_callable', message, `outdial why ${shellWord(query)} says why.`);
  }
  if (another !== undefined) {
    const named = contacts.map(({ contact: { row, campaign } }) => `row:${row} --campaign ${campaign}`);
    throw userError('ambiguous', `"${query}" is in more than one place.`, `Name one: ${named.join(', ')}.`);
  }
  const bodies = await store.personal([one.contact.id], 'row');
  return { ...one, others: person.contacts, number: numbersOfRow(bodies.get(one.contact.id))[0] ?? null };
}

/** Where some are canceled and another is not, that one is meant. */
async function ofOpenCampaigns(
  store: Store,
  contacts: readonly Contact[],
): Promise<readonly Pick<FoundContact, 'campaign' | 'contact'>[]> {
  const found: Pick<FoundContact, 'campaign' | 'contact'>[] = [];
  for (const contact of new Map(contacts.map((each) => [each.id, each])).values()) {
    const campaign = await store.campaign(contact.campaign);
    if (campaign !== undefined) found.push({ campaign, contact });
  }
  const open = found.filter(({ campaign }) => campaign.state.is !== 'canceled');
  return open.length > 0 ? open : found;
}
