/** Several processes on one SQLite ledger: no slot too many, no destination twice, no change lost, one chain. */
import { expect, test } from 'vitest';
import type { AttemptId, DestinationKey } from '../../src/model/ids.ts';
import { brokenAt } from '../../src/store/chain.ts';
import { childScript, message, start } from '../support/child.ts';
import { ACCOUNT, CAMPAIGN, contact, loaded } from '../contract/store/given.ts';
import { testFolder } from './folder.ts';

const MAX = 5;
const CONTACTS = 120;
const folder = testFolder();
const script = childScript('test/store/writer.ts');

test('writers that race keep within the slots and never open a destination twice', async () => {
  const store = await folder.open({ busyTimeout: 5_000 });
  // Three contacts a phone: whoever wins one of them keeps the others out.
  const people = Array.from({ length: CONTACTS }, (_, n) =>
    contact(`p${n}`, { destination: `d-${n % 40}` as DestinationKey }),
  );
  await loaded(store, people);
  const children = ['a', 'b', 'c', 'd'].map((name) => start(script(), folder.path(), String(MAX), name));
  const reports = await Promise.all(
    children.map((child) => message<{ done: number; lost: Record<string, number> }>(child)),
  );

  expect(reports.reduce((sum, { done }) => sum + done, 0)).toBe(CONTACTS);
  expect(reports.filter(({ done }) => done > 0).length).toBeGreaterThan(1);
  expect(await store.openAttempts(ACCOUNT)).toEqual([]);
  const counts = await store.counts(CAMPAIGN);
  expect(counts).toMatchObject({ rows: CONTACTS, dialed: CONTACTS, states: { completed: CONTACTS } });

  const log = await store.log({}, 0, 10_000);
  expect(brokenAt(log)).toBeNull();
  const destinations = new Map<AttemptId, DestinationKey>();
  for (const person of people)
    for (const one of await store.attemptsOf(person.id)) destinations.set(one.id, one.destination);
  const open = new Map<DestinationKey, AttemptId>();
  let most = 0;
  for (const { event, attempt } of log) {
    const destination = destinations.get(attempt!)!;
    if (event === 'ended') open.delete(destination);
    else {
      expect(open.get(destination)).toBeUndefined();
      open.set(destination, attempt!);
    }
    most = Math.max(most, open.size);
  }
  expect(most).toBeLessThanOrEqual(MAX);
  expect(most).toBeGreaterThan(1);
});

test('processes that make a ledger at the same moment make one', async () => {
  const children = ['a', 'b', 'c', 'd'].map((name) => start(script(), folder.path(), String(MAX), name));
  await Promise.all(children.map((child) => message(child)));
  const store = await folder.open();
  expect((await store.info()).id).toMatch(/^[0-9a-z]{8}$/);
});
