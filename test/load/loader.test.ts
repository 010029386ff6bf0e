/** Whole lists into a ledger: every row ends somewhere, all at once or not at all, and again changes nothing. */
import { EVERYWHERE, onDoNotCall } from '../../src/model/suppression.ts';
import type { LoadReport, RowIssue } from '../../src/model/load-report.ts';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Campaign } from '../../src/model/campaign.ts';
import type { Contact } from '../../src/model/contact.ts';
import { campaignId, type ContactKey, type DestinationKey } from '../../src/model/ids.ts';
import { loadList, type LoadOptions } from '../../src/load/loader.ts';
import { mapColumns, type ColumnChoice } from '../../src/load/row/mapping.ts';
import { openRejects } from '../../src/load/row/rejects.ts';
import { openList, type ListSource } from '../../src/load/list/open.ts';
import { loadSuppression } from '../../src/load/suppression.ts';
import { planVariables } from '../../src/load/row/variables.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import { makeCampaign, makePlan } from '../support/fixtures.ts';

const NOW = Date.UTC(2026, 10, 23, 15);
const NAME = campaignId('test');
const digest = (text: string): string => createHash('sha256').update(`secret:${text}`).digest('hex').slice(0, 32);
let ids = 0;
const makeId = (length: number): string => String((ids += 1)).padStart(length, '0');

let dir = '';
let store: Store;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outdial-load-'));
  store = openMemoryStore({ makeId, now: NOW });
  await store.putCampaign('new', campaign(), []);
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

/** Loading asks for no line. */
function campaign(): Campaign {
  const plan = makePlan({ lines: [] });
  return makeCampaign({ id: NAME, name: 'test', state: { is: 'scheduled' }, createdAt: NOW, plan });
}

function csv(text: string, name = 'list.csv'): ListSource {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  return { is: 'stream', name, bytes: bytes() };
}

type Loaded = LoadReport & { readonly found: readonly RowIssue[] };

async function load(
  source: ListSource,
  more: Partial<LoadOptions> & { columns?: Partial<ColumnChoice> } = {},
): Promise<Loaded> {
  const { columns, ...options } = more;
  const list = options.list ?? (await openList(source));
  const mapping = mapColumns(list.columns, { toNumber: [], id: null, timezone: null, ...columns }, list.name);
  const found: RowIssue[] = [];
  const report = await loadList({
    store,
    campaign: NAME,
    list,
    ctx: {
      mapping,
      variables: planVariables(list.columns, mapping, { is: 'all' }, list.name),
      rules: {
        lineTypes: ['cartesia'],
        testNumbers: true,
        allowUsTerritories: false,
        allowTollFree: false,
        extraUsAreaCodes: [],
      },
    },
    digest,
    makeId,
    now: NOW,
    startAt: null,
    yieldTurn: () => Promise.resolve(),
    onIssue: (issue) => found.push(issue),
    ...options,
  });
  return { ...report, found };
}

const errors = ({ found }: Loaded): string[] =>
  found.filter(({ code }) => code !== 'fictional_number').map(({ row, code }) => `${row} ${code}`);

describe('loadList', () => {
  it('accepts, rejects or skips every row, and the ledger agrees', async () => {
    const text = [
      'phone,first_name',
      '+14155550101,Ann',
      '+12125550102,Bob',
      '+14155550101,Ann',
      '+14155550101,Other',
      '4155550103,Cid',
      ',',
      '+14165550104,Dan',
      '+13105550105,Eve,+13105550106',
    ].join('\n');
    const report = await load(csv(text));
    expect(report).toMatchObject({
      list: 'list.csv',
      rows: 8,
      accepted: 2,
      rejected: 4,
      skipped: 2,
      byCode: {
        duplicate: 1,
        duplicate_conflict: 1,
        missing_country_code: 1,
        blank_row: 1,
        international_from_cartesia: 1,
        ragged_row: 1,
      },
      duplicates: 2,
      added: 2,
      unchanged: 0,
      changed: 0,
      vanished: 0,
      topNumber: { rows: 3 },
      samples: ['+14155550101', '+12125550102'],
    });
    expect(errors(report)).toEqual([
      '4 duplicate',
      '5 duplicate_conflict',
      '6 missing_country_code',
      '7 blank_row',
      '8 international_from_cartesia',
      '9 ragged_row',
    ]);
    expect(report.found.find(({ code }) => code === 'duplicate')).toMatchObject({ row: 4, line: 4, ref: { row: 2 } });
    const counts = await store.counts(NAME);
    expect(counts).toMatchObject({ rows: 8, rejected: 4, skippedRows: 2, codes: report.byCode });
    expect(counts.states.ready).toBe(2);
  });

  it('makes contacts as the ledger wants them, personal data apart', async () => {
    await load(csv('phone,first_name\n+14155550101,Ann\n'), { startAt: NOW + 5000 });
    const [record] = await store.rows(NAME, null, 10);
    if (record?.outcome.is !== 'accepted') throw new Error('not accepted');
    expect(record.outcome.contact).toMatchObject({
      key: digest('k:+14155550101'),
      destination: digest('d:+14155550101'),
      place: 'America/Los_Angeles|US-CA',
      cartesiaDialable: true,
      row: 2,
      list: 'list.csv',
      state: { is: 'ready', dueAt: NOW + 5000 },
      version: 1,
    });
    expect(JSON.stringify(record.outcome.contact)).not.toMatch(/4155550101|Ann/);
    const body = (await store.personal([record.owner], 'row')).get(record.owner);
    expect(body).toEqual({
      to_number: '+14155550101',
      cells: { phone: '+14155550101', first_name: 'Ann' },
      variables: { first_name: 'Ann' },
    });
  });

  it('keeps why a row was rejected, beside the row as it was read', async () => {
    await load(csv('phone,first_name\n555-0101,Ann\n'));
    const [record] = await store.rows(NAME, null, 10);
    expect((await store.personal([record!.owner], 'row')).get(record!.owner)).toMatchObject({
      to_number: '555-0101',
      cells: { first_name: 'Ann' },
      code: 'missing_country_code',
      message: expect.stringContaining('555-0101') as string,
    });
  });

  it('two ids on one phone are two contacts', async () => {
    const text = 'id,phone,child\n1,+14155550101,Ann\n2,+14155550101,Bob\n2,+14155550101,Bob\n2,+14155550102,Bob\n';
    const report = await load(csv(text), { columns: { id: 'id' } });
    expect(report).toMatchObject({ accepted: 2, byCode: { duplicate: 1, duplicate_conflict: 1 } });
    expect(report.found.find(({ code }) => code === 'duplicate_conflict')).toMatchObject({
      column: 'id',
      value: '2',
      message: expect.stringMatching(/^The id "2" stands in row \d+ already, with other data\.$/) as string,
    });
  });

  it('the same list again changes nothing; a changed one is compared', async () => {
    const before = 'phone,first_name\n+14155550101,Ann\n+12125550102,Bob\nnonsense,x\n+14155550101,Ann\n';
    await load(csv(before));
    const again = await load(csv(before));
    expect(again).toMatchObject({ rows: 4, accepted: 2, added: 0, unchanged: 2, vanished: 0 });
    expect((await store.counts(NAME)).rows).toBe(4);
    const changed = await load(csv('first_name,phone\nAnn,+14155550101\nCid,+13105550103\nBobby,+12125550102\n'));
    // Another order of the columns is no change.
    expect(changed).toMatchObject({ rows: 3, added: 1, unchanged: 1, changed: 1, vanished: 0 });
    expect(errors(changed)).toEqual(['4 changed_row']);
    const shorter = await load(csv('phone,first_name\n+14155550101,Ann\n'));
    expect(shorter).toMatchObject({ unchanged: 1, vanished: 2 });
  });

  it('the same list with its numbers written in another way changes nothing', async () => {
    await load(csv('phone,first_name\n+14155550101,Ann\n'));
    const again = await load(csv('phone,first_name\n+1 (415) 555-0101,Ann\n'));
    expect(again).toMatchObject({ added: 0, unchanged: 1, changed: 0 });
  });

  it('the same list again gives the regions to people whom an older version loaded without', async () => {
    const list = 'phone,first_name\n+14155550101,Ann\n+12125550102,Bob\n';
    const older: Store = Object.create(store, {
      addRows: {
        value: (id: number, rows: Parameters<Store['addRows']>[1]) =>
          store.addRows(
            id,
            rows.map((row) => {
              if (row.outcome.is !== 'accepted') return row;
              const [place = ''] = row.outcome.contact.place.split('|');
              return {
                ...row,
                digest: 'older',
                outcome: { ...row.outcome, contact: { ...row.outcome.contact, place } },
              };
            }),
          ),
      },
    }) as Store;
    await load(csv(list), { store: older });
    expect((await store.places(NAME)).toSorted()).toEqual(['America/Los_Angeles', 'America/New_York']);
    await load(csv(list));
    expect((await store.places(NAME)).toSorted()).toEqual(['America/Los_Angeles|US-CA', 'America/New_York|US-NY']);
  });

  it('gives contacts ids in the order of the rows, which say nothing of anybody', async () => {
    await load(csv('phone\n+14155550101\n+14155550102\n+14155550103\n'));
    const ids = (await store.rows(NAME, null, 9)).map(({ owner }) => owner);
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9a-z]{20}$/);
  });

  it('a row whose number asked not to be called is skipped; a contact already there keeps its row', async () => {
    await load(csv('phone\n+14155550101\n'));
    const keys = ['+14155550101', '+14155550102'].map((number) => digest(`d:${number}`) as DestinationKey);
    await store.suppress(onDoNotCall(keys, 'dnc.txt', NOW));
    const report = await load(csv('phone\n+14155550101\n+14155550102\n+14155550103\n'));
    expect(report).toMatchObject({
      rows: 3,
      accepted: 2,
      skipped: 1,
      byCode: { suppressed: 1 },
      unchanged: 1,
      added: 1,
    });
    expect(report.found.find(({ code }) => code === 'suppressed')?.message).toContain('dnc.txt');
    expect((await store.counts(NAME)).rows).toBe(3);
  });

  it('a list that breaks in the middle leaves nothing', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => `+1415555${String(1000 + at)},x`);
    const source = csv(`phone,name\n${rows.join('\n')}\n+14155550101,"open`);
    await expect(load(source, { rejects: openRejects(join(dir, 'r.csv'), ['phone', 'name']) })).rejects.toThrow(
      /never closed/,
    );
    expect((await store.counts(NAME)).rows).toBe(0);
    await expect(readFile(join(dir, 'r.csv'))).rejects.toThrow();
  });

  it('mended rejects load as if they had never been wrong', async () => {
    const path = join(dir, 'rejects.csv');
    await load(csv('phone,greeting\n+14155550101,=1+1\n4155550102,=2+2\n4155550103,x\n'), {
      rejects: openRejects(path, ['phone', 'greeting']),
    });
    const text = await readFile(path, 'utf8');
    expect(text.split('\r\n')[1]).toMatch(/^4155550102,'=2\+2,rejected,missing_country_code,/);
    await writeFile(path, text.replaceAll('41555501', '+141555501'));
    const report = await load({ is: 'file', path });
    expect(report).toMatchObject({ rows: 2, accepted: 2, added: 2 });
    const contact = await store.contactByKey(NAME, digest('k:+14155550102') as never);
    expect((await store.personal([contact!.id], 'row')).get(contact!.id)).toMatchObject({
      variables: { greeting: '=2+2' },
    });
  });

  it('holds a few hundred rows at a time, however long the list', async () => {
    let made = 0;
    let turns = 0;
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('phone,note\n');
      for (let at = 0; at < 60; at += 1) {
        made += 250;
        yield Buffer.from(`+14155550101,${'x'.repeat(90)}\n`.repeat(250));
      }
    }
    const seen: number[] = [];
    const watched: Store = Object.assign(Object.create(store) as Store, {
      addRows: (id: number, rows: Parameters<Store['addRows']>[1]) => {
        seen.push(made);
        return store.addRows(id, rows);
      },
    });
    const report = await load(csv(''), {
      store: watched,
      list: await openList({ is: 'stream', name: 'long.csv', bytes: bytes() }),
      yieldTurn: () => Promise.resolve(void (turns += 1)),
    });
    expect(report).toMatchObject({ rows: 15_000, accepted: 1, byCode: { duplicate: 14_999 }, topNumber: { share: 1 } });
    expect(turns).toBe(75);
    // The first rows were in the ledger before the last were read.
    expect(seen[0]).toBeLessThan(12_000);
  });
});

describe('one phone under two spellings', () => {
  const ABROAD: LoadOptions['ctx']['rules'] = {
    lineTypes: ['twilio'],
    testNumbers: false,
    allowUsTerritories: false,
    allowTollFree: false,
    extraUsAreaCodes: [],
  };
  const ctxFor = (columns: readonly string[]): LoadOptions['ctx'] => {
    const mapping = mapColumns(
      columns,
      { toNumber: [], id: columns.includes('id') ? 'id' : null, timezone: null },
      'l',
    );
    return { mapping, variables: planVariables(columns, mapping, { is: 'all' }, 'l'), rules: ABROAD };
  };
  const loadAbroad = (rows: string, into: Store = store): Promise<Loaded> => {
    const columns = (rows.split('\n')[0] ?? '').split(',');
    return load(csv(rows), { ctx: ctxFor(columns), store: into });
  };
  const columnsOf = (row: Parameters<Store['addRows']>[1][number]): string[] =>
    Object.keys(row.personal.body['cells'] as object);
  /** As a ledger was written before: every spelling of a phone has keys of its own. */
  const older = (): Store =>
    Object.assign(Object.create(store) as Store, {
      addRows: (id: number, rows: Parameters<Store['addRows']>[1]) =>
        store.addRows(
          id,
          rows.map((row) => {
            if (row.outcome.is !== 'accepted') return row;
            const to = String(row.personal.body['to_number']);
            const contact = {
              ...row.outcome.contact,
              ...(columnsOf(row).includes('id') ? {} : { key: digest(`k:${to}`) as ContactKey }),
              destination: digest(`d:${to}`) as DestinationKey,
            };
            return { ...row, outcome: { is: 'accepted', contact } };
          }),
        ),
    });
  const contacts = async (): Promise<Contact[]> =>
    (await store.rows(NAME, null, 50)).flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));

  it.each([
    ['+54 11 5550 0123', '+54 9 11 5550 0123'],
    ['+54 9 11 5550 0123', '+54 11 5550 0123'],
    ['+52 55 1234 5678', '+52 1 55 1234 5678'],
    ['+39 0549 886655', '+378 0549 886655'],
  ])('%s and %s are one contact', async (one, other) => {
    const report = await loadAbroad(`phone,first_name\n${one},Ann\n${other},Ann\n`);
    expect(report).toMatchObject({ rows: 2, accepted: 1, added: 1, duplicates: 1 });
    expect(await contacts()).toHaveLength(1);
  });

  it('says that it is the phone, not the row, that was there already', async () => {
    const { found } = await loadAbroad('phone,first_name\n+541155500123,Ann\n+5491155500123,Ann\n');
    expect(found.find(({ code }) => code === 'duplicate_conflict')).toMatchObject({
      value: '+5491155500123',
      message: expect.stringContaining('+5491155500123 rings the phone of row 2') as string,
    });
  });

  it('two ids on one phone have one destination, however it is written', async () => {
    await loadAbroad('id,phone\n1,+541155500123\n2,+5491155500123\n');
    const [a, b] = await contacts();
    expect(a?.destination).toBe(digest('d:+541155500123'));
    expect(b?.destination).toBe(a?.destination);
    const [, record] = await store.rows(NAME, null, 9);
    const body = (await store.personal([record!.owner], 'row')).get(record!.owner);
    expect(body).toMatchObject({ to_number: '+5491155500123' });
  });

  it.each([
    ['+54 9 11 5550 0123', '+54 11 5550 0123'],
    ['+54 11 5550 0123', '+54 9 11 5550 0123'],
    ['+52 1 55 1234 5678', '+52 55 1234 5678'],
    ['+55 11 8765 4321', '+55 11 98765 4321'],
    ['+972 59 912 3456', '+970 59 912 3456'],
  ])('the do-not-call entry %s stops %s', async (entry, number) => {
    const path = join(dir, 'dnc.txt');
    await writeFile(path, `${entry}\n`);
    await loadSuppression({ store, path, rules: { defaultCountry: null, extraUsAreaCodes: [] }, digest, now: NOW });
    expect(await loadAbroad(`phone\n${number}\n`)).toMatchObject({ accepted: 0, byCode: { suppressed: 1 } });
  });

  it('a no that an older ledger holds under one spelling is a no under the other', async () => {
    await store.suppress(onDoNotCall([digest('d:+5491155500123') as DestinationKey], 'old.txt', NOW));
    expect(await loadAbroad('phone\n+541155500123\n')).toMatchObject({ byCode: { suppressed: 1 } });
    const keys = ['+541155500123', '+5491155500123'].map((number) => digest(`d:${number}`) as DestinationKey);
    expect((await store.suppressed(keys, [EVERYWHERE], NOW)).size).toBe(2);
  });

  it('a list loaded again into an older ledger finds its contacts, written either way', async () => {
    await loadAbroad('phone,first_name\n+5491155500123,Ann\n', older());
    const [before] = await contacts();
    expect(before?.destination).toBe(digest('d:+5491155500123'));
    expect(await loadAbroad('phone,first_name\n+5491155500123,Ann\n')).toMatchObject({ added: 0, unchanged: 1 });
    const other = await loadAbroad('phone,first_name\n+541155500123,Ann\n');
    expect(other).toMatchObject({ added: 0, changed: 1 });
    expect(await contacts()).toMatchObject([{ id: before?.id, key: before?.key, destination: before?.destination }]);
  });

  it('a new contact on a phone that an older ledger knows is under that key, so that one guard sees both', async () => {
    await loadAbroad('id,phone\n1,+5491155500123\n', older());
    await loadAbroad('id,phone\n1,+5491155500123\n2,+541155500123\n');
    expect((await contacts()).map(({ destination }) => destination)).toEqual([
      digest('d:+5491155500123'),
      digest('d:+5491155500123'),
    ]);
  });

  it('an older ledger with both spellings keeps each contact, and a no for one reaches both', async () => {
    await loadAbroad('phone\n+541155500123\n+5491155500123\n', older());
    expect(await contacts()).toHaveLength(2);
    const again = await loadAbroad('phone\n+541155500123\n+5491155500123\n');
    expect(again).toMatchObject({ added: 0, unchanged: 2 });
    const path = join(dir, 'dnc.txt');
    await writeFile(path, '+541155500123\n');
    await loadSuppression({ store, path, rules: { defaultCountry: null, extraUsAreaCodes: [] }, digest, now: NOW });
    const suppressed = await store.suppressed(
      (await contacts()).map(({ destination }) => destination),
      [EVERYWHERE],
      NOW,
    );
    expect(suppressed.size).toBe(2);
  });
});
