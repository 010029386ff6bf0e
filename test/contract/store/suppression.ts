/** The contract of who is not dialed: scopes, how long, what is told of it, and commits at the same moment. */
import { expect, test } from 'vitest';
import type { CampaignId, DestinationKey } from '../../../src/model/ids.ts';
import { onDoNotCall, suppressionOwner, type Scope, type Suppression } from '../../../src/model/suppression.ts';
import type { Personal, Store } from '../../../src/store/port.ts';
import { CAMPAIGN, T, campaign, contact, line, loaded, placing, plan } from './given.ts';

const [A, B] = ['d-a', 'd-b'] as [DestinationKey, DestinationKey];
const EVERY: readonly Scope[] = ['everywhere'];

function no(over: Partial<Suppression> = {}): Suppression {
  return { destination: A, scope: 'everywhere', reason: 'asked', source: 'operator', at: T, until: null, ...over };
}

function note(of: Suppression, reason: string): Personal {
  return { owner: suppressionOwner(of.destination), key: of.scope, body: { number: `+1 ${of.destination}`, reason } };
}

export function suppressionContract(opened: () => Store): void {
  const found = async (scopes: readonly Scope[], at = T): Promise<Suppression | undefined> =>
    (await opened().suppressed([A], scopes, at)).get(A);

  test('is counted once, and told by its first source', async () => {
    const store = opened();
    expect(await store.suppress(onDoNotCall([A, A], 'first.txt', T))).toBe(1);
    expect(await store.suppress(onDoNotCall([A, B], 'second.txt', T))).toBe(1);
    const all = await store.suppressed([B, A, 'd-c' as DestinationKey], EVERY, T);
    expect([...all.values()].map(({ source }) => source).sort()).toEqual(['first.txt', 'second.txt']);
    expect(all.get(A)).toEqual(onDoNotCall([A], 'first.txt', T)[0]);
    expect(await store.suppress([])).toBe(0);
  });

  test('one scope says nothing of another', async () => {
    const store = opened();
    expect(await store.suppress([no({ scope: 'campaign:spring' }), no({ scope: 'purpose:marketing' })])).toBe(2);
    expect(await found(EVERY)).toBeUndefined();
    expect(await found(['everywhere', 'campaign:autumn', 'purpose:collections'])).toBeUndefined();
    expect(await found(['everywhere', 'campaign:spring'])).toMatchObject({ scope: 'campaign:spring' });
    expect(await found(['everywhere', 'purpose:marketing'])).toMatchObject({ scope: 'purpose:marketing' });
    expect(await store.suppress([no({ source: 'list' })])).toBe(1);
    // Of several that hold as long, the widest is told.
    expect(await found(['everywhere', 'campaign:spring', 'purpose:marketing'])).toMatchObject({ source: 'list' });
  });

  test('holds until its instant, and is never made shorter', async () => {
    const store = opened();
    expect(await store.suppress([no({ until: T + 10 })])).toBe(1);
    expect(await found(EVERY, T + 9)).toEqual(no({ until: T + 10 }));
    expect(await found(EVERY, T + 10)).toBeUndefined();
    expect(await store.suppress([no({ at: T + 1, until: T + 5, source: 'later' })])).toBe(0);
    expect(await found(EVERY, T + 9)).toEqual(no({ until: T + 10 }));
    // Longer, while it holds: no new one, and who said it first stays told.
    expect(await store.suppress([no({ at: T + 2, until: T + 20, source: 'later' })])).toBe(0);
    expect(await found(EVERY, T + 19)).toEqual(no({ until: T + 20 }));
    // Over: said anew.
    const anew = no({ at: T + 30, until: null, source: 'anew' });
    expect(await store.suppress([anew])).toBe(1);
    expect(await store.suppress([no({ at: T + 31, until: T + 40 })])).toBe(0);
    expect(await found(EVERY, T + 1e9)).toEqual(anew);
  });

  test('one that is over already is kept and counts for nobody', async () => {
    const store = opened();
    expect(await store.suppress([no({ until: T - 1 })])).toBe(0);
    expect(await found(EVERY)).toBeUndefined();
    expect(await store.suppressions(null, 9)).toEqual([no({ until: T - 1 })]);
  });

  test('the words are kept with the people, and the first ones stay while it holds', async () => {
    const store = opened();
    const [first, other] = [no({ until: T + 10 }), no({ scope: 'campaign:spring' })];
    await store.suppress([first, other], [note(first, 'her son called'), note(other, 'by letter')]);
    await store.suppress([no({ at: T + 1 })], [note(first, 'again')]);
    const notes = await store.personalOf(suppressionOwner(A));
    expect(notes.map(({ key, body }) => [key, body['reason']])).toEqual([
      ['campaign:spring', 'by letter'],
      ['everywhere', 'her son called'],
    ]);
    // Known from a list that has no words: what is said later is more.
    await store.suppress(onDoNotCall([B], 'dnc.txt', T));
    const late = no({ destination: B });
    expect(await store.suppress([late], [note(late, 'wrote to us')])).toBe(0);
    expect(await store.personalOf(suppressionOwner(B))).toEqual([note(late, 'wrote to us')]);
  });

  test('is taken back by its scope, or altogether, with a line in the log', async () => {
    const store = opened();
    const all = [no(), no({ scope: 'campaign:spring' }), no({ destination: B })];
    await store.suppress(
      all,
      all.map((one) => note(one, 'asked')),
    );
    expect(await store.unsuppress([A, B], 'campaign:spring', [])).toBe(1);
    expect(await found(['campaign:spring'])).toBeUndefined();
    expect(await found(EVERY)).toEqual(no());
    const removed = { owner: suppressionOwner(A), key: 'removed/1', body: { why: 'a mix-up' } };
    expect(await store.unsuppress([A], 'all', [line('forgotten')], [removed])).toBe(1);
    expect(await store.personalOf(suppressionOwner(A))).toEqual([removed]);
    expect(await store.log({}, 0, 9)).toHaveLength(1);
    expect(await store.unsuppress([A], 'all', [])).toBe(0);
    expect(await store.personalOf(suppressionOwner(A))).toEqual([removed]);
    expect(await store.suppressions(null, 9)).toEqual([no({ destination: B })]);
  });

  test('all of them, page by page', async () => {
    const store = opened();
    const all = [no(), no({ scope: 'purpose:marketing' }), no({ destination: B }), no({ scope: 'campaign:z' })];
    await store.suppress(all);
    const sorted = [all[3]!, all[0]!, all[1]!, all[2]!];
    expect(await store.suppressions(null, 99)).toEqual(sorted);
    expect(await store.suppressions(null, 2)).toEqual(sorted.slice(0, 2));
    expect(await store.suppressions(sorted[1]!, 2)).toEqual(sorted.slice(2));
    expect(await store.suppressions(sorted[3]!, 2)).toEqual([]);
  });

  test('more of them than one transaction takes', async () => {
    const store = opened();
    const all = Array.from({ length: 2_500 }, (_, n) =>
      no({ destination: `d-${String(n).padStart(5, '0')}` as never }),
    );
    expect(await store.suppress(all, [note(all[0]!, 'first'), note(all[2_400]!, 'last')])).toBe(2_500);
    expect(await store.suppress([...all, no()])).toBe(1);
    expect((await store.suppressions(all[2_498]!, 9)).map(({ destination }) => destination)).toEqual([
      'd-02499',
      'd-a',
    ]);
    expect(await store.personalOf(suppressionOwner(all[2_400]!.destination))).toHaveLength(1);
  });

  test('a commit asks for every scope of its campaign, at its own instant', async () => {
    const store = opened();
    await store.putCampaign('new', campaign({ plan: plan({ purpose: 'marketing' }) }), []);
    const names = ['everywhere', 'other', 'mine', 'past', 'purpose', 'free'] as const;
    const people = await loaded(
      store,
      names.map((name) => contact(name)),
    );
    const of = (name: (typeof names)[number]): DestinationKey => people[names.indexOf(name)]!.destination;
    await store.suppress([
      no({ destination: of('everywhere') }),
      no({ destination: of('other'), scope: 'campaign:other' }),
      no({ destination: of('mine'), scope: `campaign:${CAMPAIGN}`, until: T + 6 }),
      no({ destination: of('past'), scope: 'everywhere', until: T + 5 }),
      no({ destination: of('purpose'), scope: 'purpose:marketing' }),
      no({ destination: of('free'), scope: 'purpose:collections' }),
    ]);
    const results = await store.commit(
      people.map((one) => placing(one)),
      { unsuppressed: { at: T + 5 } },
    );
    expect(results.map((one) => (one.is === 'done' ? 'done' : one.because))).toEqual([
      ...['suppressed', 'done', 'suppressed', 'done', 'suppressed', 'done'],
    ]);
  });

  test('nobody is dialed once it has returned, however many commits race it', async () => {
    const store = opened();
    const people = await loaded(
      store,
      Array.from({ length: 40 }, (_, n) => contact(`p${n}`, { row: n + 2 })),
    );
    const scope: Scope = `campaign:${CAMPAIGN as CampaignId}`;
    const half = people.filter((_, n) => n % 2 === 0);
    const dialing = people.map((one) => store.commit([placing(one)], { unsuppressed: { at: T } }));
    await store.suppress(half.map(({ destination }) => no({ destination, scope })));
    const states = await Promise.all(half.map(async ({ id }) => (await store.contact(id))!.state.is));
    await Promise.all(dialing);
    expect(await Promise.all(half.map(async ({ id }) => (await store.contact(id))!.state.is))).toEqual(states);
    for (const one of half) {
      const again = (await store.contact(one.id))!;
      if (again.state.is !== 'ready') continue;
      expect(await store.commit([placing(again)], { unsuppressed: { at: T } })).toMatchObject([
        { because: 'suppressed' },
      ]);
    }
  });
}
