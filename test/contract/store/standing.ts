/** The contract of what is asked to say how a campaign stands. */
import { expect, test } from 'vitest';
import { askCallback } from '../../../src/model/callback.ts';
import type { Contact } from '../../../src/model/contact.ts';
import type { CampaignId, LineId } from '../../../src/model/ids.ts';
import { MINUTE } from '../../../src/model/time.ts';
import type { Store } from '../../../src/store/port.ts';
import {
  ACCOUNT,
  CAMPAIGN,
  T,
  accepted,
  answered,
  completed,
  contact,
  evidence,
  line,
  loaded,
  now,
  placing,
} from './given.ts';

const OTHER = 'autumn' as CampaignId;
// A quarter of an hour begins here.
const Q = Math.ceil(T / (15 * MINUTE)) * 15 * MINUTE;

export function standingContract(opened: () => Store): void {
  const sorted = async (at: number) =>
    [...(await opened().waiting(CAMPAIGN, at)).groups].sort((a, b) => (a.place + a.from < b.place + b.from ? -1 : 1));

  test('who waits, by place and by the quarter of an hour in which the alarms ring', async () => {
    const store = opened();
    const of = (key: string, place: string, dueAt: number): Contact =>
      contact(key, { place, state: { is: 'ready', dueAt } });
    await loaded(store, [
      ...[of('a', 'x', Q - MINUTE), of('b', 'x', Q - 50 * MINUTE), of('c', 'y', Q)],
      ...[of('d', 'x', Q + MINUTE), of('e', 'x', Q + 14 * MINUTE), of('f', 'x', Q + 15 * MINUTE)],
    ]);
    expect(await sorted(Q)).toEqual([
      { place: 'x', count: 2, from: Q - 50 * MINUTE, to: Q - MINUTE },
      { place: 'x', count: 2, from: Q + MINUTE, to: Q + 14 * MINUTE },
      { place: 'x', count: 1, from: Q + 15 * MINUTE, to: Q + 15 * MINUTE },
      { place: 'y', count: 1, from: Q, to: Q },
    ]);
    expect((await opened().waiting(OTHER, Q)).groups).toEqual([]);
  });

  test('whoever is on the phone or in a load that is not there yet waits for nothing', async () => {
    const store = opened();
    const [a] = (await loaded(store, [contact('a'), contact('b', { disposition: 'busy' })])) as [Contact, Contact];
    await store.commit([placing(a)], {});
    const open = await store.beginLoad(CAMPAIGN, 'later.csv', T);
    const later = accepted({ ...contact('z'), load: open, list: 'later.csv' });
    await store.addRows(open, [later]);
    expect((await store.waiting(CAMPAIGN, T)).groups).toMatchObject([{ count: 1 }]);
    expect((await store.waiting(CAMPAIGN, T)).triedBefore).toBe(1);
  });

  test('who waits for a call that they asked for, and when the first of these is', async () => {
    const store = opened();
    const all = (await loaded(
      store,
      ['a', 'b', 'c'].map((key) => contact(key)),
    )) as readonly Contact[];
    const none = { count: 0, first: null };
    expect((await store.waiting(CAMPAIGN, T)).callbacks).toEqual(none);
    const asked = all.slice(0, 2).map((one, nth) => askCallback(one, Q + nth)!);
    await store.commit(
      asked.map((to, nth) => ({ contact: { from: all[nth]!.version, to }, log: [] })),
      {},
    );
    expect((await store.waiting(CAMPAIGN, T)).callbacks).toEqual({ count: 2, first: Q });
    await store.commit([placing(asked[0]!)], {});
    expect((await store.waiting(CAMPAIGN, T)).callbacks).toEqual({ count: 1, first: Q + 1 });
    expect((await store.waiting(OTHER, T)).callbacks).toEqual(none);
  });

  test('the newest attempts of each line, of any campaign of the account', async () => {
    const store = opened();
    const [a, b, c] = (await loaded(
      store,
      ['a', 'b', 'c'].map((key) => contact(key)),
    )) as [Contact, Contact, Contact];
    const two = 'ap_2' as LineId;
    await store.commit([placing(a, { sendAt: T + 1 }), placing(b, { sendAt: T + 9 }), placing(c, { line: two })], {});
    const ask = async (lines: string[], each: number) =>
      (await store.newestAttempts(ACCOUNT, lines as LineId[], each)).map((one) => one.contact);
    expect(await ask(['ap_1'], 1)).toEqual([b.id]);
    expect(await ask(['ap_1', 'ap_2'], 9)).toEqual([b.id, a.id, c.id]);
    expect(await ask(['ap_9'], 9)).toEqual([]);
    const [newest] = await store.newestAttempts(ACCOUNT, ['ap_1' as LineId], 1);
    expect(newest).toEqual(await store.attempt(newest!.id));
  });

  test('ended calls of each line, and for how long somebody or their machine was there', async () => {
    const store = opened();
    const people = (await loaded(
      store,
      ['a', 'b', 'c'].map((key) => contact(key)),
    )) as Contact[];
    await store.commit(
      people.map((one) => placing(one)),
      {},
    );
    const end = async (one: Contact, startedAt: number | null, endedAt: number): Promise<void> => {
      const held = await now(store, one);
      const state = { ...answered(`call_${one.id}`), startedAt, endedAt } as ReturnType<typeof answered>;
      await store.commit([evidence(held.contact, held.attempt, state, completed)], {});
    };
    await end(people[0]!, T + 10, T + 70_010);
    await end(people[1]!, null, T + 30_000);
    expect(await store.lineTallies(CAMPAIGN)).toEqual([{ line: 'ap_1', calls: 2, talked: 70_000 }]);
    expect(await store.lineTallies(OTHER)).toEqual([]);
  });

  test('what happened since: its own lines whole, those of contacts counted by day', async () => {
    const store = opened();
    const a = contact('a').id;
    const moved = { contact: a, from: 'in_progress', to: 'completed' } as const;
    for (let n = 0; n < 40; n++) await store.append([line('old', { at: T - 1_000 + n })]);
    await store.append([
      line('loaded', { at: T, evidence: { rows: 3 } }),
      line('ended', { at: T + 1, ...moved }),
      line('ended', { at: T + 2, ...moved, evidence: { disposition: 'busy' } }),
      line('ended', { at: T + 2, ...moved, evidence: { disposition: 'busy' } }),
      line('ended', { at: T + 2, contact: a, campaign: OTHER }),
      line('paused', { at: T + 10, evidence: { by: 'robin' } }),
      line('ended', { at: T + 10, ...moved }),
    ]);
    const { own, contacts } = await store.happened(CAMPAIGN, [T, T + 10]);
    expect(own.map(({ event, at }) => [event, at])).toEqual([
      ['loaded', T],
      ['paused', T + 10],
    ]);
    expect(own[1]?.evidence).toEqual({ by: 'robin' });
    const told = { event: 'ended', from: 'in_progress', to: 'completed' };
    expect(contacts.filter(({ since }) => since === T)).toHaveLength(2);
    expect(contacts).toContainEqual({ since: T, ...told, disposition: null, count: 1 });
    expect(contacts).toContainEqual({ since: T, ...told, disposition: 'busy', count: 2 });
    expect(contacts.filter(({ since }) => since !== T)).toEqual([
      { since: T + 10, ...told, disposition: null, count: 1 },
    ]);
    expect(await store.happened(CAMPAIGN, [T + 11])).toEqual({ own: [], contacts: [] });
    expect(await store.happened(CAMPAIGN, [])).toEqual({ own: [], contacts: [] });
  });

  test('what was last heard of whom, beside how their calls ended', async () => {
    const store = opened();
    const people = (await loaded(
      store,
      ['a', 'b', 'c', 'd', 'e'].map((key) => contact(key)),
    )) as Contact[];
    const is = async (one: Contact, to: Partial<Contact>): Promise<unknown> =>
      store.commit([{ contact: { from: one.version, to: { ...one, ...to, version: one.version + 1 } }, log: [] }], {});
    const heard = { seq: 1, by: 'person' } as const;
    await is(people[0]!, { disposition: 'answered', heard: { ...heard, outcome: 'opt_out' } });
    await is(people[1]!, { disposition: null, heard: { ...heard, outcome: null, doubt: 'open' } });
    await is(people[2]!, { disposition: 'voicemail' });
    await is(people[3]!, { disposition: 'busy' });
    expect(await store.heardTallies(OTHER)).toEqual([]);
    const found = await store.heardTallies(CAMPAIGN);
    expect(found).toHaveLength(3);
    for (const one of [
      { outcome: 'opt_out', disposition: 'answered', doubt: false, count: 1 },
      { outcome: null, disposition: null, doubt: true, count: 1 },
      { outcome: null, disposition: 'voicemail', doubt: false, count: 1 },
    ])
      expect(found).toContainEqual(one);
  });

  test('an empty log has no past', async () => {
    expect(await opened().happened(CAMPAIGN, [0])).toEqual({ own: [], contacts: [] });
  });
}
