/** The contract of what is read: the engine's questions, campaigns, reports, the log. */
import { expect, test } from 'vitest';
import type { Contact } from '../../../src/model/contact.ts';
import type { AccountKey, CampaignId, ContactId, ContactKey, DestinationKey, LineId } from '../../../src/model/ids.ts';
import { dueKeyOf } from '../../../src/model/due-key.ts';
import { brokenAt } from '../../../src/store/chain.ts';
import type { RowRecord, Store } from '../../../src/store/port.ts';
import {
  ACCOUNT,
  OTHERS,
  LIST,
  CAMPAIGN,
  T,
  accepted,
  answered,
  callId,
  campaign,
  completed,
  contact,
  evidence,
  line,
  load,
  loaded,
  loadedElsewhere,
  now,
  placed,
  placing,
  plan,
  refused,
} from './given.ts';

const OTHER = 'autumn' as CampaignId;

export function readsContract(opened: () => Store): void {
  test('a ledger says who it is, the same each time', async () => {
    const info = await opened().info();
    expect(info).toEqual(await opened().info());
    expect(info.id).toMatch(/^[0-9a-z]{8}$/);
    expect(info.digestKey.length).toBeGreaterThanOrEqual(32);
    expect(info.createdAt).toBe(T);
  });

  test('campaigns: new once, then by the version read; the plan comes back byte for byte', async () => {
    const store = opened();
    const spring = campaign({ plan: plan({ specText: '{ "é\\u0000": "\u{1f600}" }\r\n' }) });
    expect(await store.putCampaign('new', spring, [line('created')])).toBe('done');
    expect(await store.putCampaign('new', spring, [line('created')])).toBe('lost');
    expect(await store.campaign(CAMPAIGN)).toEqual(spring);
    const next = campaign({ version: 2, plan: plan({ version: 2, specText: 'two' }) });
    expect(await store.putCampaign(1, next, [])).toBe('done');
    expect(await store.putCampaign(1, next, [])).toBe('lost');
    expect(await store.putCampaign(1, campaign({ id: OTHER }), [])).toBe('lost');
    await store.putCampaign('new', campaign({ id: OTHER, createdAt: T - 1 }), []);
    expect((await store.campaigns()).map(({ id }) => id)).toEqual([OTHER, CAMPAIGN]);
    expect(await store.campaign(CAMPAIGN)).toEqual(next);
    expect(await store.campaign('none' as CampaignId)).toBeUndefined();
    expect(await store.log({}, 0, 9)).toHaveLength(1);
  });

  test('one person in two campaigns: who waits here, and was called or waits there', async () => {
    const store = opened();
    const one = await loaded(store, [contact('a'), contact('b'), contact('c')]);
    await store.putCampaign('new', campaign({ id: OTHER }), []);
    const others = ['a', 'b'].map((key) =>
      contact(key, { id: `there-${key}` as ContactId, campaign: OTHER, key: `there-${key}` as ContactKey }),
    );
    await load(
      store,
      others.map((other, n) => accepted({ ...other, row: n + 2 })),
      LIST,
      OTHER,
    );
    expect(await store.alsoIn(CAMPAIGN, T - 1)).toEqual([{ campaign: OTHER, called: 0, waiting: 2 }]);
    const first = (await store.contact('there-a' as ContactId))!;
    const at = T + 1_000;
    await store.commit([placing(first, { sendAt: at })], {});
    expect(await store.alsoIn(CAMPAIGN, at - 1)).toEqual([{ campaign: OTHER, called: 1, waiting: 2 }]);
    expect(await store.alsoIn(CAMPAIGN, at)).toEqual([{ campaign: OTHER, called: 0, waiting: 2 }]);
    expect(await store.alsoIn(OTHER, 0)).toEqual([{ campaign: CAMPAIGN, called: 0, waiting: 1 }]);
    const all = one.map(({ destination }) => destination);
    expect(await store.calledElsewhere(CAMPAIGN, all, at - 1)).toEqual([
      { destination: first.destination, campaign: OTHER, at },
    ]);
    expect(await store.calledElsewhere(CAMPAIGN, all, at)).toEqual([]);
    expect(await store.calledElsewhere(OTHER, all, at - 1)).toEqual([]);
    expect(await store.calledElsewhere(CAMPAIGN, [], 0)).toEqual([]);
  });

  test('due: by priority, due, row; only ready, rung, of the open keys, up to the limit', async () => {
    const store = opened();
    const of = (key: string, priority: number, dueAt: number, place: string): Contact =>
      contact(key, { priority, place, state: { is: 'ready', dueAt } });
    await loaded(store, [
      of('a', 1, T - 5, 'x'),
      of('b', 0, T, 'y'),
      of('c', 0, T - 9, 'x'),
      of('d', 0, T + 1, 'x'),
      of('e', 0, T - 9, 'y'),
      of('f', 0, T, 'z'),
    ]);
    const ask = async (places: readonly string[] | null, limit = 9): Promise<string> =>
      (await store.due({ campaign: CAMPAIGN, now: T, places, cartesiaOnly: false, limit }))
        .map(({ key }) => key.slice(2))
        .join('');
    expect(await ask(null)).toBe('cebfa');
    expect(await ask(null, 2)).toBe('ce');
    expect(await ask(['y', 'x', 'y'])).toBe('ceba');
    expect(await ask(['x'], 1)).toBe('c');
    expect(await ask([])).toBe('');
    // Behind each of them stand those that follow it, whatever the places.
    const all = await store.due({ campaign: CAMPAIGN, now: T, places: null, cartesiaOnly: false, limit: 9 });
    const behind = async (nth: number, places: readonly string[] | null, limit: number): Promise<string> => {
      const after = dueKeyOf(all[nth]!);
      const found = await store.due({ campaign: CAMPAIGN, now: T, places, cartesiaOnly: false, limit, after });
      return found.map(({ key }) => key.slice(2)).join('');
    };
    expect(await Promise.all([0, 1, 2, 3, 4].map((nth) => behind(nth, null, 9)))).toEqual([
      'ebfa',
      'bfa',
      'fa',
      'a',
      '',
    ]);
    expect([await behind(0, null, 1), await behind(1, ['x', 'y'], 9)]).toEqual(['e', 'ba']);
    expect(await store.due({ campaign: OTHER, now: T, places: null, cartesiaOnly: false, limit: 9 })).toEqual([]);
    expect(await store.places(CAMPAIGN)).toEqual(['x', 'y', 'z']);
  });

  test('due: of more places than are asked for, those whose turn it is', async () => {
    const store = opened();
    const people = Array.from({ length: 60 }, (_, n) =>
      contact(`p${n}`, {
        place: `zone ${(n * 7) % 23}`,
        priority: n % 5 === 0 ? -1 : 0,
        row: 100 - n,
        state: { is: 'ready', dueAt: n % 11 === 0 ? T + 1 : T - (n % 3) },
      }),
    );
    await loaded(store, people);
    const wake = (one: Contact): number => (one.state.is === 'ready' ? one.state.dueAt : 0);
    const inTurn = people
      .filter((one) => wake(one) <= T)
      .sort((a, b) => a.priority - b.priority || wake(a) - wake(b) || a.row - b.row);
    for (const limit of [1, 4, 9, 30, 100]) {
      const found = await store.due({ campaign: CAMPAIGN, now: T, places: null, cartesiaOnly: false, limit });
      expect(found.map(({ key }) => key)).toEqual(inTurn.slice(0, limit).map(({ key }) => key));
    }
  });

  test('due: for a line that may ring its own country only, those who live there', async () => {
    const store = opened();
    await loaded(store, [
      contact('a', { cartesiaDialable: false }),
      contact('b'),
      contact('c', { cartesiaDialable: false }),
      contact('d'),
    ]);
    const query = { campaign: CAMPAIGN, now: T, places: null, limit: 1 };
    expect((await store.due({ ...query, cartesiaOnly: true }))[0]?.key).toBe('k-b');
    expect((await store.due({ ...query, cartesiaOnly: false }))[0]?.key).toBe('k-a');
  });

  test('alarms: live contacts other than ready, oldest first, with their attempts', async () => {
    const store = opened();
    const [a, b] = (await loaded(store, [contact('a'), contact('b')])) as [Contact, Contact];
    const c = await loadedElsewhere(store, 'c');
    await store.commit(
      [placing(a, { sendBy: T + 5 }), placing(b, { sendBy: T + 1 }), placing(c, { account: OTHERS })],
      {},
    );
    const at = T + 60_000;
    expect((await store.alarms(ACCOUNT, at + 5, 9)).map((held) => held.contact.id)).toEqual([b.id, a.id]);
    expect(await store.alarms(ACCOUNT, at + 5, 1)).toEqual([await now(store, b)]);
    expect(await store.alarms(ACCOUNT, at, 9)).toEqual([]);
    expect(await store.nextAlarms(ACCOUNT)).toEqual({ ready: null, others: at + 1 });
    const held = await now(store, b);
    await store.commit([evidence(held.contact, held.attempt, answered('c1'), completed)], {});
    expect(await store.nextAlarms(ACCOUNT)).toEqual({ ready: null, others: at + 5 });
  });

  test('the next ready alarm is of running campaigns of the account only', async () => {
    const store = opened();
    await loaded(store, [
      contact('a', { state: { is: 'ready', dueAt: T + 7 } }),
      contact('b', { state: { is: 'ready', dueAt: T + 9 } }),
    ]);
    expect(await store.nextAlarms(ACCOUNT)).toEqual({ ready: T + 7, others: null });
    expect(await store.nextAlarms('other' as AccountKey)).toEqual({ ready: null, others: null });
    await store.putCampaign(2, campaign({ version: 3, state: { is: 'paused', why: 'operator', message: 'stop' } }), []);
    expect(await store.nextAlarms(ACCOUNT)).toEqual({ ready: null, others: null });
  });

  test('attempts are found by id, by call, by contact; lines tell their last appointment', async () => {
    const store = opened();
    const [a, b] = (await loaded(store, [contact('a'), contact('b')])) as [Contact, Contact];
    await store.commit([placing(a, { sendAt: T + 3 }), placing(b, { sendAt: T + 9, line: 'ap_2' as LineId })], {});
    const held = await now(store, a);
    await store.commit([evidence(held.contact, held.attempt, placed('call_1'), held.contact.state)], {});
    const bound = (await store.attempt(held.attempt.id))!;
    expect(await store.attemptByCall(callId('call_1'))).toEqual(bound);
    expect(await store.attemptByCall(callId('call_2'))).toBeUndefined();
    expect(await store.attemptsOf(a.id)).toEqual([bound]);
    expect([...(await store.lastSends(ACCOUNT))].sort()).toEqual([
      ['ap_1', T + 3],
      ['ap_2', T + 9],
    ]);
    expect((await store.lastSends('other' as AccountKey)).size).toBe(0);
    expect((await store.openAttempts(ACCOUNT)).map(({ contact: c }) => c.id)).toEqual([a.id, b.id]);
  });

  test('counts add up to the rows read, whatever became of them', async () => {
    const store = opened();
    const [a, b] = (await loaded(store, [contact('a'), contact('b'), contact('c')])) as [Contact, Contact];
    await load(
      store,
      [refused(2, 'rejected', 'too_short'), refused(3, 'skipped', 'suppressed'), refused(4, 'rejected', 'empty')],
      'more.csv',
    );
    await store.commit([placing(a), placing(b)], {});
    const held = await now(store, a);
    await store.commit(
      [evidence(held.contact, held.attempt, answered('c1'), completed, { disposition: 'answered' })],
      {},
    );
    const counts = await store.counts(CAMPAIGN);
    expect(counts).toMatchObject({ rows: 6, rejected: 2, skippedRows: 1, dialed: 1, dispositions: { answered: 1 } });
    expect(counts.codes).toEqual({ too_short: 1, suppressed: 1, empty: 1 });
    expect(counts.states).toMatchObject({ completed: 1, in_progress: 1, ready: 1 });
    const states = Object.values(counts.states).reduce((sum, n) => sum + n, 0);
    expect(states + counts.rejected + counts.skippedRows).toBe(counts.rows);
    expect((await store.counts(OTHER)).rows).toBe(0);
    expect(counts.leftOut).toEqual({});
  });

  test('whoever was left out after the list was loaded counts by the reason', async () => {
    const store = opened();
    const skipped = (key: string, reason: string): Contact => contact(key, { state: { is: 'skipped', reason } });
    await loaded(store, [
      skipped('a', 'suppressed'),
      skipped('b', 'vanished'),
      skipped('c', 'suppressed'),
      contact('d'),
    ]);
    const counts = await store.counts(CAMPAIGN);
    expect(counts.leftOut).toEqual({ suppressed: 2, vanished: 1 });
    expect(counts.states).toMatchObject({ skipped: 3, ready: 1 });
    expect((await store.counts(OTHER)).leftOut).toEqual({});
  });

  test('rows: by list and row, page after page, each once', async () => {
    const store = opened();
    await load(
      store,
      [2, 10, 4].map((row) => accepted(contact(`b${row}`, { row }))),
      'b.csv',
    );
    await load(
      store,
      [accepted(contact('a3', { row: 3 })), refused(2, 'rejected', 'empty', 'ra'), refused(20, 'skipped', 'x', 'rb')],
      'a.csv',
    );
    const all: RowRecord[] = [];
    for (let page: readonly RowRecord[] = []; (page = await store.rows(CAMPAIGN, all.at(-1) ?? null, 2)).length > 0;)
      all.push(...page);
    expect(all.map(({ list, row }) => `${list} ${row}`)).toEqual([
      'a.csv 2',
      'a.csv 3',
      'a.csv 20',
      'b.csv 2',
      'b.csv 4',
      'b.csv 10',
    ]);
    expect(all[0]).toEqual({ list: 'a.csv', row: 2, owner: 'ra', outcome: { is: 'rejected', code: 'empty' } });
    expect(await store.rowByOwner(all[1]!.owner)).toEqual({ ...all[1], campaign: CAMPAIGN });
  });

  test('a person is found by a word of their row, in any case and script, not by the name of a column', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    await load(store, [
      accepted(contact('a'), { to: '+14155550101', cells: { Name: 'Zoë O"Brien 100%_ok', age: 41 } }),
      accepted(contact('b'), { to: '+14155550102', cells: { Name: 'ÉMILE\\x' }, message: 'our words about Ana' }),
    ]);
    await store.commit(
      [
        {
          ...placing((await store.contact(contact('b').id))!),
          personal: [{ owner: contact('b').id, key: 'x', body: { summary: 'Zoë' } }],
        },
      ],
      {},
    );
    const [a, b] = [contact('a').id, contact('b').id];
    for (const [text, found] of [
      ['ana', []],
      ['ZOË', [a]],
      ['o"brien', [a]],
      ['%_', [a]],
      ['0101', [a]],
      ['41', [a, b]],
      ['émile\\X', [b]],
      ['name', []],
      ['555', [a, b]],
    ] as const) {
      expect([text, await store.searchPersonal(text, 9)]).toEqual([text, found]);
    }
    expect(await store.searchPersonal('555', 1)).toEqual([a]);
    expect(await store.personalOf(b)).toMatchObject([{ key: 'row' }, { key: 'x', owner: b, body: { summary: 'Zoë' } }]);
  });

  test('contacts are found by number and by key', async () => {
    const store = opened();
    const home = 'd-home' as DestinationKey;
    await load(store, [
      accepted(contact('a', { destination: home })),
      accepted(contact('b', { destination: home, row: 3 })),
    ]);
    expect((await store.contactsByDestination(home)).map(({ key }) => key)).toEqual(['k-a', 'k-b']);
    expect((await store.contactByKey(CAMPAIGN, contact('b').key))?.id).toBe('id-b');
    expect(await store.contactByKey(OTHER, contact('b').key)).toBeUndefined();
  });

  test('the log keeps its order and its chain, and is read in pages by contact or campaign', async () => {
    const store = opened();
    const a = contact('a').id;
    await store.append([
      line('one', { contact: a, evidence: { z: 1, a: 'x' } }),
      line('two'),
      line('three', { campaign: null, contact: a }),
    ]);
    await store.append([line('four', { campaign: OTHER })]);
    const all = await store.log({}, 0, 99);
    expect(all.map(({ event, seq }) => `${seq} ${event}`)).toEqual(['1 one', '2 two', '3 three', '4 four']);
    expect(all[0]).toMatchObject(line('one', { contact: a, evidence: { z: 1, a: 'x' } }));
    expect((await store.log({ contact: a }, 1, 9)).map(({ event }) => event)).toEqual(['three']);
    expect((await store.log({ campaign: CAMPAIGN }, 0, 1)).map(({ event }) => event)).toEqual(['one']);
    expect(brokenAt(all)).toBeNull();
    expect(brokenAt([...all.slice(0, 1), ...all.slice(2)])?.event).toBe('three');
    expect(brokenAt(all.map((one) => (one.seq === 2 ? { ...one, cause: 'forged' } : one)))?.seq).toBe(2);
  });
}
