/** Whom a query means: what is equal comes before what only holds it. */
import { describe, expect, it } from 'vitest';
import { findPerson } from '../../src/app/person/find.ts';
import { findRows } from '../../src/app/person/find-rows.ts';
import { digestOf } from '../../src/app/account.ts';
import type { CampaignId, ContactId, ContactKey, DestinationKey } from '../../src/model/ids.ts';
import type { LoadRow, Store } from '../../src/store/port.ts';
import { T0 } from '../cli/a-ledger.ts';
import { aCampaign, aContact } from '../report/support.ts';
import { anEmptyStore, refusal } from './support.ts';

type Row = readonly [row: number, id: string, number: string, note?: string];

/** A campaign that knows its contacts by the column Id. A row whose id stands above is left out. */
async function aLedger(rows: readonly Row[], name = 'demo', store = anEmptyStore()): Promise<Store> {
  const digest = digestOf(await store.info());
  const campaign = aCampaign({ id: name as CampaignId, name });
  await store.putCampaign('new', { ...campaign, plan: { ...campaign.plan, identity: 'Id' } }, []);
  const load = await store.beginLoad(campaign.id, 'people.csv', T0);
  const seen = new Set<string>();
  const loaded = rows.map(([row, id, number, note = '']): LoadRow => {
    const owner = `${name}-${row}`;
    const body = { to_number: number, cells: { Id: id, Phone: number, Note: note }, variables: {} };
    const common = { row, personal: { owner, key: 'row', body }, digest: owner };
    if (seen.has(id)) return { ...common, outcome: { is: 'skipped', code: 'duplicate' } };
    seen.add(id);
    const keys = { key: digest(`k:${id}`) as ContactKey, destination: digest(`d:${number}`) as DestinationKey };
    const at = { id: owner as ContactId, campaign: campaign.id, list: 'people.csv', row, load };
    return {
      ...common,
      outcome: { is: 'accepted', contact: aContact({ is: 'ready', dueAt: T0 }, { ...at, ...keys }) },
    };
  });
  await store.addRows(load, loaded);
  await store.publishLoad(load, []);
  return store;
}

async function rows(store: Store, query: string): Promise<readonly string[]> {
  return (await findRows(store, query, null)).map(({ owner }) => owner).sort();
}

const number = (n: number): string => `+1415555${String(n).padStart(4, '0')}`;
const FORTY = Array.from({ length: 120 }, (_, at): Row => [at + 2, `P${at}`, number(at)]);

describe('what is equal comes before what only holds it', () => {
  it('an id: P3 is not P30, however many hold it', async () => {
    const store = await aLedger(FORTY);
    expect(await rows(store, 'P3')).toEqual(['demo-5']);
    expect(await rows(store, ' P3 ')).toEqual(['demo-5']);
    expect((await findPerson(store, 'P3', null)).number).toBe(number(3));
  });

  it('an id that is nobody’s finds those that hold it', async () => {
    const store = await aLedger([
      [2, 'P30', number(1)],
      [3, 'P31', number(2)],
      [4, 'Q3', number(3)],
    ]);
    expect(await rows(store, 'P3')).toEqual(['demo-2', 'demo-3']);
    expect(await refusal(findPerson(store, 'P3', null))).toEqual(['ambiguous']);
  });

  it('rows that were left out say the same id', async () => {
    const store = await aLedger([
      [2, 'P3', number(1)],
      [3, 'P3', number(1)],
      [4, 'P30', number(2)],
    ]);
    expect(await rows(store, 'P3')).toEqual(['demo-2', 'demo-3']);
  });

  it('only the column that contacts are known by makes an id: a note that is equal to a word decides nothing', async () => {
    const store = await aLedger([
      [2, 'P1', number(1), 'Ada'],
      [3, 'P2', number(2), 'Ada Lovelace'],
    ]);
    expect(await rows(store, 'Ada')).toEqual(['demo-2', 'demo-3']);
  });

  it('of every campaign, or of the one that is named', async () => {
    const store = await aLedger([[2, 'P3', number(1)]]);
    await aLedger([[2, 'P3', number(7)]], 'summer', store);
    expect(await rows(store, 'P3')).toEqual(['demo-2', 'summer-2']);
    const summer = (await store.campaign('summer' as CampaignId)) ?? null;
    expect((await findRows(store, 'P3', summer)).map(({ owner }) => owner)).toEqual(['summer-2']);
  });

  it('a number that a longer one begins with, or that a note names', async () => {
    const store = await aLedger([
      [2, 'A', '+493012345'],
      [3, 'B', '+4930123456'],
      [4, 'C', number(1), 'the office of +493012345'],
    ]);
    expect(await rows(store, '+49 30 12345')).toEqual(['demo-2']);
    expect((await findPerson(store, '+49 30 12345', null)).number).toBe('+493012345');
  });

  it('a number that is nobody’s finds whose notes hold it; one that cannot be read may be theirs', async () => {
    const noted = await aLedger([[4, 'C', number(1), 'the office of +493012345']]);
    expect(await rows(noted, '+493012345')).toEqual(['demo-4']);
    const unreadable = await aLedger([
      [2, 'A', '+493012345'],
      [3, 'B', '+493012345 ext. 9'],
    ]);
    expect(await rows(unreadable, '+493012345')).toEqual(['demo-2', 'demo-3']);
  });
});

it('somebody who was reached is found by the number that a corrected list gives them, and the call by the old one stays theirs', async () => {
  const store = await aLedger([[2, 'ID1', '+14155550101']]);
  const known = (await store.contact('demo-2' as ContactId))!;
  const reached = { ...known, seq: 1, attempts: 1, state: { is: 'completed', reason: 'answered' } as const };
  await store.commit(
    [{ contact: { from: known.version, to: { ...reached, version: known.version + 1 } }, log: [] }],
    {},
  );
  const digest = digestOf(await store.info());
  const load = await store.beginLoad('demo' as CampaignId, 'people.csv', T0);
  const destination = digest('d:+14155550109') as DestinationKey;
  const contact = { ...known, id: 'fresh' as ContactId, destination, load };
  const body = { to_number: '+14155550109', cells: { Id: 'ID1', Phone: '+14155550109' }, variables: {} };
  const personal = { owner: 'fresh', key: 'row', body };
  await store.addRows(load, [{ row: 2, personal, digest: 'other', outcome: { is: 'accepted', contact } }]);
  await store.publishLoad(load, []);
  for (const query of ['+1 415 555 0109', '(415) 555-0109', '+14155550101', 'ID1']) {
    expect([query, await rows(store, query)]).toEqual([query, ['demo-2']]);
  }
  expect((await findPerson(store, '+14155550109', null)).number).toBe('+14155550101');
});
