/** A server that a test starts is that server: where another one has its port, it takes another port, and never the other for its own. */
import { createServer, type AddressInfo, type Server } from 'node:net';
import { expect, it } from 'vitest';
import { onFreePort, PortTaken } from './free-port.ts';
import { itWith } from './needs.ts';
import { startPostgres } from './postgres.ts';
import { accepts, startRedis } from './redis.ts';

it('begins again on another port where somebody was faster', async () => {
  const tried: number[] = [];
  const port = await onFreePort(async (free) => {
    tried.push(free);
    if (tried.length < 3) throw new PortTaken('address already in use');
    return free;
  });
  expect(tried).toHaveLength(3);
  expect(port).toBe(tried[2]);
  await expect(onFreePort(() => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
});

const SERVERS = [
  ['redis-server', startRedis],
  ['initdb and postgres', startPostgres],
] as const;

for (const [need, start] of SERVERS) {
  itWith(need)(`${need}: does not take another server on its port for itself`, async () => {
    const server = await start();
    let other: Server | undefined;
    try {
      await server.kill9();
      other = createServer((socket) => socket.destroy());
      await new Promise<void>((resolve) => other?.listen(server.port, '127.0.0.1', resolve));
      expect((other.address() as AddressInfo).port).toBe(server.port);
      await expect(server.start()).rejects.toThrow(PortTaken);
      await new Promise((resolve) => other?.close(resolve));
      await server.start();
      expect(await accepts(`redis://127.0.0.1:${server.port}`)).toBe(true);
    } finally {
      other?.close();
      await server.stop();
    }
  });
}
