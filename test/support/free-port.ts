/** A port for a server that a test starts: one that nobody has, and that no other socket of this machine is given by chance. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below those that systems give to connections and to whoever asks for any port (Linux from 32768, others from 49152):
// a server that is killed and started again finds its port as it left it.
const LOWEST = 20_000;
const HIGHEST = 32_000;
const TRIES = 50;

/** Said by a server that found its port taken. */
export const TAKEN = /address already in use/i;

export class PortTaken extends Error {}

/** Starts a server on a free port, and on another one where somebody was faster. `start` rejects with `PortTaken`. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (!(error instanceof PortTaken) || tries >= TRIES) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${LOWEST} to ${HIGHEST} is free`);
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
