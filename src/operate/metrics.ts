/** `/metrics` for Prometheus and `/healthz` for whoever keeps the process running, over HTTP, for one process. */
import { own } from '../model/own.ts';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import { userError } from '../model/errors.ts';
import { makeGauges } from './gauges.ts';
import { hideSecrets } from '../model/secrets.ts';
import { maskText } from '../report/mask.ts';
import type { Readings } from './readings.ts';
import { recent } from './recent.ts';

export type MetricsOptions = {
  /** 0 for a free one. */
  readonly port: number;
  /** The address to listen on; this machine's own when left out: the counts of a campaign are nobody else's business. */
  readonly host?: string;
  readonly version: string;
  readonly clock: Clock;
  /** Asked once a second at most. */
  readonly read: () => Promise<Readings>;
  /** A sentence when the process cannot do its work any more; null when all is well. */
  readonly trouble?: () => string | null;
};

export type Metrics = { readonly port: number; close(): Promise<void> };

const THIS_MACHINE = '127.0.0.1';

export async function openMetrics(options: MetricsOptions): Promise<Metrics> {
  const { port, host = THIS_MACHINE, version, clock, read, trouble = () => null } = options;
  // Its own: the package's global one would hold what an embedding program put there.
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Gauges with the name of a counter, and each the sum of another gauge: linters of metrics refuse them.
  for (const what of ['handles', 'requests', 'resources']) registry.removeSingleMetric(`nodejs_active_${what}_total`);
  const show = makeGauges(registry, version);
  const readings = recent(read, clock);

  const metrics = async (): Promise<Reply> => {
    const answer = await readings();
    show(answer.is === 'read' ? answer.value : null);
    return { status: 200, type: registry.contentType, text: await registry.metrics() };
  };
  const health = async (): Promise<Reply> => {
    const why = trouble();
    if (why !== null) return plain(503, why);
    const answer = await readings();
    return answer.is === 'read' ? plain(200, 'ok') : plain(503, `The ledger cannot be read: ${answer.why}`);
  };
  const routes: Readonly<Record<string, () => Promise<Reply>>> = { '/metrics': metrics, '/healthz': health };

  const server = createServer((request, response) => {
    answer(request, routes).then(
      (reply) => send(reply, request, response),
      (error: unknown) => send(plain(500, error instanceof Error ? error.message : String(error)), request, response),
    );
  });
  const bound = await listen(server, port, host);
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          registry.clear();
          resolve();
        });
        // A scraper keeps its connection open between scrapes.
        server.closeAllConnections();
      }),
  };
}

type Reply = { readonly status: number; readonly type: string; readonly text: string };

function plain(status: number, text: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', text: `${maskText(hideSecrets(text))}\n` };
}

async function answer(
  request: IncomingMessage,
  routes: Readonly<Record<string, () => Promise<Reply>>>,
): Promise<Reply> {
  const path = (request.url ?? '').replace(/\?.*$/s, '');
  const route = own(routes, path);
  if (route === undefined) return plain(404, `Nothing here. There are ${Object.keys(routes).join(' and ')}.`);
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only to be read: GET or HEAD.');
  return route();
}

function send({ status, type, text }: Reply, request: IncomingMessage, response: ServerResponse): void {
  // What a client still sends is not waited for.
  request.resume();
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port, host)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function cannotListen(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const where = `${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return userError('port_taken', `${where} is taken.`, 'Name another --metrics-port, or 0 for a free one.');
    case 'EACCES':
      return userError('port_forbidden', `This user may not listen on ${where}.`, 'Name a --metrics-port above 1023.');
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return userError('bad_host', `${host} is not an address of this machine.`, 'Name another --metrics-host.');
    default:
      return error;
  }
}
