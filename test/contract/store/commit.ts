/** The contract of `commit`: each guard, each race that one connection can lose, and what evidence may do. */
import { onDoNotCall } from '../../../src/model/suppression.ts';
import { beforeEach, expect, test } from 'vitest';
import type { Contact } from '../../../src/model/contact.ts';
import type { AccountKey, DestinationKey, LineId } from '../../../src/model/ids.ts';
import type { Change, CommitResult, Store } from '../../../src/store/port.ts';
import {
  ACCOUNT,
  CAMPAIGN,
  OTHERS,
  T,
  answered,
  attempt,
  campaign,
  completed,
  contact,
  evidence,
  line,
  loaded,
  loadedElsewhere,
  now,
  placed,
  placing,
} from './given.ts';

const words = (results: readonly CommitResult[]): string[] =>
  results.map((r) => (r.is === 'done' ? 'done' : r.because));

export function commitContract(opened: () => Store): void {
  let store: Store;
  let ann: Contact;
  let bob: Contact;
  let cid: Contact;
  beforeEach(async () => {
    store = opened();
    [ann, bob, cid] = (await loaded(store, [contact('ann'), contact('bob'), contact('cid')])) as [
      Contact,
      Contact,
      Contact,
    ];
  });

  test('a change writes the contact, its attempt, its log and its personal notes', async () => {
    const change = { ...placing(ann), personal: [{ owner: ann.id, key: 'note', body: { summary: 'called' } }] };
    expect(await store.commit([change], {})).toEqual([{ is: 'done' }]);
    expect(await store.contact(ann.id)).toEqual(change.contact.to);
    expect(await store.attempt(change.attempt!.to.id)).toEqual(change.attempt!.to);
    expect(await store.log({ contact: ann.id }, 0, 10)).toMatchObject([{ event: 'placing' }]);
    expect((await store.personal([ann.id], 'note')).get(ann.id)).toEqual({ summary: 'called' });
    expect(await store.due({ campaign: ann.campaign, now: T, places: null, cartesiaOnly: false, limit: 10 })).toEqual([
      bob,
      cid,
    ]);
  });

  test('an attempt keeps its limits and the money set aside for it, until the money is free again', async () => {
    const limits = { ringing: 80_000, talking: 3_600_000 };
    await store.commit([placing(ann, { limits, reserved: 250 })], {});
    const dialed = await now(store, ann);
    expect(dialed.attempt).toMatchObject({ limits, reserved: 250 });
    const ended = evidence(dialed.contact, { ...dialed.attempt, reserved: null }, answered('ac'), completed);
    expect(await store.commit([ended], {})).toEqual([{ is: 'done' }]);
    expect((await now(store, ann)).attempt).toMatchObject({ limits, reserved: null });
  });

  test('a change whose contact moved on is lost, names the contact as it stands, and leaves nothing', async () => {
    const won = placing(ann);
    await store.commit([won], {});
    const late = { ...placing(ann, { seq: 2 }), personal: [{ owner: ann.id, key: 'note', body: {} }] };
    expect(await store.commit([late], {})).toEqual([{ is: 'lost', because: 'moved', current: won.contact.to }]);
    expect(await store.attemptsOf(ann.id)).toHaveLength(1);
    expect(await store.log({ contact: ann.id }, 0, 10)).toHaveLength(1);
    expect((await store.personal([ann.id], 'note')).size).toBe(0);
  });

  test('a change whose attempt moved on is lost and its contact stays', async () => {
    await store.commit([placing(ann)], {});
    const seen = await now(store, ann);
    const stale = { ...seen.attempt, version: 7 };
    const result = await store.commit([evidence(seen.contact, stale, placed('c1'), seen.contact.state)], {});
    expect(words(result)).toEqual(['moved']);
    expect(await store.contact(ann.id)).toEqual(seen.contact);
  });

  test('an attempt id is never written twice', async () => {
    await store.commit([placing(ann)], {});
    const { contact: held } = await now(store, ann);
    expect(words(await store.commit([placing(held, { seq: 1 })], {}))).toEqual(['moved']);
  });

  test('a contact that is not there is lost with nothing to show', async () => {
    const gone = placing(contact('zoe', { version: 1 }));
    expect(await store.commit([gone], {})).toEqual([{ is: 'lost', because: 'moved', current: undefined }]);
  });

  test('changes of one commit are independent, and seen by those after them', async () => {
    const first = placing(ann);
    const after = evidence(first.contact.to, first.attempt!.to, placed('c1'), first.contact.to.state);
    const results = await store.commit([first, placing({ ...bob, version: 9 }), after, placing(cid)], {});
    expect(words(results)).toEqual(['done', 'moved', 'done', 'done']);
    expect((await store.attempt(first.attempt!.to.id))?.state.is).toBe('placed');
  });

  test('a change that does not raise the version is a mistake, not a change', async () => {
    const change = placing(ann);
    const same = { ...change, contact: { from: 1, to: { ...change.contact.to, version: 1 } } };
    await expect(store.commit([same], {})).rejects.toThrow('version');
    expect(await store.contact(ann.id)).toEqual(ann);
  });

  test('epoch: the engine that took the account last is the only one', async () => {
    const old = await store.takeAccount(ACCOUNT, T);
    const young = await store.takeAccount(ACCOUNT, T);
    expect(young).toBe(old + 1);
    const fenced = await store.commit([placing(ann), placing(bob)], { epoch: { account: ACCOUNT, epoch: old } });
    expect(words(fenced)).toEqual(['epoch', 'epoch']);
    expect(fenced[0]).toMatchObject({ current: ann });
    expect(words(await store.commit([placing(ann)], { epoch: { account: ACCOUNT, epoch: young } }))).toEqual(['done']);
    expect(words(await store.commit([placing(bob)], { epoch: { account: 'other' as AccountKey, epoch: 1 } }))).toEqual([
      'epoch',
    ]);
  });

  test('slots: granted in order, to new attempts of that account, never to the lost', async () => {
    const slots = { account: ACCOUNT, max: 1 };
    expect(words(await store.commit([placing({ ...ann, version: 5 }), placing(bob), placing(cid)], { slots }))).toEqual(
      ['moved', 'done', 'slots'],
    );
    const open = await now(store, bob);
    const ends = evidence(open.contact, open.attempt, answered('c1'), completed);
    expect(words(await store.commit([ends, placing(cid)], { slots }))).toEqual(['done', 'done']);
    const elsewhere = placing(await loadedElsewhere(store, 'zed'), { account: OTHERS });
    expect(words(await store.commit([elsewhere], { slots }))).toEqual(['done']);
  });

  test('running: nothing is placed in a campaign that was paused, once pausing returned', async () => {
    await store.putCampaign(2, campaign({ state: { is: 'paused', why: 'operator', message: '' }, version: 3 }), []);
    expect(words(await store.commit([placing(ann)], { running: true }))).toEqual(['not_running']);
    expect(words(await store.commit([placing(ann)], {}))).toEqual(['done']);
  });

  test('unsuppressed: nothing is placed to a number on the do-not-call list', async () => {
    await store.suppress(onDoNotCall([ann.destination], 'do-not-call.txt', T));
    expect(words(await store.commit([placing(ann), placing(bob)], { unsuppressed: { at: T } }))).toEqual([
      'suppressed',
      'done',
    ]);
    expect(words(await store.commit([placing(ann)], {}))).toEqual(['done']);
  });

  test('one open attempt a destination, between two contacts of one phone', async () => {
    const twin = { destination: 'd-home' as DestinationKey };
    await storeOther(store, [contact('eva', twin), contact('fay', twin)]);
    const [eva, fay] = await Promise.all(['eva', 'fay'].map(async (key) => (await store.contact(contact(key).id))!));
    expect(words(await store.commit([placing(eva!), placing(fay!)], {}))).toEqual(['done', 'destination_open']);
    expect(await store.contact(fay!.id)).toEqual(fay);
    const open = await now(store, eva!);
    await store.commit([evidence(open.contact, open.attempt, answered('c1'), completed)], {});
    expect(words(await store.commit([placing(fay!)], {}))).toEqual(['done']);
  });

  test('one open attempt a contact, even where its number changed', async () => {
    await store.commit([placing(ann)], {});
    const { contact: held } = await now(store, ann);
    const moved = placing({ ...held, destination: 'd-new' as DestinationKey });
    expect(words(await store.commit([moved], {}))).toEqual(['unrelated']);
    expect(words(await store.commit([placing(held)], {}))).toEqual(['destination_open']);
  });

  test('what a new attempt names must belong together, whoever named it', async () => {
    const zed = await loadedElsewhere(store, 'zed');
    await storeOther(store, [contact('ola', { cartesiaDialable: false })]);
    const abroad = (await store.contact(contact('ola').id))!;
    const [of, one] = [CAMPAIGN, placing(ann)];
    const apart: Record<string, Change> = {
      'a contact of another campaign': placing(zed, { campaign: of }),
      'a contact said to be of another campaign': placing({ ...zed, campaign: of }),
      'an attempt of somebody else': placing(ann, { contact: bob.id }),
      'another number': placing(ann, { destination: bob.destination }),
      'another account': placing(ann, { account: OTHERS }),
      'the other account’s contact under ours': placing(zed),
      'a line that is not its campaign’s': placing(ann, { line: 'ap_9' as LineId }),
      'a Cartesia line for a number abroad': placing(abroad, { line: 'ap_us' as LineId }),
    };
    for (const [what, change] of Object.entries(apart)) {
      expect([what, words(await store.commit([change], {}))]).toEqual([what, ['unrelated']]);
    }
    expect(await store.openAttempts(ACCOUNT)).toEqual([]);
    expect(await store.openAttempts(OTHERS)).toEqual([]);
    expect(words(await store.commit([one], {}))).toEqual(['done']);
  });

  test('pace: no more starts of a line within a second of an appointment, whoever gave it', async () => {
    const pace = (at: number, most = 1) => ({ pace: { account: ACCOUNT, line: 'ap_1' as LineId, at, most } });
    const at = (of: Contact, sendAt: number) => placing(of, { sendAt, sendBy: sendAt + 1_000 });
    expect(words(await store.commit([at(ann, T), at(bob, T)], pace(T)))).toEqual(['done', 'paced']);
    expect(words(await store.commit([at(bob, T + 999)], pace(T + 999)))).toEqual(['paced']);
    // Another line is another pace, and a faster one holds more.
    const line = 'ap_2' as LineId;
    const elsewhere = placing(bob, { sendAt: T + 5, line });
    const there = { pace: { account: ACCOUNT, line, at: T + 5, most: 1 } };
    expect(words(await store.commit([elsewhere], there))).toEqual(['done']);
    expect(words(await store.commit([at(cid, T + 500)], pace(T + 500, 2)))).toEqual(['done']);
    // What never left counts for nothing.
    const open = await now(store, ann);
    const unsent = { is: 'not_placed', why: 'unsent', at: T, code: null } as const;
    await store.commit([evidence(open.contact, open.attempt, unsent, { is: 'ready', dueAt: T })], {});
    const again = (await store.contact(ann.id))!;
    expect(words(await store.commit([at(again, T + 1_500)], pace(T + 1_500)))).toEqual(['done']);
  });

  test('a moment that the provider named: nothing new before it, whoever asks, and evidence all the same', async () => {
    expect(await store.closedUntil(ACCOUNT)).toBe(0);
    const openAt = (at: number) => ({ openAt: { account: ACCOUNT, at } });
    expect(words(await store.commit([placing(ann)], openAt(T)))).toEqual(['done']);
    await store.closeAccount(ACCOUNT, T + 20_000);
    await store.closeAccount(ACCOUNT, T + 5_000);
    expect(await store.closedUntil(ACCOUNT)).toBe(T + 20_000);
    expect(await store.closedUntil(OTHERS)).toBe(0);
    expect(words(await store.commit([placing(bob)], openAt(T + 19_999)))).toEqual(['closed']);
    const open = await now(store, ann);
    expect(
      words(await store.commit([evidence(open.contact, open.attempt, answered('c1'), completed)], openAt(T))),
    ).toEqual(['done']);
    expect(words(await store.commit([placing(bob)], openAt(T + 20_000)))).toEqual(['done']);
    // A new engine takes the account, and the moment stays.
    await store.takeAccount(ACCOUNT, T);
    expect(await store.closedUntil(ACCOUNT)).toBe(T + 20_000);
    // Said by a clock that was years ahead: nobody may be stopped by it for good.
    expect(words(await store.commit([placing(cid)], openAt(T - 90 * 86_400_000)))).toEqual(['done']);
  });

  test('doubt holds the destination and the slot; what rang nobody frees them', async () => {
    await store.commit([placing(ann)], {});
    const open = await now(store, ann);
    const doubt = { is: 'in_doubt', since: T, cause: 'timeout', callId: null, renewals: 0 } as const;
    await store.commit(
      [evidence(open.contact, open.attempt, doubt, { is: 'in_doubt', attempt: open.attempt.id, dueAt: T, lookUps: 0 })],
      {},
    );
    const slots = { account: ACCOUNT, max: 1 };
    expect(words(await store.commit([placing(bob)], { slots }))).toEqual(['slots']);
    const inDoubt = await now(store, ann);
    const unsent = { is: 'not_placed', why: 'unsent', at: T, code: null } as const;
    await store.commit([evidence(inDoubt.contact, inDoubt.attempt, unsent, { is: 'ready', dueAt: T })], {});
    expect(await store.openAttempts(ACCOUNT)).toEqual([]);
    const again = (await store.contact(ann.id))!;
    expect(words(await store.commit([placing(again)], { slots }))).toEqual(['done']);
  });

  test('evidence of a call believed over is stored while a newer attempt is open, and both hold their slots', async () => {
    await store.commit([placing(ann)], {});
    let open = await now(store, ann);
    const unsent = { is: 'not_placed', why: 'unsent', at: T, code: null } as const;
    await store.commit([evidence(open.contact, open.attempt, unsent, { is: 'ready', dueAt: T })], {});
    const first = (await store.attempt(open.attempt.id))!;
    await store.commit([placing((await store.contact(ann.id))!)], {});
    open = await now(store, ann);
    const alive = evidence(open.contact, first, placed('c-old'), open.contact.state, { rangTwice: true });
    expect(words(await store.commit([alive], { slots: { account: ACCOUNT, max: 1 } }))).toEqual(['done']);
    expect((await store.openAttempts(ACCOUNT)).map(({ attempt: a }) => a.id)).toEqual([first.id, open.attempt.id]);

    const flagged = (await store.contact(ann.id))!;
    await store.commit([evidence(flagged, open.attempt, answered('c-new'), { is: 'ready', dueAt: T })], {});
    const ready = (await store.contact(ann.id))!;
    expect(words(await store.commit([placing(ready)], {}))).toEqual(['destination_open']);
    const old = (await store.attempt(first.id))!;
    await store.commit([evidence(ready, old, answered('c-old'), ready.state)], {});
    expect(words(await store.commit([placing((await store.contact(ann.id))!)], {}))).toEqual(['done']);
  });

  test('a call that reopens with no rival holds its destination again', async () => {
    await store.commit([placing(ann)], {});
    const open = await now(store, ann);
    await store.commit([evidence(open.contact, open.attempt, answered('c1'), { is: 'ready', dueAt: T })], {});
    const ended = await now(store, ann);
    await store.commit([evidence(ended.contact, ended.attempt, placed('c1'), { is: 'ready', dueAt: T })], {});
    expect(words(await store.commit([placing((await store.contact(ann.id))!)], {}))).toEqual(['destination_open']);
  });

  test('an ended call found in the past is adopted beside an open one', async () => {
    await store.commit([placing(ann, { seq: 2 })], {});
    const { contact: held } = await now(store, ann);
    const past = attempt(ann, { seq: 1, state: answered('c-past') });
    const adopted = {
      contact: { from: held.version, to: { ...held, version: held.version + 1 } },
      attempt: { from: 'new', to: past },
      log: [],
    } as const;
    expect(words(await store.commit([adopted], {}))).toEqual(['done']);
    expect((await store.attemptsOf(ann.id)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('a contact changes without an attempt', async () => {
    const to = { ...ann, state: { is: 'canceled', reason: 'operator' } as const, version: 2 };
    expect(words(await store.commit([{ contact: { from: 1, to }, log: [line('canceled')] }], {}))).toEqual(['done']);
    expect(await store.contact(ann.id)).toEqual(to);
  });

  test('nothing to change is nothing', async () => {
    expect(await store.commit([], { slots: { account: ACCOUNT, max: 0 } })).toEqual([]);
  });
}

async function storeOther(store: Store, contacts: readonly Contact[]): Promise<void> {
  const { load, accepted } = await import('./given.ts');
  await load(
    store,
    contacts.map((one) => accepted(one)),
    'other.csv',
  );
}
