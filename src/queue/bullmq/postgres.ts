/** A link to BullMQ's PostgreSQL back end, in a schema of its own: where no Redis is wanted. */
import { Socket } from 'node:net';
import {
  LATEST_SCHEMA_VERSION,
  PostgresConnection,
  PostgresQueueBackend,
  SchemaMigrationRequiredError,
  type BackendFactory,
  type PostgresPoolConfig,
} from 'bullmq';
import type { Duration } from '../../model/time.ts';
import { driverOptions } from '../../config/servers/driver.ts';
import type { PostgresAddress } from '../../config/servers/postgres.ts';
import { breakable, type Link, type OpenLink } from './link.ts';

type PostgresOptions = ConstructorParameters<typeof PostgresQueueBackend>[2];

const SCHEMA = 'outdial_queue';
const CONNECT_TIMEOUT: Duration = 1_500;

/** For a pool that connects again while it is being closed: it must hear of it as of any connection that fails. */
class DeadSocket extends Socket {
  override connect(): this {
    return this.destroy(new Error('This connection is closed.'));
  }
}

export function postgresOpener(address: PostgresAddress): OpenLink {
  const config: PostgresPoolConfig = {
    // BullMQ's type knows no password that is a function; the driver, to whom it hands all this on, does.
    ...(driverOptions(address) as unknown as Partial<PostgresPoolConfig>),
    schema: SCHEMA,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
    // A message may be lost: no message waits for the disk.
    options: '-c synchronous_commit=off',
    application_name: 'outdial-queue',
  };
  return (givenUp) => open(config, givenUp);
}

async function open(config: PostgresPoolConfig, givenUp: AbortSignal): Promise<Link> {
  const { broken, fail } = breakable();
  const sockets = new Set<Socket>();
  const connections = new Set<PostgresConnection>();
  const listening = new Set<PostgresConnection>();
  let dropped = false;

  // Its own sockets: pg's polite end waits for the other side, which may have been silent for long.
  const stream = (): Socket => {
    const socket = dropped ? new DeadSocket() : new Socket();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  // One each: a second that falls silent in a pool would hide behind the first.
  const connect = (more: PostgresPoolConfig = {}): PostgresConnection => {
    const connection = new PostgresConnection({ ...config, ...more, stream, max: 1 });
    connections.add(connection);
    connection.on('error', fail);
    connection.once('close', () => {
      connections.delete(connection);
      listening.delete(connection);
    });
    return connection;
  };
  const drop = (): void => {
    dropped = true;
    for (const connection of connections) connection.close().catch(() => undefined);
    for (const socket of sockets) socket.destroy();
  };

  givenUp.addEventListener('abort', drop);
  let main: PostgresConnection;
  try {
    const found = connect();
    const version = await schemaVersion(found);
    if (version < LATEST_SCHEMA_VERSION) {
      // BullMQ holds a lock while it does: of several that start at once, one makes the tables.
      const maker = connect({ migrate: true });
      await maker.waitUntilReady();
      await maker.close();
    }
    await found.close();
    main = connect();
    await main.waitUntilReady();
  } catch (error) {
    drop();
    throw error;
  }

  const factory: BackendFactory = (name, options, { withBlockingConnection = false } = {}) => {
    if (!withBlockingConnection) return new PostgresQueueBackend(main, name, options as PostgresOptions, false);
    const own = connect();
    listening.add(own);
    return new PostgresQueueBackend(own, name, options as PostgresOptions, true, name);
  };
  return {
    factory,
    probe: async () => {
      const asked: Promise<unknown>[] = [];
      for (const connection of connections) asked.push(connection.pool.query('SELECT 1'));
      // One that listens is silent by nature: nothing else would notice that it hears no more.
      for (const connection of listening) {
        asked.push(connection.getListenClient().then((client) => client.query('SELECT 1')));
      }
      await Promise.all(asked);
    },
    fail,
    broken,
    drop,
    findings: () => Promise.resolve([]),
  };
}

/** Looks first: making asks for the right to make schemas, which the one who made them may have kept for itself. */
async function schemaVersion(connection: PostgresConnection): Promise<number> {
  try {
    await connection.waitUntilReady();
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 0;
    throw error;
  }
  const { rows } = await connection.pool.query('SELECT MAX(version)::int AS version FROM migration');
  return Number((rows[0] as { version: unknown } | undefined)?.version ?? 0);
}
