/** A log is whole, broken at a line, or without the head that was noted down. */
import { expect, it } from 'vitest';
import { headFrom, verifyLog } from '../../src/app/verify.ts';
import type { LoggedLine, Store } from '../../src/store/port.ts';
import { line } from '../contract/store/given.ts';
import { anEmptyStore, refusal } from './support.ts';

async function aLog(lines: number): Promise<Store> {
  const store = anEmptyStore();
  await store.append(Array.from({ length: lines }, (_, at) => line(`event_${at + 1}`)));
  return store;
}

/** The log as somebody left it who was not meant to. */
function tampered(store: Store, how: (line: LoggedLine) => LoggedLine | undefined): Pick<Store, 'log' | 'logAnchor'> {
  return {
    logAnchor: () => store.logAnchor(),
    log: async (...asked) => (await store.log(...asked)).flatMap((each) => how(each) ?? []),
  };
}

it('a whole log has its head, an empty one has none', async () => {
  const store = await aLog(5);
  const head = await store.logHead();
  expect(await verifyLog(store, null)).toEqual({ is: 'whole', head, from: null });
  expect(await verifyLog(store, head!.hash.slice(0, 12))).toEqual({ is: 'whole', head, from: null });
  expect(await verifyLog(anEmptyStore(), null)).toEqual({ is: 'whole', head: null, from: null });
});

it('over more than a page, and where a page ends', async () => {
  for (const lines of [1_999, 2_000, 2_001]) {
    expect(await verifyLog(await aLog(lines), null)).toMatchObject({ is: 'whole', head: { seq: lines } });
  }
});

it('names the first line that was altered, taken out, or is no JSON any more', async () => {
  const store = await aLog(5);
  const altered = tampered(store, (each) => (each.seq === 3 ? { ...each, actor: 'robin' } : each));
  expect(await verifyLog(altered, null)).toEqual({ is: 'broken', at: 3 });
  const without = tampered(store, (each) => (each.seq === 2 ? undefined : each));
  expect(await verifyLog(without, null)).toEqual({ is: 'broken', at: 2 });
  const unread = tampered(store, (each) => {
    if (each.seq === 4) throw new SyntaxError('no JSON');
    return each;
  });
  expect(await verifyLog(unread, null)).toEqual({ is: 'broken', at: 4 });
});

it('another failure of the ledger is no verdict on the log', async () => {
  const away = { log: () => Promise.reject(new Error('away')), logAnchor: async () => null };
  await expect(verifyLog(away, null)).rejects.toThrow('away');
});

it('a head that is of no line, in a log that holds or in an empty one', async () => {
  expect(await verifyLog(await aLog(5), 'f'.repeat(64))).toEqual({ is: 'head_missing', from: null });
  expect(await verifyLog(anEmptyStore(), 'f'.repeat(64))).toEqual({ is: 'head_missing', from: null });
});

it('takes a head as people copy it', async () => {
  expect(headFrom(' 3F1C00000000 ')).toBe('3f1c00000000');
  for (const text of ['3f1c', '', 'g'.repeat(64), '0'.repeat(65)]) {
    expect(await refusal(Promise.resolve().then(() => headFrom(text)))).toEqual(['bad_head']);
  }
});
