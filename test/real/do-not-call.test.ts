/** A no that comes from outside while a real run dials: from another ledger of the team, from a file that somebody edits. */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openListFile } from '../../src/suppression/file/list-file.ts';
import type { SharedList } from '../../src/suppression/port.ts';
import { openListTable } from '../../src/suppression/postgres/list-table.ts';
import { itWith } from '../support/needs.ts';
import { freshDatabase } from '../support/postgres.ts';
import { clock, contacts, posix, rings, rungTwice, stage, type Stage } from './stage.ts';

const PAUSED = 4;

function account(on: Stage, suppression: unknown): void {
  mkdirSync(on.dataDir, { recursive: true });
  writeFileSync(join(on.dataDir, 'outdial.json'), JSON.stringify({ suppression }));
}

/** Another ledger of the team hears two people's no: the last of the list, and the last but one for another campaign alone. */
async function hear(list: SharedList, on: Stage): Promise<void> {
  const said = { reason: 'said so', source: 'another ledger', at: clock.now(), until: null };
  const [other = '', last = ''] = on.people.slice(-2);
  await list.add([
    { number: last, scope: 'everywhere', ...said },
    { number: other, scope: 'campaign:another', ...said },
  ]);
}

async function expectAllButTheLast(on: Stage): Promise<void> {
  expect(rungTwice(on.sandbox)).toEqual([]);
  expect([...rings(on.sandbox).keys()].sort()).toEqual(on.people.slice(0, -1).sort());
  const states = await contacts(on);
  expect(states.get(on.people.at(-1) ?? '')).toEqual({ is: 'skipped', reason: 'suppressed' });
}

describe.runIf(posix).concurrent('a no from outside', () => {
  it('to a team’s file, while its campaign is dialed, is heard at the next dial', async (test) => {
    const on = await stage(test, { people: 12, cps: 2 });
    account(on, { shared: 'team.csv' });
    const list = openListFile({ path: join(on.dataDir, 'team.csv'), clock });
    await list.add([{ number: '+14155550100', scope: 'everywhere', reason: '', source: '', at: 0, until: null }]);
    const run = on.start();
    await on.placed(3);
    await hear(list, on);
    const end = await run.ended;
    expect(end.code, end.err).toBe(0);
    await expectAllButTheLast(on);
  });

  itWith('PostgreSQL')(
    'to a team’s PostgreSQL, while its campaign is dialed, is heard at the next dial',
    async (test) => {
      const database = await freshDatabase();
      const on = await stage(test, { people: 12, cps: 2 });
      account(on, { shared: database.url });
      const list = openListTable({ url: database.url, clock });
      try {
        // The run makes the table: it is the first who asks.
        const run = on.start();
        await on.placed(3);
        await hear(list, on);
        const end = await run.ended;
        expect(end.code, end.err).toBe(0);
        await expectAllButTheLast(on);
      } finally {
        await list.close();
        await database.drop();
      }
    },
  );

  it('by a file that is edited meanwhile is heard within seconds, and said', async (test) => {
    const on = await stage(test, { people: 30, cps: 2 });
    account(on, ['dnc.txt']);
    writeFileSync(join(on.dataDir, 'dnc.txt'), '# nobody yet but one\n+14155550100\n');
    const run = on.start();
    await on.placed(3);
    appendFileSync(join(on.dataDir, 'dnc.txt'), `${on.people.at(-1) ?? ''}\n`);
    const end = await run.ended;
    expect(end.code, end.err).toBe(0);
    expect(end.err).toMatch(/dnc\.txt was read again: 1 new number/);
    await expectAllButTheLast(on);
  });

  it('by a file that becomes junk stops everything; mended, the campaign is dialed to its end', async (test) => {
    const on = await stage(test, { people: 30, cps: 2 });
    account(on, ['dnc.txt']);
    const file = join(on.dataDir, 'dnc.txt');
    writeFileSync(file, '+14155550100\n');
    const run = on.start();
    await on.placed(3);
    appendFileSync(file, 'never call Ada\n');
    await run.says(/Nobody is dialed for now: .*dnc\.txt:2/);
    await clock.sleep(clock.now() + 2_000);
    const then = on.sandbox.record().length;
    const end = await run.ended;
    expect(end.code, end.err).toBe(PAUSED);
    expect(end.err).toMatch(/Paused: .*dnc\.txt:2 holds what is no number/);
    expect(on.sandbox.record().length).toBe(then);
    expect(then).toBeLessThan(30);
    const refused = await on.start().ended;
    expect(refused.code, refused.err).toBe(2);
    expect(refused.err).toMatch(/dnc\.txt:2/);
    writeFileSync(file, `+14155550100\n${on.people.at(-1) ?? ''}\n`);
    const again = await on.start().ended;
    expect(again.code, again.err).toBe(0);
    await expectAllButTheLast(on);
  });

  it('by a team’s list that is gone is waited for, then nobody is dialed until it is there', async (test) => {
    const on = await stage(test, { people: 20, cps: 2 });
    account(on, { shared: 'team.csv' });
    const path = join(on.dataDir, 'team.csv');
    writeFileSync(path, 'number,scope,reason,source,at,until,removed\n');
    const run = on.start();
    await on.placed(3);
    rmSync(path);
    await clock.sleep(clock.now() + 2_000);
    const then = on.sandbox.record().length;
    const end = await run.ended;
    expect(end.code, end.err).toBe(PAUSED);
    expect(end.err).toMatch(/Paused: .*team\.csv is not there/);
    expect(on.sandbox.record().length).toBe(then);
    await hear(openListFile({ path, clock }), on);
    const again = await on.start().ended;
    expect(again.code, again.err).toBe(0);
    await expectAllButTheLast(on);
  });
});
