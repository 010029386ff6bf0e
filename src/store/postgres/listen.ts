/** A word to whoever waits: PostgreSQL's notifications, on a session of its own that comes back by itself. */
import type pg from 'pg';
import type { Clock } from '../../clock.ts';
import { Signal } from '../../clock.ts';
import { SECOND } from '../../model/time.ts';
import type { Duration } from '../../model/time.ts';
import { PlainClient } from './client.ts';
import type { Server } from './connect.ts';
import { rememberSockets } from './connect.ts';
import type { Tx } from './database.ts';
import { failureOf } from './failures.ts';

const CHANNEL = 'outdial';
/** A connection that died without a word is noticed after this and an answer's deadline. */
const PING: Duration = 3 * SECOND;
const SHORTEST_WAIT: Duration = SECOND / 10;
const LONGEST_WAIT: Duration = SECOND;

export type Listener = {
  /** Resolves when it hears; rejects when it could not be begun, and then does not try again. */
  listen(heard: () => void): Promise<void>;
  /** To everybody else, when the transaction is committed. */
  announce(tx: Tx): Promise<unknown>;
  close(): Promise<void>;
};

/** `self`: random, so that a store does not wake itself. */
export function listenerOf(server: Server, clock: Clock, self: string): Listener {
  const stop = new Signal();
  const stir = new Signal();
  const { config, destroyAll } = rememberSockets(server.config);
  let closed = false;
  let running: Promise<void> | undefined;

  const open = async (heard: () => void): Promise<pg.Client> => {
    const session = new PlainClient(config);
    // What breaks is noticed by the next ping, at once where the session says so itself.
    const wake = (): void => stir.wake();
    session.on('error', wake);
    session.on('end', wake);
    session.on('notification', ({ payload }) => {
      if (payload !== self) heard();
    });
    try {
      await session.connect();
      await session.query(`LISTEN ${CHANNEL}`);
      return session;
    } catch (error) {
      end(session);
      throw failureOf(error, server.place);
    }
  };

  const keep = async (first: pg.Client, heard: () => void): Promise<void> => {
    let session: pg.Client | undefined = first;
    let wait = SHORTEST_WAIT;
    while (!closed) {
      try {
        if (session === undefined) {
          session = await open(heard);
          // Words may have been missed meanwhile.
          heard();
        }
        await session.query('SELECT 1');
        wait = SHORTEST_WAIT;
        await clock.sleep(clock.now() + PING, stir);
      } catch {
        if (session !== undefined) end(session);
        session = undefined;
        await clock.sleep(clock.now() + wait, stop);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    }
    if (session !== undefined) end(session);
  };

  return {
    async listen(heard) {
      if (running !== undefined) throw new Error('a store has one listener');
      const first = await open(heard);
      running = keep(first, heard);
    },
    announce: (tx) => tx.run('SELECT pg_notify($1, $2)', CHANNEL, self),
    async close() {
      closed = true;
      stop.wake();
      stir.wake();
      await running;
      destroyAll();
    },
  };
}

/** Not waited for: the goodbye is for the server's sake, and a network that is gone would take it for ever. */
function end(session: pg.Client): void {
  void session.end().catch(() => undefined);
}
