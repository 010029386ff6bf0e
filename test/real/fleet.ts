/** A fleet to be hurt in: a sandbox that counts rings, a ledger in PostgreSQL, a private Redis, and workers that are real processes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, type TestContext } from 'vitest';
import type { Contact } from '../../src/model/contact.ts';
import { campaignId } from '../../src/model/ids.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import type { SharedStore } from '../../src/store/shared.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/voice/sandbox/server.ts';
import { freshDatabase, roomyUrl } from '../support/postgres.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { endedByItself, processesOf, type Running } from './processes.ts';
import { clock, MAIN, rings, rungTwice } from './stage.ts';

export type Process = Omit<Running, 'ended'> & {
  readonly ended: Promise<number | null>;
  kill(signal?: NodeJS.Signals): void;
};

export type FleetSetting = {
  readonly people?: number;
  readonly cps?: number;
  readonly slots?: number;
  readonly lines?: readonly string[];
  readonly sandbox?: Partial<SandboxOptions>;
  /** Of another server than the shared one. */
  readonly databaseUrl?: string;
  /** False: the hand-over is in PostgreSQL. */
  readonly redis?: boolean;
  /** Whom to call, in place of people who all answer. */
  readonly numbers?: readonly string[];
  /** More keys of the campaign file. */
  readonly keys?: object;
  /** `outdial.json` beside the data of each machine. */
  readonly account?: object;
};

export type Fleet = {
  readonly sandbox: Sandbox;
  readonly people: readonly string[];
  readonly redis: RedisServer | null;
  readonly databaseUrl: string;
  /** A worker named so; `env` on top of what all have (another URL, through a proxy). */
  worker(name: string, env?: Readonly<Record<string, string>>): Process;
  /** `outdial run` of the campaign, which watches; `more`: names of others, flags. */
  run(env?: Readonly<Record<string, string>>, ...more: readonly string[]): Process;
  command(...args: readonly string[]): Process;
  /** Writes `outdial.json`, which all of them read. */
  account(value: unknown): void;
  /** Rejects when nobody is left who could place them: the run has ended, or a worker has by itself. */
  placed(calls: number): Promise<void>;
  /** The exit code of a run; rejects when a worker, whom it would wait for, has ended by itself. */
  end(run: Process): Promise<number | null>;
  /** The longest that the sandbox was late with what it had to do, in milliseconds: so much its record may be off. */
  lateness(): number;
  /** The name of the worker that leads now. `campaign`: of whose account; unset, the one that `run` dials. */
  leader(campaign?: string): Promise<string>;
  ledger<T>(use: (store: SharedStore) => Promise<T>): Promise<T>;
  states(name?: string): Promise<ReadonlyMap<string, Contact['state']>>;
};

/** A test that takes so long hangs. How fast a fleet is depends on what else the machine does, and is no part of it. */
export const HANGS = 300_000;

const NAME = 'fleet';
/** Another campaign of the same people. */
export const ALSO = 'also';

export async function fleet(test: TestContext, setting: FleetSetting = {}): Promise<Fleet> {
  const { people: many = 60, cps = 10, slots = 30, lines = ['ap_sandbox_twilio'], keys = {} } = setting;
  const folder = mkdtempSync(join(tmpdir(), 'outdial-fleet-'));
  const sandbox = await startSandbox({ clock, speed: 60, seed: 1, ...setting.sandbox });
  const redis = setting.redis === false ? null : await startRedis();
  const database = setting.databaseUrl === undefined ? await freshDatabase(roomyUrl()) : null;
  const databaseUrl = setting.databaseUrl ?? database?.url ?? '';
  const late = monitorEventLoopDelay({ resolution: 5 });
  late.enable();
  const processes = processesOf(test);
  test.onTestFinished(async () => {
    late.disable();
    await processes.end();
    await sandbox.close();
    await redis?.stop();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });
  const people = setting.numbers ?? Array.from({ length: many }, (_, n) => numberOf(n));
  for (const name of [NAME, ALSO]) {
    const spec = {
      name,
      agent_id: 'agent_sandbox',
      from_number_id: lines,
      contacts: people.map((phone, n) => ({ name: `N${n}`, phone })),
      pacing: { calls_per_second: cps, max_concurrent_calls: slots },
      doubt: { look_ups: ['500ms', '1s', '2s'], then: 'hold' },
      ...keys,
    };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(spec));
  }
  const dataDir = join(folder, 'data');
  if (setting.account !== undefined) {
    mkdirSync(dataDir, { mode: 0o700 });
    writeFileSync(join(dataDir, 'outdial.json'), JSON.stringify(setting.account));
  }
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    CARTESIA_BASE_URL: sandbox.url,
    CARTESIA_API_KEY: 'sk_car_sandbox',
    OUTDIAL_DATA_DIR: dataDir,
    OUTDIAL_POLL_INTERVAL: '100ms',
    DATABASE_URL: databaseUrl,
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
  };
  const start = (args: readonly string[], over: Readonly<Record<string, string>> = {}): Process => {
    const running = processes.start(args.join(' '), process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { ...env, ...over },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { child, ended } = running;
    return {
      ...running,
      ended: ended.then(({ code }) => code),
      kill: (signal = 'SIGKILL') => void child.kill(signal),
    };
  };
  const hasFailed = (one: Running): boolean =>
    one.name.startsWith('worker') && endedByItself(one) && one.child.exitCode !== 0;
  const ledger: Fleet['ledger'] = async (use) => {
    const store = await openPostgresStore({
      url: databaseUrl,
      makeId: randomId,
      secret: randomSecret,
      now: clock.now(),
      clock,
    });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  };
  return {
    sandbox,
    people,
    redis,
    databaseUrl,
    worker: (name, over) => start(['worker', '--name', name], over),
    run: (over, ...more) => {
      const [flags, names] = [more.filter((one) => one.startsWith('-')), more.filter((one) => !one.startsWith('-'))];
      const files = [NAME, ...names].map((name) => join(folder, `${name}.json`));
      return start(['run', ...files, '--yes', ...flags], over);
    },
    command: (...args) => start(args),
    account: (value) => {
      mkdirSync(join(folder, 'data'), { recursive: true });
      writeFileSync(join(folder, 'data', 'outdial.json'), JSON.stringify(value));
    },
    placed: (calls) =>
      processes.until(
        () => sandbox.record().length >= calls,
        (one) => hasFailed(one) || (one.name.startsWith('run') && endedByItself(one)),
      ),
    end: async (run) => {
      await processes.until(() => run.child.exitCode !== null || run.child.signalCode !== null, hasFailed);
      return run.ended;
    },
    lateness: () => late.max / 1e6,
    ledger,
    leader: (campaign = NAME) =>
      ledger(async (store) => {
        for (;;) {
          const account = (await store.campaign(campaignId(campaign)))?.account;
          const lease = account === undefined ? null : await store.lease(account);
          if (lease !== null && lease.until > (await store.serverTime())) return lease.holder.split('~')[0] ?? '';
          const next = clock.now() + 20;
          await processes.until(() => clock.now() >= next, hasFailed);
        }
      }),
    states: (name = NAME) =>
      ledger(async (store) => {
        const states = new Map<string, Contact['state']>();
        for (const row of await store.rows(campaignId(name), null, 100_000)) {
          if (row.outcome.is !== 'accepted') continue;
          const body = (await store.personal([row.owner], 'row')).get(row.owner);
          states.set(String(body?.['to_number']), row.outcome.contact.state);
        }
        return states;
      }),
  };
}

/** They all answer, soon: whoever rings twice was rung twice by mistake. */
function numberOf(n: number): string {
  return `+1${[212, 415, 312][n % 3]}${220 + Math.floor(n / 3)}0${['108', '101', '100', '116'][n % 4]}`;
}

/** Two starts a little further apart than this machine's own hiccups are told apart; the sliding second itself is proved in test/sim. */
const HICCUP = 60;

/** Most starts of a line within any sliding second, by arrival at the sandbox. */
export function mostInASecond(sandbox: Sandbox, lateness: number): number {
  const lines = new Map<string, number[]>();
  for (const { from, at } of sandbox.record()) lines.set(from, [...(lines.get(from) ?? []), at]);
  // The sender may have been as late as the sandbox: they share the machine.
  const hiccup = HICCUP + 2 * lateness;
  const most = (starts: readonly number[], at: number): number =>
    starts.filter((other) => other > at - 1_000 + hiccup && other <= at).length;
  return Math.max(0, ...[...lines.values()].flatMap((starts) => starts.map((at) => most(starts, at))));
}

/**
 * After the campaign's end: nobody rung twice, nobody lost, no second too full. Whoever was not rung is known to nobody
 * but a person (a process died between its commit and its first byte).
 */
export async function expectRight(on: Fleet, run: Process, cps: number): Promise<void> {
  const code = await on.end(run);
  expect(rungTwice(on.sandbox)).toEqual([]);
  const rung = rings(on.sandbox);
  const states = await on.states();
  expect([...states.keys()].sort()).toEqual([...on.people].sort());
  const unsure = [...states].filter(([, state]) => state.is === 'needs_review').map(([number]) => number);
  expect(unsure.sort()).toEqual(on.people.filter((number) => !rung.has(number)).sort());
  expect([...states].filter(([number, { is }]) => is !== 'completed' && !unsure.includes(number))).toEqual([]);
  expect(mostInASecond(on.sandbox, on.lateness())).toBeLessThanOrEqual(cps);
  expect(code, run.said()).toBe(unsure.length === 0 ? 0 : 1);
}
