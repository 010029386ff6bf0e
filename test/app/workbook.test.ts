import { fromBuffer, type Entry } from 'yauzl';
import { expect, it } from 'vitest';
import { resultWorkbook } from '../../src/app/results/workbook.ts';
import { workbookBytes } from '../../src/files/workbook.ts';
import { columnLetters, MAX_ROWS, rowXml } from '../../src/files/sheet-xml.ts';
import { formatOf, readBetween, readOnly } from '../../src/app/results/wanted.ts';
import { resultLines } from '../../src/app/results/lines.ts';
import { nextDay, spreadsheetDate, startOfDay } from '../../src/report/day.ts';
import { UserError } from '../../src/model/errors.ts';
import { DEMO, T0 } from '../cli/a-ledger.ts';
import { aStore } from './support.ts';

const ZONE = 'America/New_York';

/** Its parts as text, by their paths. */
async function partsOf(bytes: AsyncIterable<Uint8Array>): Promise<Map<string, string>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const parts = new Map<string, string>();
  await new Promise<void>((resolve, reject) => {
    fromBuffer(Buffer.concat(chunks), { lazyEntries: true }, (wrong, zip) => {
      if (wrong !== null) return reject(wrong);
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (error, stream) => {
          if (error !== null) return reject(error);
          const text: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => text.push(chunk));
          stream.on('end', () => {
            parts.set(entry.fileName, Buffer.concat(text).toString('utf8'));
            zip.readEntry();
          });
        });
      });
      zip.on('end', resolve);
      zip.readEntry();
    });
  });
  return parts;
}

async function code(asked: () => unknown): Promise<string | undefined> {
  try {
    await asked();
  } catch (error) {
    if (error instanceof UserError) return error.problems[0]?.code;
    throw error;
  }
  return undefined;
}

async function csv(wanted: object): Promise<string[]> {
  const lines: string[] = [];
  const all = { format: 'csv', attempts: false, ...wanted } as const;
  for await (const line of resultLines(await aStore(), DEMO, all)) lines.push(line);
  return lines;
}

it('a workbook: numbers are text, times are dates on the own clock and text in UTC, the header stays', async () => {
  const tally = { rows: 0, cut: 0 };
  const wanted = { format: 'xlsx', attempts: false } as const;
  const parts = await partsOf(resultWorkbook(await aStore(), DEMO, wanted, { now: T0, zone: ZONE }, tally));
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
  expect(tally).toEqual({ rows: 6, cut: 0 });
  expect(sheet).toContain('<c r="B2" s="3" t="inlineStr"><is><t xml:space="preserve">+14155550102</t></is></c>');
  expect(sheet).toContain('>2026-12-01T17:00:01.000Z<');
  // Noon and a second in New York.
  expect(sheet).toContain(`<c r="G2" s="2"><v>46357.500011574`);
  expect(sheet).toContain('state="frozen"');
  expect(sheet).toContain('<autoFilter ref="A1:X7"/>');
  expect(parts.get('xl/workbook.xml')).toMatch(/name="Results".*name="Summary"/);
  const summary = parts.get('xl/worksheets/sheet2.xml') ?? '';
  expect(summary).toContain('all rows read');
});

it('a cell is text whatever it looks like, and nothing in it can break the sheet', () => {
  expect(rowXml(['=1+1', 'a & <b>', '\u0001', '_x0041_', null, 5, '\uD800'], 3)).toBe(
    '<row r="3"><c r="A3" s="3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>' +
      '<c r="B3" s="1" t="inlineStr"><is><t xml:space="preserve">a &#38; &#60;b&#62;</t></is></c>' +
      '<c r="C3" s="1" t="inlineStr"><is><t xml:space="preserve">_x0001_</t></is></c>' +
      '<c r="D3" s="1" t="inlineStr"><is><t xml:space="preserve">_x005F_x0041_</t></is></c>' +
      '<c r="F3"><v>5</v></c>' +
      '<c r="G3" s="1" t="inlineStr"><is><t xml:space="preserve">\uFFFD</t></is></c></row>',
  );
  expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
});

it('more rows than a sheet takes go on in the next one, each with the header', async () => {
  const rows = (function* (): Generator<readonly string[]> {
    for (let n = 0; n < MAX_ROWS + 2; n += 1) yield [];
  })();
  const parts = await partsOf(workbookBytes([{ name: 'Results', header: ['a'], rows }]));
  expect(parts.get('xl/workbook.xml')).toMatch(/name="Results".*name="Results 2"/);
  const rest = parts.get('xl/worksheets/sheet2.xml') ?? '';
  expect(rest.match(/<row /g)).toHaveLength(4);
  expect(rest).toContain('>a<');
});

it('what the rows throw comes to whoever reads the bytes', async () => {
  const rows = (async function* (): AsyncGenerator<readonly string[]> {
    yield ['x'];
    throw new Error('the ledger is gone');
  })();
  await expect(partsOf(workbookBytes([{ name: 'Results', header: null, rows }]))).rejects.toThrow('the ledger is gone');
});

it('only those that ended so, between two days, in these columns', async () => {
  const columns = ['row,Phone', 'status'];
  expect(await csv({ only: readOnly(['no-answer,rejected']), columns })).toEqual([
    'row,Phone,status',
    '3,+14155550140,exhausted',
    '5,555-0101,rejected',
  ]);
  // 1 December in Sydney begins eleven hours earlier, and ends before the calls at 17:00 UTC.
  expect(await csv({ between: readBetween('2026-12-01', 'Australia/Sydney'), columns })).toHaveLength(1);
  expect(await csv({ between: readBetween('2026-12-01', 'UTC'), columns })).toHaveLength(4);
  expect(await csv({ between: readBetween('..2026-11-30', 'UTC'), columns })).toHaveLength(1);
  expect(await csv({ between: readBetween('2026-12-01T17:00:01Z..', 'UTC'), columns })).toHaveLength(4);
  expect((await csv({ bom: true, columns }))[0]).toBe('\uFEFFrow,Phone,status');
});

it('refuses what would silently find nobody', async () => {
  expect(await code(() => readOnly(['buzy']))).toBe('wrong_option');
  for (const span of ['yesterday', '..', '2026-02-30', '2026-12-02..2026-12-01', '2026-12-01..x', '1..2..3'])
    expect(await code(() => readBetween(span, 'UTC')), span).toBe('wrong_option');
  expect(await code(() => csv({ columns: ['Phone,Nmae'] }))).toBe('unknown_column');
});

it('the name of a file says its format', () => {
  expect(['a.XLSX', 'a.jsonl', 'a.ndjson', 'a.csv', 'a'].map(formatOf)).toEqual([
    'xlsx',
    'jsonl',
    'jsonl',
    'csv',
    'csv',
  ]);
});

it('a day begins where the clocks say so, at a change at midnight too', () => {
  const iso = (at: number | undefined): string => new Date(at ?? Number.NaN).toISOString();
  expect(iso(startOfDay('2026-12-01', ZONE))).toBe('2026-12-01T05:00:00.000Z');
  // Clocks go back at 2:00 on 1 November: that day has 25 hours.
  expect(iso(startOfDay('2026-11-01', ZONE))).toBe('2026-11-01T04:00:00.000Z');
  expect(iso(nextDay(startOfDay('2026-11-01', ZONE) ?? 0, ZONE))).toBe('2026-11-02T05:00:00.000Z');
  // In Beirut the day in March begins at one o'clock.
  expect(iso(startOfDay('2026-03-29', 'Asia/Beirut'))).toBe('2026-03-28T22:00:00.000Z');
  expect(startOfDay('2026-02-30', ZONE)).toBeUndefined();
  expect(spreadsheetDate(0, 'UTC')).toBe(25_569);
});
