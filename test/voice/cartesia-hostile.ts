/** Servers on loopback that misbehave to the byte, and count what reached them. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { AgentId, AttemptId, E164, LineId } from '../../src/model/ids.ts';
import type { PlaceRequest, Voice } from '../../src/voice/port.ts';
import { openCartesia, type CartesiaOptions } from '../../src/voice/cartesia/voice.ts';

export const KEY = 'sk_car_test_5ecret';

export type Received = { readonly head: string; readonly body: string };

export type Hostile = {
  readonly port: number;
  readonly url: string;
  /** Whole requests, in order of arrival. */
  readonly requests: readonly Received[];
  readonly sockets: readonly Socket[];
  readonly bytes: () => number;
  readonly close: () => Promise<void>;
};

/** Says what to do with the request that has just been read; `n` counts from 1 over all connections. */
export type Behaviour = (socket: Socket, n: number, request: Received) => void;

const opened: { close: () => Promise<void> }[] = [];

export async function hostile(behave: Behaviour, tls?: { key: string; cert: string }): Promise<Hostile> {
  const requests: Received[] = [];
  const sockets: Socket[] = [];
  let bytes = 0;
  const serve = (socket: Socket): void => {
    sockets.push(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      text += chunk.toString('latin1');
      for (;;) {
        const end = text.indexOf('\r\n\r\n');
        if (end === -1) return;
        const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
        if (text.length < end + 4 + length) return;
        const body = Buffer.from(text.slice(end + 4, end + 4 + length), 'latin1').toString('utf8');
        const request = { head: text.slice(0, end), body };
        text = text.slice(end + 4 + length);
        requests.push(request);
        behave(socket, requests.length, request);
      }
    });
  };
  const server: Server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  opened.push({ close });
  return {
    port,
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    sockets,
    bytes: () => bytes,
    close,
  };
}

export function voiceAt(url: string, options: Partial<CartesiaOptions> = {}): Voice {
  const voice = openCartesia({ baseUrl: url, apiKey: KEY, ...options });
  opened.push(voice);
  return voice;
}

/** For `afterEach`: every server and voice the test opened. */
export async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((one) => one.close()));
}

/** A whole HTTP reply; an object body is JSON. */
export function reply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const lines = Object.entries({ 'Content-Length': String(Buffer.byteLength(text)), ...headers });
  return `HTTP/1.1 ${status} X\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`;
}

export function toPlace(...numbers: readonly string[]): PlaceRequest {
  return {
    line: 'ap_1' as LineId,
    agent: 'agent_1' as AgentId,
    agentKind: 'managed',
    ringingTimeoutSeconds: 30,
    maxCallDurationMinutes: 10,
    items: (numbers.length === 0 ? ['+14155550101'] : numbers).map((to, index) => ({
      to: to as E164,
      attempt: `od1.l.c.k${index}.1` as AttemptId,
      variables: { first_name: 'Zoë' },
    })),
  };
}

export const PLACED = { calls: [{ number: '+14155550101', agent_call_id: 'ac_1' }] };
export const yes = (): boolean => true;

/** Waits for a fact, looking again at each turn of the event loop. */
export async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await new Promise((next) => setImmediate(next));
}
