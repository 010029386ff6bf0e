/** Reads the address of the queue's server, and says what is wrong with it without its password. */
import { userError, type UserError } from '../../model/errors.ts';

export type RedisAddress = {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
};

const REDIS_HINT = 'Write REDIS_URL as in redis://127.0.0.1:6379 or rediss://user:password@host:6380/0.';

export function redisAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'redis:' && url.protocol !== 'rediss:') || url.hostname === '') {
    throw userError('bad_redis_url', 'REDIS_URL is not a redis:// or rediss:// address.', REDIS_HINT);
  }
  const db = url.pathname.replace(/^\//, '');
  if (!/^\d{0,4}$/.test(db)) {
    throw userError('bad_redis_url', `REDIS_URL: "${db}" is not the number of a database.`, REDIS_HINT);
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 6379 : Number(url.port),
    db: Number(db),
    ...(url.username === '' ? {} : { username: decoded(url.username) }),
    ...(url.password === '' ? {} : { password: decoded(url.password) }),
    tls: url.protocol === 'rediss:',
  };
}

/** A password with a bare % in it is taken as it is written. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where it is, for a person: no user, no password, no options. */
export function place(url: string): string {
  const at = URL.canParse(url) ? new URL(url) : null;
  return at === null ? 'the server' : `${at.protocol}//${at.host}${at.pathname}`;
}

/** What a server says of a wrong password or user; waiting does not mend it. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = (error as { code?: unknown }).code;
  if (typeof code === 'string' && /^(28|3D|42501$)/.test(code)) return true;
  return /WRONGPASS|NOAUTH|NOPERM|invalid (username|password)|DB index is out of range|certificate|self-signed/i.test(
    error.message,
  );
}

export function cannotOpen(variable: string, url: string, cause: unknown): UserError {
  const why = words(cause).replace(/\.$/, '');
  if (isRefusal(cause)) {
    const message = `${variable}: ${place(url)} does not let outdial in: ${why}.`;
    return userError('queue_refused', message, `Mend the user, password, database or certificate of ${variable}.`);
  }
  const message = `${variable}: ${place(url)} cannot be reached: ${why}.`;
  return userError('queue_away', message, `Start the server, or mend ${variable}.`);
}

/** Node's error for a name with several addresses has a code and no words. */
function words(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message === '' ? String((cause as { code?: unknown }).code ?? cause.name) : cause.message;
}

/** `verified`: a certificate authority is given; then the address's own `sslmode` must not take it away again. */
export function postgresAddress(text: string, verified: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    const hint = 'Write DATABASE_URL as in postgresql://user:password@host:5432/outdial.';
    throw userError('bad_database_url', 'DATABASE_URL is not a postgresql:// address.', hint);
  }
  if (!verified) return text;
  for (const name of [...url.searchParams.keys()]) if (name.startsWith('ssl')) url.searchParams.delete(name);
  return url.href;
}
