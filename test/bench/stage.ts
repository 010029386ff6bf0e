/** A place to be measured in: a sandbox in this process, a folder, and the built command as processes of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import { SECOND, type Duration } from '../../src/model/time.ts';
import type { SharedStore } from '../../src/store/shared.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres.ts';
import type { SandboxNumber } from '../../src/voice/sandbox/account.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { numberOf } from './people.ts';

export const clock = systemClock();
export const NAME = 'bench';
const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');

export type Process = {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
  /** Rejects when it ends, or takes too long, without having said it. */
  says(text: RegExp): Promise<void>;
  kill(signal?: NodeJS.Signals): void;
};

export type StageSetting = {
  readonly people: number;
  /** Twilio numbers of the sandbox. */
  readonly lines: number;
  /** Of each line. */
  readonly cps: number;
  readonly slots: number;
  /** Of the sandbox: divides how long calls last. */
  readonly speed: number;
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
  readonly pollInterval?: string;
};

export type Stage = {
  readonly sandbox: Sandbox;
  readonly ledgerPath: string;
  start(...args: readonly string[]): Process;
  /** Reads the list into the ledger; nobody is dialed. */
  load(): Promise<void>;
  run(): Process;
  /** Resolves when it is ready. */
  worker(name: string): Promise<Process>;
  /** Ends all of it, and removes what it made. */
  close(): Promise<void>;
};

export async function openStage(setting: StageSetting): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'outdial-bench-'));
  const numbers = linesOf(setting.lines);
  const sandbox = await startSandbox({ clock, speed: setting.speed, seed: 1, numbers });
  const children: ChildProcess[] = [];
  const spec = {
    name: NAME,
    agent_id: 'agent_sandbox',
    from_number_id: numbers.map(({ id }) => id),
    contacts: Array.from({ length: setting.people }, (_, n) => ({ name: `N${n}`, phone: numberOf(n) })),
    pacing: { calls_per_second: setting.cps, max_concurrent_calls: setting.slots },
  };
  const file = join(folder, `${NAME}.json`);
  writeFileSync(file, JSON.stringify(spec));
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    CARTESIA_BASE_URL: sandbox.url,
    CARTESIA_API_KEY: 'sk_car_sandbox',
    OUTDIAL_DATA_DIR: join(folder, 'data'),
    OUTDIAL_POLL_INTERVAL: setting.pollInterval ?? '100ms',
    ...(setting.databaseUrl === undefined ? {} : { DATABASE_URL: setting.databaseUrl }),
    ...(setting.redisUrl === undefined ? {} : { REDIS_URL: setting.redisUrl }),
  };
  const start = (...args: readonly string[]): Process => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    return processOf(child, args.join(' '));
  };
  return {
    sandbox,
    ledgerPath: join(folder, 'data', 'ledger.sqlite'),
    start,
    load: async () => {
      const loading = start('run', file, '--load-only');
      if ((await loading.ended) !== 0) throw new Error(`the list was not loaded: ${loading.said()}`);
    },
    run: () => start('run', file, '--yes'),
    worker: async (name) => {
      const worker = start('worker', '--name', name);
      await worker.says(/"event":"ready"/);
      return worker;
    },
    close: async () => {
      const gone = Promise.all(
        children
          .filter((child) => child.exitCode === null && child.signalCode === null)
          .map((child) => new Promise((resolve) => child.once('exit', resolve))),
      );
      for (const child of children) child.kill('SIGKILL');
      await gone;
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function linesOf(many: number): SandboxNumber[] {
  return Array.from({ length: many }, (_, n) => ({
    id: `ap_bench_${n + 1}`,
    number: `+121255501${String(n).padStart(2, '0')}`,
    type: 'twilio' as const,
  }));
}

function processOf(child: ChildProcess, name: string): Process {
  let said = '';
  let over = false;
  for (const from of [child.stdout, child.stderr]) from?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((done) =>
    child.once('close', (code) => {
      over = true;
      done(code);
    }),
  );
  return {
    child,
    ended,
    said: () => said,
    says: async (text) => {
      await until(() => text.test(said) || over, 20 * SECOND, `outdial ${name} to say ${text}`);
      if (!text.test(said)) throw new Error(`outdial ${name} ended: ${said}`);
    },
    kill: (signal = 'SIGKILL') => void child.kill(signal),
  };
}

const LOOK = 5;

export async function until(fact: () => boolean | Promise<boolean>, within: Duration, what: string): Promise<void> {
  const end = clock.monotonic() + within;
  while (!(await fact())) {
    if (clock.monotonic() > end) throw new Error(`waited ${within} ms for ${what}`);
    await clock.sleep(clock.now() + LOOK);
  }
}

export async function withLedger<T>(url: string, use: (store: SharedStore) => Promise<T>): Promise<T> {
  const store = await openPostgresStore({ url, makeId: randomId, secret: randomSecret, now: clock.now(), clock });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
