/** How a PostgreSQL is reached: the URL, TLS, the deadlines of every wait, and the settings each session takes. */
import { Socket } from 'node:net';
import { userInfo } from 'node:os';
import pg from 'pg';
import { userError } from '../../../model/errors.ts';
import { SECOND } from '../../../model/time.ts';
import type { Duration } from '../../../model/time.ts';

export type Access = {
  readonly url: string;
  /** PEM of the authority that signed the server's certificate; with it, TLS is required. */
  readonly ca?: string;
  /** What the server's list of sessions calls us. */
  readonly applicationName?: string;
};

/** A server as the driver and our own messages know it. */
export type Server = {
  readonly config: pg.ClientConfig;
  /** For people: never with the password. */
  readonly place: string;
  /** Would a stranger on the way read what is said? */
  readonly plain: boolean;
};

/** Everything of ours is in it, so that a database can be shared. */
export const SCHEMA_NAME = 'outdial';

/** A network that swallows everything is `away` after this, not silent for ever. */
const CONNECT: Duration = 5 * SECOND;
export const ANSWER: Duration = 5 * SECOND;
/** For reports and loads, which may read a million rows. */
export const LONG_ANSWER: Duration = 120 * SECOND;
const LOCK: Duration = 2 * SECOND;
/** A process that froze in the middle of a transaction must not hold a campaign for ever. */
const FORGOTTEN: Duration = 15 * SECOND;
const KEEP_ALIVE: Duration = 5 * SECOND;

const INT8 = 20;
// Instants, versions and counts are below 2^53; only this adapter reads them as numbers.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** Throws `postgres_url` for what is no URL of a PostgreSQL. */
export function serverOf({ url, ca, applicationName = 'outdial' }: Access): Server {
  const at = parse(url);
  const host = at.searchParams.get('host') ?? decodeURIComponent(at.hostname).replace(/^\[(.+)\]$/, '$1');
  const database = decodeURIComponent(at.pathname.slice(1));
  const user = decodeURIComponent(at.username);
  const password = decodeURIComponent(at.password);
  const ssl = tlsOf(at.searchParams.get('sslmode'), ca);
  const config: pg.ClientConfig = {
    host: host === '' ? '127.0.0.1' : host,
    port: at.port === '' ? 5432 : Number(at.port),
    ssl,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT,
    query_timeout: ANSWER,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE,
    types,
    ...(database === '' ? {} : { database }),
    // Without one the driver looks into the environment (PGUSER, USER); a service has neither.
    ...(user !== '' ? { user } : pg.defaults.user === undefined ? { user: userInfo().username } : {}),
    ...(password === '' ? {} : { password }),
  };
  const place = `${config.host}:${config.port}/${database}`;
  return { config, place, plain: ssl === false && !isNear(config.host ?? '') };
}

/** Sockets are remembered, so that closing does not wait for a network that is gone. */
export function rememberSockets(config: pg.ClientConfig): { config: pg.ClientConfig; destroyAll: () => void } {
  const sockets = new Set<Socket>();
  const stream = (): Socket => {
    const socket = new Socket();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  return {
    config: { ...config, stream },
    destroyAll: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Said after connecting and not at the start of the session: a pooler refuses settings it does not know there. */
export function sessionSettings(answer: Duration): string {
  const settings = {
    search_path: SCHEMA_NAME,
    synchronous_commit: 'on',
    default_transaction_isolation: "'read committed'",
    lock_timeout: LOCK,
    // A little before the client stops listening: the server then says what happened.
    statement_timeout: answer - SECOND / 2,
    idle_in_transaction_session_timeout: FORGOTTEN,
    client_min_messages: 'warning',
    timezone: "'UTC'",
    // Every question has its index. A load fills tables faster than they are analysed, and a plan for the empty table
    // they were would read or sort all of a million contacts to pick fifty (measured: 360 ms against 3 at 20,000).
    enable_seqscan: 'off',
    enable_sort: 'off',
    jit: 'off',
  };
  return Object.entries(settings)
    .map(([name, value]) => `SET ${name} = ${value}`)
    .join('; ');
}

function parse(url: string): URL {
  const wrong = (why: string): Error =>
    userError(
      'postgres_url',
      `The ledger's URL ${why}.`,
      'Write it as postgres://user:password@host:5432/database (special characters of a password as %40, %2F …).',
    );
  if (!URL.canParse(url)) throw wrong('cannot be read');
  const at = new URL(url);
  if (at.protocol !== 'postgres:' && at.protocol !== 'postgresql:') throw wrong(`begins with ${at.protocol}//`);
  if (at.pathname.length < 2) throw wrong('names no database');
  return at;
}

function tlsOf(mode: string | null, ca: string | undefined): pg.ClientConfig['ssl'] {
  const checked = { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) };
  if (ca !== undefined && mode !== 'disable') return checked;
  switch (mode) {
    case null:
    case 'disable':
      return false;
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      return checked;
    default:
      throw userError(
        'postgres_url',
        `The ledger's URL says sslmode=${mode}.`,
        'Use sslmode=require (the certificate is checked) or sslmode=disable.',
      );
  }
}

function isNear(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.') || host.startsWith('/');
}
