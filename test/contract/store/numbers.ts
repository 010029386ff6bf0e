/** The contract of limits on calls to a number: over all campaigns, whatever may have rung, and never one too many. */
import { beforeEach, expect, test } from 'vitest';
import type { AttemptState } from '../../../src/model/attempt.ts';
import type { Contact } from '../../../src/model/contact.ts';
import type { AccountKey, CampaignId, DestinationKey } from '../../../src/model/ids.ts';
import { unheard } from '../../../src/model/heard.ts';
import { LIMIT_MARGIN, type NumberLimit } from '../../../src/model/number-limits.ts';
import { EVERYWHERE } from '../../../src/model/suppression.ts';
import { DAY, HOUR } from '../../../src/model/time.ts';
import type { Change, Store } from '../../../src/store/port.ts';
import { T, accepted, answered, campaign, completed, contact, evidence, load, loaded, now, placing } from './given.ts';

const HOME = 'd-home' as DestinationKey;
const by = 'campaign' as const;
const cap = (calls: number, per: number | null): NumberLimit => ({ is: 'calls', calls, per, by });
const busy: AttemptState = {
  is: 'ended',
  callId: null,
  disposition: 'busy',
  startedAt: null,
  endedAt: T,
  endReason: null,
};

export function numbersContract(use: () => Store): void {
  let store: Store;
  let ann: Contact;
  let bob: Contact;
  let eve: Contact;
  beforeEach(async () => {
    store = use();
    const home = { destination: HOME };
    const there = campaign({ id: 'elsewhere' as CampaignId, account: 'acc-2' as AccountKey });
    [ann, bob] = (await loaded(store, [contact('ann', home), contact('bob')])) as [Contact, Contact];
    await store.putCampaign('new', there, []);
    const other = contact('eve', { ...home, campaign: there.id });
    await load(store, [accepted(other)], 'other.csv', there.id);
    eve = (await store.contact(other.id))!;
  });

  const asked = (at: number, ...limits: readonly NumberLimit[]) => ({
    numbers: [{ destination: HOME, also: [], at, limits }],
  });
  const dial = async (who: Contact, at: number, ...limits: readonly NumberLimit[]): Promise<string> => {
    const current = (await store.contact(who.id))!;
    const account = who.id === eve.id ? ('acc-2' as AccountKey) : undefined;
    const over = { sendAt: at, sendBy: at + 1_000, ...(account === undefined ? {} : { account }) };
    const [result] = await store.commit([placing(current, over)], asked(at, ...limits));
    return result!.is === 'done' ? 'done' : result!.because;
  };
  const ends = async (who: Contact, state: AttemptState): Promise<void> => {
    const held = await now(store, who);
    const back = { is: 'ready', dueAt: T } as const;
    const [result] = await store.commit([evidence(held.contact, held.attempt, state, back)], {});
    expect(result).toEqual({ is: 'done' });
  };

  test('calls of every campaign and account count, at the edge of the span to the millisecond', async () => {
    const twice = cap(2, DAY);
    expect(await dial(ann, T, twice)).toBe('done');
    await ends(ann, busy);
    expect(await dial(eve, T + HOUR, twice)).toBe('done');
    await ends(eve, busy);
    expect(await dial(ann, T + 2 * HOUR, twice)).toBe('capped');
    expect(await dial(ann, T + DAY + LIMIT_MARGIN - 1, twice)).toBe('capped');
    expect(await dial(ann, T + DAY + LIMIT_MARGIN, twice)).toBe('done');
    expect((await store.attemptsTo([HOME])).map(({ sendAt }) => sendAt)).toEqual([T, T + HOUR, T + DAY + LIMIT_MARGIN]);
    expect(await store.attemptsTo([])).toEqual([]);
  });

  test('another number is another count, and a limit that was not asked for is none', async () => {
    await dial(ann, T);
    await ends(ann, busy);
    expect(await dial(ann, T + 1, cap(1, null))).toBe('capped');
    const [result] = await store.commit([placing((await store.contact(bob.id))!)], asked(T, cap(1, null)));
    expect(result).toEqual({ is: 'done' });
    expect(await dial(ann, T + 1)).toBe('done');
  });

  test('what provably rang nobody does not count; what was given up in doubt does', async () => {
    const once = cap(1, null);
    await dial(ann, T, once);
    await ends(ann, { is: 'not_placed', why: 'unsent', at: T, code: null });
    expect(await dial(ann, T + 1, once)).toBe('done');
    await ends(ann, { is: 'not_placed', why: 'given_up', at: T, code: null });
    expect(await dial(ann, T + 365 * DAY, once)).toBe('capped');
  });

  test('two limits: each is asked', async () => {
    const limits = [cap(3, DAY), cap(1, HOUR)];
    for (const at of [T, T + 2 * HOUR, T + 4 * HOUR]) {
      expect(await dial(ann, at, ...limits)).toBe('done');
      await ends(ann, busy);
      expect(await dial(eve, at + 1, ...limits)).toBe('capped');
    }
    expect(await dial(ann, T + 6 * HOUR, ...limits)).toBe('capped');
  });

  test('a rest runs from the end of a conversation, whoever had it, and from nothing else', async () => {
    const rest: NumberLimit = { is: 'rest', for: 7 * DAY, by };
    await dial(eve, T, rest);
    await ends(eve, busy);
    expect(await dial(ann, T + 1, rest)).toBe('done');
    const held = await now(store, ann);
    const over = { ...answered('c1'), endedAt: T + HOUR };
    await store.commit([evidence(held.contact, held.attempt, over, completed)], {});
    expect(await dial(eve, T + 7 * DAY, rest)).toBe('capped');
    expect(await dial(eve, T + HOUR + 7 * DAY + LIMIT_MARGIN - 1, rest)).toBe('capped');
    expect(await dial(eve, T + HOUR + 7 * DAY + LIMIT_MARGIN, rest)).toBe('done');
  });

  test('calls under another key of the number count with it', async () => {
    await dial(ann, T);
    await ends(ann, busy);
    const numbers = [{ destination: bob.destination, also: [HOME], at: T + 1, limits: [cap(1, DAY)] }];
    const change = placing(bob, { sendAt: T + 1 });
    expect(await store.commit([change], { numbers })).toMatchObject([{ because: 'capped' }]);
  });

  test('what is open, unheard or refused under another key of the phone counts for it', async () => {
    const spellings = new Map([[bob.destination, [HOME]]]);
    const because = async (): Promise<unknown> => {
      const guards = { spellings, unsuppressed: { at: T + 1 } };
      const [result] = await store.commit([placing((await store.contact(bob.id))!, { sendAt: T + 1 })], guards);
      return result?.is === 'lost' ? result.because : result?.is;
    };
    await dial(ann, T);
    expect(await because()).toBe('destination_open');
    const { attempt } = await now(store, ann);
    await ends(ann, busy);
    await store.putTasks([unheard(attempt, T, null)]);
    expect(await because()).toBe('unheard');
    await store.dropTask(unheard(attempt, T, null));
    const refused = { destination: HOME, scope: EVERYWHERE, reason: 'opt_out', source: 'heard', at: T } as const;
    await store.suppress([{ ...refused, until: T + HOUR }]);
    expect(await because()).toBe('suppressed');
    await store.unsuppress([HOME], 'all', []);
    expect(await because()).toBe('done');
  });

  test('earlier changes of the same commit count', async () => {
    const first = placing(ann, { sendAt: T });
    const ended: Change = evidence(first.contact.to, first.attempt!.to, busy, { is: 'ready', dueAt: T });
    const again = placing(ended.contact.to, { sendAt: T + 5 });
    const results = await store.commit([first, ended, again], asked(T + 5, cap(1, DAY)));
    expect(results.map((one) => (one.is === 'done' ? 'done' : one.because))).toEqual(['done', 'done', 'capped']);
  });

  test('many writers at once: not one call more than the limit', async () => {
    const most = cap(3, DAY);
    const tries = Array.from({ length: 24 }, async (_, n) => {
      const who = n % 2 === 0 ? ann : eve;
      const current = (await store.contact(who.id))!;
      const account = who === eve ? ('acc-2' as AccountKey) : undefined;
      const change = placing(current, { sendAt: T + n, ...(account === undefined ? {} : { account }) });
      const [placed] = await store.commit([change], asked(T + n, most));
      if (placed!.is !== 'done') return;
      const { contact: held, attempt } = { contact: change.contact.to, attempt: change.attempt!.to };
      await store.commit([evidence(held, attempt, busy, { is: 'ready', dueAt: T })], {});
    });
    await Promise.all(tries);
    for (let at = T + 100; at < T + 110; at += 1) {
      if ((await dial(ann, at, most)) === 'done') await ends(ann, busy);
    }
    expect(await store.attemptsTo([HOME])).toHaveLength(3);
  });
}
