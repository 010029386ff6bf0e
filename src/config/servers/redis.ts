/** Reads the URL of Redis: host, user, database and whether TLS is spoken; nothing else can be said in it. */
import { userError } from '../../model/errors.ts';
import { codeOf, decoded, readAddress, type AddressRules } from './address.ts';

export type RedisAddress = {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username: string | null;
  readonly password: string | null;
  /** False: without TLS. Else the certificate is checked, and the host's name in it. */
  readonly tls: false | { readonly ca?: string };
  /** `host:port/0`, for people: no user, no password. */
  readonly place: string;
};

const SETTING = 'REDIS_URL';
const RULES: AddressRules = {
  setting: SETTING,
  schemes: ['redis:', 'rediss:'],
  example: 'Write REDIS_URL as in redis://127.0.0.1:6379 or rediss://user:password@host:6380/0 (TLS).',
  parameters: [],
};

/** `ca`: PEM of the authority that signed the server's certificate. */
export function redisAddress(text: string, ca?: string): RedisAddress {
  const url = readAddress(text, RULES);
  const host = decoded(url.hostname, SETTING).replace(/^\[(.+)\]$/, '$1');
  if (!/^[\p{L}\p{N}._:-]+$/u.test(host)) {
    throw userError(codeOf(SETTING), `${SETTING} names no host.`, RULES.example);
  }
  if (!/^\/?\d{0,5}$/.test(url.pathname)) {
    const message = `${SETTING}: what follows the host must be the number of a database.`;
    throw userError(codeOf(SETTING), message, RULES.example);
  }
  const secure = url.protocol === 'rediss:';
  if (ca !== undefined && !secure) {
    const message = 'REDIS_CA_FILE is set, but REDIS_URL begins with redis://: nothing would be encrypted.';
    throw userError('ca_unused', message, 'Write rediss://, or unset REDIS_CA_FILE.');
  }
  const port = url.port === '' ? 6379 : Number(url.port);
  const db = Number(url.pathname.slice(1));
  return {
    host,
    port,
    db,
    username: url.username === '' ? null : decoded(url.username, SETTING),
    password: url.password === '' ? null : decoded(url.password, SETTING),
    tls: secure ? (ca === undefined ? {} : { ca }) : false,
    place: `${host.includes(':') ? `[${host}]` : host}:${port}/${db}`,
  };
}
