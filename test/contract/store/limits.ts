/** The contract of budgets and ramps: what a commit may bind, whoever dials, and what is counted of it. */
import { beforeEach, expect, test } from 'vitest';
import type { Attempt } from '../../../src/model/attempt.ts';
import type { Campaign, Plan } from '../../../src/model/campaign.ts';
import type { Contact } from '../../../src/model/contact.ts';
import type { LineId } from '../../../src/model/ids.ts';
import { MINUTE } from '../../../src/model/time.ts';
import type { Change, CommitResult, Guards, Store } from '../../../src/store/port.ts';
import {
  ACCOUNT,
  CAMPAIGN,
  T,
  answered,
  attempt,
  campaign,
  completed,
  contact,
  evidence,
  loaded,
  now,
  placing,
  plan,
} from './given.ts';

const LINE = 'ap_1' as LineId;
/** A minute costs a dollar, and no call takes more than ten. */
const RATE = { perMinute: 1_000_000, to: MINUTE, least: 0, ringing: false };
const TEN = 10_000_000;
export const LIMITED: Guards = { limits: { campaign: CAMPAIGN } };
export const moneyOf = (budget: number | null): Plan['money'] & object => ({ budget, rates: { [LINE]: [RATE] } });

const words = (results: readonly CommitResult[]): string[] =>
  results.map((r) => (r.is === 'done' ? 'done' : r.because));

export async function limited(store: Store, over: Partial<Plan>, more: Partial<Campaign> = {}): Promise<void> {
  const known = (await store.campaign(CAMPAIGN))!;
  const next = plan({ ...over, version: known.plan.version + 1 });
  await store.putCampaign(known.version, campaign({ plan: next, version: known.version + 1, ...more }), []);
}

export function limitsContract(opened: () => Store): void {
  let store: Store;
  let people: Contact[];
  beforeEach(async () => {
    store = opened();
    people = await loaded(
      store,
      ['ann', 'bob', 'cid', 'dan'].map((key) => contact(key)),
    );
  });
  const dial = (of: Contact, over: Partial<Attempt> = {}): Change => placing(of, { reserved: TEN, ...over });
  const dials = async (some: readonly Contact[], guards: Guards = LIMITED): Promise<string[]> =>
    words(
      await store.commit(
        some.map((one) => dial(one)),
        guards,
      ),
    );
  const again = async (n: number): Promise<Contact> => (await store.contact(people[n]!.id))!;

  test('a budget is never bound beyond: a commit of several is cut to what is left', async () => {
    await limited(store, { money: moneyOf(3 * TEN - 1) });
    expect(await dials(people)).toEqual(['done', 'done', 'budget', 'budget']);
    expect(await store.spent(CAMPAIGN)).toEqual({ spent: 0, reserved: 2 * TEN, unpriced: 0, people: 2, open: 2 });
  });

  test('what a call cost is what stays bound, and the rest is free again', async () => {
    await limited(store, { money: moneyOf(2 * TEN) });
    await dials(people.slice(0, 2));
    expect(await dials([people[2]!])).toEqual(['budget']);
    const open = await now(store, people[0]!);
    const cheap = { ...open.attempt, reserved: 0 };
    // In one commit with the end: what it frees is there for those after it.
    const ends = evidence(open.contact, cheap, answered('c1'), completed);
    expect(words(await store.commit([ends, dial(people[2]!)], LIMITED))).toEqual(['done', 'done']);
    expect(await dials([people[3]!])).toEqual(['budget']);
    expect(await store.spent(CAMPAIGN)).toEqual({ spent: 0, reserved: 2 * TEN, unpriced: 0, people: 3, open: 2 });
  });

  test('an end of which the cost is not known keeps all of it, and a cost its part', async () => {
    await limited(store, { money: moneyOf(2 * TEN) });
    await dials(people.slice(0, 1));
    const open = await now(store, people[0]!);
    await store.commit([evidence(open.contact, { ...open.attempt, reserved: TEN }, answered('c1'), completed)], {});
    expect(await store.spent(CAMPAIGN)).toMatchObject({ spent: TEN, reserved: 0, open: 0 });
    expect(await dials(people.slice(1, 3))).toEqual(['done', 'budget']);
  });

  test('evidence is never refused for money', async () => {
    await limited(store, { money: moneyOf(TEN) });
    await dials(people.slice(0, 1));
    const open = await now(store, people[0]!);
    const dear = evidence(open.contact, { ...open.attempt, reserved: 9 * TEN }, answered('c1'), completed);
    expect(words(await store.commit([dear], LIMITED))).toEqual(['done']);
    expect(await dials(people.slice(1, 2))).toEqual(['budget']);
  });

  test('by the budget as it stands: one that was set, lowered or raised meanwhile', async () => {
    // Whoever dials has read the campaign before it had one, and has nothing counted.
    await limited(store, { money: moneyOf(9 * TEN) });
    expect(await dials(people.slice(0, 1), {})).toEqual(['budget']);
    expect(await dials(people.slice(0, 2))).toEqual(['done', 'done']);
    await limited(store, { money: moneyOf(TEN) });
    expect(await dials(people.slice(2, 3))).toEqual(['budget']);
    await limited(store, { money: moneyOf(3 * TEN) });
    expect(await dials(people.slice(2, 4))).toEqual(['done', 'budget']);
    await limited(store, { money: moneyOf(null) });
    expect(await dials(people.slice(3, 4), {})).toEqual(['done']);
  });

  test('an attempt binds the worst that it can cost, or is not made', async () => {
    await limited(store, { money: moneyOf(9 * TEN) });
    for (const over of [{ reserved: TEN - 1 }, { reserved: null }, { line: 'ap_2' as LineId }])
      expect([over, words(await store.commit([dial(people[0]!, over)], LIMITED))]).toEqual([over, ['budget']]);
  });

  test('calls of a time without prices count as the dearest', async () => {
    await store.commit([placing(people[0]!, { reserved: null })], {});
    await limited(store, { money: moneyOf(2 * TEN) });
    expect(await store.spent(CAMPAIGN)).toEqual({ spent: 0, reserved: 0, unpriced: 1, people: 1, open: 1 });
    expect(await dials(people.slice(1, 3))).toEqual(['done', 'budget']);
  });

  test('a ramp holds at so many people: their further tries are theirs, and the next step is for more', async () => {
    const ramp = { steps: [2, 3], goOnIf: null };
    await limited(store, { ramp });
    expect(await dials(people.slice(0, 1), {})).toEqual(['ramp']);
    expect(await dials(people)).toEqual(['done', 'done', 'ramp', 'ramp']);
    // A try that rang nobody gives its place back.
    const [one, two] = [await now(store, people[0]!), await now(store, people[1]!)];
    const unsent = { is: 'not_placed', why: 'unsent', at: T, code: null } as const;
    const ready = { is: 'ready', dueAt: T } as const;
    const missed = evidence(one.contact, one.attempt, unsent, ready);
    const rang = evidence(two.contact, two.attempt, answered('c2'), ready);
    expect(words(await store.commit([missed, rang, dial(people[2]!)], LIMITED))).toEqual(['done', 'done', 'done']);
    expect(await dials([await again(0), await again(1)])).toEqual(['ramp', 'done']);
    expect((await store.spent(CAMPAIGN)).people).toBe(2);
    await limited(store, { ramp }, { rampStep: 1 });
    expect(await dials([await again(0), people[3]!])).toEqual(['done', 'ramp']);
    await limited(store, { ramp }, { rampStep: 2 });
    expect(await dials([people[3]!])).toEqual(['done']);
  });

  test('people are counted once in one commit too', async () => {
    await limited(store, { ramp: { steps: [2], goOnIf: null } });
    await dials(people.slice(0, 1));
    const open = await now(store, people[0]!);
    const rang = evidence(open.contact, open.attempt, answered('c1'), { is: 'ready', dueAt: T });
    const second = placing(rang.contact.to, { seq: 2, reserved: TEN });
    expect(words(await store.commit([rang, second, dial(people[1]!), dial(people[2]!)], LIMITED))).toEqual([
      ...['done', 'done', 'done', 'ramp'],
    ]);
  });

  test('newest calls of a line since then, of whichever campaign', async () => {
    const at = (n: number, sendAt: number): Change => dial(people[n]!, { sendAt });
    await store.commit([at(0, T + 1), at(1, T + 2), at(2, T + 3), dial(people[3]!, { line: 'ap_2' as LineId })], {});
    const found = await store.sentSince(ACCOUNT, LINE, T + 1, 9);
    expect(found.map(({ sendAt }) => sendAt - T)).toEqual([3, 2]);
    expect(found[1]).toEqual(attempt(people[1]!, { reserved: TEN, sendAt: T + 2 }));
    expect(await store.sentSince(ACCOUNT, LINE, T, 1)).toHaveLength(1);
  });

  test('the step of a ramp and what a breaker has counted stand with the campaign', async () => {
    await limited(store, {}, { rampStep: 1, breakerFrom: T + 5 });
    expect(await store.campaign(CAMPAIGN)).toMatchObject({ rampStep: 1, breakerFrom: T + 5 });
  });
}
