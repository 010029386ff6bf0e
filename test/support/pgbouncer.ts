/** A PgBouncer of a test's own between outdial and a PostgreSQL. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onFreePort, PortTaken, TAKEN } from './free-port.ts';
import { unprivileged } from './postgres.ts';

/** Not on the path of every user. */
export function bouncerProgram(): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/bin',
  ];
  return folders.map((folder) => join(folder, 'pgbouncer')).find((path) => existsSync(path));
}

export type Bouncer = { readonly url: string; readonly stop: () => Promise<void> };

/** `to`: the URL of the database behind it, on a server that trusts this machine. */
export async function startBouncer(to: string, mode: 'session' | 'transaction' | 'statement'): Promise<Bouncer> {
  const program = bouncerProgram();
  if (program === undefined) throw new Error('There is no PgBouncer: apt-get install pgbouncer');
  const at = new URL(to);
  const name = at.pathname.slice(1);
  const folder = mkdtempSync(join(tmpdir(), 'outdial-bouncer-'));
  const file = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users.txt');
  writeFileSync(users, `"${at.username}" ""\n`);
  const configFor = (port: number): string => `[databases]
${name} = host=${at.hostname} port=${at.port === '' ? 5432 : at.port} dbname=${name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = 12
`;
  writeFileSync(file, '');
  const who = unprivileged();
  if (who.uid !== undefined && who.gid !== undefined) {
    for (const path of [folder, file, users]) chownSync(path, who.uid, who.gid);
  }
  let child: ChildProcess | undefined;
  const port = await onFreePort(async (free) => {
    writeFileSync(file, configFor(free));
    child = await launch(() => spawn(program, [file], { ...who, stdio: ['ignore', 'ignore', 'pipe'] }));
    return free;
  });
  at.port = String(port);
  at.hostname = '127.0.0.1';
  return {
    url: at.href,
    stop: async () => {
      const gone = new Promise((resolve) => child?.once('exit', resolve));
      child?.kill('SIGQUIT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when this very process says that it listens. */
async function launch(start: () => ChildProcess): Promise<ChildProcess> {
  const child = start();
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/process up/.test(said)) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(TAKEN.test(said) ? new PortTaken(said) : new Error(`PgBouncer ended: ${said}`)));
  });
  return child;
}
