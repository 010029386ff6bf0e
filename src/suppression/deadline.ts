/** Waits for what may hang (a network folder, a server) no longer than it is told. */
import { Signal, type Clock } from '../clock.ts';
import type { Duration } from '../model/time.ts';

export const LATE: unique symbol = Symbol('late');

/** What comes after the deadline, a failure too, is nobody's any more. */
export async function within<T>(clock: Clock, limit: Duration, work: Promise<T>): Promise<T | typeof LATE> {
  const done = new Signal();
  work.catch(() => undefined);
  const slept = clock.sleep(clock.now() + limit, done).then((): typeof LATE => LATE);
  try {
    return await Promise.race([work, slept]);
  } finally {
    done.wake();
  }
}
