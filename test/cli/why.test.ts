import { describe, expect, it } from 'vitest';
import { findRows } from '../../src/app/person/find-rows.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import { storyLines } from '../../src/report/why.ts';
import { DEMO, fillLedger, T0 } from './a-ledger.ts';

async function aStore(): Promise<Store> {
  let n = 0;
  const store = openMemoryStore({ makeId: (length) => String(n++).padStart(length, '0'), now: T0 });
  await fillLedger(store);
  return store;
}

async function story(query: string): Promise<readonly string[]> {
  const store = await aStore();
  const [record] = await findRows(store, query, null);
  const campaign = await store.campaign(DEMO);
  if (record === undefined || campaign === undefined) throw new Error('not found');
  const contact = record.outcome.is === 'accepted' ? record.outcome.contact.id : undefined;
  return storyLines({
    campaign,
    record,
    body: (await store.personal([record.owner], 'row')).get(record.owner),
    attempts: contact === undefined ? [] : await store.attemptsOf(contact),
    log: contact === undefined ? [] : await store.log({ contact }, 0, 100),
    notes: new Map(),
    suppression: null,
    dialing: null,
    hours: makeHours(),
    now: T0 + 5_000,
    zone: 'UTC',
  });
}

describe('findRows', () => {
  it.each([
    ['+14155550102', [2, 6]],
    ['(415) 555-0102', [2, 6]],
    ['1 415 555 0102', [2, 6]],
    ['row:4', [4]],
    ['c7', [7]],
    ['ac_no_answer', [3]],
    ['HOPPER', [3]],
    ['lin', [5]],
    ['nobody at all', []],
    ['row:99', []],
  ])('%s → rows %j', async (query, rows) => {
    const found = await findRows(await aStore(), query, null);
    expect(found.map(({ row }) => row).sort()).toEqual(rows);
  });

  it('by an attempt id', async () => {
    const store = await aStore();
    const [attempt] = await store.attemptsOf('c3' as never);
    expect((await findRows(store, attempt!.id, null)).map(({ row }) => row)).toEqual([3]);
  });
});

describe('the story', () => {
  it('of somebody who answered', async () => {
    expect(await story('row:2')).toEqual([
      '+14155550102: row 2 of contacts.csv, campaign demo',
      '  Tue 1 Dec 17:00:01  try 1: dialing from +14155550100',
      '  Tue 1 Dec 17:00:43  ended: answered (client hangup)',
      '  now:  answered, person or machine unknown',
      '  next: nothing: demo does not call this contact again',
    ]);
  });

  it('of a doubt: it says that nobody is called again on a guess', async () => {
    const told = await story('row:7');
    expect(told[2]).toBe('  Tue 1 Dec 17:00:03  not sure it rang (no reply came in time): looking for the call');
    expect(told.at(-1)).toBe('  next: looked up at 17:00:08; it is not dialed again before there is evidence');
  });

  it('of a rejected row: what is wrong and what to do', async () => {
    expect(await story('row:5')).toEqual([
      '555-0101: row 5 of contacts.csv, campaign demo',
      '  rejected when loaded (missing_country_code): "555-0101" has no country code.',
      '  next: mend the row and run the campaign again',
    ]);
  });

  it('of somebody still waiting', async () => {
    expect((await story('row:4')).slice(1)).toEqual([
      '  never dialed so far',
      '  now:  waiting to be dialed',
      '  next: dialed as soon as a line and a slot are free; 3 tries left',
    ]);
  });
});
