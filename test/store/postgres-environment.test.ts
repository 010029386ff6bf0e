/** What the driver of PostgreSQL would read in the environment and at home: none of it reaches a session of ours. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentId } from '../../src/model/ids.ts';
import { openBullQueue } from '../../src/queue/bullmq/queue.ts';
import type { Job } from '../../src/queue/port.ts';
import { itWith } from '../support/needs.ts';
import { clock, openAt, testDatabase } from './postgres-database.ts';

const withPostgres = itWith('PostgreSQL');
const { database, open } = testDatabase();
const JOB: Job = { is: 'walk', epoch: 1, agent: 'agent_1' as AgentId };

/** A trap each: had the driver listened, nobody would have been reached, or somebody else. */
const TRAPS = {
  PGHOST: '192.0.2.1',
  PGPORT: '1',
  PGUSER: 'stranger',
  PGDATABASE: 'stranger',
  PGPASSWORD: 'hunter2',
  PGSSLMODE: 'no-verify',
  PGSSLNEGOTIATION: 'direct',
  PGOPTIONS: '-c default_transaction_read_only=on',
  PGREPLICATION: 'database',
  PGCLIENT_ENCODING: 'latin1',
  PGAPPNAME: 'stranger',
  PGCONNECT_TIMEOUT: '1',
  PGSERVICE: 'stranger',
};
let before: NodeJS.ProcessEnv;
let home: string;
beforeEach(() => {
  before = { ...process.env };
  home = mkdtempSync(join(tmpdir(), 'outdial-home-'));
});
afterEach(() => {
  process.env = before;
  rmSync(home, { recursive: true, force: true });
});

withPostgres('the ledger works as if none of it were there', async () => {
  Object.assign(process.env, TRAPS);
  const store = await open();
  await store.listen(() => undefined);
  expect((await store.info()).id).toMatch(/^[0-9a-z]{8}$/);
  process.env = before;
  const { rows } = await database().run(
    `SELECT DISTINCT application_name AS name FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  expect(rows).toEqual([{ name: 'outdial' }]);
});

withPostgres('so does the hand-over', async () => {
  // PGREPLICATION is taken out of the process's environment when it begins; BullMQ leaves no other place to do it.
  const { PGREPLICATION: _, ...traps } = TRAPS;
  Object.assign(process.env, traps);
  const server = { is: 'postgres', url: database().url } as const;
  const queue = await openBullQueue({ name: 'outdial-environment', clock, server });
  try {
    let hear = (_: Job): void => undefined;
    const heard = new Promise<Job>((resolve) => (hear = resolve));
    const stop = await queue.work(1, async (job) => hear(job));
    await queue.give(JOB);
    expect(await heard).toEqual(JOB);
    await stop();
  } finally {
    await queue.close();
  }
});

/** Greets like a PostgreSQL that asks for a password in clear, and keeps what it is told. */
async function stranger(): Promise<{ url: string; told: () => string; close: () => void }> {
  let told = '';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      told += bytes.toString('latin1');
      // R, length 8, 3: the password, please.
      socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `postgres://us@127.0.0.1:${port}/x`, told: () => told, close: () => void server.close() };
}

test('a URL without a password sends none: neither PGPASSWORD nor what is in ~/.pgpass', async () => {
  const file = join(home, '.pgpass');
  writeFileSync(file, '*:*:*:*:hunter2\n');
  chmodSync(file, 0o600);
  const host = await stranger();
  try {
    for (const env of [{ PGPASSWORD: 'hunter2' }, { HOME: home }, { PGPASSFILE: file }]) {
      process.env = { ...before, ...env };
      await expect(openAt(host.url)).rejects.toThrow(/asks for a password, and DATABASE_URL holds none/);
      const server = { is: 'postgres', url: host.url } as const;
      await expect(openBullQueue({ name: 'outdial-environment', clock, server })).rejects.toThrow(/holds none/);
    }
    expect(host.told()).toContain('us');
    expect(host.told()).not.toContain('hunter2');
  } finally {
    host.close();
  }
});
