/** Finds the rows that a person means by a number, an id, `row:17` or a word. */
import { validateDestination } from '../../load/number/destination.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { AttemptId, CallId, CampaignId, ContactId } from '../../model/ids.ts';
import { parseAttemptId } from '../../model/ids.ts';
import { destinationKeys, spellingsOf } from '../../model/one-phone.ts';
import type { RowRecord, Store } from '../../store/port.ts';
import { digestOf } from '../open.ts';

export type FoundRow = RowRecord & { readonly campaign: CampaignId };

/** A word may be in every row: more than this are not looked at. */
const MOST = 50;
/** One more, to know that there are more. */
const ASKED = MOST + 1;
const PAGE = 500;

/** How many were found, as far as anybody looked. */
export function howMany(found: number): string {
  return found > MOST ? `more than ${MOST}` : String(found);
}

/** `only`: in that campaign. The most certain reading of the query that finds anything wins. */
export async function findRows(store: Store, query: string, only: Campaign | null): Promise<readonly FoundRow[]> {
  const readings = [byRowNumber, byId, byNumber, byWord];
  for (const reading of readings) {
    const found = (await reading(store, query.trim(), only)).filter(
      ({ campaign }) => only === null || campaign === only.id,
    );
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
  const found = new Map<string, FoundRow>();
  const spellings = new Set(numbers.flatMap((number) => spellingsOf(number)));
  for (const key of new Set(numbers.flatMap((number) => destinationKeys(digest, number)))) {
    const contacts = await store.contactsByDestination(key);
    const owners = contacts.map(({ id }) => id as string);
    for (const row of await rowsOf(store, owners)) found.set(row.owner, row);
  }
  // Rejected and left-out rows of that number are in no index of numbers.
  for (const spelling of spellings) {
    for (const row of await rowsOf(store, await store.searchPersonal(spelling, ASKED))) found.set(row.owner, row);
  }
  return [...found.values()];
};

/**
 * The numbers in E.164 that a person may mean, the likeliest first: with its country code or as an American one, with
 * whatever brackets, dashes and prefixes. Empty when it is none.
 */
export function numbersOf(query: string): readonly string[] {
  const digits = query.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 20 || /\p{L}/u.test(query.replace(/^tel:/i, ''))) return [];
  // With a plus nothing is left to guess.
  const international = /^(?:00|011)([1-9]\d+)$/.exec(digits)?.[1];
  const texts = query.trim().startsWith('+')
    ? [query, `+${digits}`]
    : [query, ...(international === undefined ? [] : [`+${international}`]), `+1${digits}`, `+${digits}`];
  const numbers = texts.map((text) => validateDestination(text, ANY_NUMBER)).flatMap(({ e164 }) => e164 ?? []);
  return [...new Set(numbers)];
}

const byWord: Reading = async (store, query) =>
  query === '' ? [] : rowsOf(store, await store.searchPersonal(query, ASKED));

/** Every line may call anywhere: this is a search, nothing is dialed. */
const ANY_NUMBER = {
  defaultCountry: 'US',
  lineTypes: ['twilio'],
  testNumbers: true,
  allowUsTerritories: true,
  allowTollFree: true,
  extraUsAreaCodes: [],
} as const;

async function rowsOf(store: Store, owners: readonly string[]): Promise<readonly FoundRow[]> {
  const rows: FoundRow[] = [];
  for (const owner of owners) {
    const row = await store.rowByOwner(owner);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}
