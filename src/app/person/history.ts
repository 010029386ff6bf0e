/** What happened to somebody, and what comes next: all that the ledger knows of the rows that are meant. */
import { waitsForOther } from '../campaign/lull.ts';
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import type { ContactId } from '../../model/ids.ts';
import { numberCallsOf } from '../../model/number-limits.ts';
import { destinationKeys } from '../../model/one-phone.ts';
import { EVERYWHERE, scopesOf, suppressionOwner, type Suppression } from '../../model/suppression.ts';
import { makeHours } from '../../policy/hours.ts';
import { operatorZone } from '../../report/when.ts';
import type { Story } from '../../report/story.ts';
import type { LoggedLine, Store } from '../../store/port.ts';
import { digestOf } from '../account.ts';
import { engineOf } from '../open-ledger.ts';
import type { Runtime } from '../runtime.ts';
import { campaignOf, findRows, type FoundRow, type Query } from './find-rows.ts';
import { numbersOf } from './numbers.ts';

const LOG_PAGE = 500;
/** Stories whose conversations are read: as many as are told whole. */
export const MOST_TALKS = 3;

export type Histories =
  /** At least one. */
  | { readonly is: 'found'; readonly stories: readonly Story[] }
  /** A number that no list has named has a story too. `suppression`: the do-not-call list that has; `only`: looked for there. */
  | {
      readonly is: 'never_loaded';
      readonly number: string;
      readonly suppression: string | null;
      readonly only: Campaign | null;
    };

/** A word that fits nobody is a typing error: a `UserError`. `transcripts`: with what was said, which may ask the provider. */
export async function historiesOf(
  store: Store,
  query: Query,
  config: Config,
  runtime: Runtime,
  transcripts = false,
): Promise<Histories> {
  const only = await campaignOf(store, query);
  const found = await findRows(store, query.text, only);
  if (found.length === 0) return neverLoaded(store, query.text, only, runtime);
  const dialing = (await engineOf(config, store)).is !== 'idle';
  const stories: Story[] = [];
  for (const row of found) stories.push(await storyOf(store, row, dialing, runtime));
  // Of many rows a list is shown, and a list asks the provider nothing.
  if (!transcripts || stories.length > MOST_TALKS) return { is: 'found', stories };
  const { transcriptsOf } = await import('../conversations/read.ts');
  const talks: Story[] = [];
  for (const story of stories) {
    talks.push({ ...story, transcripts: await transcriptsOf(store, story.attempts, config, runtime) });
  }
  return { is: 'found', stories: talks };
}

async function neverLoaded(store: Store, text: string, only: Campaign | null, { clock }: Runtime): Promise<Histories> {
  const [number] = numbersOf(text);
  if (number === undefined) {
    const where = only === null ? 'this ledger' : only.name;
    throw userError('not_found', `Nobody in ${where} is found by "${text}".`, 'Try the number, or row:17.');
  }
  const keys = destinationKeys(digestOf(await store.info()), number);
  const scopes = only === null ? ([EVERYWHERE] as const) : scopesOf(only);
  const [suppression] = (await store.suppressed(keys, scopes, clock.now())).values();
  return { is: 'never_loaded', number, suppression: await wordsOf(store, suppression), only };
}

async function storyOf(store: Store, record: FoundRow, dialing: boolean, runtime: Runtime): Promise<Story> {
  const campaign = await store.campaign(record.campaign);
  if (campaign === undefined) throw new Error(`row ${record.row} names a campaign that is not there`);
  const contact = record.outcome.is === 'accepted' ? record.outcome.contact : null;
  const notes = new Map((await store.personalOf(record.owner)).map(({ key, body }) => [key, body]));
  const number = notes.get('row')?.['to_number'];
  const keys = typeof number === 'string' ? destinationKeys(digestOf(await store.info()), number) : [];
  const now = runtime.clock.now();
  const [suppression] =
    contact === null ? [] : (await store.suppressed([contact.destination, ...keys], scopesOf(campaign), now)).values();
  return {
    campaign,
    record,
    body: notes.get('row'),
    attempts: contact === null ? [] : await store.attemptsOf(contact.id),
    log: contact === null ? [] : await wholeLog(store, contact.id),
    notes,
    ...(contact === null
      ? {}
      : { calls: numberCallsOf(await store.attemptsTo([...new Set([contact.destination, ...keys])])) }),
    suppression: await wordsOf(store, suppression),
    dialing,
    waitsForOther: await waitsForOther(store, campaign),
    hours: makeHours(),
    now,
    zone: operatorZone(),
  };
}

/** Who or what said it; of what was said by hand, in the words that were given. */
async function wordsOf(store: Store, found: Suppression | undefined): Promise<string | null> {
  if (found === undefined) return null;
  const owner = suppressionOwner(found.destination);
  const { reason, source } = (await store.personal([owner], found.scope)).get(owner) ?? {};
  const from = typeof source === 'string' ? source : found.source;
  return typeof reason === 'string' ? `${from}: ${reason}` : from;
}

export async function wholeLog(store: Store, contact: ContactId): Promise<readonly LoggedLine[]> {
  const all: LoggedLine[] = [];
  for (;;) {
    const page = await store.log({ contact }, all.at(-1)?.seq ?? 0, LOG_PAGE);
    all.push(...page);
    if (page.length < LOG_PAGE) return all;
  }
}
