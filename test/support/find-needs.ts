/** Looks for the servers and tools that tests use beside Node, once for the whole run. */
import { spawnSync } from 'node:child_process';
import { bouncerProgram } from './pgbouncer.ts';
import { canRunPostgres, hasUnprivileged, query, ROOM, roomyUrl, serverUrl } from './postgres.ts';
import { accepts, hasRedisServer, sharedRedis } from './redis.ts';

/** `PostgreSQL` and `Redis` are the servers that all tests share; the programs are for servers of a test's own. */
export type Need =
  | 'PostgreSQL'
  /** `max_connections` of the shared server or, where its programs are here, of one of the tests' own. */
  | 'PostgreSQL with room for 300 sessions'
  | 'initdb and postgres'
  | 'Redis'
  | 'redis-server'
  | 'PgBouncer'
  | 'openssl'
  | 'bash'
  | 'npm'
  | 'script'
  | 'prlimit'
  | 'the right to mount';

const LOOK: Readonly<Record<Need, () => boolean | Promise<boolean>>> = {
  PostgreSQL: () => letsUsIn(serverUrl()),
  'initdb and postgres': () => canRunPostgres() && runs('ps', '-V'),
  Redis: () => accepts(sharedRedis()),
  'redis-server': hasRedisServer,
  PgBouncer: () => bouncerProgram() !== undefined && hasUnprivileged(),
  openssl: () => runs('openssl', 'version'),
  bash: () => runs('bash', '-c', 'exit'),
  npm: () => runs(process.platform === 'win32' ? 'npm.cmd' : 'npm', '--version'),
  script: () => process.platform === 'linux' && runs('script', '--version'),
  // Where there is none at all, that is what is missing.
  'PostgreSQL with room for 300 sessions': async () => !(await letsUsIn(serverUrl())) || hasRoom(roomyUrl()),
  prlimit: () => process.platform === 'linux' && runs('prlimit', '--version'),
  'the right to mount': () => isRoot() && runs('unshare', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'),
};

/** Nobody can install these: a machine has them or not, so they are told, and no fault. */
export const NOT_INSTALLED: readonly Need[] = ['the right to mount'];

export async function findMissing(): Promise<readonly Need[]> {
  const missing: Need[] = [];
  for (const need of Object.keys(LOOK) as Need[]) if (!(await LOOK[need]())) missing.push(need);
  return missing;
}

function runs(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', shell: program.endsWith('.cmd') }).status === 0;
}

function isRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/** Each test file makes a database of its own there. */
export async function letsUsIn(url: string): Promise<boolean> {
  const may = 'SELECT rolsuper OR rolcreatedb AS may FROM pg_roles WHERE rolname = current_user';
  const rows = await query(url, may).then(
    (answer) => answer.rows as readonly { may: boolean }[],
    () => [],
  );
  return rows[0]?.may === true;
}

export async function hasRoom(url: string): Promise<boolean> {
  const sessions = await query(url, `SELECT current_setting('max_connections')::int AS most`).then(
    (answer) => (answer.rows as readonly { most: number }[])[0]?.most ?? 0,
    () => 0,
  );
  return sessions >= ROOM;
}
