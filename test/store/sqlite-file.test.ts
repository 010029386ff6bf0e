/** The SQLite ledger as a file: what it refuses, who may read it, what is in it, and what happens when it cannot be written. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { ContactId, DestinationKey } from '../../src/model/ids.ts';
import { StoreFailure } from '../../src/store/failure.ts';
import type { Connection } from '../../src/store/sqlite/engine.ts';
import { findEngine, isSafe } from '../../src/store/sqlite/engine.ts';
import { failureOf } from '../../src/store/sqlite/failures.ts';
import { SCHEMA } from '../../src/store/sql/migrations.ts';
import {
  CAMPAIGN,
  LIST,
  T,
  accepted,
  campaign,
  contact,
  line,
  load,
  loaded,
  placing,
  plan,
  refused,
} from '../contract/store/given.ts';
import { testFolder } from './folder.ts';

const folder = testFolder();
const raw = async (path = folder.path()): Promise<Connection> => (await findEngine()).open(path);
const code = (value: string): object => ({ problems: [{ code: value }] });

test("the folder and the file are their owner's alone", async () => {
  const store = await folder.open({ path: folder.path('deep/er/ledger.db') });
  await store.append([line('one')]);
  if (process.platform === 'win32') return;
  expect(statSync(folder.path('deep/er')).mode & 0o777).toBe(0o700);
  for (const file of ['ledger.db', 'ledger.db-wal']) {
    expect(statSync(folder.path(`deep/er/${file}`)).mode & 0o777).toBe(0o600);
  }
});

test('it is durable: WAL, every commit synced; what is deleted is overwritten', async () => {
  await folder.open();
  const db = await raw();
  expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
  db.close();
  const source = readFileSync('src/store/sqlite/open.ts', 'utf8');
  for (const pragma of ['synchronous = FULL', 'fullfsync = ON', 'checkpoint_fullfsync = ON', 'secure_delete = ON']) {
    expect(source).toContain(pragma);
  }
});

test('after closing, the file alone is the ledger', async () => {
  const store = await folder.open();
  await store.append([line('one')]);
  await store.close();
  expect(statSync(folder.path('ledger.db-wal'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  writeFileSync(folder.path('copy.db'), readFileSync(folder.path()));
  expect(await (await folder.open({ path: folder.path('copy.db') })).log({}, 0, 9)).toHaveLength(1);
});

test('a ledger of a newer outdial is refused and left as it is', async () => {
  await (await folder.open()).close();
  const db = await raw();
  db.exec('PRAGMA user_version = 7');
  db.close();
  const before = readFileSync(folder.path());
  await expect(folder.open()).rejects.toMatchObject(code('ledger_newer'));
  await expect(folder.open()).rejects.toThrow(new RegExp(`schema 7, this one knows ${SCHEMA}.*update outdial`, 'is'));
  expect(readFileSync(folder.path()).equals(before)).toBe(true);
});

test('a file that is no database, and a database that is no ledger, are refused and left as they are', async () => {
  writeFileSync(folder.path('text'), 'to_number\n+14155550101\n'.repeat(100));
  await expect(folder.open({ path: folder.path('text') })).rejects.toMatchObject(code('ledger_corrupt'));
  expect(readFileSync(folder.path('text'), 'utf8')).toContain('to_number');
  const db = await raw(folder.path('other'));
  db.exec('CREATE TABLE songs (id INTEGER)');
  db.close();
  await expect(folder.open({ path: folder.path('other') })).rejects.toMatchObject(code('not_a_ledger'));
});

test('a damaged ledger is told of as such', async () => {
  const store = await folder.open();
  await loaded(store, [contact('a')]);
  await store.close();
  const bytes = readFileSync(folder.path());
  bytes.fill(0xff, 200);
  writeFileSync(folder.path(), bytes);
  await expect(folder.open()).rejects.toMatchObject(code('ledger_corrupt'));
});

test('a path that cannot hold a file says why', async () => {
  mkdirSync(folder.path('folder'));
  writeFileSync(folder.path('file'), '');
  await expect(folder.open({ path: folder.path('folder') })).rejects.toMatchObject(code('ledger_unwritable'));
  await expect(folder.open({ path: folder.path('file/ledger.db') })).rejects.toMatchObject(code('ledger_unwritable'));
});

test('busy: without patience it is told at once, with patience it is waited out, and nothing is half done', async () => {
  const hasty = await folder.open({ busyTimeout: 1 });
  const patient = await folder.open({ busyTimeout: 1, patience: { clock: systemClock(), for: 10_000 } });
  const other = await raw();
  other.exec('BEGIN IMMEDIATE');
  await expect(hasty.append([line('hasty')])).rejects.toMatchObject({ kind: 'busy' });
  expect(await hasty.log({}, 0, 9)).toEqual([]);
  const waiting = patient.append([line('patient')]);
  other.exec('COMMIT');
  other.close();
  await waiting;
  expect((await hasty.log({}, 0, 9)).map(({ event }) => event)).toEqual(['patient']);
});

test('a full disk is told of, and what was recorded stays', async () => {
  const store = await folder.open();
  await store.append([line('one')]);
  await store.close();
  const db = await raw();
  const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
  db.exec(`PRAGMA max_page_count = ${pages}`);
  let caught: unknown;
  try {
    db.exec('BEGIN IMMEDIATE; CREATE TABLE filler (x); INSERT INTO filler VALUES (zeroblob(100000))');
  } catch (error) {
    caught = failureOf(error, folder.path());
  }
  db.close();
  expect(caught).toMatchObject({ kind: 'full' });
  expect(caught).toBeInstanceOf(StoreFailure);
  expect(await (await folder.open()).log({}, 0, 9)).toHaveLength(1);
});

test('a file that is damaged inside is told so, whichever reader meets it', async () => {
  const store = await folder.open();
  await store.close();
  const path = folder.path();
  const bytes = readFileSync(path);
  // Every page but the first, which says that it is a database.
  writeFileSync(path, bytes.fill(0x5a, 4096));
  const failure = await folder
    .open()
    .then((opened) => opened.campaigns())
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StoreFailure);
  expect(failure).toMatchObject({ kind: 'corrupt' });
});

test("every way SQLite can fail has its word; what is not SQLite's stays what it is", () => {
  const kind = (errcode: number): unknown => failureOf(Object.assign(new Error('x'), { errcode }), 'p');
  const kinds = {
    5: 'busy',
    6: 'busy',
    261: 'busy',
    8: 'read_only',
    1032: 'read_only',
    10: 'io',
    2570: 'io',
    14: 'io',
    11: 'corrupt',
    26: 'corrupt',
    13: 'full',
  };
  for (const [errcode, word] of Object.entries(kinds)) expect(kind(Number(errcode))).toMatchObject({ kind: word });
  const mistake = new TypeError('x is not a function');
  expect(failureOf(mistake, 'p')).toBe(mistake);
});

test('no SQLite with the WAL-reset bug is used', async () => {
  const verdicts = ['3.51.3', '3.51.10', '3.52.0', '4.0.0', '3.51.2', '3.46.1', '3.50.9', '', undefined].map(isSafe);
  expect(verdicts).toEqual([true, true, true, true, false, false, false, false, false]);
  const engine = await findEngine('3.46.1');
  expect(engine.from).toBe('@photostructure/sqlite');
  expect(isSafe(engine.version)).toBe(true);
});

test('numbers and names are in the table `personal` and nowhere else', async () => {
  const store = await folder.open();
  const inline = plan({ specText: '{"contacts":[{"to_number":"+14155550177","name":"Zebedee"}]}' });
  await store.putCampaign('new', campaign({ plan: inline }), [line('created')]);
  const own = { to: '+14155550177', cells: { Name: 'Zebedee' } };
  await load(store, [
    accepted(contact('a'), own),
    { ...refused(3, 'rejected', 'too_short'), personal: { owner: 'o', key: 'row', body: own } },
  ]);
  // A changed row, staged and not yet published.
  const number = await store.beginLoad(CAMPAIGN, LIST, T);
  await store.addRows(number, [accepted(contact('a'), { ...own, more: 'Zebedee' })]);
  const change = placing((await store.contact(contact('a').id))!);
  await store.commit(
    [{ ...change, personal: [{ owner: contact('a').id, key: change.attempt!.to.id, body: { summary: 'Zebedee' } }] }],
    {},
  );
  const db = await raw();
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all() as { name: string }[];
  const holding = tables.filter(({ name }) =>
    /Zebedee|4155550177/.test(JSON.stringify(db.prepare(`SELECT * FROM ${name}`).all())),
  );
  db.close();
  expect(holding.map(({ name }) => name)).toEqual(['personal']);
});

test('a record that nobody can have written is named, and is no damaged ledger', async () => {
  const store = await folder.open();
  await loaded(store, [contact('a')]);
  const db = await raw();
  db.exec(`UPDATE contact SET body = replace(body, '"seq":0', '"seq":"none"')`);
  db.exec(`UPDATE plan SET body = '{}'`);
  db.close();
  const asked = store.contact('id-a' as ContactId);
  await expect(asked).rejects.toThrow('contact id-a cannot be read: seq is string, not a number');
  await expect(asked).rejects.toMatchObject({ kind: 'unreadable' });
  await expect(store.campaign(CAMPAIGN)).rejects.toThrow('campaign spring cannot be read: version is undefined');
});

test('the database itself refuses a second open attempt on a destination or for a contact', async () => {
  const store = await folder.open();
  const twin = 'd-home' as DestinationKey;
  const [a] = await loaded(store, [contact('a', { destination: twin }), contact('b', { destination: twin })]);
  await store.commit([placing(a!)], {});
  const db = await raw();
  const copy = (contactId: string, destination: string): unknown =>
    db
      .prepare(
        `INSERT INTO attempt (id, contact, destination, campaign, account, line, seq, send_at, state, open, version, body)
         SELECT 'x', ?, ?, campaign, account, line, seq, send_at, state, open, version, body FROM attempt`,
      )
      .run(contactId, destination);
  expect(() => copy('id-b', twin)).toThrow('UNIQUE');
  expect(() => copy('id-a', 'd-else')).toThrow('UNIQUE');
  db.close();
});

test('what a dead load left is gone from the file when the next one begins', async () => {
  const store = await folder.open();
  const dead = await store.beginLoad(CAMPAIGN, LIST, T);
  const rows = Array.from({ length: 700 }, (_, n) =>
    accepted(contact(`p${n}`, { row: n + 2, id: `dead-${n}` as ContactId })),
  );
  await store.addRows(dead, rows);
  await store.addRows(dead, [refused(900, 'rejected', 'empty')]);
  await store.close();
  const again = await folder.open();
  await again.beginLoad(CAMPAIGN, LIST, T);
  const db = await raw();
  const left = ['contact', 'row_outcome', 'load_change', 'personal'].map((table) =>
    db.prepare(`SELECT count(*) AS n FROM ${table}`).get(),
  );
  db.close();
  expect(left).toEqual([{ n: 0 }, { n: 0 }, { n: 0 }, { n: 0 }]);
});

test('changes of a published load that a dead process did not finish take effect when the ledger is opened', async () => {
  const store = await folder.open();
  await store.putCampaign('new', campaign(), []);
  await load(store, [accepted(contact('a')), accepted(contact('b', { row: 3 }))]);
  const number = await store.beginLoad(CAMPAIGN, LIST, T);
  const changed = contact('a', { row: 3, destination: 'd-new' as DestinationKey });
  await store.addRows(number, [accepted(contact('b', { row: 2 })), accepted(changed, { to: 'new' })]);
  await store.close();
  // What `publishLoad` has written when the power goes between its transactions.
  const db = await raw();
  db.exec(`UPDATE load SET current = 0; UPDATE load SET state = 'published', current = 1 WHERE id = ${number}`);
  db.close();
  const again = await folder.open();
  expect(await again.contact(contact('a').id)).toMatchObject({ row: 3, destination: 'd-new' });
  expect(await again.contact(contact('b').id)).toMatchObject({ row: 2 });
  // The number that she was called on stays told.
  expect(await again.personalOf(contact('a').id)).toMatchObject([
    { key: `former/${number}` },
    { key: 'row', body: { to: 'new' } },
  ]);
});
