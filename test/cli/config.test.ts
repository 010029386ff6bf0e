import { describe, expect, it } from 'vitest';
import {
  DEFAULT_BASE_URL,
  defaultDataDir,
  isLoopback,
  readConfig,
  wantsColor,
  type Environment,
} from '../../src/config/environment.ts';
import { LOCALHOST } from '../voice/cartesia-certificate.ts';

function at(env: Record<string, string>, files: Record<string, string> = {}, platform = 'linux'): Environment {
  return { env, cwd: '/desk', platform, home: '/home/ada', readText: (path) => files[path] };
}

describe('readConfig', () => {
  it('has defaults for everything', () => {
    expect(readConfig(at({}))).toEqual({
      apiKey: null,
      baseUrl: DEFAULT_BASE_URL,
      version: null,
      dataDir: '/home/ada/.local/share/outdial',
      pollInterval: 1000,
      debug: false,
      logLevel: 'info',
      logNumbers: 'masked',
      passOn: { environment: expect.any(Function), value: expect.any(Function) },
      databaseUrl: null,
      redisUrl: null,
      databaseCa: null,
      redisCa: null,
      suppressionUrl: null,
      suppressionCa: null,
      accountFile: expect.objectContaining({ path: '/home/ada/.local/share/outdial/outdial.json', named: false }),
      from: {
        apiKey: null,
        baseUrl: { kind: 'default', name: 'CARTESIA_BASE_URL' },
        dataDir: { kind: 'default', name: 'OUTDIAL_DATA_DIR' },
        database: null,
        redis: null,
        suppression: null,
        others: [],
      },
    });
  });

  it('lets the real environment win over .env', () => {
    const files = { '/desk/.env': 'CARTESIA_API_KEY="sk_car_file"\nPORT=80\n# no\n' };
    expect(readConfig(at({}, files)).apiKey).toBe('sk_car_file');
    expect(readConfig(at({ CARTESIA_API_KEY: 'sk_car_env' }, files)).apiKey).toBe('sk_car_env');
  });

  it('lets a key file of the environment win over a key of .env', () => {
    const files = { '/desk/.env': 'CARTESIA_API_KEY=sk_car_dotenv', '/run/key': 'sk_car_secret\n' };
    expect(readConfig(at({ CARTESIA_API_KEY_FILE: '/run/key' }, files)).apiKey).toBe('sk_car_secret');
  });

  it.each([
    [{ OUTDIAL_POLL_INTERVAL: 'fast' }, /OUTDIAL_POLL_INTERVAL: "fast".*200ms/],
    [{ OUTDIAL_POLL_INTERVAL: '0' }, /from 50ms to 10m/],
    [{ CARTESIA_BASE_URL: 'api.cartesia.ai' }, /not an http or https address/],
    [{ CARTESIA_BASE_URL: 'http://api.cartesia.ai' }, /unencrypted/],
    [{ CARTESIA_BASE_URL: 'https://api.cartesia.ai?x=1' }, /a host and a path/],
    [{ CARTESIA_VERSION: 'latest' }, /"latest" is not a date/],
    [{ CARTESIA_API_KEY: 'a', CARTESIA_API_KEY_FILE: '/b' }, /both set/],
    [{ CARTESIA_API_KEY_FILE: '/nowhere' }, /\/nowhere does not exist/],
    [{ CARTESIA_API_KEY: 'sk_car_“x”' }, /a character that no key has/],
    [{ OUTDIAL_LOG_LEVEL: 'loud' }, /"loud" is not one of debug, info, warn, error/],
    [{ OUTDIAL_LOG_NUMBERS: 'yes' }, /"yes" is not one of masked, shown/],
  ])('refuses %o', (env, message) => {
    expect(() => readConfig(at(env as unknown as Record<string, string>))).toThrow(message);
  });

  it('never puts the key into an error', () => {
    expect(() => readConfig(at({ CARTESIA_API_KEY: 'sk car hidden' }))).toThrow(/^(?!.*hidden)/);
  });

  it('takes a base URL with a path and without a trailing slash', () => {
    expect(readConfig(at({ CARTESIA_BASE_URL: 'https://proxy.example/cartesia/' })).baseUrl).toBe(
      'https://proxy.example/cartesia',
    );
  });
});

describe('servers', () => {
  const DATABASE = 'postgres://outdial:hunter2@db.example:5432/outdial';

  it('are read from the environment and from files', () => {
    expect(readConfig(at({ DATABASE_URL: DATABASE, REDIS_URL: 'redis://127.0.0.1:6379/2' }))).toMatchObject({
      databaseUrl: DATABASE,
      redisUrl: 'redis://127.0.0.1:6379/2',
    });
    expect(readConfig(at({ DATABASE_URL_FILE: '/run/db' }, { '/run/db': `${DATABASE}\n` })).databaseUrl).toBe(DATABASE);
    // A PostgreSQL on this machine may have no host in its address.
    expect(readConfig(at({ DATABASE_URL: 'postgresql:///outdial?host=/run/postgresql' })).databaseUrl).not.toBeNull();
  });

  it('take the text of a certificate from a file', () => {
    const files = { '/run/ca.pem': `${LOCALHOST.cert}\n` };
    const env = { DATABASE_CA_FILE: '/run/ca.pem', REDIS_CA_FILE: '/run/ca.pem', REDIS_URL: 'rediss://cache:6380' };
    expect(readConfig(at({ ...env, DATABASE_URL: `${DATABASE}?sslmode=verify-full` }, files))).toMatchObject({
      databaseCa: LOCALHOST.cert,
      redisCa: LOCALHOST.cert,
    });
  });

  it.each([
    [{ DATABASE_URL: DATABASE, DATABASE_URL_FILE: '/b' }, /DATABASE_URL and DATABASE_URL_FILE are both set/],
    [{ REDIS_URL: 'redis://a', REDIS_URL_FILE: '/b' }, /both set/],
    [{ DATABASE_URL_FILE: '/nowhere' }, /DATABASE_URL_FILE: \/nowhere does not exist/],
    [{ REDIS_URL_FILE: '/run/empty' }, /\/run\/empty is empty/],
    [{ DATABASE_CA_FILE: '/nowhere' }, /DATABASE_CA_FILE: \/nowhere does not exist/],
    [{ DATABASE_CA_FILE: '/run/text' }, /not a certificate/],
    [{ DATABASE_URL: 'mysql://outdial:hunter2@db/outdial' }, /does not begin with postgres:\/\/ or postgresql:\/\//],
    [{ DATABASE_URL: 'db.example' }, /DATABASE_URL is not an address/],
    [{ OUTDIAL_SUPPRESSION_URL: 'team.csv' }, /OUTDIAL_SUPPRESSION_URL is not an address/],
    [
      { OUTDIAL_SUPPRESSION_URL: `${DATABASE}?sslmode=prefer` },
      /OUTDIAL_SUPPRESSION_URL: sslmode is .*, under which no/,
    ],
    [{ OUTDIAL_SUPPRESSION_URL: DATABASE, OUTDIAL_SUPPRESSION_URL_FILE: '/b' }, /_URL_FILE are both set/],
    [{ DATABASE_URL: 'postgres://outdial:hunter2/x@db.example/outdial' }, /write %2F for \//],
    [{ DATABASE_URL: 'postgres://outdial:1hunter2#x@db.example/outdial' }, /%23 for #/],
    [{ DATABASE_URL: 'postgres://outdial:12/hunter2@db.example/outdial' }, /told apart from its password/],
    [{ DATABASE_URL: 'postgres://outdial:hunter2@db.example' }, /names no database/],
    [{ REDIS_URL: 'http://:hunter2@cache:6379' }, /does not begin with redis:\/\/ or rediss:\/\//],
    [{ REDIS_URL: 'redis://:hunter2@cache:6379/hunter2' }, /the number of a database/],
    [{ REDIS_URL: 'redis://:hunter2@cache', REDIS_CA_FILE: '/run/ca.pem' }, /nothing would be encrypted/],
    [{ DATABASE_URL: `${DATABASE}?sslmode=disable`, DATABASE_CA_FILE: '/run/ca.pem' }, /sslmode=disable/],
    [{ DATABASE_URL: `${DATABASE}?sslmode=no-verify`, DATABASE_CA_FILE: '/run/ca.pem' }, /would be checked/],
  ])('refuses %o and repeats no password', (env, message) => {
    const files = { '/run/empty': ' \n', '/run/text': 'hunter2', '/run/ca.pem': LOCALHOST.cert };
    const read = (): unknown => readConfig(at(env as unknown as Record<string, string>, files));
    expect(read).toThrow(message);
    expect(read).toThrow(/^(?!.*hunter2)/s);
  });

  it('says so when a file may not be read', () => {
    const closed = {
      ...at({ DATABASE_URL_FILE: '/run/db' }),
      readText: (path: string) => {
        if (path === '/run/db') throw new Error('EACCES: permission denied');
        return undefined;
      },
    };
    expect(() => readConfig(closed)).toThrow(/DATABASE_URL_FILE: \/run\/db cannot be read: EACCES/);
  });
});

describe('defaultDataDir', () => {
  it.each([
    ['linux', {}, '/home/ada/.local/share/outdial'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/outdial'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ada/.local/share/outdial'],
    ['darwin', {}, '/home/ada/Library/Application Support/outdial'],
    ['win32', { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' }, 'C:\\Users\\ada\\AppData\\Local\\outdial'],
  ])('%s %o', (platform, env, expected) => {
    expect(defaultDataDir({ platform, env, home: '/home/ada' })).toBe(expected);
  });
});

describe('isLoopback', () => {
  it.each([
    'http://127.0.0.1:8787',
    'http://localhost',
    'https://api.localhost:1/x',
    'http://[::1]:1',
    'http://127.1.2.3',
  ])('yes: %s', (url) => expect(isLoopback(url)).toBe(true));
  it.each([
    'https://api.cartesia.ai',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://10.0.0.1',
    'x',
  ])('no: %s', (url) => expect(isLoopback(url)).toBe(false));
});

it('NO_COLOR counts only when it says something', () => {
  expect(wantsColor({ NO_COLOR: '1' })).toBe(false);
  expect(wantsColor({ NO_COLOR: '' })).toBe(true);
});
