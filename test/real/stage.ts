/** A place for real processes to be hurt in: a sandbox that counts rings, a campaign, a ledger, and the built command. */
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type TestContext } from 'vitest';
import { randomId, randomSecret } from '../../src/random.ts';
import { campaignId } from '../../src/model/ids.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { Store } from '../../src/store/port.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/voice/sandbox/server.ts';
import type { Fault } from './fault.ts';
import { clock, endedByItself, processesOf, type Processes } from './processes.ts';

export { clock, until } from './processes.ts';
export const posix = process.platform !== 'win32';
export const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly err: string };

export type Running = {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once stderr holds it; rejects when the process ends without having said it. */
  says(text: RegExp): Promise<void>;
  /** Resolves once the kernel has stopped it (a fault that says SIGSTOP). */
  frozen(): Promise<void>;
};

export type StartOptions = {
  /** Another campaign of this stage. */
  readonly campaign?: string;
  readonly dataDir?: string;
  readonly args?: readonly string[];
  /** Of several campaigns that are run at once the others. */
  readonly beside?: readonly string[];
  /** Another command than `run`, whole. */
  readonly command?: readonly string[];
  /** What goes wrong inside the process: the bundle of fault.ts, and what it is to do. */
  readonly fault?: { readonly script: string; readonly faults: readonly Fault[] };
  /** By how much its wall clock is wrong: the bundle of skewed.ts, in milliseconds. */
  readonly skew?: { readonly script: string; readonly ms: number };
};

export type Stage = {
  readonly folder: string;
  readonly dataDir: string;
  readonly sandbox: Sandbox;
  readonly people: readonly string[];
  /** Writes another campaign, of as many people of its own or of these; their numbers. `keys`: more of the campaign file. */
  campaign(
    name: string,
    people: number | readonly string[],
    keys?: Readonly<Record<string, unknown>>,
  ): readonly string[];
  env(dataDir?: string): Record<string, string | undefined>;
  start(options?: StartOptions): Running;
  /** Another program; what it says is told with the rest where the test fails. */
  spawn(name: string, program: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  /** Resolves once so many calls were placed; rejects when a run could not start. */
  placed(calls: number): Promise<void>;
  /** Uses the ledger as another process would, beside whatever runs. */
  ledger<T>(use: (store: Store) => Promise<T>, dataDir?: string): Promise<T>;
};

export type Setting = {
  readonly people?: number;
  readonly cps?: number;
  readonly slots?: number;
  readonly sandbox?: Partial<SandboxOptions>;
  /** Whom to call, in place of people who all answer. */
  readonly numbers?: readonly string[];
  /** More keys of the campaign file. */
  readonly keys?: object;
  /** `outdial.json` beside the ledger. */
  readonly account?: object;
};

const NAME = 'stage';
/** A run that could not start. */
const CANNOT = 2;

/**
 * Everything of it is gone when the test is over: its processes too. The test is named because several run at once, each
 * with a stage of its own.
 */
export async function stage(test: TestContext, setting: Setting = {}): Promise<Stage> {
  const { people: many = 24, cps = 20, slots = 30 } = setting;
  const folder = mkdtempSync(join(tmpdir(), 'outdial-real-'));
  const sandbox = await startSandbox({ clock, speed: 60, seed: 1, ...setting.sandbox });
  const processes = processesOf(test);
  test.onTestFinished(async () => {
    await processes.end();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let numbers = 0;
  const campaign: Stage['campaign'] = (name, whom, keys = {}) => {
    const people = typeof whom === 'number' ? Array.from({ length: whom }, () => numberOf(numbers++)) : whom;
    const spec = {
      name,
      agent_id: 'agent_sandbox',
      from_number_id: 'ap_sandbox_twilio',
      contacts: people.map((phone, n) => ({ name: `N${n}`, phone })),
      pacing: { calls_per_second: cps, max_concurrent_calls: slots },
      doubt: { look_ups: ['500ms', '1s', '2s'], then: 'hold' },
      ...setting.keys,
      ...keys,
    };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(spec));
    return people;
  };
  const dataDir = join(folder, 'data');
  if (setting.account !== undefined) {
    mkdirSync(dataDir, { mode: 0o700 });
    writeFileSync(join(dataDir, 'outdial.json'), JSON.stringify(setting.account));
  }
  const env: Stage['env'] = (dir = dataDir) => ({
    PATH: process.env['PATH'],
    HOME: folder,
    CARTESIA_BASE_URL: sandbox.url,
    CARTESIA_API_KEY: 'sk_car_sandbox',
    OUTDIAL_DATA_DIR: dir,
    OUTDIAL_POLL_INTERVAL: '100ms',
  });
  return {
    folder,
    dataDir,
    sandbox,
    people: campaign(NAME, setting.numbers ?? many),
    campaign,
    env,
    start: (options = {}) => startRun(processes, folder, env(options.dataDir), options),
    spawn: (name, program, args, options) => processes.start(name, program, args, options).child,
    placed: (calls) =>
      processes.until(
        () => sandbox.record().length >= calls,
        (one) => endedByItself(one) && one.child.exitCode === CANNOT,
      ),
    ledger: (use, dir = dataDir) => useLedger(join(dir, 'ledger.sqlite'), use),
  };
}

/** They all answer, soon: whoever rings twice was rung twice by mistake. */
function numberOf(n: number): string {
  return `+1${[212, 415, 312][n % 3]}${220 + Math.floor(n / 3)}0${['108', '101', '100', '116'][n % 4]}`;
}

function startRun(
  processes: Processes,
  folder: string,
  env: Record<string, string | undefined>,
  options: StartOptions,
): Running {
  const { campaign = NAME, beside = [], args = [], fault, skew } = options;
  const preloaded = [skew, fault].flatMap((one) => (one === undefined ? [] : [pathToFileURL(one.script).href]));
  const hurt = {
    NODE_OPTIONS: preloaded.map((url) => `--import ${url}`).join(' '),
    TEST_FAULTS: JSON.stringify(fault?.faults ?? []),
    TEST_SKEW_MS: String(skew?.ms ?? 0),
  };
  const files = [campaign, ...beside].map((name) => join(folder, `${name}.json`));
  const typed = options.command ?? ['run', ...files, '--yes', ...args];
  const { child, ended, said, says } = processes.start(typed.join(' '), process.execPath, [MAIN, ...typed], {
    cwd: folder,
    env: { ...env, ...hurt },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return {
    child,
    ended: ended.then((end) => ({ ...end, err: said() })),
    says,
    frozen: () => says(/\[fault\] SIGSTOP/),
  };
}

async function useLedger<T>(path: string, use: (store: Store) => Promise<T>): Promise<T> {
  const patience = { clock, for: 10_000 };
  const store = await openSqliteStore({ path, makeId: randomId, secret: randomSecret, now: clock.now(), patience });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** How often each number rang, by the sandbox's own record. */
export function rings(sandbox: Sandbox): ReadonlyMap<string, number> {
  const count = new Map<string, number>();
  for (const { to } of sandbox.record()) count.set(to, (count.get(to) ?? 0) + 1);
  return count;
}

export function rungTwice(sandbox: Sandbox): readonly string[] {
  return [...rings(sandbox)].filter(([, times]) => times > 1).map(([to]) => to);
}

/** Each number with its contact as the ledger has it. */
export async function contacts(
  on: Stage,
  name = NAME,
  dataDir?: string,
): Promise<ReadonlyMap<string, Contact['state']>> {
  return on.ledger(async (store) => {
    const states = new Map<string, Contact['state']>();
    for (const row of await store.rows(campaignId(name), null, 1_000)) {
      if (row.outcome.is !== 'accepted') continue;
      const body = (await store.personal([row.owner], 'row')).get(row.owner);
      states.set(String(body?.['to_number']), row.outcome.contact.state);
    }
    return states;
  }, dataDir);
}

/**
 * After the run that goes on to the end: nobody was rung twice, and whoever was not rung is known to nobody but a person.
 * A process that dies between its commit and its first byte leaves such a contact; `run` then ends with 1, else with 0.
 */
export async function expectEverybodyOnce(on: Stage, end: Ended, dataDir?: string): Promise<void> {
  expect(rungTwice(on.sandbox)).toEqual([]);
  const rung = rings(on.sandbox);
  const states = await contacts(on, NAME, dataDir);
  expect([...states.keys()].sort()).toEqual([...on.people].sort());
  const unsure = [...states].filter(([, state]) => state.is === 'needs_review').map(([number]) => number);
  // Neither lost nor doubted without need: what the sandbox rang, it shows.
  expect(unsure.sort()).toEqual(on.people.filter((number) => !rung.has(number)).sort());
  expect([...states].filter(([number, { is }]) => is !== 'completed' && !unsure.includes(number))).toEqual([]);
  expect(end.code, end.err).toBe(unsure.length === 0 ? 0 : 1);
}

/** How many nobody can tell of whether they were rung, in the stage's campaign and these. */
export async function inReview(on: Stage, ...more: readonly string[]): Promise<number> {
  const all = await Promise.all([NAME, ...more].map((name) => contacts(on, name)));
  return all.flatMap((states) => [...states.values()]).filter(({ is }) => is === 'needs_review').length;
}
