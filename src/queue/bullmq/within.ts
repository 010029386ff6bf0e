/** Deadlines for what may never answer. */
import { Signal, type Clock } from '../../clock.ts';
import type { Duration } from '../../model/time.ts';
import type { Link, OpenLink } from './link.ts';

/** Rejection of `within` when the time is up; what was asked goes on, and nobody hears of it. */
class Late extends Error {
  override name = 'Late';
}

/** Settles as `promise`, or rejects when the time is up. Leaves no timer. */
export async function within<T>(clock: Clock, time: Duration, promise: Promise<T>): Promise<T> {
  const wake = new Signal();
  promise.catch(() => undefined);
  const late = clock.sleep(clock.now() + time, wake).then(() => {
    throw new Late('No answer in time.');
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    wake.wake();
  }
}

/** One attempt. What opens after all is nobody's, and is let go of. */
export async function openWithin(clock: Clock, time: Duration, open: OpenLink): Promise<Link> {
  const givenUp = new AbortController();
  const opening = open(givenUp.signal);
  try {
    return await within(clock, time, opening);
  } catch (error) {
    givenUp.abort();
    opening.then((late) => late.drop()).catch(() => undefined);
    throw error;
  }
}
