/** Reads the settings that come from the environment: the only file that looks at `process.env`. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { parseEnv } from 'node:util';
import { userError } from './model/errors.ts';
import { formatDuration, parseDuration, MINUTE, type Duration } from './model/time.ts';
import type { LogLevel, LogNumbers } from './operate/log.ts';
import { serverSettings, type ServerSettings } from './server-settings.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Where the process stands; tests pass their own. */
export type Surroundings = {
  readonly env: Env;
  readonly cwd: string;
  readonly platform: string;
  readonly home: string;
  /** The file's text, undefined when there is none; throws for anything else that is wrong with it. */
  readonly readText: (path: string) => string | undefined;
};

export type Config = ServerSettings & {
  /** Null when none is set: what needs a key says so. */
  readonly apiKey: string | null;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** `CARTESIA_VERSION`; null: it follows the agent's kind. */
  readonly version: string | null;
  readonly dataDir: string;
  /** The shortest pause between two list walks of an agent. */
  readonly pollInterval: Duration;
  /** `OUTDIAL_DEBUG`: unexpected errors show their stack. */
  readonly debug: boolean;
  /** `OUTDIAL_LOG_LEVEL`: what the log of a worker leaves out. */
  readonly logLevel: LogLevel;
  /** `OUTDIAL_LOG_NUMBERS=shown`: phone numbers stand in the log as they are. */
  readonly logNumbers: LogNumbers;
};

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const LOG_NUMBERS: readonly LogNumbers[] = ['masked', 'shown'];

export const DEFAULT_BASE_URL = 'https://api.cartesia.ai';
const DEFAULT_POLL_INTERVAL: Duration = 1_000;
/** Faster than this, the walks of one agent would overlap. */
const FASTEST_POLL: Duration = 50;
const SLOWEST_POLL: Duration = 10 * MINUTE;

export function surroundings(): Surroundings {
  return {
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    home: homedir(),
    readText: (path) => {
      try {
        return readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

/**
 * Settings from the environment and from `.env` in the working folder; the real environment wins.
 * Throws a `UserError` that names the variable for a value that cannot be right.
 */
export function readConfig(at: Surroundings): Config {
  const file = dotEnv(at);
  const setting = (name: string): string | null => nonEmpty(at.env[name]) ?? nonEmpty(file[name]);
  const secret = (name: string): string | null => secretOf(name, at.env, at) ?? secretOf(name, file, at);
  const fileOf = (name: string): string | null => {
    const path = setting(name);
    return path === null ? null : contentOf(name, path, at);
  };
  return {
    ...serverSettings({ secret, file: fileOf }),
    apiKey: sendable(secret('CARTESIA_API_KEY')),
    baseUrl: baseUrlOf(setting('CARTESIA_BASE_URL') ?? DEFAULT_BASE_URL),
    version: versionOf(setting('CARTESIA_VERSION')),
    dataDir: setting('OUTDIAL_DATA_DIR') ?? defaultDataDir(at),
    pollInterval: pollIntervalOf(setting('OUTDIAL_POLL_INTERVAL')),
    debug: setting('OUTDIAL_DEBUG') !== null,
    logLevel: oneOf('OUTDIAL_LOG_LEVEL', setting('OUTDIAL_LOG_LEVEL') ?? 'info', LOG_LEVELS),
    logNumbers: oneOf('OUTDIAL_LOG_NUMBERS', setting('OUTDIAL_LOG_NUMBERS') ?? 'masked', LOG_NUMBERS),
  };
}

/** False under `NO_COLOR` (https://no-color.org) and on terminals that say they cannot. */
export function wantsColor(env: Env): boolean {
  return nonEmpty(env['NO_COLOR']) === null && env['TERM'] !== 'dumb';
}

/** True for hosts that cannot leave this machine: `localhost`, `*.localhost`, 127.0.0.0/8 and `::1`. */
export function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname.toLowerCase() : '';
  // `127.evil.example` is a name, not an address: all four numbers must be there.
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The platform's own place for a program's data. */
export function defaultDataDir(at: Pick<Surroundings, 'env' | 'platform' | 'home'>): string {
  if (at.platform === 'win32') {
    return win32.join(nonEmpty(at.env['LOCALAPPDATA']) ?? win32.join(at.home, 'AppData', 'Local'), 'outdial');
  }
  if (at.platform === 'darwin') return posix.join(at.home, 'Library', 'Application Support', 'outdial');
  // The XDG specification: a relative path is to be ignored.
  const xdg = nonEmpty(at.env['XDG_DATA_HOME']);
  return posix.join(xdg !== null && posix.isAbsolute(xdg) ? xdg : posix.join(at.home, '.local', 'share'), 'outdial');
}

function dotEnv(at: Surroundings): Env {
  const path = (at.platform === 'win32' ? win32 : posix).join(at.cwd, '.env');
  try {
    const text = at.readText(path);
    return text === undefined ? {} : parseEnv(text);
  } catch (error) {
    throw userError('env_unreadable', `${path} cannot be read: ${(error as Error).message}.`, 'Mend or remove it.');
  }
}

/** `NAME`, or what is in the file that `NAME_FILE` names: so a secret need not stand in an environment that others can list. */
function secretOf(name: string, env: Env, at: Surroundings): string | null {
  const value = nonEmpty(env[name]);
  const path = nonEmpty(env[`${name}_FILE`]);
  if (value !== null && path !== null) {
    throw userError('set_twice', `${name} and ${name}_FILE are both set.`, 'Unset one of them.');
  }
  return path === null ? value : contentOf(`${name}_FILE`, path, at);
}

function contentOf(name: string, path: string, at: Surroundings): string {
  let text: string | undefined;
  try {
    text = at.readText(path);
  } catch (error) {
    const message = `${name}: ${path} cannot be read: ${(error as Error).message}.`;
    throw userError('file_unreadable', message, 'Name a file that this user may read and that holds nothing else.');
  }
  const read = nonEmpty(text);
  if (read !== null) return read;
  const what = text === undefined ? 'does not exist' : 'is empty';
  throw userError('file_empty', `${name}: ${path} ${what}.`, 'Put the value in it, or unset the variable.');
}

/** A key with a line break or a curly quote in it cannot travel in a header; the client would fail without saying why. */
function sendable(key: string | null): string | null {
  if (key === null || /^[\x21-\x7e]+$/.test(key)) return key;
  const message = 'CARTESIA_API_KEY holds a character that no key has (a space, a line break or a quotation mark).';
  throw userError('bad_key', message, 'Copy the key again: it looks like sk_car_… .');
}

function oneOf<T extends string>(name: string, text: string, values: readonly T[]): T {
  const found = values.find((value) => value === text);
  if (found !== undefined) return found;
  throw userError(
    'bad_setting',
    `${name}: "${text}" is not one of ${values.join(', ')}.`,
    'Write one of these, or unset it.',
  );
}

function baseUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const hint = `Set it to ${DEFAULT_BASE_URL}, or unset it.`;
  // Not repeated: what stands before an @ may be a password.
  if (text.includes('@')) throw userError('bad_base_url', 'CARTESIA_BASE_URL holds a user name or password.', hint);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw userError('bad_base_url', `CARTESIA_BASE_URL: "${text}" is not an http or https address.`, hint);
  }
  if (url.search !== '' || url.hash !== '') {
    throw userError('bad_base_url', 'CARTESIA_BASE_URL may hold a host and a path, nothing else.', hint);
  }
  if (url.protocol === 'http:' && !isLoopback(text)) {
    const message = `CARTESIA_BASE_URL: "${text}" would send your key over the network unencrypted.`;
    throw userError('insecure_base_url', message, 'Use https:// (http:// is for this machine only).');
  }
  return url.href.replace(/\/+$/, '');
}

function versionOf(text: string | null): string | null {
  if (text === null || /^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const message = `CARTESIA_VERSION: "${text}" is not a date.`;
  throw userError('bad_version', message, 'Write it as in 2026-08-14, or unset it to follow the agent.');
}

function pollIntervalOf(text: string | null): Duration {
  if (text === null) return DEFAULT_POLL_INTERVAL;
  const parsed = parseDuration(text);
  if (parsed !== undefined && parsed >= FASTEST_POLL && parsed <= SLOWEST_POLL) return parsed;
  const range = `from ${formatDuration(FASTEST_POLL)} to ${formatDuration(SLOWEST_POLL)}`;
  const message = `OUTDIAL_POLL_INTERVAL: "${text}" is not a duration ${range}.`;
  throw userError('bad_poll_interval', message, 'Write it as in 200ms or 2s.');
}

function nonEmpty(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
