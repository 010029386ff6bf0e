import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resultWorkbook } from '../../src/app/results/workbook.ts';
import { openList } from '../../src/load/list/open.ts';
import { resultLines } from '../../src/app/results/lines.ts';
import type { ContactId } from '../../src/model/ids.ts';
import { EXPORT_COLUMNS } from '../../src/model/result-columns.ts';
import { ownFile } from '../../src/load/list/outdial-csv.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import { DEMO, fillLedger, T0 } from '../cli/a-ledger.ts';

async function aStore(): Promise<Store> {
  let n = 0;
  const store = openMemoryStore({ makeId: (length) => String(n++).padStart(length, '0'), now: T0 });
  await fillLedger(store);
  return store;
}

async function lines(format: 'csv' | 'jsonl', attempts = false): Promise<string[]> {
  const all: string[] = [];
  for await (const line of resultLines(await aStore(), DEMO, { format, attempts })) all.push(line);
  return all;
}

it('a line for every row read, ours first, then their own under their own names', async () => {
  const at = '2026-12-01T17:00:01.000Z';
  expect(await lines('csv')).toEqual([
    'row,to_number,status,disposition,attempts,last_attempt_at,duration_seconds,agent_call_id,end_reason,summary,code,message,outcome,answered_by,agent_cost_usd,line_cost_usd,cost_usd,consent,consent_at,consent_source,Phone,Name,contact.row',
    `2,+14155550102,completed,answered,1,${at},33,ac_answered,client_hangup,Said yes.,answered,"answered, person or machine unknown",,unknown,,,,,,,+14155550102,Ada,'=1+1`,
    `3,+14155550140,exhausted,no_answer,1,${at},,ac_no_answer,dial_no_answer,,attempts_spent,gave up after 1 try: no answer,,,,,,,,,+14155550140,"Grace, Hopper",-5`,
    `4,+13035550104,ready,,0,,,,,,,waiting to be dialed,,,,,,,,,+13035550104,Zoë,''=x`,
    '5,555-0101,rejected,,0,,,,,,missing_country_code,"""555-0101"" has no country code.",,,,,,,,,555-0101,Lin,',
    '6,+14155550102,skipped,,0,,,,,,duplicate,,,,,,,,,,+14155550102,Ada,',
    `7,+14155550170,in_doubt,,1,${at},,,,,timeout,"not sure it rang, looking",,,,,,,,,+14155550170,Joan,`,
  ]);
});

it('is recognized as our own when loaded again, and gives the columns back', async () => {
  const [header = ''] = await lines('csv');
  const own = ownFile(header.split(','));
  expect(own?.headers.filter((name) => name !== null)).toEqual(['Phone', 'Name', 'row']);
  expect(own?.undo("''=x")).toBe("'=x");
  // Of an earlier version, which wrote fewer columns.
  for (const count of [12, 14]) {
    const older = [...EXPORT_COLUMNS.slice(0, count), 'Phone', 'Name'];
    expect(ownFile(older)?.headers.filter((name) => name !== null)).toEqual(['Phone', 'Name']);
  }
  expect(ownFile([...EXPORT_COLUMNS.slice(0, 11), 'Phone'])).toBeUndefined();
  expect(ownFile([...EXPORT_COLUMNS])).toBeUndefined();
});

it('says what each has agreed to: by their row, else as it was stated for the list', async () => {
  const store = await aStore();
  const known = (await store.campaign(DEMO))!;
  const at = Date.UTC(2026, 4, 1);
  const text = JSON.stringify({
    consent: { level: 'written', at: '2026-05-01', source: 'sign-up form', stated_by: 'Ada' },
  });
  const plan = {
    ...known.plan,
    version: known.plan.version + 1,
    specText: text,
    consent: { level: 'written', at } as const,
  };
  await store.putCampaign(known.version, { ...known, plan, version: known.version + 1 }, []);
  const [first] = await store.rows(DEMO, null, 1);
  const one = first?.outcome.is === 'accepted' ? first.outcome.contact : undefined;
  const consent = { level: 'express', at: null } as const;
  await store.commit(
    [{ contact: { from: one!.version, to: { ...one!, consent, version: one!.version + 1 } }, log: [] }],
    {},
  );
  const rows: object[] = [];
  for await (const line of resultLines(store, DEMO, { format: 'jsonl', attempts: false }))
    rows.push(JSON.parse(line) as object);
  expect(rows[0]).toMatchObject({ consent: 'express', consent_at: null, consent_source: null });
  expect(rows[1]).toMatchObject({
    ...{ consent: 'written', consent_at: '2026-05-01T00:00:00.000Z', consent_source: 'sign-up form (stated by Ada)' },
  });
  // A row that became no contact.
  expect(rows[3]).toMatchObject({ consent: null, consent_at: null, consent_source: null });
});

/** The list read again: its columns and the cells of its first rows. */
async function readAgain(
  name: string,
  bytes: string | readonly Uint8Array[],
): Promise<readonly [readonly string[], unknown[]]> {
  const dir = mkdtempSync(join(tmpdir(), 'outdial-again-'));
  try {
    const path = join(dir, name);
    writeFileSync(path, typeof bytes === 'string' ? bytes : Buffer.concat(bytes));
    const { columns, rows } = await openList({ is: 'file', path });
    const cells: unknown[] = [];
    for await (const row of rows) cells.push(row.cells);
    return [columns, cells.slice(0, 3)];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const THEIRS = [
  ['Phone', 'Name', 'row'],
  [
    { Phone: '+14155550102', Name: 'Ada', row: '=1+1' },
    { Phone: '+14155550140', Name: 'Grace, Hopper', row: '-5' },
    { Phone: '+13035550104', Name: 'Zoë', row: "'=x" },
  ],
];

it('each format gives back every cell as it was, apostrophes too, whatever it was saved as meanwhile', async () => {
  const bytes: Uint8Array[] = [];
  const wanted = { format: 'xlsx', attempts: false } as const;
  const when = { now: T0, zone: 'America/New_York' };
  for await (const chunk of resultWorkbook(await aStore(), DEMO, wanted, when, { rows: 0, cut: 0 })) bytes.push(chunk);
  expect(await readAgain('r.xlsx', bytes)).toEqual(THEIRS);
  const csv = await lines('csv');
  expect(await readAgain('r.csv', csv.join('\r\n'))).toEqual(THEIRS);
  expect(await readAgain('r.jsonl', (await lines('jsonl')).join('\n'))).toEqual(THEIRS);
  // A workbook of ours that was saved as CSV: nothing in it was defused.
  const local = (line: string, at: number): string =>
    line.replace(/(Z,|last_attempt_at,|ready,,0,,)/, `$1${at === 0 ? 'last_attempt_local' : ''},`);
  const saved = csv.map((line, at) => local(line, at).replace("'=1+1", '=1+1').replace("''=x", "'=x"));
  expect(await readAgain('saved.csv', saved.join('\r\n'))).toEqual(THEIRS);
});

it('as JSON lines: numbers are numbers, nothing is null, cells are untouched', async () => {
  const [first = '', , , rejected = ''] = await lines('jsonl');
  expect(JSON.parse(first)).toMatchObject({
    row: 2,
    attempts: 1,
    duration_seconds: 33,
    Name: 'Ada',
    'contact.row': '=1+1',
  });
  expect(JSON.parse(rejected)).toMatchObject({
    row: 5,
    disposition: null,
    agent_call_id: null,
    code: 'missing_country_code',
  });
});

it('a line an attempt, and none for rows never dialed', async () => {
  const all = await lines('jsonl', true);
  expect(all.map((line) => (JSON.parse(line) as Record<string, unknown>)['status'])).toEqual([
    'ended',
    'ended',
    'in_doubt',
  ]);
});

it('whoever rang twice is not overlooked: the code says so, and the message', async () => {
  const store = await aStore();
  const contact = (await store.contact('c2' as ContactId))!;
  const to = { ...contact, rangTwice: true, version: contact.version + 1 };
  await store.commit([{ contact: { from: contact.version, to }, log: [] }], {});
  for await (const line of resultLines(store, DEMO, { format: 'jsonl', attempts: false })) {
    const row = JSON.parse(line) as Record<string, unknown>;
    expect(row['code'] === 'rang_twice').toBe(row['row'] === 2);
    if (row['row'] !== 2) continue;
    expect(row).toMatchObject({
      disposition: 'answered',
      message: 'rang twice, two calls were open at once: answered, person or machine unknown',
    });
  }
});

it('asks by page, however many people were dialed', async () => {
  const asked: string[] = [];
  const counted = new Proxy(await aStore(), {
    get: (store, name: keyof Store) => {
      asked.push(name);
      return store[name];
    },
  });
  for await (const _ of resultLines(counted, DEMO, { format: 'csv', attempts: true }));
  // The columns are looked for first; a page that is empty ends each reading.
  expect(asked).toEqual(['rows', 'personal', 'rows', 'campaign', 'reportPage', 'reportPage']);
});
