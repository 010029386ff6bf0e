/** Settings for servers that several machines share: where PostgreSQL and Redis are, and whose certificates to trust. */
import { X509Certificate } from 'node:crypto';
import { userError } from './model/errors.ts';

export type ServerSettings = {
  /** Where the shared ledger is; null: the ledger is a file on this machine. May hold a password: never print it. */
  readonly databaseUrl: string | null;
  /** Where the hand-over is; null: none of its own. May hold a password: never print it. */
  readonly redisUrl: string | null;
  /** PEM of the authorities that PostgreSQL's certificate may come from; null: those that Node trusts. */
  readonly databaseCa: string | null;
  readonly redisCa: string | null;
};

/** What the environment and `.env` say; a name ending in `_FILE` was read for us. */
export type Sources = {
  /** The value of `NAME` or the content of the file that `NAME_FILE` names. */
  readonly secret: (name: string) => string | null;
  /** The content of the file that `name` names. */
  readonly file: (name: string) => string | null;
};

export function serverSettings({ secret, file }: Sources): ServerSettings {
  const databaseUrl = secret('DATABASE_URL');
  const redisUrl = secret('REDIS_URL');
  const databaseCa = file('DATABASE_CA_FILE');
  const redisCa = file('REDIS_CA_FILE');
  if (databaseUrl !== null) checkDatabaseUrl(databaseUrl, databaseCa !== null);
  if (redisUrl !== null) checkRedisUrl(redisUrl, redisCa !== null);
  if (databaseCa !== null) checkCertificate('DATABASE_CA_FILE', databaseCa);
  if (redisCa !== null) checkCertificate('REDIS_CA_FILE', redisCa);
  return { databaseUrl, redisUrl, databaseCa, redisCa };
}

// No message here repeats a URL: what cannot be parsed cannot be masked either.

const DATABASE_EXAMPLE = 'Write it as in postgres://user:password@host:5432/database?sslmode=verify-full.';
/** Those under which the driver asks for a certificate and checks it. */
const CHECKED_MODES: readonly string[] = ['require', 'verify-ca', 'verify-full'];

function checkDatabaseUrl(text: string, withCa: boolean): void {
  const url = addressOf('DATABASE_URL', text, ['postgres:', 'postgresql:'], DATABASE_EXAMPLE);
  if (url.pathname.length < 2) {
    throw userError('bad_database_url', 'DATABASE_URL names no database.', DATABASE_EXAMPLE);
  }
  const mode = url.searchParams.get('sslmode');
  if (!withCa || mode === null || CHECKED_MODES.includes(mode)) return;
  // Somebody who went to the trouble of a CA believes that it is checked.
  const message = `DATABASE_CA_FILE is set, but DATABASE_URL says sslmode=${mode}: no certificate would be checked.`;
  throw userError('ca_unused', message, 'Write sslmode=verify-full, or unset DATABASE_CA_FILE.');
}

function checkRedisUrl(text: string, withCa: boolean): void {
  const example = 'Write it as in redis://user:password@host:6379/0, or rediss:// for TLS.';
  const url = addressOf('REDIS_URL', text, ['redis:', 'rediss:'], example);
  if (!/^\/?$|^\/\d{1,5}$/.test(url.pathname)) {
    throw userError('bad_redis_url', 'REDIS_URL: what follows the host must be the number of a database.', example);
  }
  if (!withCa || url.protocol === 'rediss:') return;
  const message = 'REDIS_CA_FILE is set, but REDIS_URL begins with redis://: nothing would be encrypted.';
  throw userError('ca_unused', message, 'Write rediss://, or unset REDIS_CA_FILE.');
}

function addressOf(name: string, text: string, schemes: readonly string[], example: string): URL {
  const code = `bad_${name.toLowerCase()}`;
  // A `/` or `#` in a bare password ends the host early and would send the rest of it elsewhere, or say it in an error.
  const encode = 'In a password write %2F for /, %23 for #, %3F for ?, %40 for @.';
  if (!URL.canParse(text) || /[\s\x00-\x1f]/.test(text)) {
    throw userError(code, `${name} is not an address.`, `${example} ${encode}`);
  }
  const url = new URL(text);
  if (!schemes.includes(url.protocol)) {
    const wanted = schemes.map((scheme) => `${scheme}//`).join(' or ');
    throw userError(code, `${name} does not begin with ${wanted}.`, example);
  }
  if (url.hash !== '' || url.pathname.includes('@')) {
    throw userError(code, `${name} cannot be told apart from its password.`, encode);
  }
  return url;
}

function checkCertificate(name: string, pem: string): void {
  try {
    new X509Certificate(pem);
  } catch {
    const message = `${name}: what is in the file is not a certificate.`;
    throw userError('bad_ca', message, 'It must be PEM text: -----BEGIN CERTIFICATE----- … of the authority.');
  }
}
