/** A TCP proxy on loopback that stands between outdial and a server, and can behave as bad networks do. */
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

export type Network =
  | { readonly is: 'pass' }
  /** Each piece of data is held for so many milliseconds, both ways. */
  | { readonly is: 'delay'; readonly ms: number }
  /** Silence: connections stay open and new ones are taken, but nothing goes through. Nobody hears of an end. */
  | { readonly is: 'drop' }
  /** Connections are cut, and new ones refused with a reset. */
  | { readonly is: 'reset' };

export type Proxy = {
  readonly port: number;
  /** The URL with the proxy in place of its host. */
  through(url: string): string;
  set(network: Network): void;
  /** Cuts every connection with a reset; later ones go as `set` says. */
  cut(): void;
  /** Ends the server's side of every connection in order: the client reads an end, its own side stays open. */
  halfClose(): void;
  /** Nothing goes through one connection (the n-th that is open) any more, as if a firewall had forgotten it. */
  silence(which: number): void;
  /** How many connections are open at the client's side, whatever of their end the other side was let know. */
  connections(): number;
  close(): Promise<void>;
};

export async function startProxy(target: { readonly port: number; readonly host?: string }): Promise<Proxy> {
  let network: Network = { is: 'pass' };
  const pairs = new Set<{ client: Socket; server: Socket; silent: boolean }>();

  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    client.on('error', () => undefined);
    if (network.is === 'reset') {
      client.resetAndDestroy();
      return;
    }
    const server = createConnection({ port: target.port, host: target.host ?? '127.0.0.1', allowHalfOpen: true });
    server.setNoDelay(true);
    const pair = { client, server, silent: false };
    pairs.add(pair);
    server.on('error', () => client.destroy());
    join(client, server, () => pair.silent);
    join(server, client, () => pair.silent);
    const gone = (): void => {
      if (client.destroyed && server.destroyed) pairs.delete(pair);
    };
    client.once('close', () => {
      server.destroy();
      gone();
    });
    // Behind a network that drops everything, an end does not arrive either.
    server.once('close', () => {
      if (network.is !== 'drop' && !pair.silent) client.destroy();
      gone();
    });
  });

  function join(from: Socket, to: Socket, silent: () => boolean): void {
    from.on('data', (data) => {
      if (network.is === 'drop' || silent()) return;
      if (network.is === 'delay') setTimeout(() => to.writable && to.write(data), network.ms);
      else if (to.writable) to.write(data);
    });
    from.on('end', () => {
      if (network.is !== 'drop' && !silent()) to.end();
    });
  }

  const cut = (): void => {
    for (const { client, server } of pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  };
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  return {
    port,
    through: (url) => {
      const at = new URL(url);
      at.hostname = '127.0.0.1';
      at.port = String(port);
      return at.href;
    },
    set: (next) => {
      network = next;
      if (next.is === 'reset') cut();
    },
    cut,
    halfClose: () => {
      for (const { client } of pairs) client.end();
    },
    silence: (which) => {
      const pair = [...pairs][which];
      if (pair !== undefined) pair.silent = true;
    },
    connections: () => [...pairs].filter(({ client }) => !client.destroyed && !client.readableEnded).length,
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        cut();
      }),
  };
}
