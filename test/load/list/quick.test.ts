/** A plain table is cut by hand where no quote stands, and comes to what the parser makes of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quickRecords } from '../../../src/load/list/quick.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'outdial-quick-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

async function read(text: string): Promise<readonly (readonly [number, readonly string[]])[]> {
  writeFileSync(join(dir, 'log.csv'), text);
  const found: [number, readonly string[]][] = [];
  for await (const { row, records } of quickRecords(join(dir, 'log.csv'), 'log.csv')) {
    for (const [index, record] of records.entries()) found.push([row + index, record]);
  }
  return found;
}

function byParser(text: string): readonly (readonly [number, readonly string[]])[] {
  const records: string[][] = parse(text, {
    ...{ delimiter: ',', record_delimiter: ['\r\n', '\n', '\r'] },
    ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
  });
  return records.map((record, index) => [index + 1, record]);
}

it('whatever its line ends, blank lines, widths and quotes', async () => {
  const cell = fc.constantFrom('', 'a', 'b c', ' ', '+12125550101', 'é', '\u00a0', '12:30');
  const quoted = fc.constantFrom('"x, y"', '"two\nlines"', '"a ""b"""', '""');
  const row = (of: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(of, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(','));
  const end = fc.constantFrom('\n', '\r\n', '\r', '\n\n');
  const table = fc
    .tuple(
      fc.array(fc.tuple(row(cell), end), { maxLength: 12 }),
      fc.array(fc.tuple(row(fc.oneof(cell, quoted)), end), { maxLength: 4 }),
      fc.constantFrom('', 'last,line'),
    )
    .map(([plain, mixed, last]) => ['to,at,c,d\n', ...[...plain, ...mixed].flat(), last].join(''));
  await fc.assert(
    fc.asyncProperty(table, async (text) => {
      expect(await read(text)).toEqual(byParser(text));
    }),
    { numRuns: 60 },
  );
});

it('a quote that comes late, and a line end that is cut in two', async () => {
  const line = '+12125550101,2026-11-24T15:00:00Z,completed\r\n';
  const many = line.repeat(20_000);
  const text = `to,at,status\r\n${many}"a, b",c,d\r\n${line}`;
  const found = await read(text);
  expect(found).toHaveLength(20_003);
  expect(found.at(-2)).toEqual([20_002, ['a, b', 'c', 'd']]);
  expect(found.every(([row], index) => row === index + 1)).toBe(true);
  expect(await read('sep=;\nto;at\n1;2')).toEqual([
    [1, ['to', 'at']],
    [2, ['1', '2']],
  ]);
});
