/** Gathers what the ledger knows of a row, for whoever tells its story. */
import { makeHours } from '../../policy/hours.ts';
import { digestOf } from '../open.ts';
import type { ContactId } from '../../model/ids.ts';
import { destinationKeys } from '../../model/one-phone.ts';
import type { Story } from '../../report/why.ts';
import { operatorZone } from '../../report/when.ts';
import type { LoggedLine, Store } from '../../store/port.ts';
import type { Runtime } from '../runtime.ts';
import type { FoundRow } from './find-rows.ts';

const LOG_PAGE = 500;

export async function storyOf(
  store: Store,
  record: FoundRow,
  dialing: boolean | null,
  runtime: Runtime,
): Promise<Story> {
  const campaign = await store.campaign(record.campaign);
  if (campaign === undefined) throw new Error(`row ${record.row} names a campaign that is not there`);
  const contact = record.outcome.is === 'accepted' ? record.outcome.contact : null;
  const notes = new Map((await store.personalOf(record.owner)).map(({ key, body }) => [key, body]));
  const number = notes.get('row')?.['to_number'];
  const keys = typeof number === 'string' ? destinationKeys(digestOf(await store.info()), number) : [];
  const [suppression = null] =
    contact === null ? [] : (await store.suppressed([contact.destination, ...keys])).values();
  return {
    campaign,
    record,
    body: notes.get('row'),
    attempts: contact === null ? [] : await store.attemptsOf(contact.id),
    log: contact === null ? [] : await wholeLog(store, contact.id),
    notes,
    suppression,
    dialing,
    hours: makeHours(),
    now: runtime.clock.now(),
    zone: operatorZone(),
  };
}

export async function wholeLog(store: Store, contact: ContactId): Promise<readonly LoggedLine[]> {
  const all: LoggedLine[] = [];
  for (;;) {
    const page = await store.log({ contact }, all.at(-1)?.seq ?? 0, LOG_PAGE);
    all.push(...page);
    if (page.length < LOG_PAGE) return all;
  }
}
