/** Reads the settings, and what each of them comes from: the only file that looks at `process.env`. */
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { userError } from '../model/errors.ts';
import { isNoPath, shown } from '../model/secrets.ts';
import { formatDuration, parseDuration, MINUTE, type Duration } from '../model/time.ts';
import type { LogLevel, LogNumbers } from '../operate/log.ts';
import { accountFileAt, type AccountFile } from './account-file.ts';
import { passOn, type PassOn } from './pass-on.ts';
import { serverSettings, type ServerOrigins, type ServerSettings } from './server-settings.ts';
import { foundEnv, namedEnv } from './settings/env-file.ts';
import { layersOf, type Layer, type Said } from './settings/layers.ts';
import type { Origin } from './settings/origin.ts';
import { withoutNodes } from './settings/read-by-node.ts';
import { readSmallFile, type How } from './settings/small-file.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Where the process stands; tests pass their own. */
export type Environment = {
  readonly env: Env;
  readonly cwd: string;
  readonly platform: string;
  readonly home: string;
  /** The file's text, undefined when there is none; throws for anything else that is wrong with it. */
  readonly readText: (path: string, how: How) => string | undefined;
};

/** What the command line says of settings. */
export type SettingFlags = {
  readonly dataDir?: string | undefined;
  /** `--config FILE`: the account's file. */
  readonly configFile?: string | undefined;
  /** `--settings FILE`; false: `--no-env-file`. */
  readonly settingsFile?: string | false | undefined;
  /** It was typed as `--env-file FILE`, which Node reads too. */
  readonly readByNode?: true | undefined;
};

/** What says where it is that secrets and people's data go, for `doctor` and for the question before the first call. */
export type Origins = ServerOrigins & {
  /** Null: there is no key. */
  readonly apiKey: Origin | null;
  readonly baseUrl: Origin;
  readonly dataDir: Origin;
  /** Of every other setting that somebody gives, none of them secret. */
  readonly others: readonly Said[];
};

/** Settings that hold no secret and name no place. */
const OTHERS = [
  'CARTESIA_VERSION',
  'OUTDIAL_POLL_INTERVAL',
  'OUTDIAL_DEBUG',
  'OUTDIAL_LOG_LEVEL',
  'OUTDIAL_LOG_NUMBERS',
  'DATABASE_CA_FILE',
  'REDIS_CA_FILE',
  'OUTDIAL_SUPPRESSION_CA_FILE',
] as const;

export type Config = ServerSettings & {
  /** Null when none is set: what needs a key says so. */
  readonly apiKey: string | null;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** `CARTESIA_VERSION`; null: it follows the agent's kind. */
  readonly version: string | null;
  readonly dataDir: string;
  /** `outdial.json`: what is true of the account. */
  readonly accountFile: AccountFile;
  /** The shortest pause between two list walks of an agent. */
  readonly pollInterval: Duration;
  /** `OUTDIAL_DEBUG`: unexpected errors show their stack. */
  readonly debug: boolean;
  /** `OUTDIAL_LOG_LEVEL`: what the log of a worker leaves out. */
  readonly logLevel: LogLevel;
  /** `OUTDIAL_LOG_NUMBERS=shown`: phone numbers stand in the log as they are. */
  readonly logNumbers: LogNumbers;
  /** What programs of the user's own get of the environment. */
  readonly passOn: PassOn;
  readonly from: Origins;
};

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const LOG_NUMBERS: readonly LogNumbers[] = ['masked', 'shown'];

export const DEFAULT_BASE_URL = 'https://api.cartesia.ai';
const DEFAULT_POLL_INTERVAL: Duration = 1_000;
/** Faster than this, the walks of one agent would overlap. */
const FASTEST_POLL: Duration = 50;
const SLOWEST_POLL: Duration = 10 * MINUTE;

export function surroundings(): Environment {
  return {
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    home: homedir(),
    readText: readSmallFile,
  };
}

/**
 * Takes out of the process's environment what drivers would read in it behind our back: PGHOST, PGOPTIONS and all of their
 * kind, and the switches that make them print what they send, passwords too. To be called before any of them is loaded.
 */
export function closeToDrivers(env: Record<string, string | undefined> = process.env): void {
  for (const name of Object.keys(env)) if (/^(PG|NODE_PG_|DEBUG$)/.test(name)) Reflect.deleteProperty(env, name);
}

/**
 * Settings from flags, the environment, the file of `--settings` or else the API key of a `.env` in the working folder; the
 * stronger wins. Throws a `UserError` that names the variable for a value that cannot be right.
 */
export function readConfig(at: Environment, flags: SettingFlags = {}): Config {
  const { said, secret, content } = layersOf(layersAt(at, flags), (path) => at.readText(path, 'named'));
  const setting = (name: string): string | null => said(name)?.value ?? null;
  const baseUrl = said('CARTESIA_BASE_URL');
  const baseUrlFrom: Origin = baseUrl?.origin ?? { kind: 'default', name: 'CARTESIA_BASE_URL' };
  const { servers, ...server } = serverSettings({ said, secret, content });
  const apiKey = secret('CARTESIA_API_KEY', baseUrlFrom);
  const dataDirSaid = said('OUTDIAL_DATA_DIR');
  const dataDir = dataDirSaid === null ? defaultDataDir(at) : dataDirOf(dataDirSaid.value, dataDirSaid.origin);
  return {
    ...server,
    apiKey: sendable(apiKey?.value ?? null),
    baseUrl: baseUrlOf(baseUrl?.value ?? DEFAULT_BASE_URL),
    version: versionOf(setting('CARTESIA_VERSION')),
    dataDir,
    accountFile: accountFileAt(at, dataDir, flags.configFile),
    pollInterval: pollIntervalOf(setting('OUTDIAL_POLL_INTERVAL')),
    debug: setting('OUTDIAL_DEBUG') !== null,
    logLevel: oneOf('OUTDIAL_LOG_LEVEL', setting('OUTDIAL_LOG_LEVEL') ?? 'info', LOG_LEVELS),
    logNumbers: oneOf('OUTDIAL_LOG_NUMBERS', setting('OUTDIAL_LOG_NUMBERS') ?? 'masked', LOG_NUMBERS),
    passOn: passOn(at.env),
    from: {
      ...servers,
      apiKey: apiKey?.origin ?? null,
      baseUrl: baseUrlFrom,
      others: OTHERS.flatMap((name) => said(name) ?? []),
      dataDir: dataDirSaid?.origin ?? { kind: 'default', name: 'OUTDIAL_DATA_DIR' },
    },
  };
}

/** The strongest first. */
function layersAt(at: Environment, { dataDir, settingsFile, readByNode }: SettingFlags): readonly Layer[] {
  const flags = new Map(dataDir === undefined ? [] : [['OUTDIAL_DATA_DIR', dataDir]]);
  // Windows takes a name in any case.
  const cased = (name: string): string => (at.platform === 'win32' ? name.toUpperCase() : name);
  const environment = new Map(Object.entries(at.env).map(([name, value]) => [cased(name), value ?? '']));
  const flag: Layer = { kind: 'flag', values: flags };
  if (typeof settingsFile === 'string') {
    const spelling = readByNode === true ? '--env-file' : '--settings';
    const { layer, text } = namedEnv(settingsFile, spelling, at.cwd, at.readText);
    const values = readByNode === true ? withoutNodes(environment, text, settingsFile, cased) : environment;
    return [flag, { kind: 'environment', values }, layer];
  }
  const above: readonly Layer[] = [flag, { kind: 'environment', values: environment }];
  if (settingsFile === false) return above;
  const found = foundEnv((at.platform === 'win32' ? win32 : posix).join(at.cwd, '.env'), above, at.readText);
  return found === null ? above : [...above, found];
}

/** False under `NO_COLOR` (https://no-color.org) and on terminals that say they cannot. */
export function wantsColor(env: Env): boolean {
  return nonEmpty(env['NO_COLOR']) === null && env['TERM'] !== 'dumb';
}

/** A terminal, or a reader of one, that nothing may be drawn on: questions are lines there, and answers are typed. */
export function isPlainTerminal(env: Env): boolean {
  const locale = nonEmpty(env['LC_ALL']) ?? nonEmpty(env['LC_CTYPE']) ?? nonEmpty(env['LANG']);
  return env['TERM'] === 'dumb' || nonEmpty(env['ACCESSIBLE']) !== null || locale === 'C' || locale === 'POSIX';
}

/** True for hosts that cannot leave this machine: `localhost`, `*.localhost`, 127.0.0.0/8 and `::1`. */
export function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname.toLowerCase() : '';
  // `127.evil.example` is a name, not an address: all four numbers must be there.
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The platform's own place for a program's data. */
export function defaultDataDir(at: Pick<Environment, 'env' | 'platform' | 'home'>): string {
  if (at.platform === 'win32') {
    return win32.join(nonEmpty(at.env['LOCALAPPDATA']) ?? win32.join(at.home, 'AppData', 'Local'), 'outdial');
  }
  if (at.platform === 'darwin') return posix.join(at.home, 'Library', 'Application Support', 'outdial');
  // The XDG specification: a relative path is to be ignored.
  const xdg = nonEmpty(at.env['XDG_DATA_HOME']);
  return posix.join(xdg !== null && posix.isAbsolute(xdg) ? xdg : posix.join(at.home, '.local', 'share'), 'outdial');
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
    `${name}: ${shown(text)} is not one of ${values.join(', ')}.`,
    'Write one of these, or unset it.',
  );
}

/** No message repeats it: it may hold a password, or be the key. */
function baseUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const hint = `Set it to ${DEFAULT_BASE_URL}, or unset it.`;
  if (text.includes('@')) throw userError('bad_base_url', 'CARTESIA_BASE_URL holds a user name or password.', hint);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw userError('bad_base_url', 'CARTESIA_BASE_URL is not an http or https address.', hint);
  }
  if (url.search !== '' || url.hash !== '') {
    throw userError('bad_base_url', 'CARTESIA_BASE_URL may hold a host and a path, nothing else.', hint);
  }
  if (url.protocol === 'http:' && !isLoopback(text)) {
    const message = 'CARTESIA_BASE_URL begins with http:// and would send your key over the network unencrypted.';
    throw userError('insecure_base_url', message, 'Use https:// (http:// is for this machine only).');
  }
  return url.href.replace(/\/+$/, '');
}

/** A folder is made where it is missing, and its name is printed: nothing that was meant for another setting gets that far. */
function dataDirOf(text: string, { name }: Origin): string {
  if (!isNoPath(text)) return text;
  const message = `${name} holds an address or a key and not the name of a folder.`;
  throw userError('bad_data_dir', message, 'Name a folder, as in /var/lib/outdial.');
}

function versionOf(text: string | null): string | null {
  if (text === null || /^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const message = `CARTESIA_VERSION: ${shown(text)} is not a date.`;
  throw userError('bad_version', message, 'Write it as in 2026-08-14, or unset it to follow the agent.');
}

function pollIntervalOf(text: string | null): Duration {
  if (text === null) return DEFAULT_POLL_INTERVAL;
  const parsed = parseDuration(text);
  if (parsed !== undefined && parsed >= FASTEST_POLL && parsed <= SLOWEST_POLL) return parsed;
  const range = `from ${formatDuration(FASTEST_POLL)} to ${formatDuration(SLOWEST_POLL)}`;
  const message = `OUTDIAL_POLL_INTERVAL: ${shown(text)} is not a duration ${range}.`;
  throw userError('bad_poll_interval', message, 'Write it as in 200ms or 2s.');
}

function nonEmpty(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
