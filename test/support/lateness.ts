/** How late this machine lets a test be: what its other work costs is no part of what a test times. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export type Timed = {
  /** Milliseconds. */
  readonly took: number;
  /** The longest that this process had to wait for its turn meanwhile. */
  readonly late: number;
};

/** How often in one of these spans somebody may have had to wait for a turn: each message goes through several hands. */
const HANDS = 10;

/** Tells how long it took, and how late the machine was with all that this process did meanwhile. */
export async function timed(body: () => Promise<unknown>): Promise<Timed> {
  const delays = monitorEventLoopDelay({ resolution: 5 });
  delays.enable();
  const begun = performance.now();
  await body();
  const took = performance.now() - begun;
  // A wait that is not over yet would not be counted.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delays.disable();
  return { took, late: delays.max / 1e6 };
}

/** What it may have taken, where `limit` is what it may take on a machine that does nothing else. */
export function limitFor(limit: number, { late }: Timed): number {
  return limit + HANDS * late;
}
