/** Another version of outdial changes the tables under an open ledger: that is said, and is no bug of this one. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { isOtherSchema } from '../../src/store/failure.ts';
import type { Store } from '../../src/store/port.ts';
import { findEngine } from '../../src/store/sqlite/engine.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { CAMPAIGN, contact, loaded, placing } from '../contract/store/given.ts';
import { itWith } from '../support/needs.ts';
import { query } from '../support/postgres.ts';
import { testFolder } from './folder.ts';
import { testDatabase } from './postgres-database.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const HANGS = 90_000;
const MOVE = 'ALTER TABLE contact RENAME COLUMN place TO somewhere';
const TAKE_AWAY = 'ALTER TABLE load_change RENAME TO elsewhere';
const MOVED = /was brought to another schema by another version of outdial \(.*\); this process ends/;

const folder = testFolder();
const withPostgres = itWith('PostgreSQL');
const { database, open } = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 60 });
});
afterAll(() => sandbox.close());

async function sayWhat(store: Store, move: (sql: string) => Promise<unknown>): Promise<void> {
  const [someone] = await loaded(store, [contact('a')]);
  if (someone === undefined) throw new Error('nobody was loaded');
  await store.contact(someone.id);
  await store.places(CAMPAIGN);
  await move(MOVE);
  await move(TAKE_AWAY);
  const asked = [store.contact(someone.id), store.places(CAMPAIGN), store.commit([placing(someone)], {})];
  for (const answer of await Promise.allSettled(asked)) {
    if (answer.status === 'fulfilled') throw new Error('it was answered');
    expect(answer.reason).toSatisfy(isOtherSchema);
    expect(String(answer.reason)).toMatch(MOVED);
  }
  await expect(store.beginLoad(CAMPAIGN, 'more.csv', 1)).rejects.toSatisfy(isOtherSchema);
}

async function inFile(path: string, sql: string): Promise<void> {
  const db = (await findEngine()).open(path);
  db.exec(`PRAGMA busy_timeout = 10000; ${sql}`);
  db.close();
}

test('in a file', async () => {
  await sayWhat(await folder.open(), (sql) => inFile(folder.path(), sql));
});

withPostgres('in PostgreSQL, whichever statement of a transaction says it first', async () => {
  await sayWhat(await open(), (sql) => database().run(`SET search_path = outdial; ${sql}`));
});

withPostgres('in PostgreSQL, of a column that is another kind now', async () => {
  const store = await open({ poolSize: 1 });
  const [someone] = await loaded(store, [contact('a')]);
  if (someone === undefined) throw new Error('nobody was loaded');
  await store.contact(someone.id);
  await database().run('ALTER TABLE outdial.contact ALTER COLUMN list_row TYPE text');
  await expect(store.contact(someone.id)).rejects.toSatisfy(isOtherSchema);
});

type Ran = { readonly exit: number | null; readonly said: string };

/** Runs a command; `at` is called once with the first words that match. */
function outdial(args: readonly string[], env: Record<string, string>, seen?: RegExp, at?: () => void): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder.path('.'),
    env: {
      ...{ PATH: process.env['PATH'], HOME: folder.path('.'), NO_COLOR: '1', OUTDIAL_DATA_DIR: folder.path('.') },
      ...{ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox', OUTDIAL_POLL_INTERVAL: '100ms' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let waits = seen !== undefined;
  const hear = (text: Buffer): void => {
    said += text.toString();
    if (!waits || seen?.test(said) !== true) return;
    waits = false;
    at?.();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((fulfil) => child.once('close', (exit) => fulfil({ exit, said })));
}

function aCampaign(): void {
  const contacts = Array.from({ length: 400 }, (_, n) => `+1415555${String(n + 1000)}`).join('\n');
  writeFileSync(folder.path('people.csv'), `phone\n${contacts}\n`);
  const spec = {
    name: 'spring',
    agent_id: 'agent_sandbox',
    from_number_id: 'ap_sandbox_twilio',
    contacts: 'people.csv',
  };
  writeFileSync(folder.path('spring.json'), JSON.stringify(spec));
}

const dialed = async (): Promise<void> => {
  while (sandbox.record().length === 0) await new Promise((fulfil) => setTimeout(fulfil, 50));
};

test(
  'a run ends and says so',
  async () => {
    aCampaign();
    const running = outdial(['run', 'spring.json', '--yes', '--accept-rejects'], {});
    await Promise.race([dialed(), running]);
    await inFile(folder.path('ledger.sqlite'), MOVE);
    const { exit, said } = await running;
    expect(said).toMatch(MOVED);
    expect(said).not.toContain('bug');
    expect(exit).toBe(3);
  },
  HANGS,
);

withPostgres(
  'a worker ends and says so',
  async () => {
    aCampaign();
    const env = { DATABASE_URL: database().url };
    expect((await outdial(['run', 'spring.json', '--load-only', '--accept-rejects'], env)).exit).toBe(0);
    const { exit, said } = await outdial(['worker'], env, /"ready"/, () => {
      void query(database().url, `SET search_path = outdial; ${MOVE}`);
    });
    expect(said).toMatch(MOVED);
    expect(exit).toBe(3);
  },
  HANGS,
);
