/** The contract of forgetting: what is erased is gone, stays gone, and leaves everything that names nobody. */
import { EVERYWHERE, onDoNotCall } from '../../../src/model/suppression.ts';
import { expect, test } from 'vitest';
import type { Contact } from '../../../src/model/contact.ts';
import { brokenAt } from '../../../src/store/chain.ts';
import type { Store } from '../../../src/store/port.ts';
import {
  CAMPAIGN,
  T,
  accepted,
  answered,
  completed,
  contact,
  evidence,
  line,
  load,
  loaded,
  now,
  placing,
  refused,
} from './given.ts';

export function eraseContract(opened: () => Store): void {
  test('erases the notes of the owners named, and of no other', async () => {
    const store = opened();
    const [a, b] = (await loaded(store, [contact('a'), contact('b')])) as [Contact, Contact];
    await load(store, [refused(9, 'rejected', 'empty', 'ra')], 'more.csv');
    await store.commit(
      [{ ...placing(a), personal: [{ owner: a.id, key: 'x', body: { summary: 'Ada said yes' } }] }],
      {},
    );
    expect(await store.erase([a.id, 'ra', 'nobody'])).toEqual({ notes: 3, gone: true });
    expect(await store.personalOf(a.id)).toEqual([]);
    expect(await store.personalOf('ra')).toEqual([]);
    expect(await store.personalOf(b.id)).toHaveLength(1);
    expect(await store.erase([a.id])).toEqual({ notes: 0, gone: true });
    // Who they were is gone; that a call was made, and what became of the row, is not.
    expect(await store.attemptsOf(a.id)).toHaveLength(1);
    expect((await store.counts(CAMPAIGN)).rows).toBe(3);
    expect(brokenAt(await store.log({}, 0, 99))).toBeNull();
  });

  test('cut digests are gone from everywhere but from an opt-out; the person stays one, by an id', async () => {
    const store = opened();
    const all = (await loaded(store, [contact('a'), contact('b'), contact('c')])) as [Contact, Contact, Contact];
    const [a, b] = all;
    await store.commit([placing(a)], {});
    const open = await now(store, a);
    await store.commit([evidence(open.contact, open.attempt, answered('c1'), completed)], {});
    await store.suppress(onDoNotCall([a.destination], 'opt-out', T));
    const before = await now(store, a);
    await store.erase([a.id, b.id], 'cut');
    const [after] = await store.attemptsOf(a.id);
    const [one, two] = [await store.contact(a.id), await store.contact(b.id)];
    expect(one).toEqual({
      ...before.contact,
      key: `forgotten/${a.id}`,
      destination: `forgotten/${a.id}`,
      version: before.contact.version + 1,
    });
    expect(two).toMatchObject({ key: `forgotten/${b.id}`, destination: `forgotten/${b.id}` });
    expect(after).toEqual({ ...before.attempt, destination: `forgotten/${a.id}`, version: before.attempt.version + 1 });
    for (const { key, destination } of [a, b]) {
      expect(await store.contactByKey(CAMPAIGN, key)).toBeUndefined();
      expect(await store.contactsByDestination(destination)).toEqual([]);
    }
    expect(await store.contactsByDestination(one!.destination)).toEqual([one]);
    expect(await store.contact(all[2].id)).toEqual(all[2]);
    // Whoever asked not to be called is not, whatever else is known of them.
    expect([...(await store.suppressed([a.destination, b.destination], [EVERYWHERE], T)).keys()]).toEqual([
      a.destination,
    ]);
    // What was read before is written back by nobody.
    const [late] = await store.commit(
      [{ contact: { from: b.version, to: { ...b, version: b.version + 1 } }, log: [] }],
      {},
    );
    expect(late).toMatchObject({ is: 'lost', because: 'moved' });
    expect(brokenAt(await store.log({}, 0, 99))).toBeNull();
    await store.erase([a.id, b.id], 'cut');
    expect(await store.contact(b.id)).toMatchObject({ key: two!.key, destination: two!.destination });
  });

  test('of whoever has a call open the digests stay until it has ended: nobody is rung twice', async () => {
    const store = opened();
    const [a] = (await loaded(store, [contact('a')])) as [Contact];
    await store.commit([placing(a)], {});
    await store.erase([a.id], 'cut');
    expect(await now(store, a)).toMatchObject({
      contact: { destination: a.destination },
      attempt: { destination: a.destination },
    });
  });

  test('a number whose digest was cut is a new one when it is loaded again', async () => {
    const store = opened();
    const [a] = (await loaded(store, [contact('a')])) as [Contact];
    await store.erase([a.id], 'cut');
    await load(store, [accepted({ ...contact('a2'), key: a.key, destination: a.destination })], 'again.csv');
    expect(await store.contactByKey(CAMPAIGN, a.key)).toMatchObject({
      id: contact('a2').id,
      destination: a.destination,
    });
    expect(await store.contact(a.id)).toMatchObject({ destination: `forgotten/${a.id}` });
  });

  test('what arrives of a forgotten person is applied and not remembered', async () => {
    const store = opened();
    const [a] = (await loaded(store, [contact('a')])) as [Contact];
    await store.commit([placing(a)], {});
    await store.erase([a.id]);
    const held = await now(store, a);
    const late = evidence(held.contact, held.attempt, answered('c1'), completed);
    const body = { summary: 'Ada said yes' };
    expect(await store.commit([{ ...late, personal: [{ owner: a.id, key: 'x', body }] }], {})).toEqual([
      { is: 'done' },
    ]);
    expect((await store.contact(a.id))?.state).toEqual(completed);
    expect(await store.personalOf(a.id)).toEqual([]);
  });

  test('a load that waits for an answer is given up with whoever is erased, and nothing of it is left', async () => {
    const store = opened();
    const [a] = (await loaded(store, [contact('a')])) as [Contact];
    const number = await store.beginLoad(CAMPAIGN, 'people.csv', T);
    const again = contact('again', { destination: a.destination, load: number, row: 2 });
    await store.addRows(number, [
      accepted({ ...a, load: number }, { to: 'Ada Lovelace' }),
      accepted(again, { to: 'Ada once more' }),
      refused(3, 'rejected', 'too_short', 'Ada-rejected'),
    ]);
    await store.erase([a.id]);
    await expect(store.publishLoad(number, [])).rejects.toMatchObject({ problems: [{ code: 'load_replaced' }] });
    for (const owner of [a.id, again.id, 'Ada-rejected', `load/${number}/${a.id}`]) {
      expect(await store.personalOf(owner)).toEqual([]);
    }
    expect(await store.contact(a.id)).toMatchObject({ state: a.state });
  });

  test('what a load brought for a known contact is erased before it is published', async () => {
    const store = opened();
    const [a] = (await loaded(store, [contact('a')])) as [Contact];
    const number = await store.beginLoad(CAMPAIGN, 'people.csv', T);
    await store.addRows(number, [accepted({ ...a, load: number }, { to: 'Ada again' })]);
    await store.commit([{ contact: { from: a.version, to: { ...a, version: 2, state: completed } }, log: [] }], {});
    await store.erase([a.id]);
    await expect(store.publishLoad(number, [])).rejects.toMatchObject({ problems: [{ code: 'load_replaced' }] });
    expect(await store.personalOf(a.id)).toEqual([]);
    expect(await store.searchPersonal('Ada', 9)).toEqual([]);
  });

  test('a note is replaced where it is, and made nowhere', async () => {
    const store = opened();
    const [a] = (await loaded(store, [contact('a')])) as [Contact];
    await store.replacePersonal([
      { owner: a.id, key: 'row', body: { to: 'another' } },
      { owner: a.id, key: 'none', body: {} },
    ]);
    expect(await store.personalOf(a.id)).toEqual([{ owner: a.id, key: 'row', body: { to: 'another' } }]);
  });

  test('contacts that rang twice are counted', async () => {
    const store = opened();
    const [a] = (await loaded(store, [contact('a'), contact('b')])) as [Contact];
    expect(await store.rangTwice(CAMPAIGN)).toBe(0);
    await store.commit([{ contact: { from: a.version, to: { ...a, version: 2, rangTwice: true } }, log: [] }], {});
    expect(await store.rangTwice(CAMPAIGN)).toBe(1);
  });

  test('the head of the log is its last line', async () => {
    const store = opened();
    expect(await store.logHead()).toBeNull();
    await store.append([line('one'), line('two')]);
    const last = (await store.log({}, 1, 9)).at(-1)!;
    expect(await store.logHead()).toEqual({ seq: 2, hash: last.hash });
  });
}
