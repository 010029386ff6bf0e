/** Lists as offices make them, byte by byte: encodings, titles above, totals below, cells left out. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TABLES, type TableName } from '../../src/load/list/encoding/tables.ts';
import { openList, type ListSource } from '../../src/load/list/open.ts';
import { meantText } from '../../src/load/row/damaged-text.ts';
import { readSuppression } from '../../src/load/suppression.ts';
import type { RawRow } from '../../src/load/row/types.ts';
import { UserError } from '../../src/model/errors.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outdial-office-'));
});
afterAll(() => rm(dir, { recursive: true }));

function bytes(text: string, table: TableName): Buffer {
  const chars: string = TABLES[table];
  const found = [...text].map((char) => (char < '\x80' ? char.charCodeAt(0) : 0x80 + chars.indexOf(char)));
  expect(found).not.toContain(0x7f);
  return Buffer.from(found);
}

type ReadList = { columns: readonly string[]; rows: RawRow[]; notes: string };

async function open(source: ListSource): Promise<ReadList> {
  const list = await openList(source);
  const rows: RawRow[] = [];
  for await (const row of list.rows) rows.push(row);
  return { columns: list.columns, rows, notes: (list.notes ?? []).join('\n') };
}

async function read(content: string | Uint8Array, encoding?: string): Promise<ReadList> {
  const path = join(dir, 'list.csv');
  await writeFile(path, content);
  return open({ is: 'file', path, ...(encoding === undefined ? {} : { encoding }) });
}

async function refused(
  content: string | Uint8Array,
): Promise<{ code: string; message: string; line?: number; hint?: string }> {
  const error: unknown = await read(content).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error('it was read');
  return error.problems[0] as { code: string; message: string };
}

const codes = ({ rows }: ReadList): string[] => rows.map(({ row, issues }) => `${row} ${issues[0]?.code ?? 'ok'}`);
const column = ({ rows }: ReadList, name: string): unknown[] => rows.map(({ cells }) => cells[name]);

describe('encodings', () => {
  const NAMES = 'First,Last,Phone,Note\r\nJosé,Muñoz,+14155550101,“Hi” – it’s €20\r\nZoë,O’Brien,+14155550102,\r\n';

  it.each([
    ['windows-1252', NAMES, ['José', 'Zoë']],
    ['macintosh', NAMES.replaceAll('\r\n', '\r'), ['José', 'Zoë']],
    ['ibm850', 'First;Phone\nJürgen;+14155550101\nBjörn;+14155550102\n', ['Jürgen', 'Björn']],
    ['iso-8859-15', 'First;Phone;Fee\nRenée;+14155550101;20 €\nFrançois;+14155550102;5 €\n', ['Renée', 'François']],
    [
      'iso-8859-2',
      'First;Phone\nŁukasz;+14155550101\nStanisław Wąs;+14155550102\nŚliwa;+1\n',
      ['Łukasz', 'Stanisław Wąs', 'Śliwa'],
    ],
    ['windows-1250', 'First;Phone\nŘehoř;+14155550101\nTomáš;+14155550102\nLukáš;+1\n', ['Řehoř', 'Tomáš', 'Lukáš']],
    ['windows-1251', 'First;Phone\nОльга;+14155550101\nИван;+14155550102\n', ['Ольга', 'Иван']],
    ['windows-1254', 'First;Phone\nAyşe;+14155550101\nDoğan;+14155550102\n', ['Ayşe', 'Doğan']],
  ] as const)('%s is found out and said', async (table, text, names) => {
    const list = await read(bytes(text, table));
    expect(column(list, 'First')).toEqual(names);
    expect(list.notes).toContain(`not UTF-8; it was read as ${table}:`);
    expect(list.notes).toMatch(/"[^"]*\uFFFD[^"]*" is "/);
    expect(list.rows.flatMap(({ issues }) => issues)).toEqual([]);
  });

  it('whatever the user names is taken, by the names people have', async () => {
    const list = await read(bytes('First,Phone\nMu–oz,+14155550101\n', 'windows-1252'), 'Mac Roman');
    expect(column(list, 'First')).toEqual(['Muñoz']);
    expect(list.notes).toBe('');
  });

  it('a stream is found out like a file', async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (const byte of bytes(NAMES, 'windows-1252')) yield Uint8Array.of(byte);
    }
    const list = await open({ is: 'stream', name: 'stdin', bytes: pieces() });
    expect(column(list, 'Last')).toEqual(['Muñoz', 'O’Brien']);
    expect(list.notes).toContain('windows-1252');
  });

  it('a list that is UTF-8 says nothing, wherever a character is cut', async () => {
    const list = await read(`First,Phone\n${'Zoë,+14155550101\n'.repeat(40_000)}`);
    expect(list.notes).toBe('');
    expect(new Set(column(list, 'First'))).toEqual(new Set(['Zoë']));
  });

  it('two encodings are refused by the first line of each, or read by the one that is named', async () => {
    const mixed = Buffer.concat([
      Buffer.from('First,Phone\nAnn,+14155550100\nJosé,+14155550101\n'),
      bytes('José,+14155550102\n', 'windows-1252'),
    ]);
    expect(await refused(mixed)).toMatchObject({
      code: 'mixed_encodings',
      line: 4,
      message: expect.stringContaining('line 3 is UTF-8 ("José")') as string,
    });
    expect(codes(await read(mixed, 'utf-8'))).toEqual(['2 ok', '3 ok', '4 damaged_text']);
    expect(codes(await read(mixed, 'windows-1252'))).toEqual(['2 ok', '3 mojibake', '4 ok']);
  });

  it('one broken byte among UTF-8 is no other encoding', async () => {
    const text = Buffer.from('First,Phone\nJosé,+14155550101\nZo\xeb,+14155550102\n');
    const at = text.indexOf(Buffer.from('ë'));
    expect(await refused(Buffer.concat([text.subarray(0, at), text.subarray(at + 1)]))).toMatchObject({
      code: 'mixed_encodings',
      line: 3,
    });
  });

  it('what makes no words is refused', async () => {
    const japanese = Buffer.from([0x93, 0x63, 0x92, 0x86, 0x91, 0xbe, 0x98, 0x59]);
    const text = Buffer.concat([Buffer.from('First,Phone\n'), japanese, Buffer.from(',+14155550101\n')]);
    expect(await refused(text)).toMatchObject({ code: 'bad_encoding', line: 2 });
    expect(column(await read(text, 'Shift-JIS'), 'First')).toEqual(['田中太郎']);
  });

  it('text that was damaged before is never taken', async () => {
    const list = await read('First,Phone\nJos\uFFFD,+14155550101\nMarÃ\u00ada,+14155550102\nAnn,+14155550103\n');
    expect(codes(list)).toEqual(['2 damaged_text', '3 mojibake', '4 ok']);
    expect(list.rows[1]?.issues[0]?.hint).toContain('María');
  });

  it.each([
    ['JosÃ©', 'José'],
    ['Jos√©', 'José'],
    ['Itâ€™s', 'It’s'],
    ['JosÃƒÂ©', 'José'],
    ['Ð˜Ð²Ð°Ð½', 'Иван'],
    ['José', null],
    ['JOÃO', null],
    ['«CAFÉ»', null],
    ['Conceição Ângela', null],
    ['Иван', null],
  ])('%s was meant as %s', (text, meant) => {
    expect(meantText(text)).toBe(meant);
  });

  it('a do-not-call list is read with a name in it', async () => {
    const path = join(dir, 'dnc.csv');
    const numbers = async (): Promise<string[]> => {
      const found: string[] = [];
      const rules = { defaultCountry: null, extraUsAreaCodes: [] };
      for await (const number of readSuppression(path, rules)) found.push(number);
      return found;
    };
    await writeFile(path, bytes('Name,Phone\nJosé,+14155550101\nZoë,+14155550102\n', 'windows-1252'));
    expect(await numbers()).toEqual(['+14155550101', '+14155550102']);
    await writeFile(path, bytes('+14155550101 # José\n+14155550102\n', 'macintosh'));
    expect(await numbers()).toEqual(['+14155550101', '+14155550102']);
    await writeFile(path, 'Name,Phone\nJos\uFFFD,+14155550101\nTotal,1\n');
    expect(await numbers()).toEqual(['+14155550101']);
  });
});

const ROW = 'Ann,+14155550101,2026-12-01,Rome\nBob,+14155550102,2026-12-02,Oslo\n';
const HEADER = 'Name,Phone,Date,City\n';

describe('above the header', () => {
  it.each([
    ['a title and a blank line', `Patient list — generated 11/24/2026\n\n${HEADER}${ROW}`, 4],
    ['a title with commas', `"Appointments, week of Nov 24, 2026",,,\n${HEADER}${ROW}`, 3],
    ['a title that is split at its commas', `Appointments, week of 11/24/2026\n${HEADER}${ROW}`, 3],
    ['names and values', `Report:,Reminders\nGenerated:,11/24/2026\nBy:,Front desk\n\n${HEADER}${ROW}`, 6],
    ['groups of columns', `Contact,,Appointment,\n${HEADER}${ROW}`, 3],
    ['a title that is named like a column', `Phones\n${HEADER}${ROW}`, 3],
    ['semicolons', `Liste, Stand 24.11.2026\n${HEADER.replaceAll(',', ';')}${ROW.replaceAll(',', ';')}`, 3],
  ])('%s', async (_, text, first) => {
    const list = await read(text);
    expect(list.columns).toEqual(['Name', 'Phone', 'Date', 'City']);
    expect(codes(list)).toEqual([`${first} ok`, `${first + 1} ok`]);
    expect(list.notes).toContain(`the header is row ${first - 1}`);
  });

  it('no column that is known: the first line of names with numbers below', async () => {
    const list = await read(
      'Kundenliste\nKunde;Nr;Ort\nAnn;+14155550101;Rom\nBob;+14155550102;Oslo\n'.replaceAll(';', ','),
    );
    expect(list.columns).toEqual(['Kunde', 'Nr', 'Ort']);
  });

  it.each([
    ['one column', 'phone\n+14155550101\n+14155550102\n', ['phone']],
    ['a value that is named like a column', 'Client,Nr,Via\nAnn,+14155550101,Mobile\n', ['Client', 'Nr', 'Via']],
    [
      'a value in a row without a number',
      'Client,Nr,Via\nAnn,,Mobile\nBob,+14155550101,Home\n',
      ['Client', 'Nr', 'Via'],
    ],
    ['one cell that holds a comma', '"phone, or mobile"\n+14155550101\n', ['phone, or mobile']],
  ])('the first line stays the header: %s', async (_, text, columns) => {
    const list = await read(text);
    expect(list.columns).toEqual(columns);
    expect(list.notes).toBe('');
    expect(list.rows[0]?.row).toBe(2);
  });
});

describe('below the list', () => {
  it.each([
    'Total,2,,',
    ',,Grand total:,58',
    'Summe,2',
    'Total général : 58',
    'Count: 200',
    'Page 1 of 3',
    '© 2026 Downtown Dental',
    'Confidential - do not share',
    'Total,2\n,,,\nPage 1 of 1',
    'Number of patients: 2',
  ])('%s is nobody', async (end) => {
    const list = await read(`${HEADER}${ROW}${end}\n`);
    expect(codes(list).slice(0, 2)).toEqual(['2 ok', '3 ok']);
    expect(codes(list).slice(2)).toContainEqual(expect.stringContaining('totals_row'));
    expect(codes(list).filter((code) => /ragged|padded/.test(code))).toEqual([]);
  });

  it('a person is a person', async () => {
    const list = await read(`${HEADER}${ROW}Total,+14155550103,2026-12-03,Bonn\nTotal,Maria,,\nPage,,,Bonn\n`);
    expect(codes(list)).toEqual(['2 ok', '3 ok', '4 ok', '5 ok', '6 ok']);
    expect(codes(await read(`${HEADER}Total,2,,\n${ROW}`))).toEqual(['2 ok', '3 ok', '4 ok']);
  });

  it('the header once more, and the title', async () => {
    const list = await read(`Patients\n${HEADER}${ROW}Patients\n${HEADER}${ROW}`);
    expect(codes(list)).toEqual(['3 ok', '4 ok', '5 repeated_header', '6 repeated_header', '7 ok', '8 ok']);
  });
});

describe('groups and columns without a name', () => {
  const BOOKED = 'Ann,Lee,+14155550101,2026-12-01,09:00\nBob,Ray,+14155550102,2026-12-02,10:00\n';

  it('names of groups stand above the header, also where no column is named like a number', async () => {
    const list = await read(`Client,,Contact,Booking,\nFirst,Last,Reach,Date,Time\n${BOOKED}`);
    expect(list.columns).toEqual(['First', 'Last', 'Reach', 'Date', 'Time']);
    expect(codes(list)).toEqual(['3 ok', '4 ok']);
    expect(list.notes).toContain('row 1 ("Client Contact Booking") stands above the header and is left out');
  });

  it('a person without a number below whole names is no header', async () => {
    const list = await read(`First,Last,Reach,Date,Time\nCid,Kay,none,soon,noon\n${BOOKED}`);
    expect(list.columns[0]).toBe('First');
    expect(codes(list)).toHaveLength(3);
  });

  it('a cell between named columns is left out and told, without what it says', async () => {
    const list = await read(`Client,,Phone,Date,Time\n${BOOKED}`);
    expect(codes(list)).toEqual(['2 unnamed_column', '3 unnamed_column']);
    expect(list.rows[0]?.cells).toEqual({ Client: 'Ann', Phone: '+14155550101', Date: '2026-12-01', Time: '09:00' });
    expect(list.rows[0]?.issues).toMatchObject([
      { severity: 'warning', message: 'The column behind "Client" has no name: its cell is left out.' },
    ]);
  });

  it('where it may have shifted its row is ragged', async () => {
    const list = await read(`Client,,Phone\nLee,Ann,x,+14155550101\nRay,,+14155550102\n`);
    expect(codes(list)).toEqual(['2 ragged_row', '3 ok']);
    expect(codes(await read(`Client,Phone,,\nLee,+14155550101,x,\nRay,+14155550102,,\n`))).toEqual([
      '2 ragged_row',
      '3 ok',
    ]);
  });

  it('two titles stand', async () => {
    expect((await read(`Clinic\nDecember\nName,Phone\nAnn,+14155550101\n`)).notes).toContain(
      '") stand above the header and are',
    );
  });
});

describe('short rows', () => {
  it('empty last cells that were left out', async () => {
    const list = await read(`${HEADER}${ROW}Cid,+14155550103\nDan,+14155550104,2026-12-03\nEve,+14155550105\n`);
    expect(codes(list)).toEqual(['2 ok', '3 ok', '4 padded_row', '5 padded_row', '6 padded_row']);
    expect(list.rows[2]?.cells).toEqual({ Name: 'Cid', Phone: '+14155550103', Date: '', City: '' });
    expect(list.rows[2]?.issues[0]?.severity).toBe('warning');
  });

  it.each([
    ['a cell that was lost', '+14155550103,2026-12-03,Bonn'],
    ['a date where the city is missing further left', 'Cid,+14155550103,Bonn'],
    ['a row broken in two', 'Cid,+14155550103,2026-12-03 \nat noon,Bonn'],
    ['a number under another header', '+14155550103,+14155550104'],
    ['half of a quote', 'Cid,+14155550103,he said "'],
    ['no number', 'Cid'],
  ])('%s stays ragged', async (_, broken) => {
    const list = await read(`${HEADER}${ROW}${broken}\n${ROW}`);
    expect(
      new Set(
        codes(list)
          .slice(2, -2)
          .map((code) => code.slice(2)),
      ),
    ).toEqual(new Set(['ragged_row']));
    expect(codes(list).at(-1)).toContain('ok');
  });

  it('a row that is longer than the header stays ragged, empty cells beyond do not', async () => {
    const list = await read(`${HEADER}${ROW.replaceAll('\n', ',,,\n')}Cid,+14155550103,2026-12-03,Bonn,x\n`);
    expect(codes(list)).toEqual(['2 ok', '3 ok', '4 ragged_row']);
  });

  it('decimal commas between semicolons', async () => {
    const list = await read('Name;Phone;Due\nAnn;+14155550101;1.234,50\nBob;+14155550102;7,5\nCid;+14155550103\n');
    expect(column(list, 'Due')).toEqual(['1.234,50', '7,5', '']);
    expect(codes(list)).toEqual(['2 ok', '3 ok', '4 padded_row']);
  });
});
