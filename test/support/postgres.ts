/** PostgreSQL for tests: a fresh database on the server of the machine, or a server of a test's own. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { randomId } from '../../src/random.ts';
import { onFreePort, PortTaken, TAKEN } from './free-port.ts';

/** Of a database whose owner may make others. */
export function serverUrl(): string {
  const { OUTDIAL_TEST_DATABASE_URL: url, PGPORT: port } = process.env;
  return url ?? `postgres://${userInfo().username}@127.0.0.1:${port ?? 5432}/test`;
}

/**
 * So many sessions are asked of the server on which whole fleets dial: two files of them run at once, three tests at a
 * time in each, some 27 sessions a fleet (measured), twice that without Redis. A process that PostgreSQL has no room for
 * cannot start, and its test waits for it in vain.
 */
export const ROOM = 300;

/** The shared server, or where that has less room one that `shareServers` started. */
export function roomyUrl(): string {
  return process.env['OUTDIAL_TEST_ROOMY_DATABASE_URL'] ?? serverUrl();
}

export type TestDatabase = {
  readonly url: string;
  /** One statement, on a session of its own. */
  readonly run: (sql: string) => Promise<pg.QueryResult>;
  readonly drop: () => Promise<void>;
};

/** An empty database; `on`: the URL of any database of the server. */
export async function freshDatabase(on = serverUrl()): Promise<TestDatabase> {
  const name = `outdial_test_${process.pid}_${randomId(8)}`;
  await query(on, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(on);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    run: (sql) => query(url.href, sql),
    drop: async () => {
      await query(on, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

export async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

export type TestServer = {
  readonly port: number;
  readonly folder: string;
  /** Of its database `postgres`; its superuser is `postgres`, everybody is trusted. */
  readonly url: string;
  /** Every process of it, without a word: what a power cut leaves. */
  readonly kill9: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Stops it, with everybody's sessions, and starts it again. */
  readonly restart: () => Promise<void>;
  /** Ends it and removes its files. */
  readonly stop: () => Promise<void>;
};

export type ServerOptions = {
  /** Lines of postgresql.conf: `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** A server of its own in a temporary folder, listening on 127.0.0.1. */
export async function startPostgres({ settings = {} }: ServerOptions = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'outdial-pg-'));
  const data = join(folder, 'data');
  const who = unprivileged();
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  const made = spawnSync(
    binary('initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...who, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  let server: ChildProcess | undefined;
  const urlAt = (port: number): string => `postgres://postgres@127.0.0.1:${port}/postgres`;

  const startAt = async (port: number): Promise<void> => {
    const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings };
    const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(binary('postgres'), ['-D', data, ...flags], { ...who, stdio: ['ignore', 'ignore', 'pipe'] });
    server = child;
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    for (;;) {
      if (child.exitCode !== null && TAKEN.test(said)) throw new PortTaken(said);
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`PostgreSQL did not start: ${said}`);
      // Whoever answers on the port may be another's server.
      const isThis = await query(urlAt(port), 'SHOW data_directory').then(
        ({ rows }) => (rows as readonly { data_directory: string }[])[0]?.data_directory === data,
        () => false,
      );
      if (isThis) return;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const child = server;
    server = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const rest = childrenOf(child.pid);
    child.kill(signal);
    if (signal === 'SIGKILL') for (const pid of rest) kill(pid, 'SIGKILL');
    await gone;
    // An orphan would keep the next start away from the shared memory.
    while (rest.some((pid) => kill(pid, 0))) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const port = await onFreePort(async (free) => {
    await startAt(free);
    return free;
  });
  const start = (): Promise<void> => startAt(port);
  return {
    port,
    folder,
    url: urlAt(port),
    start,
    kill9: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGINT');
      await start();
    },
    stop: async () => {
      await end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Both programs, and somebody to run them as. */
export function canRunPostgres(): boolean {
  const there = ['initdb', 'postgres'].every((name) => spawnSync(binary(name), ['--version']).status === 0);
  return there && hasUnprivileged();
}

/** False for root on a machine without a user for such servers. */
export function hasUnprivileged(): boolean {
  return process.getuid?.() !== 0 || postgresUser() !== undefined;
}

/** The newest installed, or the one on the path. */
function binary(name: string): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, 'bin', name)).find((path) => existsSync(path));
  return found ?? name;
}

/** PostgreSQL refuses to run as root. */
export function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const user = postgresUser();
  if (user === undefined) throw new Error('there is no user postgres to run PostgreSQL as');
  return user;
}

function postgresUser(): { uid: number; gid: number } | undefined {
  if (!existsSync('/etc/passwd')) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function childrenOf(pid: number | undefined): number[] {
  if (pid === undefined) return [];
  const listed = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return listed.stdout.split('\n').map(Number).filter(Boolean);
}

/** False when there is no such process any more. */
function kill(pid: number, signal: 'SIGKILL' | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
