/** Ledgers that can be written no more: the dialing stops before the next request, says why, and loses nobody. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import type { AttemptId } from '../../src/model/ids.ts';
import { openLedgerFile } from '../../src/store/sqlite/open.ts';
import { childScript } from '../support/child.ts';
import { clock, contacts, expectEverybodyOnce, rungTwice, stage, type Ended, type Stage } from './stage.ts';
import type { Fault } from './fault.ts';
import { itWith } from '../support/needs.ts';

const script = childScript('test/real/fault.ts');
const STOPPED = 3;
const CANNOT = 2;
const PEOPLE = 24;
/** Of a command with a busy ledger; see app/open.ts. */
const LONGER_THAN_PATIENCE = 11_500;

/** Stopped in the middle: says it in one sentence, and every call it made is in the ledger as an attempt. */
async function expectStopped(on: Stage, { code, err }: Ended, why: RegExp): Promise<void> {
  expect(code, err).toBe(STOPPED);
  expect(err).toMatch(why);
  expect(err.match(/Stopped before the next call: /g), err).toHaveLength(1);
  expect(err).not.toMatch(/bug in outdial|\n {4}at /);
  const calls = on.sandbox.record();
  expect(calls.length).toBeLessThan(PEOPLE);
  expect(rungTwice(on.sandbox)).toEqual([]);
  const ids = calls.map((call) => /od1\.[\w.-]+/.exec(JSON.stringify(call))?.[0] as AttemptId);
  const known = await on.ledger((store) => Promise.all(ids.map((id) => store.attempt(id))));
  expect(known.filter((attempt) => attempt === undefined)).toEqual([]);
}

async function hurtBy(on: Stage, fault: Fault): Promise<Ended> {
  return on.start({ fault: { script: script(), faults: [fault] } }).ended;
}

describe.concurrent('a full disk', () => {
  itWith('the right to mount')(
    'stops a run; with space again the same command finishes',
    async (test) => {
      const on = await stage(test, { people: PEOPLE, cps: 5 });
      mountTmpfs(test, on.dataDir, 'size=24m,mode=700');
      const { ended } = on.start();
      await on.placed(3);
      const filler = join(on.dataDir, 'filler');
      expect(() => writeFileSync(filler, Buffer.alloc(32_000_000))).toThrow(/ENOSPC/);
      const end = await ended;
      const again = await on.start().ended;
      rmSync(filler);
      await expectStopped(on, end, /disk is full/);
      expect([again.code, again.err], again.err).toEqual([CANNOT, expect.stringMatching(/disk is full/) as string]);
      await expectEverybodyOnce(on, await on.start().ended);
    },
    120_000,
  );

  it('as the driver tells it: nothing is sent that the ledger cannot remember', async (test) => {
    const on = await stage(test, { people: PEOPLE });
    const end = await hurtBy(on, { on: 'placing', nth: 2, when: 'after', do: { is: 'full' } });
    await expectStopped(on, end, /disk is full/);
    await expectEverybodyOnce(on, await on.start().ended);
  });

  itWith('prlimit')(
    'and a disk that fails: likewise',
    async (test) => {
      const on = await stage(test, { people: PEOPLE });
      const { child, ended } = on.start();
      await on.placed(3);
      // Writing past this size fails, though not as on a full disk.
      const size = statSync(join(on.dataDir, 'ledger.sqlite-wal')).size;
      execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${size}`]);
      const end = await ended;
      await expectStopped(on, end, /cannot be read or written/);
      await expectEverybodyOnce(on, await on.start().ended);
    },
    120_000,
  );
});

describe.concurrent('a read-only ledger', () => {
  it('stops a run; when it may be written again the same command finishes', async (test) => {
    const on = await stage(test, { people: PEOPLE });
    const end = await hurtBy(on, { on: 'placing', nth: 2, when: 'after', do: { is: 'read_only' } });
    await expectStopped(on, end, /may not be written/);
    await expectEverybodyOnce(on, await on.start().ended);
  });

  itWith('the right to mount')(
    'at the start: nobody is dialed, exit 2',
    async (test) => {
      const on = await stage(test, { people: PEOPLE });
      mountTmpfs(test, on.dataDir, 'size=24m,mode=700');
      expect((await on.start({ args: ['--limit', '2'] }).ended).code).toBe(STOPPED);
      execFileSync('mount', ['-o', 'remount,ro', on.dataDir]);
      const end = await on.start().ended;
      execFileSync('mount', ['-o', 'remount,rw', on.dataDir]);
      expect([end.code, end.err], end.err).toEqual([CANNOT, expect.stringMatching(/disk is read-only/) as string]);
      expect(on.sandbox.record()).toHaveLength(2);
      expect([...(await contacts(on)).values()].filter(({ is }) => is === 'ready')).toHaveLength(PEOPLE - 2);
      await expectEverybodyOnce(on, await on.start().ended);
    },
    120_000,
  );
});

describe.concurrent('a ledger that another process is writing', () => {
  it('for longer than one waits: the run goes on when it may write again', async (test) => {
    const on = await stage(test, { people: 16 });
    const { ended } = on.start();
    await on.placed(3);
    const other = await openLedgerFile(join(on.dataDir, 'ledger.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const before = on.sandbox.record().length;
    await clock.sleep(clock.now() + LONGER_THAN_PATIENCE);
    // At most the request whose commit came before; nothing is dialed that is not in the ledger.
    expect(on.sandbox.record().length).toBeLessThanOrEqual(before + 5);
    other.exec('ROLLBACK');
    other.close();
    await expectEverybodyOnce(on, await ended);
  });
});

function mountTmpfs({ onTestFinished }: TestContext, folder: string, options: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
}
