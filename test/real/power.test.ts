/** The power goes: of the ledger's last commit any part may be missing, and the run that follows must not know better than it. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it, itLong } from '../support/long.ts';
import { between, stream } from '../../src/simulate/random.ts';
import { childScript } from '../support/child.ts';
import { expectEverybodyOnce, posix, rungTwice, stage, type Stage } from './stage.ts';
import type { Fault } from './fault.ts';

const script = childScript('test/real/fault.ts');
const LEDGER = 'ledger.sqlite';
const WAL = `${LEDGER}-wal`;
/** What a disk writes whole, or not at all. */
const SECTOR = 512;

type Luck = ReturnType<typeof stream>;
/** What is on the disk, of what was written before the last sync (`synced`) and what was written since (`written`). */
type Tear = (synced: Buffer, written: Buffer, luck: Luck) => Buffer;

const TEARS: Readonly<Record<string, Tear>> = {
  'nothing of it arrived': (synced) => synced,
  'all of it arrived': (_, written) => written,
  'cut at any byte': (synced, written, luck) => {
    const cut = between(luck, differsAt(synced, written), written.length);
    return Buffer.concat([written.subarray(0, cut), synced.subarray(cut)]);
  },
  'some sectors arrived, in no order': (synced, written, luck) => sectors(synced, written, luck, 0),
  'and the others hold what was there before': (synced, written, luck) => sectors(synced, written, luck, 0xa5),
};

function differsAt(a: Buffer, b: Buffer): number {
  for (let at = 0; at < b.length; at++) if (a[at] !== b[at]) return at;
  return b.length;
}

/** Each sector as it was, or as it was to be; what lies behind the old end is `filler` where it did not arrive. */
function sectors(synced: Buffer, written: Buffer, luck: Luck, filler: number): Buffer {
  const torn = Buffer.alloc(Math.max(synced.length, written.length), filler);
  synced.copy(torn);
  for (let at = 0; at < written.length; at += SECTOR) {
    if (luck() < 0.5) written.copy(torn, at, at, Math.min(at + SECTOR, written.length));
  }
  return torn;
}

/** Dies at a commit, with the ledger's files kept as they were before it and as they were after it. */
async function dieAtCommit(on: Stage, moment: Pick<Fault, 'on' | 'nth'>, also: readonly Fault[] = []): Promise<void> {
  const faults: readonly Fault[] = [
    ...also,
    { ...moment, when: 'before', do: { is: 'copy', to: join(on.folder, 'synced') } },
    { ...moment, when: 'after', do: { is: 'copy', to: join(on.folder, 'written') } },
    { ...moment, when: 'after', do: { is: 'SIGKILL' } },
  ];
  const { signal, err } = await on.start({ fault: { script: script(), faults } }).ended;
  if (signal !== 'SIGKILL') throw new Error(`it did not come to ${moment.on} ${moment.nth}: ${err}`);
}

function read(on: Stage, when: 'synced' | 'written', file: string): Buffer {
  const path = join(on.folder, when, file);
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
}

/** The ledger's folder as the next start finds it. The lock's file and the index of the WAL do not outlive the power. */
function putBack(on: Stage, ledger: Buffer, wal: Buffer): void {
  rmSync(on.dataDir, { recursive: true, force: true });
  mkdirSync(on.dataDir, { mode: 0o700 });
  writeFileSync(join(on.dataDir, LEDGER), ledger);
  writeFileSync(join(on.dataDir, WAL), wal);
}

describe.runIf(posix).concurrent('a power loss', () => {
  Object.entries(TEARS).forEach(([what, tear], index) => {
    it(`in the last commit, ${what}: everybody once`, async (test) => {
      const on = await stage(test, { people: 24 });
      const luck = stream(index + 1, 'power');
      // While it loads or begins to dial, and again in a commit that a request was to follow.
      const moments = [
        { on: 'commit', nth: between(luck, 6, 14) },
        { on: 'placing', nth: between(luck, 1, 2) },
      ] as const;
      for (const moment of moments) {
        await dieAtCommit(on, moment);
        const wal = tear(read(on, 'synced', WAL), read(on, 'written', WAL), luck);
        putBack(on, read(on, 'synced', LEDGER), wal);
      }
      await expectEverybodyOnce(on, await on.start().ended);
    });
  });

  itLong('while the WAL is written into the ledger: everybody once', async (test) => {
    const on = await stage(test, { people: 14 });
    const luck = stream(9, 'power');
    const often: Fault = { on: 'commit', nth: 1, when: 'before', do: { is: 'checkpoint_often' } };
    await dieAtCommit(on, { on: 'placing', nth: 2 }, [often]);
    const [synced, written] = [read(on, 'synced', LEDGER), read(on, 'written', LEDGER)];
    expect(synced.equals(written)).toBe(false);
    // The WAL is synced before the first page of it goes into the ledger, so all of it is there.
    putBack(on, sectors(synced, written, luck, 0), read(on, 'written', WAL));
    await expectEverybodyOnce(on, await on.start().ended);
  });

  it('that takes what was synced (a disk that lies, a restored backup): nobody is rung twice', async (test) => {
    const on = await stage(test, { people: 24 });
    const past = join(on.folder, 'past');
    const faults: readonly Fault[] = [
      { on: 'placing', nth: 2, when: 'before', do: { is: 'copy', to: past } },
      { on: 'placing', nth: 4, when: 'after', do: { is: 'SIGKILL' } },
    ];
    await on.start({ fault: { script: script(), faults } }).ended;
    expect(on.sandbox.record().length).toBeGreaterThan(0);
    rmSync(on.dataDir, { recursive: true });
    cpSync(past, on.dataDir, { recursive: true });
    await on.start().ended;
    expect(rungTwice(on.sandbox)).toEqual([]);
  });
});
