/** Forgetting in the file itself: no byte of whoever was erased is left, however the pages were filled. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openLedgerFile } from '../../src/store/sqlite/open.ts';
import { accepted, contact, load, loaded } from '../contract/store/given.ts';
import { testFolder } from './folder.ts';

const { path, open } = testFolder();

/** How often the files hold the text, the journal included. */
function found(text: string): number {
  const folder = dirname(path());
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text)).length;
}

test('of many rows in scattered pages, each erased one is gone and the others are not', async () => {
  const store = await open();
  await loaded(store, [contact('x')]);
  // Keys in no order and rows of many sizes: pages are split, balanced and filled again.
  const keys = Array.from({ length: 1_500 }, (_, at) => `${(at * 7_919) % 1_500}-${at}`);
  const rows = keys.map((key, at) => {
    return accepted(contact(key, { row: at + 3 }), { name: `name-${key}-end`, pad: 'x'.repeat((at * 31) % 400) });
  });
  for (let at = 0; at < rows.length; at += 300) await load(store, rows.slice(at, at + 300), `list ${at}`);
  const erased = keys.filter((_, at) => at % 50 === 0);
  expect(await store.erase(erased.map((key) => contact(key).id))).toEqual({ notes: erased.length, gone: true });
  await store.close();
  expect(erased.filter((key) => found(`name-${key}-end`) > 0)).toEqual([]);
  expect(keys.filter((key) => found(`name-${key}-end`) > 0)).toHaveLength(keys.length - erased.length);
});

test('while another process reads, the journal keeps it and the answer says so', async () => {
  const store = await open();
  await loaded(store, [contact('a')]);
  const reader = await openLedgerFile(path());
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM personal').get();
  expect(await store.erase([contact('a').id])).toEqual({ notes: 1, gone: false });
  reader.exec('COMMIT');
  reader.close();
  expect(await store.erase([contact('a').id])).toEqual({ notes: 0, gone: true });
  await store.close();
  expect(found('to k-a')).toBe(0);
});
