import { describe, expect, it } from 'vitest';
import {
  DEFAULT_BASE_URL,
  defaultDataDir,
  isLoopback,
  readConfig,
  wantsColor,
  type Surroundings,
} from '../../src/config.ts';

function at(env: Record<string, string>, files: Record<string, string> = {}, platform = 'linux'): Surroundings {
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
    });
  });

  it('lets the real environment win over .env', () => {
    const files = { '/desk/.env': 'CARTESIA_API_KEY=sk_car_file\nOUTDIAL_POLL_INTERVAL="200ms"\n# no\n' };
    expect(readConfig(at({}, files))).toMatchObject({ apiKey: 'sk_car_file', pollInterval: 200 });
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
