/** Lists of every kind and every kind of damage. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { EXPORT_COLUMNS } from '../../src/model/result-columns.ts';
import { openList, type ListSource } from '../../src/load/list/open.ts';
import type { RawRow } from '../../src/load/row/types.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outdial-rows-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function file(name: string, content: string | Uint8Array): Promise<ListSource> {
  const path = join(dir, name);
  await writeFile(path, content);
  return { is: 'file', path };
}

/** Bytes in pieces of `size`, so that every border falls everywhere. */
function stream(text: string | Uint8Array, size = 65536, name = 'stdin'): ListSource {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  return { is: 'stream', name, bytes: pieces() };
}

async function read(source: ListSource): Promise<{ columns: readonly string[]; rows: RawRow[] }> {
  const list = await openList(source);
  const rows: RawRow[] = [];
  for await (const row of list.rows) rows.push(row);
  return { columns: list.columns, rows };
}

async function cells(source: ListSource): Promise<unknown[]> {
  return (await read(source)).rows.map((row) => row.cells);
}

async function problem(source: ListSource): Promise<{ code: string; line?: number; text: string }> {
  try {
    await read(source);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [first] = error.problems;
    return { code: first?.code ?? '', ...(first?.line === undefined ? {} : { line: first.line }), text: error.message };
  }
  throw new Error('the list was read');
}

const ANN = { phone: '+14155550101', name: 'Ann' };
const BOB = { phone: '+14155550102', name: 'Bob' };

describe('CSV', () => {
  it.each([
    ['comma', 'phone,name\n+14155550101,Ann\n+14155550102,Bob\n'],
    ['tab', 'phone\tname\n+14155550101\tAnn\n+14155550102\tBob\n'],
    ['semicolon', 'phone;name\n+14155550101;Ann\n+14155550102;Bob\n'],
    ['pipe', 'phone|name\n+14155550101|Ann\n+14155550102|Bob\n'],
    ['CR LF', 'phone,name\r\n+14155550101,Ann\r\n+14155550102,Bob\r\n'],
    ['CR', 'phone,name\r+14155550101,Ann\r+14155550102,Bob\r'],
    ['no last newline', 'phone,name\n+14155550101,Ann\n+14155550102,Bob'],
    ['blank lines', '\nphone,name\n\n+14155550101,Ann\n\n   \n+14155550102,Bob\n\n'],
    ['quotes', '"phone","name"\n"+14155550101","Ann"\n"+14155550102",Bob\n'],
    ['a byte order mark', '\uFEFFphone,name\n+14155550101,Ann\n+14155550102,Bob\n'],
    ["Excel's own first line", 'sep=;\r\nphone;name\r\n+14155550101;Ann\r\n+14155550102;Bob\r\n'],
    ['empty columns after the header', 'phone,name,,\n+14155550101,Ann,,\n+14155550102,Bob,,\n'],
  ])('%s', async (_, text) => {
    expect(await cells(stream(text))).toEqual([ANN, BOB]);
    expect(await cells(stream(text, 1))).toEqual([ANN, BOB]);
  });

  it('UTF-16, both ways round', async () => {
    const text = 'phone,name\n+14155550101,Ann\n+14155550102,Bob\n';
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    expect(await cells(stream(little, 3))).toEqual([ANN, BOB]);
    expect(await cells(stream(big, 3))).toEqual([ANN, BOB]);
  });

  it('looks for the delimiter outside quotes only', async () => {
    expect(await cells(stream('phone;name\n1;"a,b,c,d"\n2;"e,f,g,h"\n'))).toEqual([
      { phone: '1', name: 'a,b,c,d' },
      { phone: '2', name: 'e,f,g,h' },
    ]);
    expect(await cells(stream('phone;"name, first, last"\n1;a\n'))).toEqual([{ phone: '1', 'name, first, last': 'a' }]);
  });

  it('keeps quotes, tabs, line breaks and emoji in own columns', async () => {
    const text = 'phone,name,note\n1,"Ann ""A"" Lee","tab\there\r\nline two 🎉"\n2,5" pipe,say "hi"\n';
    for (const size of [1, 7, 65536]) {
      expect(await cells(stream(text, size))).toEqual([
        { phone: '1', name: 'Ann "A" Lee', note: 'tab\there\r\nline two 🎉' },
        { phone: '2', name: '5" pipe', note: 'say "hi"' },
      ]);
    }
  });

  it('numbers rows as records and lines as the file has them', async () => {
    const text = 'phone,note\n\n1,"a\r\nb\nc"\n2,x\n\n3,y\n';
    const { rows } = await read(stream(text));
    expect(rows.map(({ row, line }) => [row, line])).toEqual([
      [2, 3],
      [3, 6],
      [4, 8],
    ]);
  });

  it('a header named __proto__ is a column like any other', async () => {
    const { rows } = await read(stream('phone,__proto__\n1,x\n'));
    expect(Object.entries(rows[0]!.cells)).toEqual([
      ['phone', '1'],
      ['__proto__', 'x'],
    ]);
  });

  it('a NUL byte is the trouble of its row, not of the file', async () => {
    expect(await cells(stream('phone,name\n1,a\0b\0\n2,c\n'))).toEqual([
      { phone: '1', name: 'a\0b\0' },
      { phone: '2', name: 'c' },
    ]);
  });

  it('rejects ragged rows and no others', async () => {
    const { rows } = await read(stream('phone,name\n1,a\n2\n3,c,d\n4,e,,\n'));
    expect(rows.map(({ issues }) => issues.map(({ code }) => code))).toEqual([[], ['ragged_row'], ['ragged_row'], []]);
    expect(rows[2]!.issues[0]!.message).toContain('"d"');
  });

  it('reads what csv writers write', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\0'));
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = ['a,b', ...rows.map(([a, b]) => `${quote(a)},${quote(b)}`)].join('\n');
        const whole = rows.map(([a, b]) => ({ a, b }));
        expect(await cells(stream(text, size))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});

describe('JSON', () => {
  const rows = [
    { phone: 14155550101, name: 'Ann', vip: true, note: null },
    { phone: '+14155550102', name: 'Bob {[,"', tags: ['a'] },
  ];

  it('an array of objects, whatever its layout', async () => {
    for (const text of [JSON.stringify(rows), JSON.stringify(rows, null, 2)]) {
      for (const size of [1, 5, 65536]) {
        const list = await read(stream(text, size));
        expect(list.rows.map((row) => row.cells)).toEqual(rows);
        expect(list.columns).toEqual(['phone', 'name', 'vip', 'note', 'tags']);
      }
    }
  });

  it('JSON Lines, by extension or by sight', async () => {
    const text = `${JSON.stringify(rows[0])}\n\n${JSON.stringify(rows[1])}\r\n`;
    expect(await cells(stream(text, 4))).toEqual(rows);
    expect(await cells(await file('a.jsonl', text))).toEqual(rows);
    expect(await cells(await file('one.ndjson', JSON.stringify(rows[0])))).toEqual([rows[0]]);
  });

  it('never rounds: a number that cannot be kept whole stays text', async () => {
    const text = '[{"phone": 1.41556E+10, "id": 12345678901234567890, "price": 12.5, "s": "1e5 \\" 1e5"}]';
    expect(await cells(stream(text))).toEqual([
      { phone: '1.41556E+10', id: '12345678901234567890', price: 12.5, s: '1e5 " 1e5' },
    ]);
  });

  it('says the line of a row', async () => {
    const { rows: read1 } = await read(stream('[\n  {"phone": 1},\n\n  {\n"phone": 2}\n]'));
    expect(read1.map(({ row, line }) => [row, line])).toEqual([
      [2, 2],
      [3, 4],
    ]);
  });

  it('rejects a row that is no object, or no JSON on a line of its own', async () => {
    const array = await read(stream('[{"phone": 1}, 5, "x", null, [1]]'));
    expect(array.rows.map(({ issues }) => issues[0]?.code)).toEqual([
      undefined,
      ...Array<string>(4).fill('wrong_type'),
    ]);
    const lines = await read(await file('b.jsonl', '{"phone": 1}\n{"phone": \n{"phone": 3}\n'));
    expect(lines.rows.map(({ issues }) => issues[0]?.code)).toEqual([undefined, 'not_json', undefined]);
    expect(lines.rows[2]!.cells).toEqual({ phone: 3 });
  });
});

describe('a file that cannot be a list', () => {
  it.each<[string, string | Uint8Array, string, number?]>([
    ['empty.csv', '', 'file_empty'],
    ['blank.csv', '\uFEFF \n\n', 'file_empty'],
    ['header.csv', 'phone,name\n\n', 'no_rows'],
    ['none.csv', '+14155550101,Ann\n+14155550102,Bob\n', 'no_header'],
    ['none2.csv', '(415) 555-0101,Ann\n(415) 555-0102,Bob\n', 'no_header'],
    ['twice.csv', 'phone,name,phone\n1,2,3\n', 'duplicate_header'],
    ['quote.csv', 'phone,name\n1,a\n2,"b\n3,c\n', 'unclosed_quote', 3],
    ['swallow.csv', 'phone,name\n1,"a\n2,"b"\n3,c\n', 'unclosed_quote', 2],
    ['noise.csv', Buffer.from('phone,name\n1,a\n2,b\xd7\xf7\xa6\xac\xd7\xb1\xf7c\n', 'latin1'), 'bad_encoding', 3],
    ['utf16.csv', Buffer.from('phone,name\n1,a\n', 'utf16le'), 'bad_encoding'],
    ['list.xlsx', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(99)]), 'workbook_damaged'],
    ['list.csv', Buffer.from('%PDF-1.7\nphone'), 'unsupported_format'],
    ['random.csv', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251)), 'unsupported_format'],
    ['big.csv', `phone,name\n1,${'x'.repeat(10 << 20)}\n`, 'cell_too_large', 2],
    ['bigquote.csv', `phone,name\n1,a\n2,"${'x\n'.repeat(5 << 20)}`, 'unclosed_quote', 3],
    ['cut.json', '[{"phone": 1}, {"pho', 'truncated_json'],
    ['cut2.json', '[{"phone": 1}', 'truncated_json'],
    ['number.json', '42', 'unsupported_format'],
    ['string.json', '"x"', 'unsupported_format'],
    ['object.json', '{"phone": 1}', 'unsupported_format'],
    ['after.json', '[{"phone": 1}] x', 'not_json'],
    ['comma.json', '[{"phone": 1},]', 'not_json'],
    ['wrong.json', '[{"phone": 1}, {phone: 2}]', 'not_json'],
    ['empty.json', '[]', 'no_rows'],
    ['numbers.json', '[1, 2, 3]', 'no_phone_column'],
    ['deep.json', `[{"phone": ${'['.repeat(100_000)}${']'.repeat(100_000)}}]`, 'json_too_deep'],
    ['deep2.json', '['.repeat(100_000), 'json_too_deep'],
    ['deep.jsonl', `{"phone": ${'['.repeat(100_000)}`, 'json_too_deep'],
    ['big.json', `[{"phone": "${'x'.repeat(10 << 20)}"}]`, 'cell_too_large', 1],
  ])('%s', async (name, content, code, line) => {
    const found = await problem(await file(name, content));
    expect(found.code).toBe(code);
    if (line !== undefined) expect(found.line).toBe(line);
    expect(found.text).toContain(name);
    expect(found.text.length).toBeLessThan(300);
  });

  it('a directory, a missing file', async () => {
    expect((await problem({ is: 'file', path: dir })).code).toBe('is_directory');
    expect((await problem({ is: 'file', path: join(dir, 'nobody.csv') })).code).toBe('file_not_found');
  });
});

describe('streaming', () => {
  it('reads no further than its reader', async () => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('phone,name\n');
      for (;;) {
        pulled += 1;
        yield Buffer.from('+14155550101,Ann\n'.repeat(1000));
      }
    }
    const list = await openList({ is: 'stream', name: 'endless.csv', bytes: endless() });
    let rows = 0;
    for await (const row of list.rows) {
      expect(row.row).toBe((rows += 1) + 1);
      if (rows === 20_000) break;
    }
    // 17 kB a piece: 64 kB are looked at, 20 pieces were asked for, and a few wait in the pipes.
    expect(pulled).toBeLessThan(60);
  });

  it('leaves nothing open when its reader stops', async () => {
    let closed = false;
    async function* bytes(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('phone,name\n'.concat('1,a\n'.repeat(20_000)));
      } finally {
        closed = true;
      }
    }
    const list = await openList({ is: 'stream', name: 'stdin', bytes: bytes() });
    for await (const row of list.rows) if (row.row > 10) break;
    await expect.poll(() => closed).toBe(true);
  });

  it('inline rows, from an array or a generator', async () => {
    async function* some(): AsyncGenerator<Record<string, unknown>> {
      yield ANN;
      yield { ...BOB, extra: undefined, big: 12n };
    }
    expect(await cells({ is: 'inline', rows: [ANN, BOB] })).toEqual([ANN, BOB]);
    expect(await cells({ is: 'inline', rows: some() })).toEqual([ANN, { ...BOB, big: '12' }]);
  });
});

describe('an export as JSON Lines', () => {
  it('loads back as the user’s own columns', async () => {
    const ours = Object.fromEntries(EXPORT_COLUMNS.map((name) => [name, 'x']));
    const line = { ...ours, phone: '+14155550101', 'contact.status': 'new', note: '=1+1' };
    const { columns, rows } = await read(await file('export.jsonl', `${JSON.stringify(line)}\n`));
    expect(columns).toEqual(['phone', 'status', 'note']);
    expect(rows[0]?.cells).toEqual({ phone: '+14155550101', status: 'new', note: '=1+1' });
  });
});
