/** What is provably not sent: the connection never came up, or the gate said no. */
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { LOCALHOST } from './cartesia-certificate.ts';
import { closeAll, hostile, PLACED, reply, toPlace, until, voiceAt, yes } from './cartesia-hostile.ts';

afterEach(closeAll);

describe('the gate', () => {
  it('says no on a new connection: not one byte reaches the server', async () => {
    const server = await hostile((socket) => socket.write(reply(200, PLACED)));
    let asked = 0;
    const placement = await voiceAt(server.url).place(toPlace(), () => {
      asked += 1;
      return false;
    });
    expect(placement).toEqual({ is: 'unsent', cause: 'gate' });
    expect(asked).toBe(1);
    await until(() => server.sockets.length === 1 && server.sockets[0]!.destroyed);
    expect(server.bytes()).toBe(0);
  });

  it('says no on a warm connection: not one byte more', async () => {
    const server = await hostile((socket) => socket.write(reply(200, PLACED)));
    const voice = voiceAt(server.url);
    expect(await voice.place(toPlace(), yes)).toMatchObject({ is: 'answered' });
    const before = server.bytes();
    expect(await voice.place(toPlace(), () => false)).toEqual({ is: 'unsent', cause: 'gate' });
    await until(() => server.sockets[0]!.destroyed);
    expect(server.bytes()).toBe(before);
    expect(server.sockets).toHaveLength(1);
    expect(await voice.place(toPlace(), yes)).toMatchObject({ is: 'answered' });
    expect(server.requests).toHaveLength(2);
  });

  it('is asked when the connection is up, and before anything is written', async () => {
    const server = await hostile((socket) => socket.write(reply(200, PLACED)), LOCALHOST);
    let bytes = -1;
    let connected = false;
    await voiceAt(server.url, { ca: LOCALHOST.cert }).place(toPlace(), () => {
      bytes = server.bytes();
      connected = true;
      return true;
    });
    expect({ connected, bytes }).toEqual({ connected: true, bytes: 0 });
    expect(server.requests).toHaveLength(1);
  });

  it('throws: that is not a yes', async () => {
    const server = await hostile((socket) => socket.write(reply(200, PLACED)));
    const placement = await voiceAt(server.url).place(toPlace(), () => {
      throw new Error('bug');
    });
    expect(placement).toEqual({ is: 'unsent', cause: 'gate' });
    expect(server.bytes()).toBe(0);
  });

  it('is never asked when there is no connection', async () => {
    const server = await hostile(() => undefined);
    await server.close();
    let asked = false;
    const placement = await voiceAt(server.url).place(toPlace(), () => (asked = true));
    expect(placement).toEqual({ is: 'unsent', cause: 'connect_failed_econnrefused' });
    expect(asked).toBe(false);
  });
});

describe('a connection that does not come up', () => {
  it('of a certificate nobody trusts', async () => {
    const server = await hostile((socket) => socket.write(reply(200, PLACED)), LOCALHOST);
    const placement = await voiceAt(server.url).place(toPlace(), yes);
    expect(placement).toEqual({ is: 'unsent', cause: 'connect_failed_depth_zero_self_signed_cert' });
    expect(server.requests).toHaveLength(0);
  });

  it('of a server that does not speak TLS', async () => {
    const server = await hostile(() => undefined);
    const placement = await voiceAt(server.url.replace('http:', 'https:'), { timeouts: { connect: 300 } }).place(
      toPlace(),
      yes,
    );
    expect(placement.is).toBe('unsent');
    expect(server.requests).toHaveLength(0);
  });

  it('of a server that hangs up in the handshake', async () => {
    const server = createServer((socket) => socket.destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const placement = await voiceAt(`https://127.0.0.1:${port}`).place(toPlace(), yes);
    server.close();
    expect(placement.is).toBe('unsent');
  });

  it('of a client that was closed', async () => {
    const server = await hostile((socket) => socket.write(reply(200, PLACED)));
    const voice = voiceAt(server.url);
    await voice.close();
    expect(await voice.place(toPlace(), yes)).toEqual({ is: 'unsent', cause: 'closed' });
    expect(server.sockets).toHaveLength(0);
  });
});
