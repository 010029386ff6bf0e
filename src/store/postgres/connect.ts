/** How a PostgreSQL is reached: the deadlines of every wait, and the settings each session takes. */
import { Socket } from 'node:net';
import pg from 'pg';
import { SECOND } from '../../model/time.ts';
import type { Duration } from '../../model/time.ts';
import { driverOptions } from '../../config/servers/driver.ts';
import { postgresAddress, type PostgresSetting } from '../../config/servers/postgres.ts';

export type Access = {
  readonly url: string;
  /** PEM of the authority that signed the server's certificate; with it, TLS is required. */
  readonly ca?: string;
  /** What the server's list of sessions calls us. */
  readonly applicationName?: string;
  /** The setting that named it, for messages. */
  readonly setting?: PostgresSetting;
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

/** Throws a `UserError` for what is no URL of a PostgreSQL. */
export function serverOf({ url, ca, applicationName = 'outdial', setting }: Access): Server {
  const address = postgresAddress(url, ca, setting);
  const config: pg.ClientConfig = {
    ...driverOptions(address),
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT,
    query_timeout: ANSWER,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE,
    types,
  };
  return { config, place: address.place, plain: address.plain };
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
