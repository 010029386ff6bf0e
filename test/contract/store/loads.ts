/** The contract of loading: hidden until published, nothing lost, nothing twice, a second time changes nothing. */
import { expect, test } from 'vitest';
import type { CampaignId, DestinationKey } from '../../../src/model/ids.ts';
import type { Store } from '../../../src/store/port.ts';
import { ACCOUNT, CAMPAIGN, LIST, T, accepted, campaign, contact, line, load, placing, refused } from './given.ts';

const ann = contact('ann', { row: 2 });
const bob = contact('bob', { row: 3 });

export function loadsContract(opened: () => Store): void {
  test('who read a campaign before new rows were published does not put it down as finished over their heads', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    await load(store, [accepted(ann)]);
    const before = (await store.campaign(CAMPAIGN))!;
    await load(store, [accepted(bob)], 'another.csv');
    const finished = { ...before, state: { is: 'finished', at: T } as const, version: before.version + 1 };
    expect(await store.putCampaign(before.version, finished, [])).toBe('lost');
    expect((await store.campaign(CAMPAIGN))!.state).toEqual(before.state);
  });

  test('rows are hidden until their load is published, then there at once', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(number, [accepted({ ...ann, load: number }), refused(3, 'rejected', 'too_short')]);
    expect(await store.contact(ann.id)).toBeUndefined();
    expect(await store.contactByKey(CAMPAIGN, ann.key)).toBeUndefined();
    expect(await store.contactsByDestination(ann.destination)).toEqual([]);
    expect(await store.due({ campaign: CAMPAIGN, now: T, places: null, cartesiaOnly: false, limit: 9 })).toEqual([]);
    expect(await store.places(CAMPAIGN)).toEqual([]);
    expect(await store.nextAlarms(ACCOUNT)).toEqual({ ready: null, others: null });
    expect(await store.rows(CAMPAIGN, null, 9)).toEqual([]);
    expect((await store.counts(CAMPAIGN)).rows).toBe(0);
    expect(await store.searchPersonal('row', 9)).toEqual([]);
    expect(await store.rowByOwner('owner-3')).toBeUndefined();
    expect(await store.commit([placing(ann)], {})).toMatchObject([{ because: 'moved' }]);

    const summary = await store.publishLoad(number, [line('loaded')]);
    expect(summary).toMatchObject({ added: 1, unchanged: 0, changed: 0, vanished: 0, changes: { new: 1 } });
    expect(await store.contact(ann.id)).toEqual({ ...ann, load: number });
    expect((await store.counts(CAMPAIGN)).rows).toBe(2);
    expect(await store.log({ campaign: CAMPAIGN }, 0, 9)).toMatchObject([{ event: 'loaded' }]);
  });

  test('a load that was given up leaves nothing, and its keys are free', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(number, [accepted(ann), refused(3, 'skipped', 'suppressed')]);
    await store.abandonLoad(number);
    expect(await store.personalOf(ann.id)).toEqual([]);
    expect(await store.personalOf('owner-3')).toEqual([]);
    expect(await load(store, [accepted(ann)])).toEqual([{ is: 'added' }]);
    expect((await store.counts(CAMPAIGN)).rows).toBe(1);
  });

  test('a load whose process died is cleared by the next one, and its loader can add no more', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    const dead = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(dead, [accepted(ann), refused(3, 'rejected', 'too_short')]);
    const alive = await store.beginLoad(CAMPAIGN, LIST, T);
    await expect(store.addRows(dead, [accepted(bob)])).rejects.toMatchObject({ problems: [{ code: 'load_replaced' }] });
    await expect(store.publishLoad(dead, [])).rejects.toMatchObject({ problems: [{ code: 'load_replaced' }] });
    expect(await store.addRows(alive, [accepted(ann)])).toEqual([{ is: 'added' }]);
    await store.publishLoad(alive, []);
    expect((await store.counts(CAMPAIGN)).rows).toBe(1);
    expect(await store.personalOf('owner-3')).toEqual([]);
  });

  test('a load of one campaign does not touch that of another', async () => {
    const store = opened();
    const one = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.beginLoad('autumn' as CampaignId, LIST, T);
    expect(await store.addRows(one, [accepted(ann)])).toEqual([{ is: 'added' }]);
    expect(await store.publishLoad(one, [])).toMatchObject({ added: 1 });
  });

  test('the same key twice in a list is a duplicate of its first row, with the same data or not', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    const rows = [
      accepted(ann),
      accepted({ ...ann, id: contact('x').id, row: 5 }),
      accepted({ ...ann, id: contact('y').id, row: 6 }, { to: 'other' }),
    ];
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    expect(await store.addRows(number, rows)).toEqual([
      { is: 'added' },
      { is: 'duplicate', ofRow: 2, same: true },
      { is: 'duplicate', ofRow: 2, same: false },
    ]);
    await store.addRows(number, [refused(5, 'skipped', 'duplicate'), refused(6, 'rejected', 'duplicate_conflict')]);
    await store.publishLoad(number, []);
    expect(await store.personalOf(contact('y').id)).toEqual([]);
    expect(await store.counts(CAMPAIGN)).toMatchObject({ rows: 3, rejected: 1, skippedRows: 1 });
  });

  test('the same list again changes nothing', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    const rows = [accepted(ann), accepted(bob), refused(4, 'rejected', 'too_short')];
    await load(store, rows);
    const before = [await store.rows(CAMPAIGN, null, 9), await store.counts(CAMPAIGN), await store.personalOf(ann.id)];
    const renamed = [
      accepted({ ...ann, id: contact('new').id }),
      accepted({ ...bob, id: contact('new2').id }),
      refused(4, 'rejected', 'too_short', 'owner-new'),
    ];
    const again = await load(store, [
      ...renamed.slice(0, 2).map((row, i) => ({
        ...row,
        digest: rows[i]!.digest,
        personal: { ...row.personal, body: rows[i]!.personal.body },
      })),
      renamed[2]!,
    ]);
    expect(again).toEqual([
      { is: 'unchanged', contact: ann.id },
      { is: 'unchanged', contact: bob.id },
      { is: 'added' },
    ]);
    const [rowsBefore] = before;
    expect((await store.rows(CAMPAIGN, null, 9)).slice(0, 2)).toEqual((rowsBefore as unknown[]).slice(0, 2));
    expect([await store.counts(CAMPAIGN), await store.personalOf(ann.id)]).toEqual(before.slice(1));
    expect(await store.personalOf('owner-4')).toEqual([]);
    expect(await store.personalOf(contact('new').id)).toEqual([]);
  });

  test('a known contact named twice in a list is a duplicate the second time', async () => {
    const store = opened();
    await load(store, [accepted(ann)]);
    const [, second, third] = await load(store, [
      accepted(ann),
      accepted({ ...ann, row: 7 }),
      accepted({ ...ann, row: 8 }, { to: 'other' }),
    ]);
    expect([second, third]).toEqual([
      { is: 'duplicate', ofRow: 2, same: true },
      { is: 'duplicate', ofRow: 2, same: false },
    ]);
    expect((await store.contact(ann.id))?.row).toBe(2);
  });

  test('a changed row updates a contact never dialed, when it is published and not before', async () => {
    const store = opened();
    await load(store, [accepted(ann), accepted(bob)]);
    const before = (await store.contact(ann.id))!;
    const changed = contact('ann', {
      id: contact('new').id,
      row: 9,
      destination: 'd-new' as DestinationKey,
      place: 'Asia/Kolkata',
      cartesiaDialable: false,
      priority: 4,
    });
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    expect(await store.addRows(number, [accepted(changed, { to: 'new' })])).toEqual([
      { is: 'changed', contact: ann.id, change: 'corrected_unreached', updated: true },
    ]);
    expect(await store.contact(ann.id)).toEqual(before);
    expect((await store.personal([ann.id], 'row')).get(ann.id)).toEqual({ to: `to ${ann.key}` });
    expect(await store.publishLoad(number, [])).toMatchObject({ added: 0, unchanged: 0, changed: 1, vanished: 1 });
    expect(await store.contact(ann.id)).toEqual({
      ...before,
      row: 9,
      destination: 'd-new',
      place: 'Asia/Kolkata',
      cartesiaDialable: false,
      priority: 4,
      corrected: true,
      version: 2,
    });
    expect((await store.personal([ann.id], 'row')).get(ann.id)).toEqual({ to: 'new' });
    expect(await store.searchPersonal('new', 9)).toEqual([ann.id]);
    expect(await load(store, [accepted(changed, { to: 'new' })])).toEqual([{ is: 'unchanged', contact: ann.id }]);
    expect(await store.places(CAMPAIGN)).toEqual(['America/New_York', 'Asia/Kolkata']);
  });

  test('an update that was staged and given up leaves nothing', async () => {
    const store = opened();
    await load(store, [accepted(ann)]);
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(number, [accepted({ ...ann, row: 7 }, { to: 'secret' })]);
    await store.abandonLoad(number);
    expect((await store.contact(ann.id))?.row).toBe(2);
    expect(await store.searchPersonal('secret', 9)).toEqual([]);
    expect(await load(store, [accepted(ann)])).toEqual([{ is: 'unchanged', contact: ann.id }]);
  });

  test('a changed row of a contact on the phone is reported only; its row number still follows the list', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    await load(store, [accepted(ann)]);
    await store.commit([placing((await store.contact(ann.id))!)], {});
    const dialed = (await store.contact(ann.id))!;
    expect(
      await load(store, [accepted({ ...ann, row: 6, destination: 'd-new' as DestinationKey }, { to: 'new' })]),
    ).toEqual([{ is: 'changed', contact: ann.id, change: 'corrected_unreached', updated: false }]);
    expect(await store.contact(ann.id)).toEqual({ ...dialed, row: 6, version: dialed.version + 1 });
    expect((await store.personal([ann.id], 'row')).get(ann.id)).toEqual({ to: `to ${ann.key}` });
  });

  test('a contact dialed between its row and the publishing keeps what it was dialed with', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    await load(store, [accepted(ann)]);
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(number, [accepted({ ...ann, destination: 'd-new' as DestinationKey }, { to: 'new' })]);
    await store.commit([placing((await store.contact(ann.id))!)], {});
    await store.publishLoad(number, []);
    expect(await store.contact(ann.id)).toMatchObject({ destination: ann.destination, state: { is: 'in_progress' } });
    expect((await store.personal([ann.id], 'row')).get(ann.id)).toEqual({ to: `to ${ann.key}` });
  });

  test('a new key on a number that was dialed is told before publishing, and may be taken back', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    await load(store, [accepted(ann), accepted(bob)]);
    await store.commit([placing((await store.contact(ann.id))!)], {});
    const rows = (number: number) =>
      [
        contact('ann-anew', { row: 2, destination: ann.destination }),
        contact('bob-anew', { row: 3, destination: bob.destination }),
        contact('cid', { row: 4 }),
        contact('ann-too', { row: 5, destination: ann.destination }),
      ].map((one) => accepted({ ...one, load: number }));
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(number, rows(number));
    const found = await store.calledBefore(number, 0, 9);
    expect(found.map(({ row, personal, known }) => [row, personal.owner, known])).toEqual([
      [2, 'id-ann-anew', ann.id],
      [5, 'id-ann-too', ann.id],
    ]);
    expect(found[0]?.personal.body).toEqual({ to: 'to k-ann-anew' });
    expect((await store.calledBefore(number, 0, 1)).map(({ row }) => row)).toEqual([2]);
    expect((await store.calledBefore(number, 2, 9)).map(({ row }) => row)).toEqual([5]);
    await store.addRows(number, [refused(2, 'skipped', 'already_called', 'id-ann-anew')]);
    expect((await store.calledBefore(number, 0, 9)).map(({ row }) => row)).toEqual([5]);
    await store.publishLoad(number, []);
    expect(await store.contact(contact('ann-anew').id)).toBeUndefined();
    expect(await store.rowByOwner('id-ann-anew')).toMatchObject({ outcome: { is: 'skipped', code: 'already_called' } });
    expect((await store.personalOf('id-ann-anew')).map(({ body }) => body)).toEqual([{ raw: 'row 2' }]);
  });

  test('two keys on one number that one load names are two contacts, dialed before or not', async () => {
    const store = opened();
    await store.putCampaign('new', campaign(), []);
    await load(store, [accepted(ann)]);
    await store.commit([placing((await store.contact(ann.id))!)], {});
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    const sibling = contact('sibling', { row: 2, destination: ann.destination, load: number });
    await store.addRows(number, [accepted(sibling), accepted({ ...ann, row: 3 })]);
    expect(await store.calledBefore(number, 0, 9)).toEqual([]);
    expect(await store.publishLoad(number, [])).toMatchObject({ added: 1, unchanged: 1 });
  });

  test('rejected and skipped rows are those of the newest load of each list', async () => {
    const store = opened();
    await load(store, [refused(2, 'rejected', 'too_short', 'a'), refused(3, 'skipped', 'suppressed', 'b')]);
    await load(store, [refused(2, 'rejected', 'empty', 'c')], 'other.csv');
    await load(store, [accepted(ann), refused(3, 'rejected', 'too_long', 'd')]);
    expect(await store.counts(CAMPAIGN)).toMatchObject({
      rows: 3,
      rejected: 2,
      skippedRows: 0,
      codes: { empty: 1, too_long: 1 },
    });
    expect(await store.personalOf('a')).toEqual([]);
    expect(await store.rowByOwner('b')).toBeUndefined();
    expect(await store.rowByOwner('c')).toMatchObject({ list: 'other.csv', campaign: CAMPAIGN });
  });

  test('contacts that a list no longer names are counted and stay', async () => {
    const store = opened();
    await load(store, [accepted(ann), accepted(bob)]);
    const number = await store.beginLoad(CAMPAIGN, LIST, T);
    await store.addRows(number, [accepted(bob), accepted(contact('cid', { row: 4, load: number }))]);
    expect(await store.publishLoad(number, [])).toMatchObject({ added: 1, unchanged: 1, changed: 0, vanished: 1 });
    expect(await store.contact(ann.id)).toBeDefined();
  });

  test('a contact belongs to the list that named it last', async () => {
    const store = opened();
    await load(store, [accepted(ann), accepted(bob)]);
    expect(await load(store, [accepted({ ...ann, row: 8 })], 'renamed.csv')).toEqual([
      { is: 'unchanged', contact: ann.id },
    ]);
    expect(await store.contact(ann.id)).toMatchObject({ list: 'renamed.csv', row: 8 });
    expect((await store.counts(CAMPAIGN)).rows).toBe(2);
  });
}
