/** A list wrapped in a JSON object: which key is taken, and what is no list. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { openList } from '../../src/load/list/open.ts';
import type { RawRow } from '../../src/load/row/types.ts';

async function read(text: string, size = 7): Promise<{ taken: string | undefined; rows: RawRow[] }> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const all = Buffer.from(text);
    for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
  }
  const list = await openList({ is: 'stream', name: 'list.json', bytes: bytes() });
  const rows: RawRow[] = [];
  for await (const row of list.rows) rows.push(row);
  return { taken: list.taken, rows };
}

async function refused(text: string): Promise<string | undefined> {
  try {
    await read(text);
    return 'taken';
  } catch (error) {
    if (error instanceof UserError) return error.problems[0]?.code;
    throw error;
  }
}

const ANN = { phone: '+14155550101', name: 'Ann ]}"{[', tags: ['a', { b: [] }] };
const BEN = { phone: '+12125550102', name: 'Ben', tags: [] };

describe('an array of contacts wrapped in an object', () => {
  it.each([
    ['contacts', { contacts: [ANN, BEN] }],
    ['data', { object: 'list', data: [ANN, BEN], has_more: false, paging: { next: null } }],
    ['data.people', { ok: true, data: { page: 1, people: [ANN, BEN] }, tags: ['x', 'y'], empty: [] }],
    ['constructor', { constructor: [ANN, BEN] }],
    ['a "b"', { 'a "b"': [ANN, BEN], matrix: [[{ a: 1 }], [2]] }],
  ])('is read as a list: %s', async (taken, value) => {
    for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
      const list = await read(text);
      expect(list.taken?.replaceAll('\\"', '"')).toBe(taken);
      expect(list.rows.map(({ cells }) => cells)).toEqual([ANN, BEN]);
      expect(list.rows.map(({ row }) => row)).toEqual([2, 3]);
    }
  });

  it('keeps the lines of its rows', async () => {
    const { rows } = await read(
      '{\n  "note": "x",\r\n  "contacts": [\n    {"phone": "+1"},\n    {"phone": "+2"}\n  ]\n}\n',
      3,
    );
    expect(rows.map(({ line }) => line)).toEqual([4, 5]);
  });

  it.each([
    ['several_lists', '{"contacts": [{"phone": "+1"}], "archived": [{"phone": "+2"}]}'],
    ['several_lists', '{"a": {"contacts": [{"phone": "+1"}]}, "b": {"contacts": [{"phone": "+2"}]}}'],
    ['unsupported_format', '{"phone": "+14155550101", "name": "Ann"}'],
    ['unsupported_format', '{"phones": ["+14155550101"]}'],
    ['unsupported_format', '{}'],
    ['no_rows', '{"contacts": []}'],
    ['truncated_json', '{"contacts": [{"phone": "+1"}]'],
    ['truncated_json', '{"contacts": [{"phone": "+1"},'],
    ['not_json', '{"contacts": [{"phone": "+1"}]}}'],
    ['not_json', '{"contacts": [{"phone": "+1"}]} {"more": 1}'],
    ['not_json', '{"contacts": [{"phone": +1}]}'],
    ['not_json', '{"contacts": {]}'],
    ['json_too_deep', `{"a": ${'['.repeat(100)}1${']'.repeat(100)}}`],
  ])('is refused as %s: %s', async (code, text) => {
    expect(await refused(text)).toBe(code);
  });

  it('a plain array and JSON Lines name no key', async () => {
    expect((await read(JSON.stringify([ANN, BEN]))).taken).toBeUndefined();
    expect((await read(`${JSON.stringify(ANN)}\n${JSON.stringify(BEN)}\n`)).taken).toBeUndefined();
  });
});
