/** Finds the rows that a person means by a number, an id, `row:17` or a word. */
import type { Campaign } from '../../model/campaign.ts';
import type { AttemptId, CallId, CampaignId, ContactId } from '../../model/ids.ts';
import { parseAttemptId } from '../../model/ids.ts';
import { contactKey, destinationKeys, phoneOf, spellingsOf } from '../../model/one-phone.ts';
import { own } from '../../model/own.ts';
import { cellsOf } from '../../report/results.ts';
import type { RowRecord, Store } from '../../store/port.ts';
import { findCampaign } from '../ledger.ts';
import { FORMER } from '../../model/list-changes.ts';
import { digestOf } from '../account.ts';
import { numbersOf, numbersOfRow } from './numbers.ts';

export type FoundRow = RowRecord & { readonly campaign: CampaignId };

/** What a person typed to name somebody, and the campaign that they are to be looked for in, by its name. */
export type Query = { readonly text: string; readonly campaign?: string | undefined };

/** A word may be in every row: more than this are not looked at. */
const MOST = 50;
/** One more, to know that there are more. */
const ASKED = MOST + 1;
const PAGE = 500;

/** How many were found, as far as anybody looked. */
export function howMany(found: number): string {
  return found > MOST ? `more than ${MOST}` : String(found);
}

/** Null: every campaign of the ledger. */
export async function campaignOf(store: Store, { campaign }: Pick<Query, 'campaign'>): Promise<Campaign | null> {
  return campaign === undefined ? null : findCampaign(store, campaign);
}

/** `only`: in that campaign. The most certain reading of the query that finds anything wins. */
export async function findRows(store: Store, query: string, only: Campaign | null): Promise<readonly FoundRow[]> {
  const text = query.trim();
  if (text === '') return [];
  // Whoever is known by P3 is meant by it, and not everybody from P30 to P39: what is equal comes before what holds it.
  const readings = [byRowNumber, byId, byNumber, byOwnId, byNumberWithin, byWord];
  for (const reading of readings) {
    const found = (await reading(store, text, only)).filter(({ campaign }) => only === null || campaign === only.id);
    if (found.length > 0) return found.slice(0, ASKED);
  }
  return [];
}

type Reading = (store: Store, query: string, only: Campaign | null) => Promise<readonly FoundRow[]>;

const byRowNumber: Reading = async (store, query, only) => {
  const row = Number(/^row:\s*(\d{1,9})$/i.exec(query)?.[1] ?? Number.NaN);
  if (Number.isNaN(row)) return [];
  const found: FoundRow[] = [];
  for (const { id } of only === null ? await store.campaigns() : [only]) {
    let last: RowRecord | null = null;
    for (;;) {
      const page: readonly RowRecord[] = await store.rows(id, last, PAGE);
      if (page.length === 0) break;
      for (const record of page) if (record.row === row) found.push({ ...record, campaign: id });
      last = page.at(-1) ?? null;
    }
  }
  return found;
};

/** A contact's, an attempt's or a call's. */
const byId: Reading = async (store, query) => {
  const parts = parseAttemptId(query);
  const attempt = await store.attempt(query as AttemptId);
  const call = await store.attemptByCall(query as CallId);
  const contact = attempt?.contact ?? call?.contact ?? parts?.contact ?? (query as ContactId);
  return rowsOf(store, [contact]);
};

/** The digest must be of exactly what was loaded, so every number the query may mean is looked for. */
const byNumber: Reading = async (store, query) => {
  const numbers = numbersOf(query);
  const digest = digestOf(await store.info());
  const owners = new Set<string>();
  for (const key of new Set(numbers.flatMap((number) => destinationKeys(digest, number)))) {
    for (const { id } of await store.contactsByDestination(key)) owners.add(id);
  }
  // Rejected and left-out rows of that number are in no index of numbers.
  const holding = await ownersHolding(store, numbers.flatMap(spellingsOf));
  const bodies = await store.personal(holding, 'row');
  const phones = new Set(numbers.map(phoneOf));
  for (const owner of holding) {
    const said = [...numbersOfRow(bodies.get(owner)), ...(await formerNumbers(store, owner))];
    // A longer number that this one is a part of is somebody else's; one that cannot be read may be theirs.
    if (said.length === 0 || said.some((number) => phones.has(phoneOf(number)))) owners.add(owner);
  }
  return rowsOf(store, [...owners]);
};

/** Those under which a list gave them before it was corrected: what was called then is told of them. */
async function formerNumbers(store: Store, owner: string): Promise<readonly string[]> {
  const notes = await store.personalOf(owner);
  return notes.filter(({ key }) => key.startsWith(FORMER)).flatMap(({ body }) => numbersOfRow(body));
}

/** By the column that a campaign knows its contacts by. */
const byOwnId: Reading = async (store, query, only) => {
  const digest = digestOf(await store.info());
  const found = new Map<string, FoundRow>();
  const campaigns = only === null ? await store.campaigns() : [only];
  for (const { id } of campaigns) {
    const contact = await store.contactByKey(id, contactKey(digest, query));
    for (const row of contact === undefined ? [] : await rowsOf(store, [contact.id])) found.set(row.owner, row);
  }
  // Rejected and left-out rows have no key, and say the same id.
  const columns = new Map(campaigns.map(({ id, plan }) => [id, plan.identity]));
  const holding = await store.searchPersonal(query, ASKED);
  const bodies = await store.personal(holding, 'row');
  for (const row of await rowsOf(store, holding)) {
    const column = columns.get(row.campaign);
    if (typeof column === 'string' && own(cellsOf(bodies.get(row.owner)), column)?.trim() === query) {
      found.set(row.owner, row);
    }
  }
  return [...found.values()];
};

const byNumberWithin: Reading = async (store, query) =>
  rowsOf(store, await ownersHolding(store, numbersOf(query).flatMap(spellingsOf)));

const byWord: Reading = async (store, query) => rowsOf(store, await store.searchPersonal(query, ASKED));

async function ownersHolding(store: Store, texts: readonly string[]): Promise<readonly string[]> {
  const owners = new Set<string>();
  for (const text of new Set(texts)) for (const owner of await store.searchPersonal(text, ASKED)) owners.add(owner);
  return [...owners];
}

async function rowsOf(store: Store, owners: readonly string[]): Promise<readonly FoundRow[]> {
  const rows: FoundRow[] = [];
  for (const owner of owners) {
    const row = await store.rowByOwner(owner);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}
