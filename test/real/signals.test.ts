/** The ways a run is asked to stop: it drains, or stops at once, and the same command goes on where it stopped. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contacts, expectEverybodyOnce, MAIN, posix, stage, until, type Ended, type Stage } from './stage.ts';
import { itWith } from '../support/needs.ts';

const STOPPED = 3;

describe.runIf(posix).concurrent('asked to stop', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`${signal}: no new calls, the open ones are followed to their end, exit 3; again resumes`, async (test) => {
      const on = await stage(test, { people: 30 });
      const { child, ended } = on.start();
      await on.placed(3);
      child.kill(signal);
      const stopped = await ended;
      expect(stopped.code, stopped.err).toBe(STOPPED);
      const rung = on.sandbox.record().length;
      expect(rung).toBeLessThan(30);
      const states = [...(await contacts(on)).values()].map(({ is }) => is);
      expect(states.filter((is) => is === 'completed')).toHaveLength(rung);
      expect(states.filter((is) => is === 'ready')).toHaveLength(30 - rung);
      await expectEverybodyOnce(on, await on.start().ended);
    });
  }

  it('SIGINT twice: stops with calls open, and finds them at the next start', async (test) => {
    const on = await stage(test, { people: 20, sandbox: { speed: 10 } });
    const { child, ended, says } = on.start();
    await on.placed(3);
    child.kill('SIGINT');
    await says(/waiting for the open ones/);
    child.kill('SIGINT');
    const stopped = await ended;
    expect(stopped.code, stopped.err).toBe(STOPPED);
    expect(stopped.err).toContain('looked up at the next start');
    expect([...(await contacts(on)).values()].filter(({ is }) => is === 'in_progress').length).toBeGreaterThan(0);
    await expectEverybodyOnce(on, await on.start().ended);
  });

  it('SIGINT three times: waits for nothing, not even for a reply', async (test) => {
    const slow = { count: 1, ms: 5_000 };
    const on = await stage(test, { people: 10, sandbox: { faults: { slow } } });
    const { child, ended, says } = on.start();
    await on.placed(1);
    child.kill('SIGINT');
    await says(/waiting for the open ones/);
    child.kill('SIGINT');
    await says(/Stopping at once/);
    child.kill('SIGINT');
    expect((await ended).code).toBe(STOPPED);
    // The reply never came: who was in that request is found by their ids.
    await expectEverybodyOnce(on, await on.start().ended);
  });

  itWith('script')(
    'a terminal that is gone without a word does not change how a run ends',
    async (test) => {
      const on = await stage(test, { people: 10 });
      const code = join(on.folder, 'code');
      const line = `trap '' HUP; '${process.execPath}' '${MAIN}' run stage.json --yes; echo $? > '${code}'`;
      await closeTerminal(on, line);
      await until(() => existsSync(code) && readFileSync(code, 'utf8') !== '');
      // Node would abort at its exit, with 134.
      const end = { code: Number(readFileSync(code, 'utf8')), signal: null, err: '' };
      await expectEverybodyOnce(on, end);
    },
    120_000,
  );

  itWith('script')(
    'a closed terminal is a Ctrl-C that nobody sees',
    async (test) => {
      const on = await stage(test, { people: 30 });
      const code = join(on.folder, 'code');
      // As an interactive shell does, this one passes the hang-up on; and it lives on to tell how the run ended.
      const run = `'${process.execPath}' '${MAIN}' run stage.json --yes`;
      const line = `${run} & p=$!; trap "kill -HUP $p" HUP; wait $p; wait $p; echo $? > '${code}'`;
      await closeTerminal(on, line);
      await until(() => existsSync(code) && readFileSync(code, 'utf8') !== '');
      expect(readFileSync(code, 'utf8').trim()).toBe(String(STOPPED));
      expect(on.sandbox.record().length).toBeLessThan(30);
      const states = [...(await contacts(on)).values()].map(({ is }) => is);
      expect(states).not.toContain('in_progress');
      await expectEverybodyOnce(on, await on.start().ended);
    },
    120_000,
  );
});

/** Runs it on a terminal that is closed once somebody was rung. */
async function closeTerminal(on: Stage, line: string): Promise<void> {
  const terminal = on.spawn('script', 'script', ['-q', '-e', '-c', line, '/dev/null'], {
    cwd: on.folder,
    env: { ...on.env(), SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  await on.placed(3);
  terminal.kill('SIGKILL');
}

describe.concurrent('nobody reads what it says', () => {
  it('a closed stderr does not end a run', async (test) => {
    const on = await stage(test, { people: 10 });
    const { child, ended } = on.start();
    await on.placed(1);
    child.stderr?.destroy();
    const end: Ended = await ended;
    await expectEverybodyOnce(on, end);
  });
});
