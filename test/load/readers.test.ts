/** Files that are not what their name or their beginning says: named for what they are, never read as something else. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError, type Problem } from '../../src/model/errors.ts';
import { openList } from '../../src/load/list/open.ts';
import type { RawRow } from '../../src/load/row/types.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outdial-readers-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function read(
  name: string,
  content: string | Uint8Array,
): Promise<{ columns: readonly string[]; rows: RawRow[] }> {
  const path = join(dir, name);
  await writeFile(path, content);
  const list = await openList({ is: 'file', path });
  const rows: RawRow[] = [];
  for await (const row of list.rows) rows.push(row);
  return { columns: list.columns, rows };
}

async function problem(name: string, content: string | Uint8Array): Promise<Problem | undefined> {
  const error: unknown = await read(name, content).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof UserError)) throw error;
  return error?.problems[0];
}

const ROWS = 'phone,name\n+14155550101,Ann\n+14155550102,Bob\n';
const utf32 = (text: string): Buffer => {
  const bytes = Buffer.alloc(4 * text.length);
  [...text].forEach((char, at) => bytes.writeUInt32LE(char.charCodeAt(0), at * 4));
  return bytes;
};

describe('encodings', () => {
  it.each([
    ['UTF-32 with a mark', utf32(`\uFEFF${ROWS}`), /UTF-32/],
    ['UTF-32 without', utf32(ROWS), /UTF-32/],
    [
      'broken UTF-16',
      Buffer.concat([Buffer.from(`\uFEFF${ROWS}`, 'utf16le'), Buffer.from([0x00, 0xdc, 0x61, 0x00])]),
      /UTF-16/,
    ],
  ])('%s is named', async (_, bytes, message) => {
    expect(await problem('list.csv', bytes)).toMatchObject({
      code: 'bad_encoding',
      message: expect.stringMatching(message),
    });
  });

  it('noise further down is a binary file', async () => {
    const noise = Array.from({ length: 300 }, (_, at) => String.fromCharCode(1 + (at % 8))).join('');
    const found = await problem(
      'list.csv',
      `${ROWS.repeat(20).replaceAll('phone,name\n', '')}${'x,y\n'.repeat(4000)}${noise}`,
    );
    expect(found).toMatchObject({ code: 'unsupported_format' });
    expect(found?.line).toBeGreaterThan(1000);
  });

  it('the Ctrl-Z of a DOS program is no row', async () => {
    for (const end of ['\x1a', '\x1a\r\n', '\x1a\x1a'])
      expect((await read('list.csv', ROWS + end)).rows).toHaveLength(2);
    expect((await read('list.csv', `phone,name\n+14155550101,A\x1ann\n`)).rows[0]?.cells).toMatchObject({
      name: 'A\x1ann',
    });
  });
});

describe('formats', () => {
  it('the delimiter is what the rows say, whatever the name', async () => {
    expect((await read('list.tsv', ROWS)).columns).toEqual(['phone', 'name']);
    expect((await read('list.tsv', 'phone\tname, first\n1\tAnn\n')).columns).toEqual(['phone', 'name, first']);
    expect((await read('list.tsv', 'phone, or mobile\n1\n2\n')).columns).toEqual(['phone, or mobile']);
  });

  it.each([
    ['list.csv', '[{"phone": "+14155550101"}]', /This is JSON, not CSV/],
    ['list.csv', '{"phone": "+14155550101"}\n', /This is JSON, not CSV/],
    ['list.csv', '<!DOCTYPE html>\n<html><table>', /This is HTML, not a list/],
    ['list.txt', '<html>', /This is HTML/],
    ['list.csv', '<?xml version="1.0"?><Workbook/>', /This is XML/],
    ['list.jsonl', '[\n{"phone": "+14155550101"}\n]', /one JSON array, not JSON Lines/],
  ])('%s with %j says what it is', async (name, text, message) => {
    expect(await problem(name, text)).toMatchObject({
      code: 'unsupported_format',
      message: expect.stringMatching(message),
    });
  });

  it('JSON Lines may end its lines in CR, LF or both', async () => {
    for (const end of ['\r', '\n', '\r\n']) {
      const { rows } = await read('list.jsonl', ['{"phone":"1"}', '', '{"phone":"2"}', ''].join(end));
      expect(rows.map(({ row, line, cells }) => [row, line, cells])).toEqual([
        [2, 1, { phone: '1' }],
        [3, 3, { phone: '2' }],
      ]);
    }
    expect((await read('list', '{"phone":"1"}\r{"phone":"2"}')).rows).toHaveLength(2);
  });

  it('JSON that breaks off says where', async () => {
    expect(await problem('list.json', '[\n  {"phone": "1"},\n  {"pho')).toMatchObject({
      code: 'truncated_json',
      line: 3,
      column: 8,
    });
  });
});

describe('cells and headers', () => {
  it('a NUL in a column name is an error', async () => {
    expect(await problem('list.csv', 'phone,na\0me\n1,2\n')).toMatchObject({ code: 'nul_byte', line: 1 });
    expect(await problem('list.json', '[{"phone":"1","na\\u0000me":"2"}]')).toMatchObject({ code: 'nul_byte' });
  });

  it('a cell that is too large is told from a quote that is never closed', async () => {
    const large = 'x'.repeat(10_000_000);
    expect(await problem('list.csv', `phone,name\n1,"${large}"\n2,Bob\n`)).toMatchObject({
      code: 'cell_too_large',
      line: 2,
    });
    expect(await problem('list.csv', `phone,name\n1,"${large}"`)).toMatchObject({ code: 'cell_too_large' });
    expect(await problem('list.csv', `phone,name\n1,"${large}\n2,Bob\n`)).toMatchObject({
      code: 'unclosed_quote',
      line: 2,
    });
    expect(await problem('list.csv', `phone,name\n1,${large}\n`)).toMatchObject({ code: 'cell_too_large' });
  });
});
