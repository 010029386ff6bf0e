/** Settings of several sources: which wins, which is refused, and that no secret goes where a weaker source points. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeToDrivers, readConfig, type Config, type SettingFlags } from '../../../src/config/environment.ts';
import { readSmallFile } from '../../../src/config/settings/small-file.ts';
import { LOCALHOST } from '../../voice/cartesia-certificate.ts';

let desk: string;
beforeEach(() => {
  desk = mkdtempSync(join(tmpdir(), 'outdial-env-'));
});
afterEach(() => rmSync(desk, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(desk, name), text);
  return join(desk, name);
};
const read = (env: Record<string, string> = {}, flags: SettingFlags = {}): Config =>
  readConfig({ env, cwd: desk, platform: 'linux', home: desk, readText: readSmallFile }, flags);
const refusal = (env: Record<string, string> = {}, flags: SettingFlags = {}): string => {
  try {
    return `taken: ${JSON.stringify(read(env, flags))}`;
  } catch (error) {
    return String(error);
  }
};

const KEY = { CARTESIA_API_KEY: 'sk_car_environment' };
const STRANGER = 'https://stranger.example';

describe('a .env that lies in the folder', () => {
  it('may hold the key, also for a host that the environment names', () => {
    file('.env', '\uFEFFCARTESIA_API_KEY=sk_car_found\nDATABASE_PASSWORD=x\nPORT=80\n');
    expect(read()).toMatchObject({ apiKey: 'sk_car_found', from: { apiKey: { kind: 'found' } } });
    expect(read({ CARTESIA_BASE_URL: STRANGER })).toMatchObject({ apiKey: 'sk_car_found', baseUrl: STRANGER });
    expect(read(KEY)).toMatchObject({ apiKey: 'sk_car_environment', from: { apiKey: { kind: 'environment' } } });
  });

  it.each([
    ['CARTESIA_BASE_URL', STRANGER],
    ['CARTESIA_API_KEY_FILE', '/etc/hostname'],
    ['CARTESIA_VERSION', '2026-08-14'],
    ['DATABASE_URL', 'postgres://stranger.example/x'],
    ['DATABASE_URL_FILE', '/etc/hostname'],
    ['DATABASE_CA_FILE', '/etc/hostname'],
    ['REDIS_URL', 'redis://stranger.example'],
    ['REDIS_URL_FILE', '/etc/hostname'],
    ['REDIS_CA_FILE', '/etc/hostname'],
    ['OUTDIAL_DATA_DIR', '/tmp/stranger'],
    ['OUTDIAL_POLL_INTERVAL', '200ms'],
    ['OUTDIAL_DEBUG', '1'],
    ['OUTDIAL_LOG_LEVEL', 'error'],
    ['OUTDIAL_LOG_NUMBERS', 'shown'],
  ])('may not set %s, and its value is not repeated', (name, value) => {
    for (const line of [`${name}=${value}`, `export ${name}="${value}"`]) {
      file('.env', `CARTESIA_API_KEY=sk_car_found\n${line}\n`);
      const said = refusal();
      expect(said).toMatch(
        new RegExp(`^UserError: The \\.env in this folder sets ${name}\\..*--settings \\.env.*--no-env-file`),
      );
      expect(said).not.toContain(value);
      expect(read({}, { settingsFile: false }).apiKey).toBeNull();
    }
  });

  it('is left alone where it has nothing to say, or where something stronger says it', () => {
    file('.env', 'DATABASE_URL=\nOUTDIAL_DATA_DIR=/tmp/stranger\nCARTESIA_BASE_URL=https://stranger.example\n');
    const env = { CARTESIA_BASE_URL: 'https://ours.example' };
    expect(read(env, { dataDir: '/ours' })).toMatchObject({ baseUrl: 'https://ours.example', dataDir: '/ours' });
    file('.env', 'DATABASE_URL=postgres://stranger.example/x');
    const url = file('url', 'postgres://ours.example/x');
    expect(read({ DATABASE_URL_FILE: url }).databaseUrl).toBe('postgres://ours.example/x');
  });

  it('is not read where another is named', () => {
    file('.env', `CARTESIA_BASE_URL=${STRANGER}`);
    file('ours.env', 'OUTDIAL_POLL_INTERVAL=200ms');
    expect(read(KEY, { settingsFile: 'ours.env' })).toMatchObject({
      pollInterval: 200,
      baseUrl: 'https://api.cartesia.ai',
    });
  });

  it('advice for a key that is in the environment works when it is typed', () => {
    file('.env', `CARTESIA_BASE_URL=${STRANGER}`);
    expect(refusal(KEY)).toMatch(/set CARTESIA_BASE_URL in the environment, where the key is/);
    expect(read({ ...KEY, CARTESIA_BASE_URL: STRANGER }).baseUrl).toBe(STRANGER);
    expect(refusal()).toMatch(/--settings \.env/);
    expect(read({}, { settingsFile: '.env' }).baseUrl).toBe(STRANGER);
  });
});

describe('--settings', () => {
  it('may set everything, and its settings travel together', () => {
    const ca = file('ca.pem', LOCALHOST.cert);
    file(
      'a.env',
      `CARTESIA_API_KEY=sk_car_named\nCARTESIA_BASE_URL=${STRANGER}\nDATABASE_URL=postgres://db/x\nDATABASE_CA_FILE=${ca}\nOUTDIAL_DATA_DIR=data\n`,
    );
    const all = {
      baseUrl: STRANGER,
      databaseUrl: 'postgres://db/x',
      databaseCa: LOCALHOST.cert.trim(),
      dataDir: 'data',
    };
    expect(read({}, { settingsFile: 'a.env' })).toMatchObject({ ...all, apiKey: 'sk_car_named' });
    // The environment's key is stronger, and is for the environment's host.
    expect(read(KEY, { settingsFile: 'a.env' })).toMatchObject({ ...all, apiKey: 'sk_car_named' });
    const host = { CARTESIA_BASE_URL: 'https://ours.example' };
    expect(read({ ...KEY, ...host }, { settingsFile: 'a.env' }).apiKey).toBe('sk_car_environment');
    expect(read(host, { settingsFile: 'a.env' }).apiKey).toBe('sk_car_named');
  });

  it('names no host for a key that it does not hold, however the key is given', () => {
    file('a.env', `CARTESIA_BASE_URL=${STRANGER}`);
    const keyFile = file('key', 'sk_car_of_a_file');
    for (const env of [KEY, { CARTESIA_API_KEY_FILE: keyFile }]) {
      const said = refusal(env, { settingsFile: 'a.env' });
      expect(said).toMatch(/is not sent where CARTESIA_BASE_URL of a\.env points/);
      expect(said).not.toMatch(/sk_car_|stranger/);
    }
  });

  it('names no authority for a server that it does not name', () => {
    const ca = file('ca.pem', LOCALHOST.cert);
    file('a.env', `DATABASE_CA_FILE=${ca}\nREDIS_CA_FILE=${ca}`);
    expect(refusal({ DATABASE_URL: 'postgres://db/x' }, { settingsFile: 'a.env' })).toMatch(
      /who may pose as the server/,
    );
    expect(refusal({ REDIS_URL: 'rediss://cache' }, { settingsFile: 'a.env' })).toMatch(/who may pose as the server/);
    file('b.env', 'DATABASE_URL=postgres://db/x');
    expect(read({ DATABASE_CA_FILE: ca }, { settingsFile: 'b.env' }).databaseCa).not.toBeNull();
  });

  it('that is not there or no file is refused, and what may be a secret is not repeated', () => {
    expect(refusal({}, { settingsFile: 'none.env' })).toMatch(/--settings: none\.env does not exist/);
    expect(refusal({}, { settingsFile: '.' })).toMatch(/cannot be read: (EISDIR|it is no plain file)/);
    for (const settingsFile of ['postgres://u:hunter2@h/d', 'sk_car_hunter2']) {
      expect(refusal({}, { settingsFile })).not.toContain('hunter2');
    }
  });
});

describe('a .env that is no plain file of ours', () => {
  const bad = (what: RegExp): void => {
    const said = refusal(KEY);
    expect(said).toMatch(what);
    expect(said).toMatch(/--no-env-file/);
    expect(read(KEY, { settingsFile: false }).apiKey).toBe('sk_car_environment');
  };

  it('a link is not followed', () => {
    symlinkSync(file('elsewhere', 'CARTESIA_API_KEY=sk_car_elsewhere'), join(desk, '.env'));
    bad(/is not used: it is a symbolic link/);
    rmSync(join(desk, 'elsewhere'));
    bad(/symbolic link/);
    expect(read({}, { settingsFile: file('elsewhere', 'CARTESIA_API_KEY=sk_car_elsewhere') }).apiKey).toBe(
      'sk_car_elsewhere',
    );
  });

  it('a pipe that nobody writes to keeps nobody waiting', () => {
    execFileSync('mkfifo', [join(desk, '.env')]);
    bad(/it is no plain file/);
    const said = refusal({ CARTESIA_API_KEY_FILE: join(desk, '.env') }, { settingsFile: false });
    expect(said).toMatch(/is empty/);
  });

  it('a huge one is not read', () => {
    file('.env', 'x'.repeat(256 * 1024 + 1));
    bad(/larger than any setting/);
    expect(refusal({ DATABASE_URL_FILE: join(desk, '.env') }, { settingsFile: false })).toMatch(
      /larger than any setting/,
    );
    expect(refusal({ DATABASE_URL_FILE: '/dev/zero' }, { settingsFile: false })).toMatch(/no plain file/);
  });

  it.runIf(process.getuid?.() === 0)('one of another user, and one that others may write to, are not used', () => {
    const path = file('.env', 'CARTESIA_API_KEY=sk_car_planted');
    chmodSync(path, 0o666);
    bad(/others may write to it/);
    chmodSync(path, 0o664);
    chownSync(path, 0, 1);
    bad(/others may write to it/);
    chmodSync(path, 0o600);
    chownSync(path, 4_321, 4_321);
    bad(/belongs to another user/);
  });

  it('a folder of that name is somebody else’s', () => {
    mkdirSync(join(desk, '.env'));
    expect(read(KEY).apiKey).toBe('sk_car_environment');
  });

  it('a pipe that is named is read to its end, as the shell makes it of <(…)', () => {
    const module = pathToFileURL(resolve('dist/config/settings/small-file.js')).href;
    const script = `import(${JSON.stringify(module)}).then(({ readSmallFile }) =>
      process.stdout.write(String(readSmallFile(process.argv[1], 'named'))))`;
    const line = '"$0" -e "$1" <(sleep 0.2; printf sk_car_; sleep 0.1; printf piped)';
    const said = execFileSync('bash', ['-c', line, process.execPath, script], { encoding: 'utf8' });
    expect(said).toBe('sk_car_piped');
  });
});

describe('what drivers would read behind our back', () => {
  it('is taken out of the environment, and nothing else is', () => {
    const env = { PGHOST: 'x', PGPASSWORD: 'x', PGSERVICE: 'x', NODE_PG_FORCE_NATIVE: '1', DEBUG: '*', PATH: '/bin' };
    const more = { DATABASE_URL: 'x', PAGER: 'less', OUTDIAL_DEBUG: '1' };
    const all: Record<string, string> = { ...env, ...more };
    closeToDrivers(all);
    expect(all).toEqual({ PATH: '/bin', ...more });
  });
});
