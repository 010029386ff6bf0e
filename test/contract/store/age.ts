/** The contract of what was kept long enough: it goes for good, of nobody who is needed, and the log still holds. */
import { expect, test } from 'vitest';
import { verifyLog } from '../../../src/app/verify.ts';
import type { Contact } from '../../../src/model/contact.ts';
import { onDoNotCall, EVERYWHERE } from '../../../src/model/suppression.ts';
import { brokenAt } from '../../../src/store/chain.ts';
import type { LogHead, Store } from '../../../src/store/port.ts';
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

export function ageContract(opened: () => Store): void {
  test('of old owners every note goes, but of whoever waits or has a call open; digests and opt-outs stay', async () => {
    const store = opened();
    const all = (await loaded(
      store,
      ['done', 'waits', 'open', 'other'].map((key) => contact(key)),
    )) as [Contact, Contact, Contact, Contact];
    const [done, waits, open, other] = all;
    await load(store, [refused(9, 'rejected', 'empty', 'ra')], 'more.csv');
    await store.commit([placing(done), placing(open)], {});
    const held = await now(store, done);
    const note = { owner: done.id, key: 'conversation/x', body: { said: [] } };
    await store.commit([{ ...evidence(held.contact, held.attempt, answered('c1'), completed), personal: [note] }], {});
    await store.suppress(onDoNotCall([done.destination], 'opt-out', T));
    const before = await store.contact(done.id);

    expect(await store.eraseOld([done.id, waits.id, open.id, 'ra', 'nobody'])).toEqual({ notes: 3, needed: 2 });
    expect(await store.settleErased()).toBe(true);
    expect(await store.personalOf(done.id)).toEqual([]);
    expect(await store.personalOf('ra')).toEqual([]);
    for (const { id } of [waits, open, other]) expect(await store.personalOf(id)).toHaveLength(1);
    // By its key it is known: loaded again with another number nobody becomes new.
    expect(await store.contact(done.id)).toEqual(before);
    const again = contact('done-again', { key: done.key, destination: done.destination });
    expect(await load(store, [accepted(again, { to: 'corrected' })])).toEqual([
      { is: 'changed', contact: done.id, change: 'changed', updated: false },
    ]);
    expect((await store.suppressed([done.destination], [EVERYWHERE], T)).size).toBe(1);
    // Nothing that arrives later is remembered of them.
    await store.commit(
      [
        {
          contact: { from: before!.version, to: { ...before!, version: before!.version + 1 } },
          log: [],
          personal: [note],
        },
      ],
      {},
    );
    expect(await store.personalOf(done.id)).toEqual([]);
    expect(await store.eraseOld([done.id])).toEqual({ notes: 0, needed: 0 });
  });

  test('single notes go, and no other of their owner', async () => {
    const store = opened();
    const [a] = (await loaded(store, [contact('a')])) as [Contact];
    const notes = ['conversation/1', 'conversation/2'].map((key) => ({ owner: a.id, key, body: {} }));
    await store.commit([{ contact: { from: 1, to: { ...a, version: 2 } }, log: [], personal: notes }], {});
    expect(
      await store.eraseNotes([
        { owner: a.id, key: 'conversation/1' },
        { owner: 'nobody', key: 'row' },
      ]),
    ).toBe(1);
    expect((await store.personalOf(a.id)).map(({ key }) => key)).toEqual(['conversation/2', 'row']);
  });

  test('the log is cut from its beginning and verifies from there; its last line stays, and it goes on', async () => {
    const store = opened();
    expect(await store.logAnchor()).toBeNull();
    await store.append(Array.from({ length: 6 }, (_, n) => line(`event_${n + 1}`)));
    const lines = await store.log({}, 0, 99);
    const head = (nth: number): LogHead => ({ seq: lines[nth - 1]!.seq, hash: lines[nth - 1]!.hash });
    // A line that is not as it was read is no place to cut at.
    expect(await store.cutLog({ seq: 3, hash: head(4).hash })).toBe(0);
    expect(await store.cutLog(head(3))).toBe(3);
    expect(await store.cutLog(head(2))).toBe(0);
    expect(await store.logAnchor()).toEqual(head(3));
    const left = await store.log({}, 0, 99);
    expect(left).toEqual(lines.slice(3));
    expect(brokenAt(left, head(3).hash)).toBeNull();
    expect(await store.cutLog(head(6))).toBe(0);
    expect(await store.cutLog(head(5))).toBe(2);
    await store.append([line('event_7', { campaign: CAMPAIGN })]);
    expect((await store.log({}, 0, 99)).map(({ seq, event }) => [seq, event])).toEqual([
      [6, 'event_6'],
      [7, 'event_7'],
    ]);
    const found = await verifyLog(store, null);
    expect(found).toEqual({ is: 'whole', head: await store.logHead(), from: head(5) });
    // A head that was cut is told from one that never was.
    expect(await verifyLog(store, head(5).hash)).toMatchObject({ is: 'whole' });
    expect(await verifyLog(store, head(1).hash)).toEqual({ is: 'head_missing', from: head(5) });
  });

  test('how far some work has come is kept by its name', async () => {
    const store = opened();
    expect(await store.mark('a')).toBeNull();
    await store.setMark('a', '1');
    await store.setMark('a', '2');
    await store.setMark('b', '3');
    expect([await store.mark('a'), await store.mark('b')]).toEqual(['2', '3']);
    // What the ledger is known by is not among them.
    expect(await store.mark('id')).toBeNull();
  });
}
