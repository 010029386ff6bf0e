/** One connection to the provider that carries one request at a time, and can be cut so that nothing more is delivered. */
// A client and its socket belong together here because a request that timed out must be *reset*: of a socket that is
// merely closed the kernel keeps delivering what was written for minutes, and the phone rings after we gave up.
import type { Socket } from 'node:net';
import { buildConnector, Client } from 'undici';

export type LaneOptions = {
  readonly origin: string;
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** PEM of further authorities to trust. */
  readonly ca?: string;
};

export type Lane = {
  readonly client: Client;
  /** Cuts the connection with a reset and ends the lane for ever: whatever is still in it is never sent. */
  cut(): void;
};

/** Below the 60 s after which common load balancers close: a request written into a closing connection is a doubt. */
const KEEP_ALIVE = 55_000;

export function openLane(options: LaneOptions): Lane {
  const timeout = options.connectTimeout;
  const openTcp = buildConnector({ timeout });
  // Said, so that NODE_TLS_REJECT_UNAUTHORIZED of the environment cannot take it back.
  const tls = { allowH2: false, rejectUnauthorized: true, ...(options.ca === undefined ? {} : { ca: options.ca }) };
  const openTls = buildConnector({ timeout, ...tls });
  let tcp: Socket | null = null;

  // TLS is laid over a TCP socket of our own, since only the TCP socket can be reset.
  const connect: buildConnector.connector = (to, callback) => {
    openTcp(
      { ...to, protocol: 'http:', port: to.port || (to.protocol === 'https:' ? '443' : '80') },
      (error, socket) => {
        if (error !== null || socket === null) return callback(error ?? new Error('no socket'), null);
        tcp = socket;
        if (to.protocol !== 'https:') return callback(null, socket);
        return openTls({ ...to, httpSocket: socket }, callback);
      },
    );
  };

  const client = new Client(options.origin, {
    connect,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE,
    keepAliveMaxTimeout: KEEP_ALIVE,
    // The exchange keeps its own deadlines: these would close politely, and each byte that drips in renews them.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    client,
    cut: () => {
      if (tcp !== null && !tcp.destroyed) tcp.resetAndDestroy();
      // Rejects for nothing we would act on: the exchange has been told already.
      client.destroy().catch(() => undefined);
    },
  };
}
