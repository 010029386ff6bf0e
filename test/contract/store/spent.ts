/** The contract of the sums of a campaign: whatever is committed, they are what counting all of its attempts comes to. */
import { beforeEach, expect, test } from 'vitest';
import { isOpen, type Attempt, type AttemptState } from '../../../src/model/attempt.ts';
import type { Contact, ContactState } from '../../../src/model/contact.ts';
import type { CampaignId } from '../../../src/model/ids.ts';
import { mayHaveRung } from '../../../src/model/number-limits.ts';
import type { Spent } from '../../../src/model/standing-facts.ts';
import { between, chance, stream, type Random } from '../../../src/simulate/random.ts';
import type { Change, Store } from '../../../src/store/port.ts';
import {
  accepted,
  answered,
  campaign,
  CAMPAIGN,
  completed,
  contact,
  evidence,
  load,
  loaded,
  now,
  placed,
  placing,
  T,
} from './given.ts';

const OTHER = 'autumn' as CampaignId;
const KEYS = ['ann', 'bob', 'cid', 'dan', 'eve'];

/** Every attempt of these, counted. */
export async function recounted(store: Store, people: readonly Contact[], of: CampaignId): Promise<Spent> {
  const all: Attempt[] = [];
  for (const { id } of people) all.push(...(await store.attemptsOf(id)));
  const mine = all.filter((attempt) => attempt.campaign === of);
  const sum = (some: readonly Attempt[]): number => some.reduce((total, { reserved }) => total + (reserved ?? 0), 0);
  const rang = mine.filter(mayHaveRung);
  return {
    spent: sum(mine.filter((attempt) => !isOpen(attempt))),
    reserved: sum(mine.filter(isOpen)),
    unpriced: rang.filter(({ reserved }) => reserved === null).length,
    people: new Set(rang.map((attempt) => attempt.contact)).size,
    open: mine.filter(isOpen).length,
  };
}

const notPlaced = (why: 'unsent' | 'refused' | 'given_up'): AttemptState => ({
  is: 'not_placed',
  why,
  at: T,
  code: null,
});
const ready: ContactState = { is: 'ready', dueAt: T };

/** A further try, or whatever may be heard of the last one: late words of calls that were over among them. */
export async function anything(store: Store, of: Contact, luck: Random): Promise<Change> {
  const about = await store.attemptsOf(of.id);
  const last = about.at(-1);
  const current = (await store.contact(of.id))!;
  const price = (): number | null => (chance(luck, 0.2) ? null : between(luck, 0, 9) * 1_000);
  if (last === undefined || (!isOpen(last) && chance(luck, 0.6)))
    return placing({ ...current, state: ready }, { reserved: price(), seq: current.seq + 1 });
  const heard = about[between(luck, 0, about.length - 1)]!;
  const states = [
    answered(`c-${heard.id}`),
    placed(`c-${heard.id}`),
    ...(['unsent', 'refused', 'given_up'] as const).map(notPlaced),
  ];
  const state = states[between(luck, 0, states.length - 1)]!;
  const next = state.is === 'placed' ? current.state : chance(luck, 0.5) ? completed : ready;
  return evidence(current, { ...heard, reserved: price() }, state, next);
}

export function spentContract(opened: () => Store): void {
  let store: Store;
  let people: Contact[];
  beforeEach(async () => {
    store = opened();
    people = await loaded(
      store,
      KEYS.map((key) => contact(key)),
    );
    await store.putCampaign('new', campaign({ id: OTHER }), []);
    const others = KEYS.map((key) => contact(`${key}2`, { campaign: OTHER }));
    await load(
      store,
      others.map((one) => accepted(one)),
      'others.csv',
      OTHER,
    );
    for (const { id } of others) people.push((await store.contact(id))!);
  });

  test('nothing of a campaign that dialed nobody', async () => {
    expect(await store.spent(CAMPAIGN)).toEqual({ spent: 0, reserved: 0, unpriced: 0, people: 0, open: 0 });
  });

  test.each([1, 2, 3])('its sums are what counting comes to, whatever was committed (seed %i)', async (seed) => {
    const luck = stream(seed, 'spent');
    let done = 0;
    for (let nth = 0; nth < 40; nth++) {
      const some = people.filter(() => chance(luck, 0.3));
      const changes: Change[] = [];
      for (const one of some) changes.push(await anything(store, one, luck));
      done += (await store.commit(changes, {})).filter(({ is }) => is === 'done').length;
      if (nth % 10 === 5) await store.erase([people[between(luck, 0, people.length - 1)]!.id], 'cut');
    }
    expect(done).toBeGreaterThan(60);
    for (const of of [CAMPAIGN, OTHER]) expect(await store.spent(of)).toEqual(await recounted(store, people, of));
  });

  test('who waits until a number may be called again is counted, with the first and the last of them', async () => {
    const waits = async (n: number, state: ContactState): Promise<void> => {
      const before = (await store.contact(people[n]!.id))!;
      await store.commit(
        [{ contact: { from: before.version, to: { ...before, state, version: before.version + 1 } }, log: [] }],
        {},
      );
    };
    expect(await store.capped(CAMPAIGN, T)).toEqual({ waiting: 0, first: null, last: null });
    await waits(0, { is: 'ready', dueAt: T + 10, capped: true });
    await waits(1, { is: 'ready', dueAt: T + 30, capped: true });
    await waits(2, { is: 'ready', dueAt: T + 40 });
    await waits(3, { is: 'ready', dueAt: T, capped: true });
    expect(await store.capped(CAMPAIGN, T)).toEqual({ waiting: 2, first: T + 10, last: T + 30 });
    expect((await store.contact(people[0]!.id))!.state).toEqual({ is: 'ready', dueAt: T + 10, capped: true });
    expect(await store.capped(OTHER, T)).toMatchObject({ waiting: 0 });
  });

  test('several changes of one attempt in one commit are counted one after the other', async () => {
    const [ann] = people;
    const first = placing(ann!, { reserved: 5 });
    const ends = evidence(first.contact.to, { ...first.attempt!.to, reserved: 2 }, answered('c1'), ready);
    const again = placing(ends.contact.to, { seq: 2, reserved: 7 });
    await store.commit([first, ends, again], {});
    expect(await store.spent(CAMPAIGN)).toEqual({ spent: 2, reserved: 7, unpriced: 0, people: 1, open: 1 });
    const { contact: held, attempt } = await now(store, ann!);
    await store.commit([evidence(held, attempt, notPlaced('given_up'), completed)], {});
    // It may have rung all the same.
    expect(await store.spent(CAMPAIGN)).toMatchObject({ people: 1, spent: 9, reserved: 0, open: 0 });
  });
}
