/** A PgBouncer of a test's own between outdial and a PostgreSQL. */
import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort, query, unprivileged } from './postgres.ts';

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
  const port = await freePort();
  const at = new URL(to);
  const name = at.pathname.slice(1);
  const folder = mkdtempSync(join(tmpdir(), 'outdial-bouncer-'));
  const file = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users.txt');
  writeFileSync(users, `"${at.username}" ""\n`);
  writeFileSync(
    file,
    `[databases]
${name} = host=${at.hostname} port=${at.port === '' ? 5432 : at.port} dbname=${name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = 12
`,
  );
  const who = unprivileged();
  if (who.uid !== undefined && who.gid !== undefined) {
    for (const path of [folder, file, users]) chownSync(path, who.uid, who.gid);
  }
  const child = spawn(program, [file], { ...who, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const gone = new Promise((resolve) => child.once('exit', resolve));
  at.port = String(port);
  at.hostname = '127.0.0.1';
  for (let ready = false; !ready;) {
    if (child.exitCode !== null) throw new Error(`PgBouncer did not start: ${said}`);
    ready = await query(at.href, 'SELECT 1').then(
      () => true,
      () => false,
    );
    if (!ready) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url: at.href,
    stop: async () => {
      child.kill('SIGQUIT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
