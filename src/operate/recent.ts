/** Asks no more often than once a second, never twice at a time, and waits no longer than a scraper would. */
import { Signal, type Clock } from '../clock.ts';
import { SECOND, type Duration } from '../model/time.ts';

export type Answer<T> = { readonly is: 'read'; readonly value: T } | { readonly is: 'failed'; readonly why: string };

const FRESH: Duration = SECOND;
const PATIENCE: Duration = 4 * SECOND;

export function recent<T>(read: () => Promise<T>, clock: Clock): () => Promise<Answer<T>> {
  let last: { readonly at: number; readonly answer: Answer<T> } | null = null;
  let asking: Promise<Answer<T>> | null = null;
  const ask = async (): Promise<Answer<T>> => {
    let answer: Answer<T>;
    try {
      answer = { is: 'read', value: await read() };
    } catch (error) {
      answer = { is: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
    last = { at: clock.monotonic(), answer };
    asking = null;
    return answer;
  };
  return () => {
    if (last !== null && clock.monotonic() - last.at < FRESH) return Promise.resolve(last.answer);
    // One that hangs is not asked again beside it: a scraper must not add to what a server cannot bear.
    asking ??= ask();
    return within(asking, clock);
  };
}

async function within<T>(asking: Promise<Answer<T>>, clock: Clock): Promise<Answer<T>> {
  const done = new Signal();
  const late = clock.sleep(clock.now() + PATIENCE, done).then((): Answer<T> => {
    return { is: 'failed', why: `No answer for ${PATIENCE / SECOND} seconds.` };
  });
  try {
    return await Promise.race([asking, late]);
  } finally {
    done.wake();
  }
}
