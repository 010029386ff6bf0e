/** Finds out whether a pooler between us and PostgreSQL gives every transaction another session. */
import type pg from 'pg';
import { userError } from '../../model/errors.ts';
import type { Finding } from '../shared.ts';
import { PlainClient } from './client.ts';
import type { Server } from './connect.ts';
import { failureOf } from './failures.ts';

const ROUNDS = 3;

const HINT =
  "Set pool_mode = session for this database in the pooler's settings, or let the URL name PostgreSQL itself.";

/** Throws `transaction_pooling`: what a session sets would be gone, or hold for somebody else. */
export async function refusePooling(server: Server): Promise<void> {
  if (!(await sharesSessions(server))) return;
  const { code, message, hint } = poolingFinding(server.place);
  throw userError(code, message, hint);
}

export function poolingFinding(place: string): Finding {
  const message = `A pooler at ${place} gives every transaction another session.`;
  return { is: 'refused', code: 'transaction_pooling', message, hint: HINT };
}

/**
 * Two sessions that live at the same time never have one process of the server, and one session never has two: where
 * either is seen, the sessions are a pooler's invention. With PostgreSQL itself the first look tells, and is the only one.
 */
async function sharesSessions(server: Server): Promise<boolean> {
  const sessions = [new PlainClient(server.config), new PlainClient(server.config)] as const;
  const [one, other] = sessions;
  for (const session of sessions) session.on('error', () => undefined);
  try {
    await one.connect();
    const first = await processOf(one);
    // The number the server gave at the greeting; a pooler makes up its own.
    if ('processID' in one && one.processID === first) return false;
    await other.connect();
    const seen = new Set<number>([first]);
    for (let round = 0; round < ROUNDS; round += 1) {
      await other.query('BEGIN');
      const others = await processOf(other);
      seen.add(await processOf(one));
      await other.query('COMMIT');
      if (seen.size > 1 || seen.has(others)) return true;
    }
    return false;
  } catch (error) {
    // PgBouncer in statement mode refuses every transaction with these words.
    if (error instanceof Error && /statement pooling/.test(error.message)) return true;
    throw failureOf(error, server.place);
  } finally {
    await Promise.all(sessions.map((session) => session.end().catch(() => undefined)));
  }
}

async function processOf(session: pg.Client): Promise<number> {
  const asked = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return asked.rows[0]?.pid ?? 0;
}
