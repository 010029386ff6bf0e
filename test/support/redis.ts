/** Redis servers for tests: the shared one, and private ones that may be killed, started again and set up badly. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onFreePort, PortTaken, TAKEN } from './free-port.ts';

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
  const folder = mkdtempSync(join(tmpdir(), 'outdial-redis-'));
  let server: ChildProcess;
  const port = await onFreePort(async (free) => {
    server = await launch(argsOf(options, free, folder));
    return free;
  });
  const end = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  };
  const { tls, password } = options;
  const user = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
  return {
    url: `${tls === undefined ? 'redis' : 'rediss'}://${user}127.0.0.1:${port}`,
    port,
    kill9: end,
    start: async () => {
      server = await launch(argsOf(options, port, folder));
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function argsOf({ tls, password, appendonly, args = [] }: RedisServerOptions, port: number, folder: string): string[] {
  return [
    ...(tls === undefined
      ? ['--port', String(port)]
      : ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no']),
    ...(tls === undefined
      ? []
      : ['--tls-cert-file', tls.cert, '--tls-key-file', tls.key, '--tls-ca-cert-file', tls.ca]),
    ...['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no', '--loglevel', 'notice'],
    ...['--appendonly', appendonly === true ? 'yes' : 'no'],
    ...(password === undefined ? [] : ['--requirepass', password]),
    ...args,
  ];
}

/** Resolves when this very process says that it listens: whoever answers on the port may be another's server. */
async function launch(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (data: Buffer): void => {
      said += data.toString();
      if (/ready to accept connections/i.test(said)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', () =>
      reject(TAKEN.test(said) ? new PortTaken(said) : new Error(`redis-server ended: ${said}`)),
    );
  });
  // Nobody reads on; unread, its log would fill the pipe and hold it up.
  for (const from of [child.stdout, child.stderr]) from.removeAllListeners('data').resume();
  return child;
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
