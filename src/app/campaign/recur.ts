/** A recurring campaign, for as long as the process goes on: waits for each firing, and has it dialed as a campaign of its own. */
// The ledger has at most one campaign of a name, and a firing's name is its day: so no firing happens twice, whichever process
// asks and whatever was killed before. What is missed is said and left out, but for the last, while it is not too late.
import { Signal, type Clock } from '../../clock.ts';
import type { CampaignState } from '../../model/campaign.ts';
import type { Firing } from '../../model/recurring.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../../model/time.ts';
import { onAbort } from './events.ts';
import { firingAfter, firingDue, instanceName, type Series } from './firings.ts';

export type RecurEvent =
  | { readonly is: 'waits'; readonly until: Instant; readonly name: string }
  | { readonly is: 'fires'; readonly name: string }
  /** Nobody was here at its time, and now it is too late for it. */
  | { readonly is: 'missed'; readonly name: string; readonly at: Instant; readonly late: Duration }
  /** Tried again each minute while it is not too late. */
  | { readonly is: 'failed'; readonly name: string; readonly cause: unknown };

export type Recurrence = {
  readonly series: Series;
  /** The zone of this machine, where the series names none. */
  readonly machine: string;
  /** As the ledger has the campaign of that name; null: it has none. */
  readonly known: (name: string) => Promise<CampaignState | null>;
  /** Loads the list as it is now and dials it to its end. */
  readonly fire: (firing: Firing) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RecurEvent) => void;
};

/** A machine that sleeps wakes late from a long sleep: it looks at the clock at least this often. */
const LOOK: Duration = 20 * SECOND;

/** Resolves once the series is over, or somebody said stop, and what it began has ended. */
export async function recur(recurrence: Recurrence, clock: Clock): Promise<void> {
  const { series, machine, known, fire, signal, onEvent: tell } = recurrence;
  const stop = new Signal();
  const stopListening = onAbort(signal, () => stop.wake());
  const going = new Set<Promise<void>>();
  let settled: string | null = null;
  let again: Instant = 0;
  let waitsFor: string | null = null;
  try {
    while (!signal.aborted) {
      const now = clock.now();
      const due = firingDue(series, machine, now);
      if (due !== null && due.firing.name !== settled && now >= again) await meet(due.firing, due.late, now);
      const next = firingAfter(series, machine, now);
      const retries = due !== null && due.firing.name !== settled;
      if (next === null && !retries) {
        if (going.size === 0) break;
        // The last one: where it fails it is tried again, as any other.
        await Promise.all(going);
        continue;
      }
      if (next !== null && next.name !== waitsFor)
        tell({ is: 'waits', until: next.at, name: instanceName(series.name, next) });
      waitsFor = next?.name ?? null;
      await clock.sleep(Math.min(next?.at ?? Infinity, clock.now() + LOOK), stop);
    }
  } finally {
    stopListening();
    await Promise.all(going);
  }

  async function meet(firing: Firing, late: boolean, now: Instant): Promise<void> {
    const name = instanceName(series.name, firing);
    const state = await known(name);
    settled = firing.name;
    // One that is there and was never started was left by a process that died while it loaded the list.
    if (state !== null && state.is !== 'scheduled') return;
    if (late) return tell({ is: 'missed', name, at: firing.at, late: now - firing.at });
    tell({ is: 'fires', name });
    const work = fire(firing).catch((cause: unknown) => {
      tell({ is: 'failed', name, cause });
      again = clock.now() + MINUTE;
      if (settled === firing.name) settled = null;
    });
    const tracked = work.finally(() => going.delete(tracked));
    going.add(tracked);
  }
}
