/** Redis servers for tests: the shared one, and private ones that may be killed, started again and set up badly. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './proxy.ts';

export function sharedRedis(): string {
  return process.env['OUTDIAL_TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
}

/** The server that tests share: each makes names of its own there, and removes them. */
export const SHARED_REDIS = sharedRedis();

export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

export type RedisServerOptions = {
  /** More of redis-server's arguments: `['--maxmemory-policy', 'allkeys-lru']`. */
  readonly args?: readonly string[];
  /** Keeps what it knows over a `kill9` and a `start`. */
  readonly appendonly?: boolean;
  readonly password?: string;
  /** PEM files; then it speaks TLS alone, and its URL begins with `rediss`. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca: string };
};

export type RedisServer = {
  readonly url: string;
  readonly port: number;
  kill9(): Promise<void>;
  /** On the same port; empty unless `appendonly`. */
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
};

export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'outdial-redis-'));
  const { tls, password } = options;
  const args = [
    ...(tls === undefined
      ? ['--port', String(port)]
      : ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no']),
    ...(tls === undefined
      ? []
      : ['--tls-cert-file', tls.cert, '--tls-key-file', tls.key, '--tls-ca-cert-file', tls.ca]),
    ...['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no', '--loglevel', 'warning'],
    ...['--appendonly', options.appendonly === true ? 'yes' : 'no'],
    ...(password === undefined ? [] : ['--requirepass', password]),
    ...(options.args ?? []),
  ];
  let server: ChildProcess | null = null;
  const end = async (): Promise<void> => {
    const last = server;
    server = null;
    if (last === null || last.exitCode !== null || last.signalCode !== null) return;
    const ended = new Promise((resolve) => last.once('exit', resolve));
    last.kill('SIGKILL');
    await ended;
  };
  const start = async (): Promise<void> => {
    const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    server = child;
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    while (!(await accepts(`redis://127.0.0.1:${port}`))) {
      if (child.exitCode !== null) throw new Error(`redis-server ended: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await start();
  const user = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
  return {
    url: `${tls === undefined ? 'redis' : 'rediss'}://${user}127.0.0.1:${port}`,
    port,
    kill9: end,
    start,
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody listens there. */
export function accepts(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = createConnection({ port: Number(port === '' ? 6379 : port), host: hostname });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
