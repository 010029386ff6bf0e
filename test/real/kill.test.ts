/** Real processes, killed: the provider's own record says whose phone rang, and how often. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { between, stream } from '../../src/simulate/random.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/voice/sandbox/server.ts';

const PEOPLE = 60;
const clock = systemClock();
const main = resolve(import.meta.dirname, '../../dist/cli/main.js');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outdial-kill-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

type Ended = { code: number | null; signal: NodeJS.Signals | null; err: string };

function start(sandbox: Sandbox, name: string): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [main, 'run', join(folder, `${name}.json`), '--yes'], {
    env: {
      PATH: process.env['PATH'],
      CARTESIA_BASE_URL: sandbox.url,
      CARTESIA_API_KEY: 'sk_car_sandbox',
      OUTDIAL_DATA_DIR: join(folder, name),
      OUTDIAL_POLL_INTERVAL: '100ms',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return {
    child,
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, err }))),
  };
}

/** All of them answer at the first ring: whoever rings twice was rung twice by mistake. */
async function prepare(name: string): Promise<void> {
  const contacts = Array.from({ length: PEOPLE }, (_, n) => ({
    name: `N${n}`,
    phone: `+1${[212, 415, 312][n % 3]}55501${String((n % 20) + 10).padStart(2, '0')}`.replace('55501', `${220 + n}01`),
  }));
  const spec = {
    name,
    agent_id: 'agent_sandbox',
    from_number_id: 'ap_sandbox_twilio',
    contacts,
    pacing: { calls_per_second: 20, max_concurrent_calls: 30 },
    doubt: { look_ups: ['500ms', '1s', '2s'], then: 'hold' },
  };
  await writeFile(join(folder, `${name}.json`), JSON.stringify(spec));
}

async function killAgainAndAgain(name: string, seed: number, options: Partial<SandboxOptions>): Promise<Sandbox> {
  await prepare(name);
  const sandbox = await startSandbox({ clock, speed: 40, seed, ...options });
  const luck = stream(seed, 'kills');
  for (let kill = 0; kill < 4; kill++) {
    const before = sandbox.record().length;
    const { child, ended } = start(sandbox, name);
    // At a random moment from the first request on.
    const aim = before + between(luck, 1, 12);
    while (sandbox.record().length < aim && child.exitCode === null)
      await clock.sleep(clock.now() + between(luck, 1, 7));
    await clock.sleep(clock.now() + between(luck, 0, 40));
    child.kill('SIGKILL');
    await ended;
  }
  const { ended } = start(sandbox, name);
  const { code, err } = await ended;
  expect(code, err).toBe(0);
  await sandbox.close();
  return sandbox;
}

function rings(sandbox: Sandbox): { people: number; twice: string[] } {
  const count = new Map<string, number>();
  for (const { to } of sandbox.record()) count.set(to, (count.get(to) ?? 0) + 1);
  return { people: count.size, twice: [...count].filter(([, times]) => times > 1).map(([to]) => to) };
}

describe('a process killed again and again', () => {
  it('rings everybody, and nobody twice', async () => {
    const sandbox = await killAgainAndAgain('killed', 1, {});
    expect(rings(sandbox)).toEqual({ people: PEOPLE, twice: [] });
  }, 90_000);

  it('nor when a tenth of the replies are lost', async () => {
    const sandbox = await killAgainAndAgain('lossy', 2, { faults: { lostReply: { probability: 0.1 } } });
    expect(rings(sandbox)).toEqual({ people: PEOPLE, twice: [] });
  }, 90_000);
});
