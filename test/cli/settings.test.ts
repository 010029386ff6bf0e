/** Command lines in folders that are not to be trusted: no key and no list goes anywhere that the operator did not name. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer as createHttp, type Server as HttpServer } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk, type Ran } from './harness.ts';

const KEY = 'sk_car_ofTheEnvironment99';
const SECRET = 'hunter2xyz';

let sandbox: Sandbox;
let host: HttpServer;
let database: Server;
let desk: Desk;
/** What strangers were told. */
let heard: string[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 60 });
  host = createHttp((request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end('{}');
  });
  database = createTcp((socket) => {
    heard.push('a connection');
    socket.on('data', (bytes) => heard.push(bytes.toString('latin1')));
    socket.on('error', () => undefined);
  });
  for (const server of [host, database]) {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  }
});
afterAll(async () => {
  await sandbox.close();
  host.close();
  database.close();
});
beforeEach(() => {
  heard = [];
  desk = aDesk({ CARTESIA_API_KEY: KEY });
  const contacts = [{ name: 'Ann', phone: '+12125550101' }];
  const spec = { name: 'spring', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', contacts };
  writeFileSync(join(desk.dir, 'spring.json'), JSON.stringify(spec));
});
afterEach(() => desk.remove());

const portOf = (server: Server | HttpServer): number => (server.address() as AddressInfo).port;
const hostUrl = (): string => `http://127.0.0.1:${portOf(host)}`;
const databaseUrl = (query = ''): string => `postgres://u:${SECRET}@127.0.0.1:${portOf(database)}/x${query}`;
const dotEnv = (text: string, name = '.env'): void => writeFileSync(join(desk.dir, name), text);
const all = ({ out, err }: Ran): string => out + err;

const COMMANDS = [
  ['run', 'spring.json', '--yes'],
  ['check', 'spring.json'],
  ['doctor'],
  ['status'],
  ['phone-numbers', 'ls'],
  ['worker'],
  ['migrate'],
];

describe('a .env that lies in the folder', () => {
  it.each(COMMANDS.map((command) => ({ command })))('redirects nothing of $command', async ({ command }) => {
    writeFileSync(join(desk.dir, 'private'), SECRET);
    for (const line of [
      `CARTESIA_BASE_URL=${hostUrl()}`,
      `CARTESIA_API_KEY_FILE=${join(desk.dir, 'private')}\nCARTESIA_BASE_URL=${hostUrl()}`,
      `DATABASE_URL=${databaseUrl()}`,
      `REDIS_URL=redis://127.0.0.1:${portOf(database)}`,
      `OUTDIAL_DATA_DIR=${join(desk.dir, 'planted')}`,
    ]) {
      dotEnv(line);
      const ran = await desk.run(command, { env: { OUTDIAL_DATA_DIR: '' } });
      expect(ran.exit, line).toBe(command[0] === 'doctor' ? 1 : 2);
      expect(all(ran)).toMatch(/The \.env in this folder sets [A-Z_, ]+\./);
      expect(all(ran)).not.toContain(SECRET);
    }
    expect(heard).toEqual([]);
    expect(existsSync(join(desk.dir, 'planted'))).toBe(false);
  });

  it('does not keep a demo from running', async () => {
    dotEnv(`CARTESIA_BASE_URL=${hostUrl()}`);
    const ran = await desk.run(['demo', '--load-only']);
    expect(ran).toMatchObject({ exit: 0 });
    expect(heard).toEqual([]);
  });

  it('may hold the key; what is in force stands above the question and in doctor, from where, without the key', async () => {
    dotEnv('CARTESIA_API_KEY=sk_car_sandbox');
    const env = { CARTESIA_API_KEY: '', CARTESIA_BASE_URL: sandbox.url };
    const ran = await desk.run(['run', 'spring.json', '--load-only'], { env });
    expect(ran.exit).toBe(0);
    expect(ran.err).toMatch(/host {8}127\.0\.0\.1:\d+ \(this machine.*\), by CARTESIA_BASE_URL\n/);
    expect(ran.err).toMatch(/key {9}CARTESIA_API_KEY of \.env in this folder\n/);
    expect(ran.err).toMatch(/ledger {6}\S+data \(OUTDIAL_DATA_DIR\)\n/);
    const doctor = await desk.run(['doctor', '--json'], { env });
    const { findings } = JSON.parse(doctor.out) as { findings: { check: string; message: string }[] };
    const settings = findings.filter(({ check }) => check === 'setting').map(({ message }) => message);
    expect(settings).toEqual([
      `host ${new URL(sandbox.url).host} (CARTESIA_BASE_URL)`,
      'key set (CARTESIA_API_KEY of .env in this folder)',
      `ledger in ${join(desk.dir, 'data')} (OUTDIAL_DATA_DIR)`,
      'looks at calls every 50ms at most (OUTDIAL_POLL_INTERVAL)',
    ]);
    expect(doctor.out).not.toContain('sk_car_sandbox');
  });
});

describe('--settings', () => {
  it('may name a host for a key that it holds, and the next command is told of it', async () => {
    dotEnv(`CARTESIA_BASE_URL=${sandbox.url}\nCARTESIA_API_KEY=sk_car_sandbox`, 'my rehearsal.env');
    const flag = ['--settings', 'my rehearsal.env'];
    const ran = await desk.run(['run', 'spring.json', '--load-only', ...flag], { env: { CARTESIA_API_KEY: '' } });
    expect(ran).toMatchObject({ exit: 0 });
    expect(ran.err).toMatch(/by CARTESIA_BASE_URL of my rehearsal\.env\n/);
    expect(ran.err).toMatch(/next: outdial run spring\.json --settings "my rehearsal\.env"\n$/);
    const status = await desk.run([...flag, 'status', 'spring'], { env: { CARTESIA_API_KEY: '' } });
    expect(status.err).toMatch(/outdial run --settings "my rehearsal\.env" and after it the campaign file/);
  });

  it('names no host for the key of the environment', async () => {
    dotEnv(`CARTESIA_BASE_URL=${hostUrl()}`, 'theirs.env');
    for (const command of COMMANDS) {
      const ran = await desk.run([...command, '--settings', 'theirs.env']);
      expect(all(ran)).toMatch(/CARTESIA_API_KEY is not sent where CARTESIA_BASE_URL of theirs\.env points/);
    }
    expect(heard).toEqual([]);
  });

  it('and --no-env-file go on without the .env, and say so to the next command', async () => {
    dotEnv(`DATABASE_URL=${databaseUrl()}`);
    const env = { CARTESIA_BASE_URL: sandbox.url };
    const ran = await desk.run(['run', 'spring.json', '--load-only', '--no-env-file'], { env });
    expect(ran).toMatchObject({
      exit: 0,
      err: expect.stringMatching(/next: outdial run spring\.json --no-env-file\n$/),
    });
    const doctor = await desk.run(['doctor', '--no-env-file'], { env });
    expect(doctor.err).toMatch(/next: outdial check --no-env-file spring\.json\n$/);
    expect(heard).toEqual([]);
  });
});

describe('the URL of PostgreSQL', () => {
  it.each([
    '?uselibpqcompat=true&sslmode=require',
    '?sslmode=no-verify',
    '?sslmode=verify-full&ssl=0',
    '?sslmode=verify-full&sslmode=disable',
    '?sslmode=verify-full&host=127.0.0.1',
  ])('%s is refused by every command before a byte is sent', async (query) => {
    for (const command of COMMANDS) {
      const ran = await desk.run(command, { env: { DATABASE_URL: databaseUrl(query) } });
      expect(ran.exit).toBe(command[0] === 'doctor' ? 1 : 2);
      expect(all(ran)).toMatch(/DATABASE_URL/);
      expect(all(ran)).not.toContain(SECRET);
    }
    expect(heard).toEqual([]);
  });

  it('without TLS at the other end neither the ledger nor the hand-over says who it is', async () => {
    const ran = await desk.run(['migrate'], { env: { DATABASE_URL: databaseUrl('?sslmode=require') } });
    expect(ran.exit).toBe(2);
    // The request for TLS, and nothing after it.
    expect(heard.filter((said) => said !== 'a connection').map((said) => said.length)).toEqual([8]);
    expect(heard.join('')).not.toContain(SECRET);
  });
});

describe('a setting that is refused', () => {
  const URL_WITH = `postgres://u:${SECRET}@db.example/x`;
  it.each([
    { DATABASE_URL_FILE: URL_WITH },
    { DATABASE_URL_FILE: SECRET },
    { DATABASE_URL_FILE: `/run/u:${SECRET}@db` },
    { DATABASE_URL: `u:${SECRET}@db.example/x` },
    { DATABASE_URL: `postgres://u:${SECRET}` },
    { DATABASE_URL: `postgres://u:${SECRET}@db.example/x?${SECRET}=1` },
    { DATABASE_URL: `postgres://u:1?${SECRET}@db.example/x` },
    { DATABASE_CA_FILE: URL_WITH },
    { DATABASE_CA_FILE: `sk_car_${SECRET}` },
    { REDIS_URL: `redis//:${SECRET}@cache` },
    { REDIS_URL: `redis://:${SECRET}@cache?tls=${SECRET}` },
    { REDIS_URL: `https://:${SECRET}@cache` },
    { REDIS_URL_FILE: `rediss://:${SECRET}@cache` },
    { CARTESIA_API_KEY: '', CARTESIA_API_KEY_FILE: `sk_car_${SECRET}` },
    { CARTESIA_API_KEY: '', CARTESIA_API_KEY_FILE: SECRET },
    { CARTESIA_API_KEY: `sk car ${SECRET}` },
    { CARTESIA_BASE_URL: `sk_car_${SECRET}` },
    { CARTESIA_BASE_URL: `https://u:${SECRET}@api.example` },
    { CARTESIA_BASE_URL: `http://${SECRET}.example/${SECRET}` },
    { CARTESIA_BASE_URL: `ftp://${SECRET}` },
    { CARTESIA_BASE_URL: `https://api.example/?key=${SECRET}` },
    { CARTESIA_VERSION: `sk_car_${SECRET}` },
    { OUTDIAL_DATA_DIR: URL_WITH },
    { OUTDIAL_DATA_DIR: `sk_car_${SECRET}` },
    { OUTDIAL_POLL_INTERVAL: SECRET },
    { OUTDIAL_LOG_LEVEL: `sk_car_${SECRET}` },
    { OUTDIAL_LOG_NUMBERS: URL_WITH },
  ])('%o is not repeated by any command, nor with its stack', async (env) => {
    for (const command of [['status'], ['doctor', '--json'], ['run', 'spring.json', '--yes'], ['worker']]) {
      const ran = await desk.run(command, { env: { OUTDIAL_DEBUG: '1', ...env } });
      expect(ran.exit).not.toBe(0);
      const [name = ''] = Object.entries(env).find(([, value]) => value !== '') ?? [];
      expect(all(ran)).toContain(name.replace(/_FILE$/, ''));
      expect(all(ran)).not.toContain(SECRET);
    }
    expect(existsSync(join(desk.dir, 'postgres:'))).toBe(false);
  });

  it.each([
    ['--data-dir', URL_WITH, 'status'],
    ['--env-file', URL_WITH, 'status'],
    ['--settings', URL_WITH, 'status'],
    ['run', URL_WITH],
    ['check', `/desk/${URL_WITH}`],
    ['run', 'spring.json', '--yes', `--database-url=${URL_WITH}`],
    ['run', 'spring.json', '--limit', `sk_car_${SECRET}`],
    [URL_WITH],
    ['run', 'spring.json', '--yes', '--results', URL_WITH],
    ['status', 'x', URL_WITH],
  ])('nor what is typed: %s %s', async (...args) => {
    mkdirSync(join(desk.dir, 'data'), { recursive: true });
    const ran = await desk.run(args, { env: { CARTESIA_BASE_URL: sandbox.url } });
    expect(all(ran)).not.toContain(SECRET);
  });
});

it('an error that nobody caught is printed without what hangs on it', () => {
  // Once it says where it listens, it is up.
  const fault = `const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (...args) => setTimeout(() => {
    throw Object.assign(new Error('x postgres://u:${SECRET}@h', { cause: new Error('${SECRET}') }), { args: ['${SECRET}'] });
  }, 1) && write(...args)`;
  const script = join(desk.dir, 'fault.mjs');
  writeFileSync(script, fault);
  const hurt = ['--import', pathToFileURL(script).href];
  const main = resolve('dist/cli/main.js');
  const ran = spawnSync(process.execPath, [...hurt, main, 'sandbox', '--port', '0'], {
    encoding: 'utf8',
    cwd: desk.dir,
  });
  expect(ran.status).toBe(1);
  expect(ran.stderr).toMatch(/Error: x postgres:\/\/u:•••@h\n\s+at /);
  expect(ran.stderr).not.toContain(SECRET);
});
