/** Reads the URL of PostgreSQL, once: the ledger and the hand-over are both given what is read here, and no URL. */
import { userError } from '../../model/errors.ts';
import { shown } from '../../model/secrets.ts';
import { codeOf, decoded, isThisMachine, readAddress, type AddressRules, type Setting } from './address.ts';

export type PostgresAddress = {
  /** A name, an address without brackets, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Null: the system's user. */
  readonly user: string | null;
  /** Null: none is sent. */
  readonly password: string | null;
  /** False: without TLS. Else the certificate is checked, and the host's name in it; there is no third way. */
  readonly tls: false | { readonly ca?: string };
  /** `host:port/database`, for people: no user, no password, no parameters. */
  readonly place: string;
  /** Would a stranger on the way read what is said? */
  readonly plain: boolean;
  /** What it came from, for messages. */
  readonly setting: PostgresSetting;
};

export type PostgresSetting = Exclude<Setting, 'REDIS_URL'>;

const RULES: Omit<AddressRules, 'setting'> = {
  schemes: ['postgres:', 'postgresql:'],
  example: 'Write it as in postgres://user:password@host:5432/database?sslmode=verify-full.',
  parameters: ['sslmode', 'host'],
};
/** To libpq the first two check less. A certificate that is not checked keeps no stranger out, so here all three are one. */
const CHECKED: readonly string[] = ['require', 'verify-ca', 'verify-full'];

/** `ca`: PEM of the authority that signed the server's certificate; with it, TLS is required. */
export function postgresAddress(text: string, ca?: string, setting: PostgresSetting = 'DATABASE_URL'): PostgresAddress {
  const url = readAddress(text, { ...RULES, setting });
  const part = (raw: string): string => decoded(raw, setting);
  const [, name = '', ...more] = url.pathname.split('/');
  if (name === '' || more.length > 0) {
    throw userError(codeOf(setting), `${setting} names no database.`, RULES.example);
  }
  const host = hostOf(url, setting);
  const port = url.port === '' ? 5432 : Number(url.port);
  const database = part(name);
  const tls = tlsOf(url.searchParams.get('sslmode'), ca, setting);
  return {
    host,
    port,
    database,
    user: url.username === '' ? null : part(url.username),
    password: url.password === '' ? null : part(url.password),
    tls,
    place: `${host.includes(':') ? `[${host}]` : host}:${port}/${database}`,
    plain: tls === false && !isThisMachine(host),
    setting,
  };
}

/** One host: with two of them the one that is shown need not be the one that is sent the password. */
function hostOf(url: URL, setting: PostgresSetting): string {
  const own = decoded(url.hostname, setting).replace(/^\[(.+)\]$/, '$1');
  const named = url.searchParams.get('host');
  if (named !== null && (own !== '' || !named.startsWith('/'))) {
    const message = `${setting}: the parameter host may name the folder of a socket, in a URL without a host.`;
    throw userError(
      codeOf(setting),
      message,
      'Write the host before the database, or postgres:///database?host=/run/postgresql.',
    );
  }
  const host = decoded(named ?? own, setting);
  if (host === '') return '127.0.0.1';
  if (host.startsWith('/') || /^[\p{L}\p{N}._:-]+$/u.test(host)) return host;
  throw userError(codeOf(setting), `${setting}: its host is no name and no address.`, RULES.example);
}

function tlsOf(mode: string | null, ca: string | undefined, setting: PostgresSetting): PostgresAddress['tls'] {
  if (mode !== null && mode !== 'disable' && !CHECKED.includes(mode)) {
    const message = `${setting}: sslmode is ${shown(mode)}, under which no certificate would be checked.`;
    throw userError(
      codeOf(setting),
      message,
      'Write sslmode=verify-full, or sslmode=disable for a server of this machine.',
    );
  }
  if (mode === 'disable' && ca !== undefined) {
    // Somebody who went to the trouble of a CA believes that it is checked.
    const message = `${caOf(setting)} is set, but ${setting} says sslmode=disable: no certificate would be checked.`;
    throw userError('ca_unused', message, `Write sslmode=verify-full, or unset ${caOf(setting)}.`);
  }
  if (ca !== undefined) return { ca };
  return mode === null || mode === 'disable' ? false : {};
}

/** `DATABASE_CA_FILE`: whose certificates are good for the server of `DATABASE_URL`. */
export function caOf(setting: PostgresSetting): string {
  return setting.replace(/_URL$/, '_CA_FILE');
}
