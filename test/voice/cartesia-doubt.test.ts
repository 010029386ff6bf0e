/** What may be ringing: after the first byte, anything short of a definite answer is unknown, and nothing is sent twice. */
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { AttemptId } from '../../src/model/ids.ts';
import { LOCALHOST } from './cartesia-certificate.ts';
import { closeAll, hostile, PLACED, reply, toPlace, until, voiceAt, yes, type Behaviour } from './cartesia-hostile.ts';

afterEach(closeAll);

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const TIMEOUTS = { connect: 2_000, headers: 2_000, body: 2_000 };

const DOUBTS: readonly (readonly [string, string, Behaviour])[] = [
  ['a reset before any reply', 'connection_lost', (socket) => socket.resetAndDestroy()],
  ['a polite close before any reply', 'connection_lost', (socket) => socket.end()],
  [
    'a reset within the headers',
    'connection_lost',
    (socket) => socket.write('HTTP/1.1 200', () => socket.resetAndDestroy()),
  ],
  ['a reset after the headers', 'connection_lost', (socket) => socket.write(CHUNKED, () => socket.resetAndDestroy())],
  ['a chunked reply cut short', 'connection_lost', (socket) => socket.end(`${CHUNKED}20\r\n{"calls":[{"numb`)],
  [
    'a reply shorter than it says',
    'connection_lost',
    (socket) => socket.end(reply(200, PLACED, { 'Content-Length': '500' })),
  ],
  [
    'a reply without a length, cut short',
    'not_json',
    (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n{"calls":[{"numb'),
  ],
  ['something that is not HTTP', 'reply_garbled', (socket) => socket.write('220 mail.example ESMTP\r\n')],
  ['an upgrade nobody asked for', 'connection_lost', upgrade],
  ['a page of HTML', 'not_json', (socket) => socket.write(reply(200, '<html>hello</html>'))],
  ['no body', 'not_json', (socket) => socket.write(reply(200, ''))],
  ['JSON of another shape', 'not_the_contract', (socket) => socket.write(reply(200, { ok: true }))],
  ['a list of one too many', 'wrong_count', (socket) => socket.write(reply(200, { calls: [...PLACED.calls, {}] }))],
  ['an empty list', 'wrong_count', (socket) => socket.write(reply(200, { calls: [] }))],
];

function upgrade(socket: Socket): void {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: foo\r\n\r\n');
}

describe('a request that was sent', () => {
  it.each(DOUBTS)('%s: unknown', async (_, cause, behave) => {
    const server = await hostile(behave);
    const placement = await voiceAt(server.url, { timeouts: TIMEOUTS }).place(toPlace(), yes);
    expect(placement).toEqual({ is: 'unknown', cause });
    expect(server.requests).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])('%i: not followed', async (status) => {
    const second = await hostile((socket) => socket.write(reply(200, PLACED)));
    const first = await hostile((socket) =>
      socket.write(reply(status, { message: 'Moved' }, { Location: `${second.url}/agents/calls` })),
    );
    expect(await voiceAt(first.url).place(toPlace(), yes)).toEqual({ is: 'unknown', cause: `http_${status}` });
    expect(first.requests).toHaveLength(1);
    expect(second.sockets).toHaveLength(0);
  });

  it.each([408, 409, 418, 425, 500, 502, 503, 504])('%i: unknown, whatever it says', async (status) => {
    const body = { error_code: 'unavailable', title: 'No', message: 'Try again.' };
    const server = await hostile((socket) => socket.write(reply(status, body, { 'Retry-After': '1' })));
    const doubt = { is: 'unknown', cause: `http_${status}`, retryAfter: 1_000 };
    expect(await voiceAt(server.url).place(toPlace(), yes)).toEqual(doubt);
    expect(server.requests).toHaveLength(1);
  });

  it('a reply of 40 MB: unknown, and not read to its end', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 0x20);
    const server = await hostile((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${40 * megabyte.length}\r\n\r\n`);
      for (let sent = 0; sent < 40; sent += 1) socket.write(megabyte);
    });
    const placement = await voiceAt(server.url).place(toPlace(), yes);
    expect(placement).toEqual({ is: 'unknown', cause: 'reply_too_large' });
  });
});

describe('silence', () => {
  it.each([
    ['over TCP', undefined],
    ['over TLS', LOCALHOST],
  ])('%s: unknown after the timeout, and the connection is reset, not closed', async (_, tls) => {
    const ends: string[] = [];
    const server = await hostile((socket) => {
      socket.on('end', () => ends.push('end'));
      socket.on('error', (error: NodeJS.ErrnoException) => ends.push(error.code ?? ''));
    }, tls);
    const voice = voiceAt(server.url, { timeouts: { headers: 150 }, ...(tls === undefined ? {} : { ca: tls.cert }) });
    expect(await voice.place(toPlace(), yes)).toEqual({ is: 'unknown', cause: 'headers_timeout' });
    await until(() => ends.length > 0);
    expect(ends).toEqual(['ECONNRESET']);
    expect(server.requests).toHaveLength(1);
  });

  it('of a body that drips for ever', async () => {
    const server = await hostile((socket) => {
      socket.write(CHUNKED);
      const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write('1\r\n \r\n')), 10);
    });
    const placement = await voiceAt(server.url, { timeouts: { body: 150 } }).place(toPlace(), yes);
    expect(placement).toEqual({ is: 'unknown', cause: 'body_timeout' });
  });

  it('filled with informational replies', async () => {
    const server = await hostile((socket) => {
      const drip = setInterval(
        () => (socket.destroyed ? clearInterval(drip) : socket.write('HTTP/1.1 103 Early Hints\r\n\r\n')),
        10,
      );
    });
    const placement = await voiceAt(server.url, { timeouts: { headers: 150 } }).place(toPlace(), yes);
    expect(placement).toEqual({ is: 'unknown', cause: 'headers_timeout' });
    expect(server.requests).toHaveLength(1);
  });

  it('does not keep the next request waiting, nor is the silent one sent again', async () => {
    const server = await hostile((socket, n) => (n === 1 ? undefined : socket.write(reply(200, PLACED))));
    const voice = voiceAt(server.url, { timeouts: { headers: 150 } });
    const [silent, next] = await Promise.all([voice.place(toPlace(), yes), voice.place(toPlace(), yes)]);
    expect([silent.is, next.is].sort()).toEqual(['answered', 'unknown']);
    expect(await voice.place(toPlace(), yes)).toMatchObject({ is: 'answered' });
    expect(server.requests).toHaveLength(3);
  });
});

describe('a kept connection', () => {
  it('is used again', async () => {
    const server = await hostile((socket) => socket.write(reply(200, PLACED)));
    const voice = voiceAt(server.url);
    for (let n = 0; n < 3; n += 1) expect(await voice.place(toPlace(), yes)).toMatchObject({ is: 'answered' });
    expect(server.sockets).toHaveLength(1);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['reset', (socket) => socket.resetAndDestroy()],
    ['closed', (socket) => socket.end()],
  ])('%s as the next request arrives: unknown, and not sent again', async (_, kill) => {
    const server = await hostile((socket, n) => (n === 2 ? kill(socket) : socket.write(reply(200, PLACED))));
    const voice = voiceAt(server.url);
    expect(await voice.place(toPlace(), yes)).toMatchObject({ is: 'answered' });
    expect(await voice.place(toPlace(), yes)).toEqual({ is: 'unknown', cause: 'connection_lost' });
    expect(server.sockets).toHaveLength(1);
    expect(await voice.place(toPlace(), yes)).toMatchObject({ is: 'answered' });
    expect(server.requests).toHaveLength(3);
  });

  it('closed at any moment around the next request: no attempt arrives twice, and none that arrived is called unsent', async () => {
    const seen = new Map<string, number>();
    const server = await hostile((socket, n, request) => {
      const id = /od1\.[\w.]+/.exec(request.body)?.[0] ?? '';
      seen.set(id, (seen.get(id) ?? 0) + 1);
      // Now, at the end of this turn, one turn later, or with the reply.
      if (n % 4 === 0) socket.end(reply(200, PLACED));
      else socket.write(reply(200, PLACED));
      if (n % 4 === 1) setImmediate(() => socket.end());
      if (n % 4 === 2) setTimeout(() => socket.resetAndDestroy(), n % 3);
      if (n % 4 === 3) process.nextTick(() => socket.resetAndDestroy());
    });
    const voice = voiceAt(server.url);
    for (let n = 0; n < 200; n += 1) {
      const request = toPlace();
      const attempt = `od1.l.c.k.${n}` as AttemptId;
      const item = { ...request.items[0]!, attempt };
      const placement = await voice.place({ ...request, items: [item] }, yes);
      const times = seen.get(attempt) ?? 0;
      expect(times).toBeLessThanOrEqual(1);
      if (placement.is === 'unsent') expect(times).toBe(0);
      if (placement.is === 'answered') expect(times).toBe(1);
    }
  });
});
