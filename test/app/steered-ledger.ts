/** A ledger in memory of one campaign whose people stand as a test says, for the tests of what steers it. */
import { digestOf } from '../../src/app/account.ts';
import { attemptId, type CallId, type ContactId, type ContactKey, type DestinationKey } from '../../src/model/ids.ts';
import type { Attempt } from '../../src/model/attempt.ts';
import type { Campaign } from '../../src/model/campaign.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { Disposition } from '../../src/model/disposition.ts';
import type { LoadRow, Store } from '../../src/store/port.ts';
import { aCampaign, aContact } from '../report/support.ts';
import { makeAttempt } from '../support/fixtures.ts';
import { anEmptyStore } from './support.ts';

/** Tue 1 Dec 2026, noon in New York. */
export const NOON = Date.parse('2026-12-01T17:00:00Z');

export type Someone = Partial<Contact> & {
  /** How their only call ended, and when. */
  readonly ended?: readonly [disposition: Disposition, at: number];
  /** Cells of their row, beside number and name. */
  readonly cells?: Readonly<Record<string, string>>;
};

/** `p1`, `p2`, …: rows from 2 on, numbers +1415555 0101 and up, their own ids `ID1`, `ID2`, …. */
export async function aSteeredLedger(people: readonly Someone[], more: Partial<Campaign> = {}): Promise<Store> {
  const store = anEmptyStore();
  const digest = digestOf(await store.info());
  const campaign = aCampaign({ createdAt: NOON, ...more });
  await store.putCampaign('new', campaign, []);
  const load = await store.beginLoad(campaign.id, 'contacts.csv', NOON);
  const rows = people.map(({ cells }, n): LoadRow => {
    const number = `+1415555${String(101 + n).padStart(4, '0')}`;
    const id = `p${n + 1}` as ContactId;
    const who = {
      ...{ id, row: n + 2, load, campaign: campaign.id },
      key: digest(`k:ID${n + 1}`) as ContactKey,
      destination: digest(`d:${number}`) as DestinationKey,
    };
    return {
      row: n + 2,
      personal: {
        owner: id,
        key: 'row',
        body: { to_number: number, cells: { Phone: number, Name: `Name${n + 1}`, ...cells } },
      },
      digest: id,
      outcome: { is: 'accepted', contact: aContact({ is: 'ready', dueAt: NOON }, who) },
    };
  });
  await store.addRows(load, rows);
  await store.publishLoad(load, []);
  for (const [n, { ended, cells: _, ...contact }] of people.entries()) {
    const known = (await store.contact(`p${n + 1}` as ContactId))!;
    const called =
      ended === undefined ? {} : { seq: 1, attempts: 1, disposition: ended[0], lastAttemptAt: ended[1] - 60_000 };
    const to: Contact = { ...known, ...called, ...contact, version: known.version + 1 };
    const attempt =
      ended === undefined ? {} : { attempt: { from: 'new' as const, to: await callOf(store, to, ended) } };
    const [result] = await store.commit([{ contact: { from: known.version, to }, ...attempt, log: [] }], {});
    if (result?.is !== 'done') throw new Error(JSON.stringify(result));
  }
  return store;
}

async function callOf(
  store: Store,
  contact: Contact,
  [disposition, at]: readonly [Disposition, number],
): Promise<Attempt> {
  const campaign = (await store.campaign(contact.campaign))!;
  const { id: ledger } = await store.info();
  return makeAttempt({
    id: attemptId(ledger, contact.campaign, contact.id, 1),
    contact: contact.id,
    account: campaign.account,
    line: campaign.plan.lines[0]!.id,
    destination: contact.destination,
    sendAt: at - 60_000,
    sendBy: at - 59_000,
    state: {
      ...{ is: 'ended', callId: `ac_${contact.id}` as CallId, disposition, endedAt: at, endReason: null },
      startedAt: disposition === 'answered' ? at - 30_000 : null,
    },
  });
}

export async function stands(store: Store, n: number): Promise<Contact> {
  return (await store.contact(`p${n}` as ContactId))!;
}
