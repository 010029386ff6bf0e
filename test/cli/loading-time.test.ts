/** What a command loads before its first word: its own packages and nobody else's, so that it speaks at once. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MAIN = resolve('dist/cli/main.js');
/** Node's own SQLite or this one: which depends on the Node that runs. */
const SQLITE = ['@photostructure/sqlite', 'node-gyp-build'];
/** `leven` finds the nearest of our names where a setting is misspelt: settings are read before anything else. */
const ALWAYS = ['commander', 'leven', 'picocolors'];
const NUMBERS = [...ALWAYS, 'libphonenumber-js'];
const LIST = [...NUMBERS, 'csv-parse', 'jsonc-parser', 'zod'];
/** With a ledger on PostgreSQL: the server need not be there for its client to be loaded. */
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing';
const SHARED = ['pg', 'pg-copy-streams'];
const ENGINE = ['p-limit', 'yocto-queue'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'outdial-loads-'));
  // Hooks run in a thread of their own: what they see is written down at once.
  const hooks = `import { appendFileSync } from 'node:fs';
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  appendFileSync(process.env.TEST_LOADED, found.url + '\\n');
  return found;
}`;
  writeFileSync(join(folder, 'hooks.mjs'), hooks);
  writeFileSync(
    join(folder, 'watch.mjs'),
    `import { register } from 'node:module'; register('./hooks.mjs', import.meta.url);`,
  );
  writeFileSync(
    join(folder, 'spent.mjs'),
    `process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write('\\nspent ' + (user + system)); });`,
  );
  const made = outdial([], 'demo', '--load-only');
  expect(made.status, made.stderr).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function outdial(
  nodeArgs: readonly string[],
  ...args: readonly string[]
): { readonly status: number | null; readonly stderr: string } {
  const shared = args.includes(NOWHERE) ? { DATABASE_URL: NOWHERE, CARTESIA_API_KEY: 'sk_car_none' } : {};
  const env = { ...shared, PATH: process.env['PATH'], HOME: folder, TEST_LOADED: join(folder, 'loaded') };
  const where = ['--data-dir', join(folder, 'data')];
  return spawnSync(process.execPath, [...nodeArgs, MAIN, ...where, ...args.filter((word) => word !== NOWHERE)], {
    env,
    cwd: folder,
    encoding: 'utf8',
  });
}

/** The packages outside Node and outdial that this command line loaded, without those that stand in for Node's own SQLite. */
function packagesOf(...args: readonly string[]): readonly string[] {
  const record = join(folder, 'loaded');
  rmSync(record, { force: true });
  outdial(['--import', join(folder, 'watch.mjs')], ...args);
  const urls = existsSync(record) ? readFileSync(record, 'utf8').split('\n') : [];
  expect(urls).toContain(`file://${MAIN}`);
  const names = urls.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  return [...new Set(names)].filter((name) => !SQLITE.includes(name)).sort();
}

describe('a command loads what it needs', () => {
  const campaign = resolve('campaigns/demo/campaign.json');
  const TABLE: readonly (readonly [typed: readonly string[], packages: readonly string[]])[] = [
    [['--version'], ALWAYS],
    [['--help'], ALWAYS],
    [['help', 'nothing'], ALWAYS],
    [['no-such-command'], ALWAYS],
    [['status'], ALWAYS],
    [['status', 'demo'], ALWAYS],
    [['pause', 'demo'], ALWAYS],
    [['resume', 'demo'], ALWAYS],
    [['cancel', 'no-such-one'], ALWAYS],
    [['export', 'demo'], ALWAYS],
    [['verify'], ALWAYS],
    [['rules'], ALWAYS],
    [['rules', 'us_safe'], ALWAYS],
    [
      ['audit', resolve('campaigns/demo/contacts.csv')],
      [...NUMBERS, 'csv-parse', 'jsonc-parser'],
    ],
    [['backup', 'copy.sqlite'], ALWAYS],
    [
      ['why', 'row:2', '--transcript'],
      [...NUMBERS, 'jsonc-parser', 'zod'],
    ],
    [['purge'], [...ALWAYS, 'jsonc-parser', 'zod']],
    [['why', 'row:2'], NUMBERS],
    [['resolve'], NUMBERS],
    [['forget', 'row:2'], NUMBERS],
    [['callback', 'row:2', '--at', 'tomorrow 12:00'], NUMBERS],
    [['retry', 'demo', '--only', 'busy'], NUMBERS],
    [['set', 'demo', 'pacing.batch_size=1'], LIST.filter((name) => name !== 'csv-parse')],
    [['add', 'demo', resolve('campaigns/demo/contacts.csv')], LIST],
    [['suppress', 'ls'], NUMBERS],
    [['suppress', '+14155550101'], NUMBERS],
    [['check', campaign, '--offline'], LIST],
    [['init', resolve('campaigns/demo/contacts.csv'), '--yes'], LIST],
    [
      ['simulate', campaign, '--seeds', '3'],
      [...LIST, ...ENGINE],
    ],
    [
      ['demo', '--load-only'],
      [...LIST, ...ENGINE, 'undici'],
    ],
    [
      ['rehearse', campaign, '--load-only'],
      [...LIST, ...ENGINE, 'undici'],
    ],
    [['phone-numbers', 'ls'], ALWAYS],
    [['doctor'], [...ALWAYS, 'undici']],
    [['migrate'], ALWAYS],
    [['worker'], [...ALWAYS, 'pino']],
    [
      [NOWHERE, 'status'],
      [...ALWAYS, ...SHARED],
    ],
    [
      [NOWHERE, 'migrate'],
      [...ALWAYS, 'pg'],
    ],
    [
      [NOWHERE, 'worker'],
      [...ALWAYS, ...SHARED, 'pino'],
    ],
  ];
  for (const [typed, packages] of TABLE) {
    it(typed.map((word) => (word === NOWHERE ? 'with DATABASE_URL:' : word.replace(/.*\//, ''))).join(' '), () => {
      expect(packagesOf(...typed)).toEqual([...packages].sort());
    });
  }
});

/** CPU time of a run, in microseconds. */
function spentBy({ stderr }: { readonly stderr: string }): number {
  const spent = Number(/spent (\d+)$/.exec(stderr)?.[1]);
  if (Number.isNaN(spent)) throw new Error(`it did not say what it spent: ${stderr}`);
  return spent;
}

describe('a command speaks at once', () => {
  const ROUNDS = 20;

  // In CPU time, and side by side with Node that only starts and ends (0.1 s on the machine that the limits were made for).
  // What else a machine does only ever adds to it, so that the least of many runs is what comes nearest to the truth.
  it.each([
    [['--version'], 2.5],
    [['--help'], 2.5],
    [['status'], 4.5],
    [['status', 'demo'], 4.5],
  ] as const)(
    '%j within %d times what Node takes to start',
    (typed, most) => {
      const spent = ['--import', join(folder, 'spent.mjs')];
      let [node, least] = [Infinity, Infinity];
      for (let round = 0; round < ROUNDS && (round < 3 || least / node >= most); round += 1) {
        node = Math.min(node, spentBy(spawnSync(process.execPath, [...spent, '-e', '0'], { encoding: 'utf8' })));
        least = Math.min(least, spentBy(outdial(spent, ...typed)));
      }
      expect(least / node).toBeLessThan(most);
    },
    120_000,
  );
});
