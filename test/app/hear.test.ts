/** What is heard in a call: an opt-out holds at once and for good, an outcome moves its contact, a doubt waits for a person. */
import { beforeEach, describe, expect, it } from 'vitest';
import { hear, type Listened } from '../../src/app/conversations/hear.ts';
import { release, unheardOf } from '../../src/app/conversations/unheard.ts';
import type { Contact } from '../../src/model/contact.ts';
import { undecided, unheard, UNHEARD_TASK } from '../../src/model/heard.ts';
import type { CampaignId, DestinationKey } from '../../src/model/ids.ts';
import type { OutcomeRule } from '../../src/model/outcome-rule.ts';
import { HOUR, MINUTE } from '../../src/model/time.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import type { Conversation } from '../../src/voice/port.ts';
import {
  accepted,
  answered,
  campaign,
  completed,
  contact,
  evidence,
  load,
  now as asItIs,
  placing,
  plan,
  T,
} from '../contract/store/given.ts';

const END = T + 60_000;
const RULE: OutcomeRule = {
  signals: { variable: 'result', tool: { name: 'save', argument: 'what' } },
  values: {
    done: ['booked'],
    callback: ['later'],
    opt_out: ['never'],
    wrong_number: ['wrong'],
    retry: ['no'],
    voicemail: ['machine'],
  },
  after: { retry: HOUR },
  callbackAt: 'at',
  wait: 10 * MINUTE,
  optOutWords: [],
};

let store: Store;
let now: number;

beforeEach(() => {
  store = openMemoryStore({ makeId: (length) => 'x'.repeat(length), now: T });
  now = END + 5_000;
});

const clock = { now: () => now, monotonic: () => now, sleep: () => Promise.resolve() };
const words = (...texts: readonly string[]): Conversation => ({
  lines: texts.map((text) => ({ by: 'person', text, at: null })),
  summary: null,
});
const result = (value: string, more: object = {}): Conversation => ({
  ...words('Yes.'),
  variables: { result: value, ...more },
});

/** Two campaigns with the same number; the first has called it. */
async function called(rule?: OutcomeRule): Promise<Contact> {
  const mine = campaign({ plan: plan(rule === undefined ? {} : { outcome: rule }) });
  const other = campaign({ id: 'other' as CampaignId });
  await store.putCampaign('new', mine, []);
  await store.putCampaign('new', other, []);
  const ann = contact('ann');
  await load(store, [accepted(ann, { to_number: '+14155550101' })]);
  const twin = contact('ann2', { campaign: other.id, destination: ann.destination });
  await load(store, [accepted(twin, { to_number: '+14155550101' })], 'others.csv', other.id);
  const ready = (await store.contact(ann.id))!;
  await store.commit([placing(ready)], {});
  const held = await asItIs(store, ann);
  const over = evidence(held.contact, held.attempt, answered('c1'), completed, {
    disposition: 'answered',
    attempts: 1,
  });
  await store.commit([{ ...over, tasks: [unheard(held.attempt, END, null)] }], {});
  return (await store.contact(ann.id))!;
}

async function listen(of: Contact, said: Conversation): Promise<Listened> {
  const { attempt } = await asItIs(store, of);
  return hear({ store, clock }, attempt, said);
}
const ann = async (of: Contact): Promise<Contact> => (await store.contact(of.id))!;
const suppressed = async (of: Contact): Promise<unknown> =>
  [
    ...(
      await store.suppressed([of.destination], ['everywhere', `campaign:${of.campaign}`], now + 400 * 24 * HOUR)
    ).values(),
  ].map(({ scope, source, reason, until }) => ({ scope, source, reason, until }));

describe('an opt-out', () => {
  const FOR_GOOD = [{ scope: 'everywhere', source: 'heard', reason: 'opt_out', until: null }];

  it('in their own words holds everywhere and for good, without any rule; who waits in another campaign is left out', async () => {
    const person = await called();
    expect(await listen(person, words('Hello?', 'Please stop calling me.'))).toBe('settled');
    expect(await suppressed(person)).toEqual(FOR_GOOD);
    expect(await ann(person)).toMatchObject({ heard: { seq: 1, outcome: 'opt_out', by: 'person' } });
    const [twin] = (await store.contactsOn([person.destination])).filter(({ campaign: id }) => id === 'other');
    expect(twin?.state).toEqual({ is: 'skipped', reason: 'suppressed' });
    const log = (await store.log({ contact: person.id }, 0, 99)).map(({ event }) => event);
    expect(log.slice(-2)).toEqual(['opt_out_heard', 'heard']);
    // Nothing that was said stands in the log (I8).
    expect(JSON.stringify(await store.log({}, 0, 99))).not.toContain('stop calling');
  });

  it('in words that the account adds, whatever the campaign says', async () => {
    const person = await called(RULE);
    const { attempt } = await asItIs(store, person);
    const said = words('Mă gândesc. Nu mă mai sunați!');
    expect(await hear({ store, clock }, attempt, said)).toBe('waits');
    expect(await hear({ store, clock, optOutWords: ['nu ma mai sunati'] }, attempt, said)).toBe('settled');
    expect(await suppressed(person)).toEqual(FOR_GOOD);
  });

  it('by the campaign’s own signal too, and heard late it overrules an outcome that was heard before', async () => {
    const person = await called(RULE);
    expect(await listen(person, result('booked'))).toBe('settled');
    expect(await suppressed(person)).toEqual([]);
    expect(await listen(person, { ...result('booked'), lines: words('Take me off your list.').lines })).toBe('settled');
    expect(await suppressed(person)).toEqual(FOR_GOOD);
    expect((await ann(person)).heard).toMatchObject({ outcome: 'opt_out' });
    // Heard once more nothing changes, and what a person has taken back is not said anew by the same words.
    const before = await ann(person);
    await store.unsuppress([person.destination], 'all', []);
    await listen(person, words('Take me off your list.'));
    expect(await suppressed(person)).toEqual([]);
    expect(await ann(person)).toEqual(before);
  });

  it('cannot be weakened by a shorter one, nor erased by a list that is loaded again', async () => {
    const person = await called();
    await listen(person, words("Don't call me again."));
    const { destination } = person;
    await store.suppress([
      { destination, scope: 'everywhere', reason: 'asked', source: 'operator', at: now, until: now + HOUR },
    ]);
    expect(await suppressed(person)).toEqual(FOR_GOOD);
    await load(store, [accepted(contact('ann', { row: 2 }), { to_number: '+14155550101', again: 'yes' })]);
    expect(await suppressed(person)).toEqual(FOR_GOOD);
    const fresh = contact('new', { destination });
    await load(store, [accepted(fresh, { to_number: '+14155550101' })], 'new.csv');
    const [lost] = await store.commit([placing((await store.contact(fresh.id))!)], { unsuppressed: { at: now } });
    expect(lost).toMatchObject({ is: 'lost', because: 'suppressed' });
  });

  it('killed between any two writes it is heard again, and holds', async () => {
    for (const dies of ['suppress', 'append', 'commit'] as const) {
      store = openMemoryStore({ makeId: (length) => 'x'.repeat(length), now: T });
      const person = await called();
      const whole = store;
      const broken = { ...whole, [dies]: () => Promise.reject(new Error('killed')) } as Store;
      const { attempt } = await asItIs(whole, person);
      await expect(hear({ store: broken, clock }, attempt, words('Stop calling me.'))).rejects.toThrow('killed');
      // Its number waits all the while.
      expect(await unheardOf(whole, attempt)).toBeDefined();
      await hear({ store: whole, clock }, attempt, words('Stop calling me.'));
      expect(await suppressed(person)).toEqual(FOR_GOOD);
      expect((await ann(person)).heard?.outcome).toBe('opt_out');
    }
  });
});

describe('an outcome', () => {
  it.each<[string, object, object]>([
    ['booked', {}, { state: completed, heard: { outcome: 'done', by: 'person' } }],
    [' BOOKED ', {}, { heard: { outcome: 'done' } }],
    ['wrong', {}, { state: { is: 'completed', reason: 'wrong_number' }, heard: { outcome: 'wrong_number' } }],
    ['no', {}, { state: { is: 'ready', dueAt: END + HOUR }, disposition: null, heard: { outcome: 'retry' } }],
    [
      'machine',
      {},
      { state: { is: 'completed', reason: 'voicemail' }, heard: { outcome: 'voicemail', by: 'machine' } },
    ],
    ['later', {}, { state: { is: 'ready', dueAt: END + 4 * HOUR }, heard: { outcome: 'callback', again: 1 } }],
    ['later', { at: new Date(END + 26 * HOUR).toISOString() }, { state: { is: 'ready', dueAt: END + 26 * HOUR } }],
    ['later', { at: 'yesterday, I guess' }, { state: { is: 'ready', dueAt: END + 4 * HOUR } }],
  ])('%s %j', async (value, more, expected) => {
    const person = await called(RULE);
    expect(await listen(person, result(value, more))).toBe('settled');
    expect(await ann(person)).toMatchObject(expected);
    const before = await ann(person);
    await listen(person, result(value, more));
    expect(await ann(person)).toEqual(before);
  });

  it('a wrong number is not called any more by this campaign, by others it is', async () => {
    const person = await called(RULE);
    await listen(person, result('wrong'));
    expect(await suppressed(person)).toEqual([
      { scope: 'campaign:spring', source: 'heard', reason: 'wrong_number', until: null },
    ]);
    const [twin] = (await store.contactsOn([person.destination])).filter(({ campaign: id }) => id === 'other');
    expect(twin?.state.is).toBe('ready');
  });

  it('of a tool: the newest call of it; a value that means nothing is waited for', async () => {
    const person = await called(RULE);
    const tools = ['booked', 'wrong'].map((what) => ({ name: 'save', arguments: { what } }));
    expect(await listen(person, result('hm'))).toBe('waits');
    expect((await ann(person)).heard).toBeUndefined();
    expect(await listen(person, { ...words('Yes.'), tools })).toBe('settled');
    expect((await ann(person)).heard?.outcome).toBe('wrong_number');
  });

  it('that puts somebody back in a finished campaign has it go on with the next run', async () => {
    const person = await called(RULE);
    const mine = (await store.campaign(person.campaign))!;
    await store.putCampaign(
      mine.version,
      { ...mine, state: { is: 'finished', at: now }, version: mine.version + 1 },
      [],
    );
    await listen(person, result('later'));
    expect((await store.campaign(person.campaign))?.state).toMatchObject({ is: 'paused', why: 'unattended' });
  });
});

describe('a doubt', () => {
  it('keeps the number from being dialed until a person has said what was meant', async () => {
    const person = await called();
    expect(await listen(person, words("Don't call me Bob."))).toBe('doubt');
    expect(await suppressed(person)).toEqual([]);
    expect((await ann(person)).heard).toMatchObject({ outcome: null, by: 'person', doubt: 'open' });
    const { attempt } = await asItIs(store, person);
    await release(store, attempt);
    expect(await store.task(UNHEARD_TASK, person.destination)).toMatchObject({ body: { doubt: true } });
    const fresh = contact('new', { destination: person.destination });
    await load(store, [accepted(fresh)], 'new.csv');
    const dial = async (): Promise<unknown> =>
      (await store.commit([placing((await store.contact(fresh.id))!)], { unsuppressed: { at: now } }))[0];
    expect(await dial()).toMatchObject({ is: 'lost', because: 'unheard' });
    await store.dropTask(undecided({ ...attempt, destination: person.destination as DestinationKey }));
    expect(await dial()).toEqual({ is: 'done' });
  });
});
