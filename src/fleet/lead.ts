/** Leads an account whenever nobody else does: one leading dispatcher, by a lease that is renewed each second (5 s). */
import { Signal } from '../clock.ts';
import { openEngine, type Engine } from '../engine/engine.ts';
import type { AccountKey } from '../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Queue } from '../queue/port.ts';
import type { Ports } from '../engine/core.ts';
import type { EngineOptions } from '../engine/open-core.ts';
import { isAway, isBusy, isOtherSchema, type StoreFailure } from '../store/failure.ts';
import type { SharedStore } from '../store/shared.ts';
import { handOver } from './queued-tasks.ts';
import type { LedgerClock } from './ledger-clock.ts';
import type { Say } from './say.ts';

export const LEASE: Duration = 5 * SECOND;
const RENEWAL: Duration = SECOND;
/** A candidate looks again after this, or when the lease it saw ends. */
const CANDIDATE_LOOKS: Duration = SECOND;

export type LeadPorts = Omit<Ports, 'store' | 'clock'> & {
  readonly store: SharedStore;
  readonly clock: LedgerClock;
  readonly queue: Queue;
};
export type LeadOptions = Omit<EngineOptions, 'role' | 'say'> & {
  /** Who this is, for people: host and process. */
  readonly holder: string;
  readonly say: Say;
};

export type Leader = {
  /** The engine while this process leads. */
  engine(): Engine | null;
  /** The lease's end as this process knows it; null while it does not lead. */
  until(): Instant | null;
  /** Somebody changed something in the ledger. */
  wake(): void;
  /** Leaves the lead to the next one; resolves when it is left. */
  stop(): Promise<void>;
};

/** `lost`: the ledger is another version's by now, and nobody leads here any more. */
export function startLeading(ports: LeadPorts, options: LeadOptions, lost: (cause: StoreFailure) => void): Leader {
  const { clock, store } = ports;
  const { account, holder, say } = options;
  const wake = new Signal();
  let stopping = false;
  let term: Term | null = null;
  const candidate = async (): Promise<void> => {
    while (!stopping) {
      let next = clock.now() + CANDIDATE_LOOKS;
      try {
        const asked = clock.monotonic();
        const now = clock.now();
        const taken = await store.takeLead(account, holder, now, now + LEASE);
        if (taken.is === 'held') next = Math.min(next, Math.max(taken.lease.until, now + 20));
        else {
          say('info', 'leads', `This worker leads now (epoch ${taken.epoch}).`, { epoch: taken.epoch });
          term = openTerm(ports, options, taken.epoch, asked);
          if (stopping) term.stop();
          const end = await term.ended;
          term = null;
          say('info', 'leads_no_more', `This worker leads no more: ${end}.`, { epoch: taken.epoch });
          // One that failed would fail again: whoever is next in line has its turn.
          next = end === 'lost_lease' ? clock.now() : clock.now() + CANDIDATE_LOOKS;
        }
      } catch (cause) {
        term = null;
        if (isOtherSchema(cause)) return lost(cause);
        next = clock.now() + CANDIDATE_LOOKS;
        const words = cause instanceof Error ? cause.message : String(cause);
        say(isAway(cause) || isBusy(cause) ? 'warn' : 'error', 'cannot_lead', words, {});
      }
      if (!stopping) await clock.sleep(next, wake);
    }
  };
  const over = candidate();
  return {
    engine: () => term?.engine() ?? null,
    until: () => term?.until() ?? null,
    wake: () => term?.engine()?.wake(),
    stop: async () => {
      stopping = true;
      term?.stop();
      wake.wake();
      await over;
    },
  };
}

type Term = {
  engine(): Engine | null;
  until(): Instant;
  stop(): void;
  readonly ended: Promise<string>;
};

function openTerm(ports: LeadPorts, options: LeadOptions, epoch: number, since: number): Term {
  const { clock, store, queue } = ports;
  let engine: Engine | null = null;
  let stopped = false;
  let keptAt = since;
  const ended = new Signal();
  let over = false;
  const keep = async (account: AccountKey): Promise<void> => {
    while (!over) {
      const asked = clock.monotonic();
      try {
        if (await store.keepLead(account, epoch, clock.now() + LEASE)) keptAt = asked;
        else return engine?.loseLease();
      } catch {
        // Not heard of: what was asked may have happened, and the time that has passed decides.
      }
      if (over) return;
      await clock.sleep(clock.now() + RENEWAL, ended);
    }
  };
  // Apart from the asking, which may hang with the network: the monotonic clock alone ends the lease as well.
  const watch = async (): Promise<void> => {
    for (;;) {
      const left = keptAt + LEASE - clock.monotonic();
      if (over) return;
      if (left <= 0) return engine?.loseLease();
      await clock.sleep(clock.now() + left, ended);
    }
  };
  const run = async (): Promise<string> => {
    const { tasks, heard } = handOver(queue);
    const { holder: _, say, ...rest } = options;
    const told = (sentence: string): void => say('warn', 'told', sentence, { epoch });
    engine = await openEngine({ ...ports, tasks }, { ...rest, role: { is: 'leader', epoch }, say: told });
    if (stopped) engine.stop();
    const stopHearing = await queue.hear(async (report) => {
      heard(report);
      await engine?.hear(report);
    });
    const keeping = keep(rest.account);
    const watching = watch();
    try {
      const end = await engine.run();
      return end.is === 'ledger_lost' || end.is === 'paused' ? end.message : end.is;
    } finally {
      over = true;
      ended.wake();
      await stopHearing();
      await Promise.all([keeping, watching]);
      await store.leaveLead(rest.account, epoch).catch(() => undefined);
    }
  };
  return {
    engine: () => engine,
    until: () => clock.now() + (keptAt + LEASE - clock.monotonic()),
    stop: () => {
      stopped = true;
      engine?.abort();
    },
    ended: run(),
  };
}
