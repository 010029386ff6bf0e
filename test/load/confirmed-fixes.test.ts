/** A rejects file may hide that a row was broken; it must not make a good row of it. */
import type { LoadReport, RowIssue } from '../../src/model/load-report.ts';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campaignId } from '../../src/model/ids.ts';
import { loadList } from '../../src/load/loader.ts';
import { mapColumns } from '../../src/load/row/mapping.ts';
import { openRejects } from '../../src/load/row/rejects.ts';
import { openList, type ListSource } from '../../src/load/list/open.ts';
import { planVariables } from '../../src/load/row/variables.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outdial-mended-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

function stream(name: string, text: string): ListSource {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  return { is: 'stream', name, bytes: bytes() };
}

let ids = 0;
async function load(source: ListSource, rejects: string): Promise<LoadReport & { found: RowIssue[] }> {
  const makeId = (length: number): string => String((ids += 1)).padStart(length, '0');
  const store = openMemoryStore({ makeId, now: 0 });
  const list = await openList(source);
  const mapping = mapColumns(list.columns, { toNumber: [], id: null, timezone: null }, list.name);
  const found: RowIssue[] = [];
  const report = await loadList({
    store,
    campaign: campaignId('test'),
    list,
    ctx: {
      mapping,
      variables: planVariables(list.columns, mapping, { is: 'all' }, list.name),
      rules: {
        lineTypes: ['twilio'],
        testNumbers: true,
        allowUsTerritories: false,
        allowTollFree: false,
        extraUsAreaCodes: [],
      },
    },
    digest: (text) => text,
    makeId,
    now: 0,
    startAt: null,
    yieldTurn: () => Promise.resolve(),
    onIssue: (issue) => found.push(issue),
    rejects: openRejects(join(dir, rejects), list.columns),
  });
  return { ...report, found };
}

const CASES: readonly (readonly [code: string, name: string, text: string, kept: string])[] = [
  ['ragged_row', 'list.csv', 'name,phone\nAnn,+14155550101,+14155550102\n', '[""+14155550102""]'],
  ['ragged_row', 'list.csv', 'name,phone,city\n+14155550101,+14155550102\n', 'Row 2 of list.csv'],
  ['not_json', 'list.jsonl', '{"phone":"+14155550101"}\n{"phone":"+14155550102"\n', '{""phone"":""+14155550102""'],
  ['wrong_type', 'list.jsonl', '{"phone":"+14155550101"}\n["+14155550102"]\n', '[""+14155550102""]'],
  ['wrong_type', 'list.json', '[{"phone":["+14155550102"]}]', 'empty its _code cell'],
  ['bad_variable', 'list.json', '[{"phone":"+14155550102","first_name":{"a":1}}]', '"{""a"":1}"'],
  ['nul_byte', 'list.csv', 'phone,name\n+14155550102,A\0nn\n', 'empty its _code cell'],
  ['duplicate_key', 'list.json', '[{"phone":"+14155550101","phone":"+14155550102"}]', '""phone"":""+14155550101""'],
];

describe('a row that was broken before its columns', () => {
  it.each(CASES)('%s in %s stays rejected until somebody says it is mended', async (code, name, text, kept) => {
    const first = await load(stream(name, text), 'one.csv');
    expect(first.byCode).toEqual({ [code]: 1 });
    const one = await readFile(join(dir, 'one.csv'), 'utf8');
    expect(one).toContain(kept);
    expect(one).toContain(`rejected,${code},`);

    const again = await load({ is: 'file', path: join(dir, 'one.csv') }, 'two.csv');
    expect(again).toMatchObject({ accepted: 0, rejected: 1, byCode: { [code]: 1 } });
    expect(again.found.find((issue) => issue.severity === 'error')).toMatchObject({
      column: '_code',
      hint: 'Mend the row and empty its _code cell.',
    });
    // However often it goes round, what it was is not lost.
    expect(await readFile(join(dir, 'two.csv'), 'utf8')).toBe(one);
  });

  it('an empty one is not blank', async () => {
    await load(stream('list.jsonl', '{"phone":"+14155550101"}\n17\n'), 'one.csv');
    const again = await load({ is: 'file', path: join(dir, 'one.csv') }, 'two.csv');
    expect(again).toMatchObject({ skipped: 0, rejected: 1, byCode: { wrong_type: 1 } });
  });

  it('loads once its _code cell is empty', async () => {
    await load(stream('list.csv', 'name,phone\nAnn,+14155550101,+14155550102\n'), 'one.csv');
    const path = join(dir, 'one.csv');
    await writeFile(path, (await readFile(path, 'utf8')).replace('ragged_row', ''));
    expect(await load({ is: 'file', path }, 'two.csv')).toMatchObject({ accepted: 1, rejected: 0 });
  });

  it('an object that became text is mended by other text, braces as ever by their cell alone', async () => {
    const path = join(dir, 'one.csv');
    await load(
      stream(
        'list.json',
        '[{"phone":"+14155550101","first_name":{"a":1}},{"phone":"+14155550102","first_name":"{{x}}"}]',
      ),
      'one.csv',
    );
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"{""a"":1}"', 'Ann').replace(',{{x}}', ',Bob'));
    expect(await load({ is: 'file', path }, 'two.csv')).toMatchObject({ accepted: 2 });
  });
});

describe('what a row is known by', () => {
  it('does not depend on the way its number is written', async () => {
    const text = 'phone,first_name\n+1 415 555 0101,Ann\n+14155550101,Ann\n(+1) 415-555-0101,Bob\n';
    const report = await load(stream('list.csv', text), 'one.csv');
    expect(report.byCode).toEqual({ duplicate: 1, duplicate_conflict: 1 });
  });

  it('the other key of an object is named, with both of its values', async () => {
    const { found } = await load(
      stream('list.jsonl', '{"phone":"+14155550101","a":{"phone":1}}\n{"phone":"+14155550102","a":":","a":2}\n'),
      'one.csv',
    );
    expect(found.filter(({ code }) => code === 'duplicate_key')).toEqual([
      expect.objectContaining({
        row: 3,
        line: 2,
        message: 'The key "a" stands twice in this row, with ":" and with 2.',
      }),
    ]);
  });
});
