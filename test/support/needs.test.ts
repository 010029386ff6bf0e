/** On a machine that lacks a server or a tool the tests that need it are skipped and told of; where nobody watches, that is a failure. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { posix } from '../real/stage.ts';

const VITEST = resolve('node_modules/vitest/vitest.mjs');

// Node and nothing else is on its path, and no server answers.
const folder = mkdtempSync(join(tmpdir(), 'outdial-bare-'));
if (posix) symlinkSync(process.execPath, join(folder, 'node'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function testsOn(more: Readonly<Record<string, string>>): { readonly status: number | null; readonly out: string } {
  const env = {
    PATH: folder,
    HOME: folder,
    NO_COLOR: '1',
    OUTDIAL_TEST_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/test',
    OUTDIAL_TEST_REDIS_URL: 'redis://127.0.0.1:1',
    ...more,
  };
  const args = [VITEST, 'run', '--reporter=verbose', 'test/contract/queue.test.ts', 'test/queue/server.test.ts'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  return { status, out: `${stdout}${stderr}` };
}

it('every file of tests that asks for a server says so, that it be skipped where there is none', () => {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  const silent = files.filter((name) => {
    const text = readFileSync(join('test', name), 'utf8');
    return (
      /from '\.[^']*\/(?:postgres-database|support\/(?:postgres|redis))\.ts'/.test(text) && !/\/needs\.ts'/.test(text)
    );
  });
  expect(files.length).toBeGreaterThan(100);
  expect(silent).toEqual([]);
});

describe.runIf(posix)('with nothing but Node', () => {
  it('what can be tested is, the rest is skipped by name, and the last line says for want of what', () => {
    const { status, out } = testsOn({});
    expect(status, out).toBe(0);
    expect(out).toMatch(/✓ .*hand-over: a function call/);
    expect(out).toMatch(/↓ .*\[needs Redis\] hand-over: BullMQ on Redis/);
    expect(out).toMatch(/↓ .*\[needs initdb and postgres, openssl\] over TLS/);
    const last = out.trimEnd().split('\n').at(-1) ?? '';
    expect(last).toMatch(/^Skipped for want of: PostgreSQL \(\d\d tests\), initdb and postgres \(1 test\), Redis \(/);
  }, 120_000);

  it('with CI=true it is a failure that names what is missing', () => {
    const { status, out } = testsOn({ CI: 'true' });
    expect(status).not.toBe(0);
    expect(out).toMatch(/The tests need PostgreSQL, initdb and postgres, Redis, redis-server, (PgBouncer, )?openssl, /);
    expect(out).not.toMatch(/✓/);
  }, 120_000);
});
