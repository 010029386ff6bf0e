/** The head of a list is looked at, and its reader gets every row of it all the same. */
import { afterAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openList } from '../../../src/load/list/open.ts';
import { peek } from '../../../src/load/list/peek.ts';
import type { OpenList, RawRow } from '../../../src/load/row/types.ts';

const folder = mkdtempSync(join(tmpdir(), 'outdial-peek-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('peek', () => {
  it.each([0, 1, 3, 5, 6, 100])('gives %i rows, and the list all five', async (rows) => {
    const { list, head } = await peek(listOf(numbered(5)), rows);
    expect(head.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6].slice(0, rows));
    expect(await rest(list)).toEqual([2, 3, 4, 5, 6]);
  });

  it('reads no row more than it shows', async () => {
    let read = 0;
    const rows = (function* () {
      for (const row of numbered(10)) {
        read += 1;
        yield row;
      }
    })();
    await peek(listOf(rows), 4);
    expect(read).toBe(4);
  });

  it('holds no more than 4 MiB, however many rows are asked for', async () => {
    const large = numbered(20).map((row) => ({ ...row, size: 1024 * 1024 }));
    const { list, head } = await peek(listOf(large), 1000);
    expect(head).toHaveLength(4);
    expect(await rest(list)).toHaveLength(20);
  });

  it('throws damage where it stands, to whoever reads so far', async () => {
    const rows = (function* () {
      yield* numbered(3);
      throw new Error('cut off');
    })();
    const { list, head } = await peek(listOf(rows), 100);
    expect(head).toHaveLength(3);
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const { row } of list.rows) seen.push(row);
      })(),
    ).rejects.toThrow('cut off');
    expect(seen).toEqual([2, 3, 4]);
  });

  it('lets go of the list when its reader stops early, or never begins', async () => {
    for (const begin of [true, false]) {
      let closed = false;
      const rows = (function* () {
        try {
          yield* numbered(10);
        } finally {
          closed = true;
        }
      })();
      const { list } = await peek(listOf(rows), 2);
      const reader = list.rows[Symbol.asyncIterator]();
      if (begin) await reader.next();
      await reader.return?.();
      expect(closed).toBe(true);
    }
  });

  it('leaves a file as it was', async () => {
    const path = join(folder, 'list.csv');
    writeFileSync(
      path,
      `phone,name\n${numbered(50)
        .map(({ row }) => `+14155550100,n${row}`)
        .join('\n')}\n`,
    );
    const whole = await openList({ is: 'file', path });
    const plain: RawRow[] = [];
    for await (const row of whole.rows) plain.push(row);
    const { list } = await peek(await openList({ is: 'file', path }), 10);
    const again: RawRow[] = [];
    for await (const row of list.rows) again.push(row);
    expect(again).toEqual(plain);
    expect(list.columns).toEqual(whole.columns);
  });
});

function numbered(count: number): RawRow[] {
  return Array.from({ length: count }, (_, at) => ({ row: at + 2, cells: {}, issues: [] }));
}

function listOf(rows: Iterable<RawRow>): OpenList {
  return {
    name: 'list',
    columns: [],
    rows: (async function* () {
      yield* rows;
    })(),
  };
}

async function rest(list: OpenList): Promise<number[]> {
  const rows: number[] = [];
  for await (const { row } of list.rows) rows.push(row);
  return rows;
}
