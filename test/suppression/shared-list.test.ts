/** One suite for every list that a team shares: what was added by one is found by all, and only a person takes it back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { DAY } from '../../src/model/time.ts';
import { openListFile } from '../../src/suppression/file/list-file.ts';
import type { SharedEntry, SharedList } from '../../src/suppression/port.ts';
import { openListTable } from '../../src/suppression/postgres/list-table.ts';
import { NOW } from '../support/fixtures.ts';
import { freshDatabase, type TestDatabase } from '../support/postgres.ts';
import { describeWith } from '../support/needs.ts';

const clock = systemClock();
const ADA = '+14155550101';
const BOB = '+14155550102';

function entry(over: Partial<SharedEntry> = {}): SharedEntry {
  return {
    number: ADA,
    scope: 'everywhere',
    reason: 'said so, "twice"',
    source: 'phone',
    at: NOW,
    until: null,
    ...over,
  };
}

/** Each `open` is another ledger of the team. */
function suite(make: () => Promise<{ open: () => SharedList; gone: () => Promise<void> }>): void {
  let team: Awaited<ReturnType<typeof make>>;
  let lists: SharedList[] = [];
  const open = (): SharedList => {
    const list = team.open();
    lists.push(list);
    return list;
  };
  beforeEach(async () => {
    team = await make();
  });
  afterEach(async () => {
    await Promise.all(lists.map((list) => list.close()));
    lists = [];
    await team.gone();
  });

  it('finds in one ledger what another one added, every word of it', async () => {
    const [one, two] = [open(), open()];
    expect(await one.add([entry()])).toBe(1);
    expect(await two.find([BOB, ADA], NOW)).toEqual([entry()]);
    expect(await two.add([entry({ number: BOB, until: NOW + DAY })])).toBe(1);
    expect(await one.find([BOB], NOW)).toEqual([entry({ number: BOB, until: NOW + DAY })]);
    expect(await one.look(NOW)).toEqual({ numbers: 2, odd: [] });
  });

  it('holds until the instant that was named, and under each scope for itself', async () => {
    const list = open();
    await list.add([entry({ until: NOW + DAY }), entry({ scope: 'purpose:marketing' })]);
    expect((await list.find([ADA], NOW)).map(({ scope }) => scope).sort()).toEqual(['everywhere', 'purpose:marketing']);
    expect((await list.find([ADA], NOW + DAY)).map(({ scope }) => scope)).toEqual(['purpose:marketing']);
  });

  it('is never weakened: the longer end holds, whoever comes later', async () => {
    const list = open();
    expect(await list.add([entry({ until: NOW + DAY })])).toBe(1);
    expect(await list.add([entry({ until: NOW + 2 * DAY })])).toBe(1);
    expect(await open().add([entry({ until: NOW + DAY })])).toBe(0);
    expect((await list.find([ADA], NOW))[0]?.until).toBe(NOW + 2 * DAY);
    expect(await list.add([entry(), entry({ until: NOW + DAY })])).toBe(1);
    expect((await open().find([ADA], NOW))[0]?.until).toBeNull();
  });

  it('is taken back by a person, under one scope or under all, and can be said again', async () => {
    const [one, two] = [open(), open()];
    await one.add([entry(), entry({ scope: 'campaign:spring' }), entry({ number: BOB })]);
    expect(await two.remove([ADA], 'campaign:spring', 'a mistake', 'ann', NOW)).toBe(1);
    expect((await one.find([ADA], NOW)).map(({ scope }) => scope)).toEqual(['everywhere']);
    expect(await two.remove([ADA, ADA], 'all', 'a mistake', 'ann', NOW)).toBe(1);
    expect(await one.find([ADA, BOB], NOW)).toEqual([entry({ number: BOB })]);
    expect(await one.remove([ADA], 'all', 'again', 'ann', NOW)).toBe(0);
    expect(await one.add([entry()])).toBe(1);
    expect(await two.find([ADA], NOW)).toEqual([entry()]);
  });

  it('takes many writers at one moment, and loses none', async () => {
    const writers = Array.from({ length: 6 }, open);
    const numbers = writers.map((_, w) =>
      Array.from({ length: 50 }, (_, n) => `+1415555${w}${String(n).padStart(3, '0')}`),
    );
    await Promise.all(
      writers.map(async (list, w) => {
        for (const number of numbers[w] ?? []) await list.add([entry({ number })]);
      }),
    );
    expect(await open().look(NOW)).toEqual({ numbers: 300, odd: [] });
  });
}

describe('in a file', () => {
  suite(() => {
    const folder = mkdtempSync(join(tmpdir(), 'outdial-shared-'));
    return Promise.resolve({
      open: () => openListFile({ path: join(folder, 'team.csv'), clock }),
      gone: () => Promise.resolve(rmSync(folder, { recursive: true })),
    });
  });
});

describeWith('PostgreSQL')('in a PostgreSQL', () => {
  suite(async () => {
    const database: TestDatabase = await freshDatabase();
    return { open: () => openListTable({ url: database.url, clock }), gone: () => database.drop() };
  });
});
