/** A link to Redis: one connection for everything said, and one for each worker to wait on. */
import { QueueKeys, RedisConnection, RedisQueueBackend, type BackendFactory } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Duration } from '../../model/time.ts';
import type { RedisAddress } from '../../config/servers/redis.ts';
import { redisFindings } from './findings.ts';
import { breakable, type Link, type OpenLink } from './link.ts';

type ClientOptions = Omit<RedisOptions, 'replyMapping'>;
type RedisQueueOptions = ConstructorParameters<typeof RedisQueueBackend>[4];

const PREFIX = 'outdial';
const CONNECT_TIMEOUT: Duration = 1_500;
/** First probe of a silent connection by the kernel; the keeper's own probes are faster. */
const KEEP_ALIVE: Duration = 5_000;

export function redisOpener({ host, port, db, username, password, tls }: RedisAddress): OpenLink {
  const options: ClientOptions = {
    host,
    port,
    db,
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    // Said, so that NODE_TLS_REJECT_UNAUTHORIZED of the environment cannot take it back.
    ...(tls !== false && { tls: { rejectUnauthorized: true, ...tls } }),
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT,
    keepAlive: KEEP_ALIVE,
    // A link that breaks is thrown away: nothing is sent again, nothing waits for a connection that may never come.
    retryStrategy: null,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: null,
    // How long a polite end may keep the process alive.
    disconnectTimeout: 100,
    disableClientInfo: true,
  };
  return (givenUp) => open(options, givenUp);
}

async function open(options: ClientOptions, givenUp: AbortSignal): Promise<Link> {
  const { broken, fail } = breakable();
  const clients: Redis[] = [];
  let dropped = false;
  const connect = (): { client: Redis; connected: Promise<void>; cause: () => Error | undefined } => {
    const client = new Redis(options);
    let cause: Error | undefined;
    clients.push(client);
    client.on('error', (error: Error) => {
      cause ??= error;
    });
    const connected = client.connect();
    connected.catch(fail);
    // BullMQ may ask for one more of a link that was thrown away meanwhile: nobody would ever end it.
    if (dropped) abandon(client);
    return { client, connected, cause: () => cause };
  };
  const drop = (): void => {
    dropped = true;
    for (const client of clients.splice(0)) abandon(client);
  };

  givenUp.addEventListener('abort', drop);
  const { client: main, connected, cause } = connect();
  try {
    await connected;
    // ioredis goes on with database 0 where the one that was named does not exist.
    await main.select(options.db ?? 0);
  } catch (error) {
    drop();
    // What ioredis rejects with is "Connection is closed"; why it was closed was an event.
    throw cause() ?? error;
  }
  main.once('end', fail);

  const factory: BackendFactory = (name, queueOptions, { withBlockingConnection = false } = {}) => {
    const keys = new QueueKeys(PREFIX);
    const shared = { shared: true, skipVersionCheck: true };
    const client = withBlockingConnection ? connect().client : undefined;
    client?.once('end', fail);
    const backend = new RedisQueueBackend(
      new RedisConnection(main, { ...shared, blocking: false }),
      name,
      keys.getKeys(name),
      (type) => keys.toKey(name, type),
      { ...queueOptions, prefix: PREFIX } as RedisQueueOptions,
      client && new RedisConnection(client, { ...shared, shared: false, blocking: true }),
    );
    // A worker that is told to stop ends its blocked read by ending that connection: the only end that is no failure.
    const disconnect = backend.disconnectBlocking.bind(backend);
    backend.disconnectBlocking = (wait) => {
      client?.off('end', fail);
      return disconnect(wait);
    };
    return backend;
  };
  return {
    factory,
    probe: async () => void (await main.ping()),
    fail,
    broken,
    drop,
    findings: () => redisFindings(main),
  };
}

/** A polite end waits for the other side, which may have been silent for long: the socket goes at once. */
function abandon(client: Redis): void {
  const { stream } = client as unknown as { stream?: { destroy(): void } };
  // Twice would start a timer that nothing ends.
  if (client.status !== 'end') client.disconnect();
  stream?.destroy();
}
