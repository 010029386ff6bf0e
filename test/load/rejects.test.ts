/** The files outdial writes: safe to open in a spreadsheet, and exactly what was read when they come back. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvLine, defuse, undoDefuse } from '../../src/model/csv-line.ts';
import { EXPORT_COLUMNS, exportedName } from '../../src/model/result-columns.ts';
import { openRejects } from '../../src/load/row/rejects.ts';
import { openList } from '../../src/load/list/open.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outdial-rejects-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function cellsOf(path: string): Promise<unknown[]> {
  const list = await openList({ is: 'file', path });
  const cells: unknown[] = [];
  for await (const row of list.rows) {
    expect(row.issues).toEqual([]);
    cells.push(row.cells);
  }
  return cells;
}

describe('defusing', () => {
  it.each(['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '+1 415 555-0101', '-', '＝1'])(
    '%j is defused',
    (cell) => {
      expect(defuse(cell)).toBe(`'${cell}`);
    },
  );

  it.each([
    '+14155550101',
    '14155550101',
    '-5',
    '-5.25',
    '+3,5',
    'Ann',
    "O'Neil",
    "'quoted'",
    '',
    ' =1',
    '1+1',
    '5 = 5',
  ])('%j stays', (cell) => {
    expect(defuse(cell)).toBe(cell);
  });

  it('is undone exactly, whatever the cell', () => {
    const nasty = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '1', '4', 'a', ',', '.', '\t', '"', ' ') });
    fc.assert(fc.property(fc.oneof(nasty, fc.string()), (cell) => undoDefuse(defuse(cell)) === cell));
  });
});

describe('a rejects file', () => {
  const COLUMNS = ['phone', 'First, Name', '=odd'];

  it('loads again as the rows it came from', async () => {
    const path = join(dir, 'rejects.csv');
    const text = fc.string({ unit: 'grapheme', maxLength: 10 }).filter((cell) => !/[\0\uFFFD]/.test(cell));
    const rows = fc.array(fc.tuple(fc.constantFrom('+14155550101', '=1+1', "'x", '5551'), text, text), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const writer = openRejects(path, COLUMNS, true);
        const all = table.map(([a, b, c]) => ({ phone: a, 'First, Name': b, '=odd': c }));
        for (const cells of all) await writer.add({ cells, status: 'rejected', code: 'x', message: 'say "what"' });
        expect(await writer.finish()).toBe(all.length);
        expect(await cellsOf(path)).toEqual(all);
      }),
      { numRuns: 25 },
    );
  });

  it('appears whole or not at all, and only for its owner', async () => {
    const path = join(dir, 'rejects.csv');
    const row = { cells: { phone: '1' }, status: 'rejected', code: 'wrong_length', message: 'm' };
    const first = openRejects(path, ['phone']);
    await first.add({ ...row, cells: { phone: 'x'.repeat(100_000) } });
    await expect(stat(path)).rejects.toThrow();
    await first.discard();
    expect(await readdir(dir)).toEqual([]);
    const second = openRejects(path, ['phone']);
    await second.add(row);
    await second.finish();
    expect(await readFile(path, 'utf8')).toBe('\uFEFFphone,_status,_code,_message\r\n1,rejected,wrong_length,m\r\n');
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is not made for nothing', async () => {
    expect(await openRejects(join(dir, 'none.csv'), ['phone']).finish()).toBe(0);
    expect(await readdir(dir)).toEqual([]);
  });

  it('says which file it could not write', async () => {
    const writer = openRejects(join(dir, 'no', 'such', 'folder.csv'), ['phone']);
    await writer.add({ cells: {}, status: 'rejected', code: 'c', message: 'm' });
    await expect(writer.finish()).rejects.toThrow(/folder\.csv: /);
  });
});

describe('an export', () => {
  it('loads again as the list it came from: our columns go, names and cells come back', async () => {
    const own = ['phone', 'status', 'contact.status', 'contact.x', 'note'];
    const cells = { phone: '+14155550101', status: 'gold', 'contact.status': 'b', 'contact.x': 'c', note: '=1+1' };
    const header = [...EXPORT_COLUMNS, ...own.map(exportedName)];
    const line = [...EXPORT_COLUMNS.map(() => 'ours'), ...Object.values(cells)];
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(csvLine(header.map(defuse)) + csvLine(line.map(defuse)));
    }
    const list = await openList({ is: 'stream', name: 'results.csv', bytes: bytes() });
    expect(list.columns).toEqual(own);
    for await (const row of list.rows) expect(row.cells).toEqual(cells);
  });

  it("in a user's own list an apostrophe is theirs", async () => {
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("phone,note\n1,'=1\n");
    }
    const list = await openList({ is: 'stream', name: 'mine.csv', bytes: bytes() });
    for await (const row of list.rows) expect(row.cells).toEqual({ phone: '1', note: "'=1" });
  });
});
