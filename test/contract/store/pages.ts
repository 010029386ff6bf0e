/** The contract of a report's pages: each row with its own data, its attempts and what was noted of them. */
import { expect, test } from 'vitest';
import type { Contact } from '../../../src/model/contact.ts';
import type { ReportRow, Store } from '../../../src/store/port.ts';
import {
  CAMPAIGN,
  accepted,
  answered,
  campaign,
  completed,
  contact,
  evidence,
  load,
  now,
  placing,
  refused,
} from './given.ts';

export function pagesContract(opened: () => Store): void {
  test('the rows of a page are those of `rows`, in their order, up to the limit', async () => {
    const store = await filled(opened());
    const rows = await store.rows(CAMPAIGN, null, 99);
    const paged: ReportRow[] = [];
    for (let page: readonly ReportRow[] = []; (page = await ask(store, paged.at(-1) ?? null, 2)).length > 0;) {
      expect(page.length).toBeLessThanOrEqual(2);
      paged.push(...page);
    }
    expect(paged.map(({ list, row, owner, outcome }) => ({ list, row, owner, outcome }))).toEqual(rows);
    expect(paged).toEqual(await ask(store, null, 99));
    expect(await store.reportPage('none' as typeof CAMPAIGN, null, 9, 'all')).toEqual([]);
    expect(await ask(store, null, 0)).toEqual([]);
  });

  test('each with its own data, and none of somebody else', async () => {
    const store = await filled(opened());
    for (const { owner, body } of await ask(store, null, 99)) {
      expect(body).toEqual((await store.personal([owner], 'row')).get(owner));
    }
    await store.erase([contact('a').id]);
    const a = (await ask(store, null, 99)).find(({ owner }) => owner === contact('a').id);
    expect(a).toMatchObject({ owner: contact('a').id, body: undefined });
    expect(a!.attempts.map(({ note }) => note)).toEqual([undefined]);
  });

  test('every attempt in its order with its note, or the newest alone', async () => {
    const store = await filled(opened());
    const all = new Map((await store.reportPage(CAMPAIGN, null, 99, 'all')).map((row) => [row.owner, row.attempts]));
    const newest = new Map((await ask(store, null, 99)).map((row) => [row.owner, row.attempts]));
    for (const key of ['a', 'b', 'c']) {
      const { id } = contact(key);
      const attempts = await store.attemptsOf(id);
      expect(all.get(id)!.map(({ attempt }) => attempt)).toEqual(attempts);
      expect(newest.get(id)).toEqual(all.get(id)!.slice(-1));
    }
    expect(all.get(contact('a').id)!.map(({ note }) => note)).toEqual([{ summary: 'first' }, { summary: 'second' }]);
    expect(all.get(contact('b').id)!.map(({ note }) => note)).toEqual([undefined]);
    expect(all.get(contact('c').id)).toEqual([]);
    expect(all.get('refused')).toEqual([]);
  });
}

function ask(store: Store, after: ReportRow | null, limit: number): Promise<readonly ReportRow[]> {
  return store.reportPage(CAMPAIGN, after, limit, 'newest');
}

/** Dialed twice, once and never, a row refused, and somebody of another campaign. */
async function filled(store: Store): Promise<Store> {
  await store.putCampaign('new', campaign(), []);
  await load(store, [
    accepted(contact('a', { row: 2 })),
    accepted(contact('b', { row: 3 })),
    accepted(contact('c', { row: 4 })),
    refused(5, 'rejected', 'empty', 'refused'),
  ]);
  await load(store, [refused(2, 'skipped', 'x', 'other')], 'another.csv');
  await dial(store, contact('a'), 'first');
  await dial(store, contact('a'), 'second');
  await store.commit([placing((await store.contact(contact('b').id))!)], {});
  return store;
}

async function dial(store: Store, of: Contact, summary: string): Promise<void> {
  await store.commit([placing((await store.contact(of.id))!)], {});
  const { contact: dialed, attempt } = await now(store, of);
  const change = evidence(dialed, attempt, answered(`call-${summary}`), completed);
  const personal = [
    { owner: of.id, key: attempt.id, body: { summary } },
    { owner: of.id, key: `${attempt.id}/unread`, body: { summary: 'what nobody asked for' } },
  ];
  await store.commit([{ ...change, personal }], {});
}
