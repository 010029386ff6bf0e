/** The contract of a list that is loaded again: each state of a contact times each way in which its row differs. */
import { describe, expect, test } from 'vitest';
import type { Contact, ContactState } from '../../../src/model/contact.ts';
import type { AttemptId, DestinationKey } from '../../../src/model/ids.ts';
import type { RowChange } from '../../../src/model/list-changes.ts';
import { NO_CHANGES } from '../../../src/model/load-report.ts';
import type { LoadRow, Store } from '../../../src/store/port.ts';
import {
  CAMPAIGN,
  LIST,
  T,
  accepted,
  answered,
  attempt,
  campaign,
  contact,
  evidence,
  load,
  now as nowOf,
  placing,
} from './given.ts';

const ann = contact('ann', { row: 2 });
const bob = contact('bob', { row: 3 });
const spent = { is: 'exhausted', reason: 'attempts_spent' } as const;
const NEW = 'd-new' as DestinationKey;
const open = { attempt: 'od1.x' as AttemptId, dueAt: T };

type State = { readonly name: string; readonly tries: number; readonly state: ContactState };
const STATES: readonly State[] = [
  { name: 'ready, never dialed', tries: 0, state: { is: 'ready', dueAt: T } },
  { name: 'waiting for a retry', tries: 2, state: { is: 'ready', dueAt: T + 9_000 } },
  { name: 'exhausted', tries: 3, state: { is: 'exhausted', reason: 'attempts_spent' } },
  { name: 'completed', tries: 1, state: { is: 'completed', reason: 'answered' } },
  { name: 'in progress', tries: 1, state: { is: 'in_progress', ...open } },
  { name: 'in doubt', tries: 1, state: { is: 'in_doubt', lookUps: 0, ...open } },
  { name: 'needs review', tries: 1, state: { is: 'needs_review', lookUps: 5, ...open } },
  { name: 'suppressed', tries: 0, state: { is: 'skipped', reason: 'suppressed' } },
  { name: 'forgotten', tries: 1, state: { is: 'skipped', reason: 'forgotten' } },
  { name: 'canceled', tries: 1, state: { is: 'canceled', reason: 'call_canceled' } },
  { name: 'vanished', tries: 1, state: { is: 'skipped', reason: 'vanished' } },
];

type Cell = readonly [change: RowChange, taken: boolean];
type Row = { readonly nothing: Cell; readonly data: Cell; readonly number: Cell };
const known: Cell = ['called_already', false];
const untouched: Row = { nothing: known, data: ['changed', false], number: ['corrected_reached', false] };
const onThePhone: Row = { nothing: known, data: ['changed', false], number: ['corrected_unreached', false] };
const waits: Row = { nothing: known, data: ['changed', true], number: ['corrected_unreached', true] };
const back: Cell = ['returned', true];
const TABLE: Readonly<Record<string, Row>> = {
  'ready, never dialed': { ...waits, nothing: ['unchanged', false] },
  'waiting for a retry': waits,
  exhausted: waits,
  completed: untouched,
  'in progress': onThePhone,
  'in doubt': onThePhone,
  'needs review': onThePhone,
  suppressed: { ...untouched, nothing: ['unchanged', false] },
  forgotten: untouched,
  canceled: untouched,
  vanished: { nothing: back, data: back, number: back },
};

const DIFFERS = ['nothing', 'data', 'number'] as const;

/** Ann in that state, known by what she was loaded with. */
async function given(store: Store, { tries, state }: State): Promise<Contact> {
  await store.putCampaign('new', campaign(), []);
  await load(store, [accepted(ann)]);
  const loaded = (await store.contact(ann.id))!;
  const to = { ...loaded, attempts: tries, seq: tries, state, version: loaded.version + 1 };
  expect(await store.commit([{ contact: { from: loaded.version, to }, log: [] }], {})).toEqual([{ is: 'done' }]);
  return to;
}

function rowOf(differs: (typeof DIFFERS)[number]): LoadRow {
  const fresh = { ...ann, id: contact('fresh').id, row: 5, state: { is: 'ready', dueAt: T } as const };
  if (differs === 'nothing') return accepted({ ...ann, row: 5 });
  return differs === 'data'
    ? accepted({ ...fresh, place: 'Asia/Kolkata' }, { to: 'to k-ann', name: 'Anne' })
    : accepted({ ...fresh, destination: NEW, place: 'Asia/Kolkata' }, { to: 'new' });
}

export function reloadsContract(opened: () => Store): void {
  describe.each(STATES)('$name', (state) => {
    test.each(DIFFERS)('%s differs', async (differs) => {
      const store = opened();
      const before = await given(store, state);
      const [change, taken] = TABLE[state.name]![differs];
      const number = await store.beginLoad(CAMPAIGN, LIST, T + 1);
      await store.addRows(number, [rowOf(differs)]);
      expect(await store.stagedRows(number, [ann.id])).toEqual(
        new Map([[ann.id, { change, taken, anew: taken && differs === 'number' }]]),
      );

      const wakes = taken && before.state.is !== 'ready' && change !== 'changed';
      const expected = {
        ...NO_CHANGES,
        ...(change === 'returned' ? { new: 1 } : { [change]: 1 }),
        corrected_later: change === 'corrected_unreached' && !taken ? 1 : 0,
        woken: wakes ? 1 : 0,
      };
      expect((await store.reviewLoad(number)).changes).toEqual(expected);
      expect(await store.contact(ann.id)).toEqual(before);
      expect((await store.publishLoad(number, [])).changes).toEqual(expected);

      const after = (await store.contact(ann.id))!;
      const anew = taken && differs === 'number';
      const data = taken && differs !== 'nothing';
      expect(after).toEqual({
        ...before,
        row: 5,
        version: before.version + 1,
        ...(data ? { place: 'Asia/Kolkata' } : {}),
        ...(anew
          ? { destination: NEW, corrected: true, attempts: 0, uncounted: { unsent: 0, refused: 0, throttled: 0 } }
          : {}),
        ...(anew || change === 'returned' ? { state: { is: 'ready', dueAt: T + 1 } } : {}),
      });
      const notes = new Map((await store.personalOf(ann.id)).map(({ key, body }) => [key, body]));
      const was = { to: 'to k-ann' };
      expect(notes.get('row')).toEqual(!data ? was : anew ? { to: 'new' } : { ...was, name: 'Anne' });
      const kept = taken && (anew || before.seq > 0);
      expect(notes.get(`former/${number}`)).toEqual(kept ? was : undefined);
      // By a number that is not dialed they are found all the same.
      expect(notes.get('former/named')).toEqual(differs === 'number' && !taken ? { to: 'new' } : undefined);
      if (differs === 'number') expect(await store.searchPersonal('new', 9)).toEqual([ann.id]);
      // Found by the old number too, as long as anything of it is there.
      expect(await store.searchPersonal('to k-ann', 9)).toEqual([ann.id]);

      // Again: nothing more to take, unless it was not taken.
      const again = await store.beginLoad(CAMPAIGN, LIST, T + 2);
      const [result] = await store.addRows(again, [rowOf(differs)]);
      expect(result?.is).toBe(!data && differs !== 'nothing' ? 'changed' : 'unchanged');
      await store.abandonLoad(again);
    });
  });

  test.each([
    [STATES[0]!, true],
    [STATES[1]!, true],
    [STATES[3]!, false],
    [STATES[4]!, false],
  ])(
    '$name: where a number may be is known better than before: no change of the list, and taken',
    async (state, taken) => {
      const store = opened();
      const before = await given(store, state);
      const place = `${before.place}|US-FL`;
      const same = state.tries === 0 ? 'unchanged' : 'called_already';
      const number = await store.beginLoad(CAMPAIGN, LIST, T + 1);
      expect(await store.addRows(number, [accepted({ ...ann, place })])).toMatchObject([{ is: 'unchanged' }]);
      expect((await store.publishLoad(number, [])).changes).toEqual({ ...NO_CHANGES, [same]: 1 });
      const after = (await store.contact(ann.id))!;
      expect(after).toEqual(taken ? { ...before, place, version: before.version + 1 } : before);
      // Whoever is to be left as they are, is.
      const kept = { ...accepted({ ...ann, place: before.place }), kept: ['changed' as const] };
      await load(store, [kept]);
      expect((await store.contact(ann.id))!.place).toBe(after.place);
    },
  );

  test('a correction that is taken back finds the tries on that number as they were: no phone gets a second budget', async () => {
    const store = opened();
    await given(store, STATES[0]!);
    const ring = async (): Promise<Contact> => {
      const known = (await store.contact(ann.id))!;
      await store.commit([placing(known)], {});
      const held = await nowOf(store, known);
      const spent = { is: 'exhausted', reason: 'attempts_spent' } as const;
      await store.commit([evidence(held.contact, held.attempt, answered(`c${known.seq}`), spent)], {});
      return held.contact;
    };
    await ring();
    await load(store, [rowOf('number')]);
    expect(await store.contact(ann.id)).toMatchObject({ destination: NEW, attempts: 0, state: { is: 'ready' } });
    await ring();
    await load(store, [accepted({ ...ann, row: 5 })]);
    expect(await store.contact(ann.id)).toMatchObject({ destination: ann.destination, attempts: 1, seq: 2 });
    await load(store, [rowOf('number')]);
    expect(await store.contact(ann.id)).toMatchObject({ destination: NEW, attempts: 1, seq: 2 });
  });

  test('a number that said no is not exchanged for another: before it is known, and at the last moment', async () => {
    const store = opened();
    await given(store, STATES[1]!);
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(number, [rowOf('number')]);
    expect((await store.stagedRows(number, [ann.id])).get(ann.id)?.taken).toBe(true);
    await store.suppress([
      {
        destination: ann.destination,
        scope: 'everywhere',
        reason: 'do_not_call',
        source: 'a person',
        at: T,
        until: null,
      },
    ]);
    await store.publishLoad(number, []);
    expect(await store.contact(ann.id)).toMatchObject({ destination: ann.destination, attempts: 2 });
    const again = await store.beginLoad(CAMPAIGN, LIST, T);
    expect(await store.addRows(again, [rowOf('number')])).toMatchObject([
      { change: 'corrected_reached', updated: false },
    ]);
  });

  test('of somebody who was forgotten no number is kept that a list gives them', async () => {
    const store = opened();
    await given(
      store,
      STATES.find(({ name }) => name === 'completed')!,
    );
    await store.erase([ann.id]);
    for (const at of [T, T + 1]) {
      const number = await store.beginLoad(CAMPAIGN, LIST, at);
      await store.addRows(number, [rowOf('number')]);
      await store.publishLoad(number, []);
    }
    expect(await store.personalOf(ann.id)).toEqual([]);
    expect(await store.searchPersonal('new', 9)).toEqual([]);
  });

  test('what a row may not change stays, and is told all the same', async () => {
    const store = opened();
    await given(store, STATES[1]!);
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(number, [{ ...rowOf('number'), kept: ['corrected'] }]);
    const { changes } = await store.publishLoad(number, []);
    expect(changes).toMatchObject({ corrected_unreached: 1, corrected_later: 1 });
    expect(await store.contact(ann.id)).toMatchObject({ destination: ann.destination, attempts: 2 });
  });

  test('sync takes out whoever waits and is not named any more; it finds them where they are put back', async () => {
    const store = opened();
    const people = ['a', 'b', 'c', 'd'].map((key, at) => contact(key, { row: at + 2 }));
    await store.putCampaign('new', campaign(), []);
    await load(
      store,
      people.map((one) => accepted(one)),
    );
    await load(store, [accepted(contact('elsewhere', { list: 'other.csv' }))], 'other.csv');
    await store.commit([placing((await store.contact(people[1]!.id))!)], {});
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(number, [accepted(people[0]!)]);
    expect((await store.reviewLoad(number)).changes).toMatchObject({ vanished: 3, vanished_waiting: 2 });
    await store.publishLoad(number, [], { sync: true });
    const states = await Promise.all(people.map(async ({ id }) => (await store.contact(id))!.state));
    const out = { is: 'skipped', reason: 'vanished' };
    expect(states).toMatchObject([{ is: 'ready' }, { is: 'in_progress' }, out, out]);
    expect(await store.contact(contact('elsewhere').id)).toMatchObject({ state: { is: 'ready' } });
    expect(await store.log({ contact: people[2]!.id }, 0, 9)).toMatchObject([{ event: 'skipped', cause: 'vanished' }]);
    const next = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(next, [accepted(people[0]!), accepted(people[2]!)]);
    expect((await store.publishLoad(next, [], { sync: true })).changes).toMatchObject({
      new: 1,
      vanished: 1,
      woken: 1,
    });
    expect(await store.contact(people[2]!.id)).toMatchObject({ state: { is: 'ready' } });
  });

  test('a dialer that read somebody before the number was corrected dials nobody; the new number rings once it reads again', async () => {
    const store = opened();
    const before = await given(store, STATES[1]!);
    await load(store, [rowOf('number')]);
    expect(await store.commit([placing(before)], {})).toMatchObject([{ because: 'moved' }]);
    const now = (await store.contact(ann.id))!;
    const old = attempt(now, { destination: ann.destination });
    expect(await store.commit([placing(now, { destination: old.destination })], {})).toMatchObject([
      { because: 'unrelated' },
    ]);
    const stale = placing(now);
    const back = { ...stale, contact: { ...stale.contact, to: { ...stale.contact.to, destination: ann.destination } } };
    expect(await store.commit([back], {})).toMatchObject([{ because: 'unrelated' }]);
    expect(await store.commit([placing(now)], {})).toEqual([{ is: 'done' }]);
    expect((await store.attemptsOf(ann.id)).map(({ destination }) => destination)).toEqual([NEW]);
  });

  test('whoever else is being called on the new number goes first', async () => {
    const store = opened();
    await given(store, STATES[1]!);
    await load(store, [accepted(contact('bob', { destination: NEW }))], 'other.csv');
    await store.commit([placing((await store.contact(contact('bob').id))!)], {});
    await load(store, [rowOf('number')]);
    const now = (await store.contact(ann.id))!;
    expect(now.destination).toBe(NEW);
    expect(await store.commit([placing(now)], {})).toMatchObject([{ because: 'destination_open' }]);
  });

  test('the digests of known rows are told, for a comparison elsewhere', async () => {
    const store = opened();
    await load(store, [accepted(ann)]);
    expect(await store.rowDigests([ann.id, contact('nobody').id])).toEqual(new Map([[ann.id, accepted(ann).digest]]));
  });

  test.each(['waiting', 'exhausted'] as const)(
    'a %s contact’s new number that was dialed is not dialed',
    async (which) => {
      const store = opened();
      await store.putCampaign('new', campaign(), []);
      await load(store, [accepted(ann), accepted(bob), accepted(contact('cid', { row: 9 }))]);
      const [a, b] = [(await store.contact(ann.id))!, (await store.contact(bob.id))!];
      await store.commit([placing(a)], {});
      const before = { ...b, version: b.version + 1, ...(which === 'waiting' ? {} : { state: spent }) };
      await store.commit([{ contact: { from: b.version, to: before }, log: [] }], {});
      const moved = { ...bob, row: 3, destination: ann.destination };
      // With her row in the list they are two people on one phone.
      const both = await store.beginLoad(CAMPAIGN, LIST, T + 1);
      await store.addRows(both, [accepted(ann), accepted(moved, { to: 'hers' })]);
      expect(await store.leaveOutCorrected(both)).toEqual([]);
      const number = await store.beginLoad(CAMPAIGN, LIST, T + 1);
      await store.addRows(number, [accepted(moved, { to: 'hers' }), accepted(contact('cid', { row: 4 }))]);
      expect(await store.leaveOutCorrected(number)).toEqual([3]);
      expect(await store.leaveOutCorrected(number)).toEqual([]);
      const summary = await store.reviewLoad(number);
      const waiting = which === 'waiting' ? 1 : 0;
      expect(summary.changes).toMatchObject({ corrected_called: waiting, corrected_reached: 1 - waiting, woken: 0 });
      await store.publishLoad(number, []);
      expect(await store.contact(bob.id)).toMatchObject(
        which === 'waiting'
          ? { state: { is: 'skipped', reason: 'already_called' }, destination: ann.destination }
          : { state: spent, destination: bob.destination },
      );
      expect((await store.personalOf(bob.id)).find(({ key }) => key === 'row')?.body).toEqual(
        which === 'waiting' ? { to: 'hers' } : { to: 'to k-bob' },
      );
      expect(await store.personalOf(`load/${number}/${bob.id}`)).toEqual([]);
    },
  );
}
