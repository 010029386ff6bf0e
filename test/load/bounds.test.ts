/** Lists with too much of one thing: nothing of it is held without end, and a sentence says what is too long. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { decodeText } from '../../src/load/list/text.ts';
import { openList } from '../../src/load/list/open.ts';
import { readSpec } from '../../src/load/spec/read.ts';
import { readSuppression } from '../../src/load/suppression.ts';

const MIB = 1 << 20;
const HEAD = 'phone,name\n+14155550101,Ann\n';
const ROW = '+14155550102,Bob\n';

type Part = string | readonly [unit: string, mib: number];

/** Text in pieces of 64 KiB at most, repeated as often as said. */
async function* bytes(parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    const [unit, mib] = typeof part === 'string' ? [part, 0] : part;
    const piece = Buffer.from(mib === 0 ? unit : unit.repeat(Math.ceil(65_536 / Buffer.byteLength(unit))));
    for (let sent = 0; sent === 0 || sent < mib * MIB; sent += piece.length) yield piece;
  }
}

async function read(name: string, parts: readonly Part[]): Promise<unknown[]> {
  const list = await openList({ is: 'stream', name, bytes: bytes(parts) });
  const rows: unknown[] = [];
  for await (const { cells } of list.rows) rows.push(cells);
  return rows;
}

async function problem(reading: Promise<unknown>): Promise<{ code?: string; line?: number; message?: string }> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof UserError) return error.problems[0] ?? {};
    throw error;
  }
  throw new Error('it was read');
}

const ANN = { phone: '+14155550101', name: 'Ann' };
const BOB = { phone: '+14155550102', name: 'Bob' };

describe('an end-of-file mark', () => {
  it.each<[string, readonly Part[]]>([
    ['and blanks', ['\x1a', [' ', 4]]],
    ['and line ends', ['\x1a', ['\r\n', 4]]],
    ['and byte order marks', ['\x1a', ['\uFEFF', 4]]],
    ['again and again', [['\x1a' + ' '.repeat(60), 4]]],
    ['and a little, and again', ['\x1a  \x1a\n \x1a']],
  ])('%s behind it are no text', async (_, tail) => {
    expect(await read('list.csv', [HEAD, ...tail])).toEqual([ANN]);
  });

  it('in the middle is text, with all that stands behind it', async () => {
    const pieces = ['a\x1a', ' \n', '\x1a', '  ', 'b', '\x1a', ' '];
    const texts: string[] = [];
    for await (const text of decodeText(bytes(pieces), 'x')) texts.push(text);
    expect(texts.join('')).toBe('a\x1a \n\x1a  b');
    expect(await read('list.csv', [`${HEAD}\x1a\n${ROW}`])).toHaveLength(3);
  });

  it('with text far behind it is named, with its line', async () => {
    const far = await problem(read('list.csv', [`${HEAD}\x1a`, [' ', 1], ROW]));
    expect(far).toMatchObject({ code: 'text_after_end', line: 3 });
    const mostly = await problem(read('list.csv', [`${HEAD}\x1a${' '.repeat(200_000)}`, ROW]));
    expect(mostly).toMatchObject({ code: 'text_after_end', line: 3 });
  });
});

describe('too much of one thing', () => {
  it.each<[string, string, readonly Part[], string, number?]>([
    ['blanks in a line', 'a.csv', [HEAD, [' ', 4]], 'cell_too_large', 3],
    ['blanks before the header', 'a.csv', [[' ', 4]], 'no_header'],
    ['byte order marks', 'a.csv', [HEAD, ['\uFEFF', 4]], 'cell_too_large', 3],
    ['one long line', 'a.csv', [HEAD, ['a', 4]], 'cell_too_large', 3],
    ['a header', 'a.csv', ['phone', ['a', 4], '\n1\n'], 'cell_too_large', 1],
    ['columns', 'a.csv', ['phone', [',b', 4], '\n1\n'], 'too_many_columns', 1],
    ['commas', 'a.csv', [HEAD, ROW, [',', 4]], 'too_many_columns', 4],
    ['commas after CR LF', 'a.csv', [HEAD.replaceAll('\n', '\r\n'), [',', 4]], 'too_many_columns', 3],
    ['tabs', 'a.tsv', [HEAD.replaceAll(',', '\t'), ['\t', 4]], 'too_many_columns', 3],
    ['cells', 'a.csv', [HEAD, [`${'b'.repeat(65_535)},`, 5]], 'cell_too_large', 3],
    ['quoted cells', 'a.csv', [HEAD, [`"${'b'.repeat(65_533)}",`, 5]], 'cell_too_large', 3],
    ['NULs', 'a.csv', [HEAD, ['\0', 1]], 'unsupported_format'],
    ['brackets', 'a.json', [['[', 1]], 'json_too_deep', 1],
    ['objects in objects', 'a.json', ['[', ['{"a":', 1]], 'json_too_deep', 1],
    ['text in JSON', 'a.json', ['[{"phone":"', ['a', 5]], 'cell_too_large', 1],
    ['a list in a row', 'a.json', ['[{"phone":[', ['1,', 5]], 'cell_too_large', 1],
    ['keys in a row', 'a.json', ['[{', ['"a":1,', 1]], 'too_many_columns', 1],
    ['a line of JSON', 'a.jsonl', ['{"phone":"1"}\n{"a":"', ['a', 5]], 'cell_too_large', 2],
  ])('%s: says so', async (_, name, parts, code, line) => {
    const found = await problem(read(name, parts));
    expect(found).toMatchObject(line === undefined ? { code } : { code, line });
    expect(found.message?.length).toBeLessThan(500);
  });

  it('keys of many rows together are too many columns', async () => {
    const rows = Array.from({ length: 20 }, (_, row) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`k${row}-${at}`, 1]))),
    );
    const found = await problem(read('a.json', [`[${rows.join(',')}]`]));
    expect(found).toMatchObject({ code: 'too_many_columns', message: 'The first rows have more than 16,384 columns.' });
  });

  it('a column name that is too long is not shown whole', async () => {
    const long = 'b'.repeat(100_000);
    const found = await problem(read('a.csv', [`phone,${long},${long}\n1,2,3\n`]));
    expect(found.code).toBe('duplicate_header');
    expect(found.message?.length).toBeLessThan(200);
  });

  it('of what means nothing there may be any number', async () => {
    expect(await read('a.csv', [HEAD, ['\n', 1], ROW, [' \r\n', 1]])).toEqual([ANN, BOB]);
    expect(
      await read('a.json', ['[', ['\n', 5], '{"phone":"1"},', [' ', 5], '{"phone":"2"}', '\n]', ['\n', 5]]),
    ).toEqual([{ phone: '1' }, { phone: '2' }]);
    expect(await read('a.jsonl', ['{"phone":"1"}\n', [' ', 5], '{"phone":"2"}'])).toEqual([
      { phone: '1' },
      { phone: '2' },
    ]);
    const columns = ','.repeat(16_000);
    expect(await read('a.csv', [`phone${columns}\n1${columns}\n2\n`])).toEqual([{ phone: '1' }, { phone: '2' }]);
  });

  it('large rows are looked at a few at a time', async () => {
    let given = 0;
    async function* rows(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('[');
      for (; given < 50; given += 1) yield Buffer.from(`{"phone":"1","text":"${'a'.repeat(2 * MIB)}"},`);
      yield Buffer.from('{}]');
    }
    const list = await openList({ is: 'stream', name: 'a.json', bytes: rows() });
    expect(given).toBeLessThan(5);
    for await (const row of list.rows) if (row !== undefined) break;
  });
});

describe('files that are held whole', () => {
  let dir = '';
  beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'outdial-bounds-'))));
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('a campaign file has a largest size', async () => {
    const path = join(dir, 'large.json');
    await writeFile(path, `{"name": "${'a'.repeat(9 * MIB)}"}`);
    expect(await problem(readSpec(path))).toMatchObject({ code: 'file_too_large', file: path });
  });

  it.runIf(process.platform === 'linux')('a device that never ends is no campaign file', async () => {
    expect(await problem(readSpec('/dev/zero'))).toMatchObject({ code: 'file_too_large' });
  });

  it('a do-not-call list has short lines', async () => {
    const path = join(dir, 'dnc.txt');
    const drain = async (): Promise<void> => {
      for await (const number of readSuppression(path, { defaultCountry: null, extraUsAreaCodes: [] })) {
        expect(number).toBe('+14155550101');
      }
    };
    await writeFile(path, `+14155550101\n${' '.repeat(300_000)}x\n`);
    expect(await problem(drain())).toMatchObject({ code: 'line_too_long', line: 2 });
    await writeFile(path, `+14155550101\n1${'2'.repeat(50_000)}\n`);
    const found = await problem(drain());
    expect(found).toMatchObject({ code: 'bad_suppression', line: 2 });
    expect(found.message?.length).toBeLessThan(300);
  });
});
