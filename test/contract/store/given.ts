/** Campaigns, contacts, rows and attempts for the store's contract, each with one thing worth saying about it. */
import { createHash } from 'node:crypto';
import type { Attempt, AttemptState } from '../../../src/model/attempt.ts';
import type { Campaign, Plan } from '../../../src/model/campaign.ts';
import type { Contact, ContactState } from '../../../src/model/contact.ts';
import type {
  AccountKey,
  AttemptId,
  CallId,
  CampaignId,
  ContactId,
  ContactKey,
  DestinationKey,
  LineId,
} from '../../../src/model/ids.ts';
import type { Change, LoadRow, LoadRowResult, LogLine, Store, StoredLine } from '../../../src/store/port.ts';
import { makeAttempt, makeCampaign, makeContact, makeLine, makePlan } from '../../support/fixtures.ts';

export const T = 1_800_000_000_000;
export const ACCOUNT = 'acc-1' as AccountKey;
export const CAMPAIGN = 'spring' as CampaignId;
export const LIST = 'people.csv';

/** Three lines, so that a store has something to mix up. */
export function plan(over: Partial<Plan> = {}): Plan {
  return makePlan({
    lines: [
      makeLine({ provider: 'twilio' }),
      makeLine({ id: 'ap_us' as LineId, number: '+14155550108' }),
      makeLine({ id: 'ap_2' as LineId, number: '+14155550109', provider: 'twilio' }),
    ],
    doubt: { lookUps: [5_000], then: 'hold' },
    ...over,
  });
}

export function campaign(over: Partial<Campaign> = {}): Campaign {
  const id = over.id ?? CAMPAIGN;
  return makeCampaign({ id, name: id, account: ACCOUNT, plan: plan(), createdAt: T, ...over });
}

/** A ready contact, by its key; everything else follows from it. */
export function contact(key: string, over: Partial<Contact> = {}): Contact {
  return makeContact({
    id: `id-${key}` as ContactId,
    campaign: CAMPAIGN,
    key: `k-${key}` as ContactKey,
    destination: `d-${key}` as DestinationKey,
    place: 'America/New_York',
    list: LIST,
    state: { is: 'ready', dueAt: T },
    ...over,
  });
}

export function accepted(of: Contact, data: Record<string, unknown> = { to: `to ${of.key}` }): LoadRow {
  return {
    row: of.row,
    personal: { owner: of.id, key: 'row', body: data },
    digest: createHash('sha256').update(JSON.stringify(data)).digest('hex'),
    outcome: { is: 'accepted', contact: of },
  };
}

export function refused(row: number, is: 'rejected' | 'skipped', code: string, owner = `owner-${row}`): LoadRow {
  return { row, personal: { owner, key: 'row', body: { raw: `row ${row}` } }, digest: '', outcome: { is, code } };
}

/** Of any event: a store keeps what it does not know of. */
export function line(event: string, over: Partial<StoredLine> = {}): LogLine {
  const nothing = { contact: null, attempt: null, from: null, to: null, cause: null, evidence: null };
  return { at: T, actor: 'engine', campaign: CAMPAIGN, event, ...nothing, ...over } as LogLine;
}

/** Loads and publishes; the contacts' `load` is set to the load's number. */
export async function load(
  store: Store,
  rows: readonly LoadRow[],
  list = LIST,
  into = CAMPAIGN,
): Promise<LoadRowResult[]> {
  const number = await store.beginLoad(into, list, T);
  const results = await store.addRows(
    number,
    rows.map((row) => inLoad(row, number, list)),
  );
  await store.publishLoad(number, []);
  return [...results];
}

function inLoad(row: LoadRow, number: number, list: string): LoadRow {
  if (row.outcome.is !== 'accepted') return row;
  return { ...row, outcome: { is: 'accepted', contact: { ...row.outcome.contact, load: number, list } } };
}

export const OTHERS = 'acc-2' as AccountKey;

/** A contact of another account's campaign, loaded. */
export async function loadedElsewhere(store: Store, key: string): Promise<Contact> {
  const there = campaign({ id: 'elsewhere' as CampaignId, account: OTHERS });
  await store.putCampaign('new', there, []);
  const one = contact(key, { campaign: there.id });
  await load(store, [accepted(one)], LIST, there.id);
  return (await store.contact(one.id))!;
}

/** A running campaign with these contacts in its list, in rows 2, 3, 4 … unless they say otherwise. */
export async function loaded(store: Store, contacts: readonly Contact[]): Promise<Contact[]> {
  await store.putCampaign('new', campaign(), []);
  await load(
    store,
    contacts.map((one, index) => accepted({ ...one, row: one.row === 2 ? index + 2 : one.row })),
  );
  return Promise.all(contacts.map(async ({ id }) => (await store.contact(id))!));
}

export function attempt(of: Contact, over: Partial<Attempt> = {}): Attempt {
  const seq = over.seq ?? of.seq + 1;
  return makeAttempt({
    id: `od1.ledger.${of.campaign}.${of.id}.${seq}` as AttemptId,
    contact: of.id,
    campaign: of.campaign,
    account: ACCOUNT,
    destination: of.destination,
    seq,
    sendAt: T + 1_000,
    sendBy: T + 2_000,
    longestEnd: T + 700_000,
    ...over,
  });
}

/** The change of a dialer: a new attempt is `placing`, its contact `in_progress`. */
export function placing(of: Contact, over: Partial<Attempt> = {}): Change {
  const to = attempt(of, over);
  const state: ContactState = { is: 'in_progress', attempt: to.id, dueAt: to.sendBy + 60_000 };
  return {
    contact: { from: of.version, to: { ...of, seq: to.seq, state, lastAttemptAt: to.sendAt, version: of.version + 1 } },
    attempt: { from: 'new', to },
    log: [line('placing', { contact: of.id, attempt: to.id })],
  };
}

/** What came of an attempt, and the state its contact takes. */
export function evidence(
  of: Contact,
  about: Attempt,
  state: AttemptState,
  next: ContactState,
  over: Partial<Contact> = {},
): Change {
  return {
    contact: { from: of.version, to: { ...of, ...over, state: next, version: of.version + 1 } },
    attempt: { from: about.version, to: { ...about, state, version: about.version + 1 } },
    log: [line(state.is, { contact: of.id, attempt: about.id })],
  };
}

export const callId = (text: string): CallId => text as CallId;
export const placed = (call: string): AttemptState => ({
  is: 'placed',
  callId: callId(call),
  seen: 'created',
  startedAt: null,
  renewals: 0,
});
export const answered = (call: string): AttemptState => ({
  is: 'ended',
  callId: callId(call),
  disposition: 'answered',
  startedAt: T,
  endedAt: T + 60_000,
  endReason: 'client_hangup',
});
export const completed: ContactState = { is: 'completed', reason: 'answered' };

/** Both of a contact's records as they stand. */
export async function now(store: Store, of: Contact): Promise<{ contact: Contact; attempt: Attempt }> {
  const contact = (await store.contact(of.id))!;
  const attempt = (await store.attemptsOf(of.id)).at(-1)!;
  return { contact, attempt };
}
