/** A program that is killed while it is asked whether somebody may be dialed: nobody was dialed by it, and all are asked about again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startSandbox } from '../../src/voice/sandbox/server.ts';
import { childScript } from '../support/child.ts';
import { clock, processesOf, type Running } from './processes.ts';
import { posix, rings } from './stage.ts';

const script = childScript('test/real/asking.ts');

it.runIf(posix)(
  'killed while it is asked, it has dialed nobody; the next run asks again, and each rings once',
  async (test) => {
    const folder = mkdtempSync(join(tmpdir(), 'outdial-asked-'));
    const sandbox = await startSandbox({ clock, speed: 60 });
    const processes = processesOf(test);
    test.onTestFinished(async () => {
      await processes.end();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const start = (answer: string): Running =>
      processes.start(`program that says ${answer}`, process.execPath, [script()], {
        env: { PATH: process.env['PATH'], TEST_URL: sandbox.url, TEST_DIR: folder, TEST_ANSWER: answer },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    const silent = start('nothing');
    await silent.says(/asked 00[^]*asked 01/);
    silent.child.kill('SIGKILL');
    await silent.ended;
    expect(rings(sandbox).size).toBe(0);
    const willing = start('yes');
    expect((await willing.ended).code, willing.said()).toBe(0);
    expect(willing.said()).toMatch(/asked 00[^]*finished/);
    expect([...rings(sandbox)].sort()).toEqual([0, 1, 2].map((n) => [`+1415555010${n}`, 1]));
  },
);
