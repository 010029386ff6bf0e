/** `verify` finds what was done to a log behind its back, and says where it begins. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLedger } from '../../src/app/open-ledger.ts';
import { systemClock } from '../../src/clock.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import { openLedgerFile } from '../../src/store/sqlite/open.ts';
import { line } from '../contract/store/given.ts';
import { aDesk, type Desk } from './harness.ts';

let desk: Desk;
let ledger: string;

beforeEach(async () => {
  desk = aDesk({});
  ledger = join(desk.dir, 'data', 'ledger.sqlite');
  const store = await openLedger({ makeId: randomId, makeSecret: randomSecret, clock: systemClock() }, ledger);
  await store.append(Array.from({ length: 9 }, (_, at) => line(`event_${at + 1}`, { evidence: { at } })));
  await store.close();
});
afterEach(() => desk.remove());

async function tamper(sql: string): Promise<void> {
  const connection = await openLedgerFile(ledger);
  connection.exec(sql);
  connection.close();
}

describe('verify', () => {
  it.each<[string, string, number]>([
    ['an altered line', `UPDATE log SET body = replace(body, 'engine', 'robin') WHERE seq = 4`, 4],
    ['a line taken out', 'DELETE FROM log WHERE seq = 3', 3],
    ['lines that have changed places', 'UPDATE log SET seq = 100 - seq WHERE seq IN (6, 7)', 6],
    ['a line moved to another person', `UPDATE log SET contact = 'nobody' WHERE seq = 4`, 4],
    ['a line that is no JSON', `UPDATE log SET body = 'x' WHERE seq = 5`, 5],
    ['the first of two', `UPDATE log SET body = 'x' WHERE seq = 7; UPDATE log SET hash = 'y' WHERE seq = 2`, 2],
    ['the first line taken out', 'DELETE FROM log WHERE seq = 1', 1],
    ['the last line altered', `UPDATE log SET body = replace(body, 'event_9', 'event_8') WHERE seq = 9`, 9],
  ])('names %s', async (_, sql, seq) => {
    await tamper(sql);
    const ran = await desk.run(['verify']);
    expect(ran).toMatchObject({ exit: 1, out: expect.stringContaining(`broken at line ${seq}:`) });
  });

  it('lines cut off the end show to whoever knows the head', async () => {
    const head = /head ([0-9a-f]{64})/.exec((await desk.run(['verify'])).out)?.[1] ?? '';
    await tamper('DELETE FROM log WHERE seq > 5');
    expect(await desk.run(['verify'])).toMatchObject({ exit: 0, out: expect.stringContaining('5 lines') });
    expect(await desk.run(['verify', '--head', head])).toMatchObject({ exit: 1 });
    expect((await desk.run(['verify', '--head', head.slice(0, 12)])).exit).toBe(1);
  });
});
