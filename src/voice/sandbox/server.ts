/** The sandbox: a stand-in for the Cartesia telephony API over real HTTP, made from its reference alone; it rings nobody. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Signal, type Clock } from '../../clock.ts';
import { userError } from '../../model/errors.ts';
import { formatHttpDate, type Duration, type Instant } from '../../model/time.ts';
import { Account, DEFAULT_AGENTS, type SandboxAgent, type SandboxNumber } from './account.ts';
import { ADMIN_PREFIX, adminReply } from './admin.ts';
import { Api } from './api.ts';
import { Calls } from './calls.ts';
import { FaultBox, type Faults } from './faults.ts';
import type { Reply } from './replies.ts';
import { recordOf, type SandboxCall } from './views.ts';

export type SandboxOptions = {
  readonly clock: Clock;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** `127.0.0.1` unless told. */
  readonly host?: string;
  /** The only key let in; unset, any key that is not empty is. */
  readonly apiKey?: string;
  readonly agents?: readonly SandboxAgent[];
  /** What the first of the agents says first: each `{{name}}` in it must come with the call. */
  readonly initialMessage?: string;
  readonly numbers?: readonly SandboxNumber[];
  /** Calls that may be open at once; no limit unless told. */
  readonly slots?: number;
  /** What destinations over `slots` meet: a 429 for the whole request (the default), or an error for each of them. */
  readonly overSlots?: 'request' | 'item';
  /** Divides ringing and talking times; the one call a second of a Cartesia number stays a true second. */
  readonly speed?: number;
  readonly seed?: number;
  /** Calls are answered, busy, met by a machine or by nobody, and nothing odd happens to them: for rehearsals of real lists. */
  readonly usualOnly?: boolean;
  /** How long a new call is missing from lists, until faults say otherwise. */
  readonly listLag?: Duration;
  readonly faults?: Faults;
  /** `false`: calls do not show the variables or metadata they were given. */
  readonly echo?: boolean;
};

/** A request to the API as it came. */
type SandboxRequest = {
  /** When it had arrived whole; `monotonic` is for rates. */
  readonly at: Instant;
  readonly monotonic: number;
  readonly method: string;
  readonly path: string;
  readonly version: string | null;
  /** Null: the connection was destroyed in place of a reply. */
  readonly status: number | null;
  /** The body as text. */
  readonly body: string;
};

export type Sandbox = {
  /** `http://127.0.0.1:PORT`, fit for `CARTESIA_BASE_URL`. */
  readonly url: string;
  /** Ends every socket and every wait. */
  close(): Promise<void>;
  /** Every call placed, oldest first, as it stands now. */
  record(): readonly SandboxCall[];
  requests(): readonly SandboxRequest[];
  /** Replaces the faults in force. */
  set(faults: Faults): void;
};

/** Bytes; longer bodies are refused unread. */
const LONGEST_BODY = 10_000_000;

/** Fails with a `UserError` when the port cannot be had. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, seed = 1, listLag = 0, echo = true, slots = Infinity, overSlots = 'request', apiKey } = options;
  const faults = new FaultBox(seed, { listLag, ...options.faults });
  const account = new Account(clock.now(), agentsOf(options), options.numbers);
  const calls = new Calls(clock.now(), seed, options.speed ?? 1, options.usualOnly);
  const api = new Api({ account, calls, slots, overSlots, echo, apiKey, seed }, faults);
  const seen: SandboxRequest[] = [];
  const closing = new Signal();
  let closed = false;

  const record = (): readonly SandboxCall[] => calls.all().map((call) => recordOf(call, clock.now()));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const text = await textOf(request);
    const at = clock.now();
    // The provider's clock is this one, also where a test has it on another day.
    response.setHeader('Date', formatHttpDate(at));
    if (url.startsWith(ADMIN_PREFIX)) {
      send(response, adminReply(method, url, text ?? '', { faults, record, requests: () => seen }));
      return;
    }
    const { reply, wait } = api.handle({ method, url, headers, text }, at);
    const version = headers['cartesia-version'];
    seen.push({
      at,
      monotonic: clock.monotonic(),
      method,
      path: url,
      version: typeof version === 'string' ? version : null,
      status: reply.lost ? null : reply.status,
      body: text ?? '',
    });
    if (wait > 0 && !closed) await clock.sleep(at + wait, closing);
    if (reply.lost) request.socket.destroy();
    else send(response, reply);
  }

  const server = createServer((request, response) => {
    // A client that goes away in mid-request is no news; what it had placed stays placed.
    response.on('error', () => undefined);
    answer(request, response).catch(() => request.socket.destroy());
  });
  // Longer than any client keeps an idle connection: one closed under a request would look like a lost reply.
  server.keepAliveTimeout = 120_000;
  await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');

  return {
    url: urlOf(server.address() as AddressInfo),
    record,
    requests: () => [...seen],
    set: (next) => faults.set(next),
    close: () =>
      new Promise((resolve) => {
        closed = true;
        server.close(() => resolve());
        server.closeAllConnections();
        closing.wake();
      }),
  };
}

function agentsOf({ agents = DEFAULT_AGENTS, initialMessage }: SandboxOptions): readonly SandboxAgent[] {
  const [first, ...rest] = agents;
  return first === undefined || initialMessage === undefined ? agents : [{ ...first, initialMessage }, ...rest];
}

/** Undefined when it is too long. Rejects when the client goes away. */
async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LONGEST_BODY) chunks.push(chunk);
  }
  return bytes > LONGEST_BODY ? undefined : Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (response.destroyed) return;
  const [type, bytes] = written(body);
  response.writeHead(status, { ...(type === null ? {} : { 'Content-Type': type }), ...headers });
  response.end(bytes);
}

function written(body: unknown): readonly [type: string | null, bytes: string | Uint8Array | undefined] {
  if (body === undefined) return [null, undefined];
  if (typeof body === 'string') return ['text/html; charset=utf-8', body];
  return body instanceof Uint8Array ? ['audio/wav', body] : ['application/json', JSON.stringify(body)];
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another program uses it' : error.message;
      reject(
        userError(
          'port_unavailable',
          `The sandbox cannot listen on ${host}:${port}: ${why}.`,
          'Choose another port, or 0 for a free one.',
        ),
      );
    });
    server.listen(port, host, resolve);
  });
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
