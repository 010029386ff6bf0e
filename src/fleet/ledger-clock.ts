/** The ledger's time on this machine: monotonic time plus the offset to the server's clock, so that all workers agree. */
import type { Clock } from '../clock.ts';
import type { Duration, Instant } from '../model/time.ts';
import type { SteadyClock } from '../clock.ts';

export type LedgerClock = SteadyClock & {
  /** Asks the ledger what time it is; rejects as the ledger does. */
  sync(): Promise<void>;
  /** The most that `now()` may be off; infinite before the first answer. */
  error(): Duration;
};

/** How fast two clocks drift apart at worst: 100 ms in a quarter of an hour. */
const DRIFT = 1e-4;

type Offset = { readonly value: number; readonly error: Duration; readonly at: number };

/**
 * An answer took its way there and back, and the server's clock was read somewhere between: half of that is the error.
 * The best answer is kept until a better one comes, or one that shows that the server's clock is another now (a standby
 * took over, somebody set it).
 */
export function ledgerClock(machine: Clock, serverTime: () => Promise<Instant>): LedgerClock {
  let offset: Offset | null = null;
  let wall = machine.now() - machine.monotonic();
  const aged = ({ error, at }: Offset): Duration => error + (machine.monotonic() - at) * DRIFT;
  const now = (): Instant => (offset === null ? machine.now() : Math.floor(machine.monotonic() + offset.value));
  return {
    now,
    monotonic: () => machine.monotonic(),
    sleep: (until, wake) => machine.sleep(machine.now() + (until - now()), wake),
    // Beyond what passed since the last answer: the machine slept, or its clock was set.
    jumped: () => machine.now() - machine.monotonic() - wall,
    follow: () => {
      wall = machine.now() - machine.monotonic();
    },
    async sync() {
      const asked = machine.monotonic();
      const said = await serverTime();
      const answered = machine.monotonic();
      // The server says whole milliseconds: the one it said has begun, and may be over.
      const fresh = { value: said + 0.5 - (asked + answered) / 2, error: (answered - asked) / 2 + 0.5, at: answered };
      if (offset === null || fresh.error <= aged(offset) || apart(fresh, offset) > fresh.error + aged(offset)) {
        offset = fresh;
      }
      wall = machine.now() - machine.monotonic();
    },
    error: () => (offset === null ? Infinity : aged(offset)),
  };
}

function apart(a: Offset, b: Offset): Duration {
  return Math.abs(a.value - b.value);
}
