/** Several machines on one PostgreSQL ledger: no slot too many, no destination twice, no change lost, one chain, no deadlock. */
import { onDoNotCall } from '../../src/model/suppression.ts';
import pg from 'pg';
import { expect } from 'vitest';
import type { Contact } from '../../src/model/contact.ts';
import type { CampaignId, DestinationKey } from '../../src/model/ids.ts';
import { isBusy } from '../../src/store/failure.ts';
import { brokenAt } from '../../src/store/chain.ts';
import type { Change, CommitResult, Guards, Store } from '../../src/store/port.ts';
import type { SharedStore } from '../../src/store/shared.ts';
import {
  ACCOUNT,
  CAMPAIGN,
  LIST,
  T,
  accepted,
  answered,
  campaign,
  completed,
  contact,
  evidence,
  line,
  load,
  loaded,
  now,
  placing,
} from '../contract/store/given.ts';
import { childScript, message, start } from '../support/child.ts';
import { testDatabase, until } from './postgres-database.ts';
import { itWith } from '../support/needs.ts';

const test = itWith('PostgreSQL');

const MACHINES = 4;
const { database, open } = testDatabase();
const script = childScript('test/store/writer.ts');

const people = (many: number, destinations = many): Contact[] =>
  Array.from({ length: many }, (_, n) =>
    contact(`p${n}`, { row: n + 3, destination: `d-${n % destinations}` as DestinationKey }),
  );

async function machines(many = MACHINES): Promise<SharedStore[]> {
  const first = await open({ poolSize: 4 });
  const others = await Promise.all(Array.from({ length: many - 1 }, () => open({ poolSize: 4 })));
  return [first, ...others];
}

const done = (results: readonly CommitResult[]): number => results.filter(({ is }) => is === 'done').length;

/** As a caller does: busy is surely not done, and tried again. */
async function insist<T>(body: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await body();
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
}

/** One commit a contact, spread over the machines, all at once. */
async function race(stores: readonly Store[], changes: readonly Change[], guards: Guards): Promise<CommitResult[]> {
  const results = await Promise.all(
    changes.map((change, n) => insist(() => stores[n % stores.length]!.commit([change], guards))),
  );
  return results.flat();
}

test('slots are never overshot by machines that race for them', async () => {
  const stores = await machines();
  const ready = await loaded(stores[0]!, people(40));
  const results = await race(
    stores,
    ready.map((one) => placing(one)),
    { slots: { account: ACCOUNT, max: 7 } },
  );
  expect(done(results)).toBe(7);
  expect(results.filter((result) => result.is === 'lost' && result.because === 'slots')).toHaveLength(33);
  expect(await stores[0]!.openAttempts(ACCOUNT)).toHaveLength(7);
});

test('one destination that two campaigns want, and one contact that many want, are opened once', async () => {
  const stores = await machines();
  const store = stores[0]!;
  const autumn = 'autumn' as CampaignId;
  await store.putCampaign('new', campaign({ id: autumn }), []);
  const spring = await loaded(store, people(10));
  const number = await store.beginLoad(autumn, LIST, T);
  const twins = spring.map((one) => ({
    ...one,
    id: `${one.id}-twin` as Contact['id'],
    campaign: autumn,
    load: number,
  }));
  await store.addRows(
    number,
    twins.map((one) => accepted({ ...one, version: 1 })),
  );
  await store.publishLoad(number, []);
  const all = [...spring, ...twins, ...spring, ...twins];
  const results = await race(
    stores,
    all.map((one) => placing(one)),
    { running: true, unsuppressed: { at: T } },
  );
  expect(done(results)).toBe(10);
  const open = await store.openAttempts(ACCOUNT);
  expect(new Set(open.map(({ attempt }) => attempt.destination)).size).toBe(10);
});

test('an old leader changes nothing once another leads, not even what was under way', async () => {
  const [old, young] = (await machines(2)) as [SharedStore, SharedStore];
  const ready = await loaded(old, people(60));
  const lead = await old.takeLead(ACCOUNT, 'old', T, T + 5_000);
  if (lead.is !== 'mine') throw new Error('nobody led');
  const racing = ready.map((one) => old.commit([placing(one)], { epoch: { account: ACCOUNT, epoch: lead.epoch } }));
  const taken = await young.takeLead(ACCOUNT, 'young', T + 5_000, T + 10_000);
  const held = (await young.openAttempts(ACCOUNT)).length;
  const results = (await Promise.all(racing)).flat();
  expect(taken).toEqual({ is: 'mine', epoch: lead.epoch + 1 });
  expect(done(results)).toBe(held);
  expect(results.filter((result) => result.is === 'lost').every(({ because }) => because === 'epoch')).toBe(true);
  const late = await old.commit([placing(ready.at(-1)!)], { epoch: { account: ACCOUNT, epoch: lead.epoch } });
  expect(late).toMatchObject([{ because: 'epoch' }]);
});

test('nothing is placed once pausing, or suppressing, has returned', async () => {
  const stores = await machines();
  for (const way of ['pause', 'suppress'] as const) {
    const store = stores[0]!;
    const list = people(80).map((one) => ({ ...one, id: `${way}-${one.id}` as Contact['id'] }));
    const fresh = list.map((one) => ({ ...one, key: `${way}-${one.key}` as Contact['key'] }));
    const phones = fresh.map((one, n) => ({ ...one, destination: `${way}-${n}` as DestinationKey }));
    if (way === 'pause') await loaded(store, phones);
    else {
      const paused = (await store.campaign(CAMPAIGN))!;
      await store.putCampaign(paused.version, campaign({ version: paused.version + 1 }), []);
      await load(
        store,
        phones.map((one) => accepted(one)),
        'other.csv',
      );
    }
    const ready = await Promise.all(phones.map(async ({ id }) => (await store.contact(id))!));
    // Known from calls before: a row that is only now made would keep others away by being new.
    const keys = phones.map(({ destination }) => `('${destination}')`).join(', ');
    await database().run(`INSERT INTO outdial.destination (key) VALUES ${keys}`);
    const guards: Guards = way === 'pause' ? { running: true } : { unsuppressed: { at: T } };
    let placed = 0;
    const racing = ready.map(async (one, n) => {
      // The first begin at once, the rest while it is being paused and after.
      const results = await stores[n % MACHINES]!.commit([placing(one)], guards);
      placed += done(results);
      return results;
    });
    await racing[0];
    const other = stores[1]!;
    if (way === 'pause') {
      const state = { is: 'paused', why: 'operator', message: '' } as const;
      expect(await other.putCampaign(2, campaign({ version: 3, state }), [])).toBe('done');
    } else {
      const keys = ready.map((one) => one.destination);
      await other.suppress(onDoNotCall(keys, 'asked', T));
    }
    const heldThen = (await other.openAttempts(ACCOUNT)).length;
    await Promise.all(racing);
    expect((await other.openAttempts(ACCOUNT)).length).toBe(heldThen);
    expect(placed).toBeGreaterThan(0);
  }
});

test('pausing, suppressing and leading wait for a commit that is under way', async () => {
  const [store, other] = (await machines(2)) as [SharedStore, SharedStore];
  const ready = await loaded(store, people(3));
  await store.suppress([]);
  await database().run(`INSERT INTO outdial.destination (key) SELECT destination FROM outdial.contact`);
  const epoch = await store.takeAccount(ACCOUNT, T);
  const state = { is: 'paused', why: 'operator', message: '' } as const;
  const verbs: readonly [Guards, (of: Contact) => Promise<unknown>][] = [
    [{ unsuppressed: { at: T } }, (of) => other.suppress(onDoNotCall([of.destination], 'asked', T))],
    [{ epoch: { account: ACCOUNT, epoch } }, () => other.takeLead(ACCOUNT, 'young', T, T + 1)],
    [{ running: true }, () => other.putCampaign(2, campaign({ version: 3, state }), [])],
  ];
  for (const [n, [guards, verb]] of verbs.entries()) {
    // The end of the log is held by somebody: a commit has every other lock by then, and waits.
    const holder = new pg.Client({ connectionString: database().url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT * FROM outdial.chain FOR UPDATE');
    const waiting = async (): Promise<number> => {
      const asked = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return (await holder.query(asked)).rowCount ?? 0;
    };
    // A change that opens nothing: its guards alone must hold.
    const of = ready[n]!;
    const to = { ...of, priority: 5, version: of.version + 1 };
    const under = store.commit([{ contact: { from: of.version, to }, log: [line('moved')] }], guards);
    await until(async () => (await waiting()) === 1);
    let returned = false;
    const asked = verb(of).then(() => (returned = true));
    await until(async () => returned || (await waiting()) === 2);
    expect([n, returned]).toEqual([n, false]);
    await holder.query('COMMIT');
    expect(await under).toEqual([{ is: 'done' }]);
    await asked;
    await holder.end();
  }
});

test('overlapping commits in any order, with pauses, suppressions, leases and loads between: no deadlock, all progress', async () => {
  const stores = await machines();
  const [store, loader] = stores as [SharedStore, SharedStore];
  const ready = await loaded(store, people(30, 15));
  const epoch = await store.takeAccount(ACCOUNT, T);
  let finished = 0;
  const dial = async (machine: SharedStore, seed: number): Promise<void> => {
    for (let round = 0; round < 15; round += 1) {
      const some = shuffled(ready, seed * 100 + round).slice(0, 12);
      const standing = await Promise.all(some.map(async ({ id }) => (await machine.contact(id))!));
      const change = standing.flatMap((one) => (one.state.is === 'ready' ? [placing(one)] : []));
      const won = await insist(() =>
        machine.commit(change, { slots: { account: ACCOUNT, max: 10 }, running: true, unsuppressed: { at: T } }),
      );
      const mine = change.filter((_, n) => won[n]?.is === 'done');
      finished += mine.length;
      // A load moves rows meanwhile: evidence is committed again until it is in.
      for (let rest = shuffled(mine, round); rest.length > 0;) {
        const held = await Promise.all(rest.map(({ contact: of }) => now(machine, of.to)));
        const ends = held.map(({ contact: of, attempt }) =>
          evidence(of, attempt, answered(`c-${attempt.id}`), { is: 'ready', dueAt: T }),
        );
        const results = await insist(() => machine.commit(ends, {}));
        rest = rest.filter((_, n) => results[n]?.is !== 'done');
      }
    }
  };
  const disturb = async (): Promise<void> => {
    for (let round = 0; round < 10; round += 1) {
      const was = (await store.campaign(CAMPAIGN))!;
      await insist(() => store.putCampaign(was.version, { ...was, version: was.version + 1 }, []));
      await insist(() =>
        loader.suppress(onDoNotCall([`s-${round}`, 'd-99', `d-${50 - round}`] as DestinationKey[], 'x', T)),
      );
      await insist(() => store.keepLead(ACCOUNT, epoch, T));
      await insist(() =>
        load(
          loader,
          shuffled(ready, round).map((one, n) => accepted({ ...one, row: n + 2 })),
        ),
      );
      await insist(() => loader.erase([`nobody-${round}`, ready[round]!.id]));
    }
  };
  await Promise.all([...stores.map((machine, n) => dial(machine, n)), disturb()]);
  expect(finished).toBeGreaterThan(20);
  expect(await store.openAttempts(ACCOUNT)).toEqual([]);
  const log = await store.log({}, 0, 100_000);
  expect(brokenAt(log)).toBeNull();
  expect(log.filter(({ event }) => event === 'placing')).toHaveLength(finished);
  // The order of the locks leaves nothing to try again. The server's sessions tell what they met when they end.
  await Promise.all(stores.map((machine) => machine.close()));
  const met = await database().run(
    `SELECT deadlocks::int AS deadlocks FROM pg_stat_database WHERE datname = current_database()`,
  );
  expect(met.rows).toEqual([{ deadlocks: 0 }]);
});

test('two loaders of one campaign: the later one wins, and nothing of the other is left', async () => {
  const [one, two] = (await machines(2)) as [SharedStore, SharedStore];
  await one.putCampaign('new', campaign(), []);
  const run = async (store: SharedStore, name: string): Promise<'won' | 'replaced'> => {
    try {
      const number = await store.beginLoad(CAMPAIGN, LIST, T);
      for (let chunk = 0; chunk < 5; chunk += 1) {
        const rows = people(50).map((each, n) =>
          accepted({ ...each, id: `${name}-${each.id}-${chunk}` as Contact['id'], load: number, row: chunk * 50 + n }),
        );
        await store.addRows(
          number,
          rows.map((row, n) => ({
            ...row,
            outcome: {
              is: 'accepted' as const,
              contact: { ...(row.outcome as { contact: Contact }).contact, key: `${chunk}-${n}` as Contact['key'] },
            },
          })),
        );
      }
      await store.publishLoad(number, []);
      return 'won';
    } catch (error) {
      expect(error).toMatchObject({ problems: [{ code: 'load_replaced' }] });
      return 'replaced';
    }
  };
  for (let round = 0; round < 3; round += 1) {
    const ends = await Promise.all([run(one, `a${round}`), run(two, `b${round}`)]);
    expect(ends).toContain('won');
  }
  expect((await one.counts(CAMPAIGN)).rows).toBe(250);
  const left = await database().run(
    `SELECT (SELECT count(*) FROM outdial.contact)::int AS contacts, (SELECT count(*) FROM outdial.load_change)::int AS
     changes, (SELECT count(*) FROM outdial.personal WHERE key = 'row')::int AS notes`,
  );
  expect(left.rows[0]).toEqual({ contacts: 250, changes: 0, notes: 250 });
});

test('of ten candidates one leads, until it leaves or its lease ends', async () => {
  const stores = await machines(2);
  const candidates = Array.from({ length: 10 }, (_, n) => ({ store: stores[n % 2]!, holder: `m${n}` }));
  const ask = (at: number): Promise<string[]> =>
    Promise.all(
      candidates.map(async ({ store, holder }) => {
        const lead = await store.takeLead(ACCOUNT, holder, at, at + 5_000);
        return lead.is === 'mine' ? `${holder} ${lead.epoch}` : '';
      }),
    ).then((all) => all.filter((one) => one !== ''));
  const store = stores[0]!;
  const [first, ...more] = await ask(T);
  expect(more).toEqual([]);
  expect(first).toMatch(/ 1$/);
  expect(await store.keepLead(ACCOUNT, 1, T + 8_000)).toBe(true);
  expect(await store.keepLead(ACCOUNT, 1, T + 6_000)).toBe(true);
  expect(await store.lease(ACCOUNT)).toMatchObject({ epoch: 1, until: T + 8_000 });
  const others = await ask(T + 7_999);
  expect(others).toEqual([`${first!.split(' ')[0]} 2`]);
  expect(await store.keepLead(ACCOUNT, 1, T + 90_000)).toBe(false);
  expect(await ask(T + 12_999)).toHaveLength(1);
  expect(await ask(T + 17_999)).toHaveLength(1);
  await store.leaveLead(ACCOUNT, 4);
  expect(await store.lease(ACCOUNT)).toBeNull();
  expect(await store.keepLead(ACCOUNT, 4, T + 90_000)).toBe(false);
  expect(await ask(T + 18_000)).toHaveLength(1);
  expect(await store.takeAccount(ACCOUNT, T)).toBe(6);
  expect(await store.lease(ACCOUNT)).toBeNull();
});

test('processes that race keep within the slots and never open a destination twice', async () => {
  const store = await open();
  await loaded(store, people(120, 40));
  const children = ['a', 'b', 'c', 'd'].map((name) => start(script(), database().url, '5', name));
  const reports = await Promise.all(
    children.map((child) => message<{ done: number; lost: Record<string, number> }>(child)),
  );
  expect(reports.reduce((sum, report) => sum + report.done, 0)).toBe(120);
  expect(reports.filter((report) => report.done > 0).length).toBeGreaterThan(1);
  expect(await store.counts(CAMPAIGN)).toMatchObject({ rows: 120, dialed: 120, states: { completed: 120 } });
  const log = await store.log({}, 0, 10_000);
  expect(brokenAt(log)).toBeNull();
  let openNow = 0;
  let most = 0;
  for (const { event } of log) {
    openNow += event === 'placing' ? 1 : event === 'ended' ? -1 : 0;
    most = Math.max(most, openNow);
  }
  expect(most).toBeLessThanOrEqual(5);
  expect(most).toBeGreaterThan(1);
});

test('evidence that reopens a call waits for whoever dials its number', async () => {
  const stores = await machines();
  const twins = people(20, 10);
  const ready = await loaded(stores[0]!, twins);
  const firsts = ready.slice(0, 10);
  await stores[0]!.commit(
    firsts.map((one) => placing(one)),
    {},
  );
  const held = await Promise.all(firsts.map((one) => now(stores[0]!, one)));
  await stores[0]!.commit(
    held.map(({ contact: of, attempt }) => evidence(of, attempt, answered(`c-${of.id}`), completed)),
    {},
  );
  const over = await Promise.all(firsts.map((one) => now(stores[0]!, one)));
  const alive = over.map(({ contact: of, attempt }) =>
    evidence(of, attempt, { is: 'placed', callId: null!, seen: 'started', startedAt: T, renewals: 0 }, of.state),
  );
  const others = ready.slice(10).map((one) => placing(one));
  const results = await race(
    stores,
    alive.flatMap((change, n) => [change, others[n]!]),
    {},
  );
  // Evidence always stands; the dialer wins or is told that somebody rings there.
  expect(done(results.filter((_, n) => n % 2 === 0))).toBe(10);
  for (const result of results.filter((_, n) => n % 2 === 1)) {
    if (result.is === 'lost') expect(result.because).toBe('destination_open');
  }
});

function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed + 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647);
  return items
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
