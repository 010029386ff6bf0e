/**
 * Until when nothing is dialed, or how slowly is asked, because the provider or the ledger is not there: kept apart, since
 * a ledger that is busy says nothing of the network. Written by reports (`apply-report`), placements, the dialer and the
 * poller; read by the dispatcher before each dial, by the dialer at the first byte, by the poller between two walks.
 */
import type { AgentId } from '../../model/ids.ts';
import { formatInstant, SECOND, type Duration, type Instant } from '../../model/time.ts';

/** Nothing is dialed until then, and why. */
export type Wait = { readonly until: Instant; readonly note: string };

type ProviderWait = Wait & { readonly failures: number };

const LEDGER_PAUSE: Duration = SECOND;

export class Backoff {
  #provider: ProviderWait | null = null;
  #ledger: Wait | null = null;
  #closedUntil: Instant;
  readonly #failedWalks = new Map<AgentId, number>();
  #denials = 0;
  readonly #longest: Duration;

  /** `longest`: of the waits for a host that cannot be reached. `closedUntil`: as the ledger keeps it. */
  constructor(longest: Duration, closedUntil: Instant = 0) {
    this.#longest = longest;
    this.#closedUntil = closedUntil;
  }

  /** The provider asked for nothing more before this. */
  get closedUntil(): Instant {
    return this.#closedUntil;
  }

  /** Until when the host or the ledger is taken to be away. */
  get awayUntil(): Instant {
    return Math.max(this.#provider?.until ?? 0, this.#ledger?.until ?? 0);
  }

  /** Walks in a row that were not answered, by agent. */
  get failedWalks(): ReadonlyMap<AgentId, number> {
    return this.#failedWalks;
  }

  /** The host cannot be reached: everyone waits, a little longer each time, and nobody's tries are used up. */
  providerAway(note: string, now: Instant): void {
    const failures = (this.#provider?.failures ?? 0) + 1;
    const until = now + Math.min(SECOND * 2 ** (failures - 1), this.#longest);
    this.#provider = { until, note, failures };
  }

  providerBack(): void {
    this.#provider = null;
  }

  /** A commit was not answered: a second, however often. */
  ledgerBusy(note: string, now: Instant): void {
    this.#ledger = { until: now + LEDGER_PAUSE, note };
  }

  /** Never made earlier. */
  close(until: Instant): void {
    this.#closedUntil = Math.max(this.#closedUntil, until);
  }

  /** What is waited for at this moment: a moment that the provider named first, then whichever is over later. */
  wait(now: Instant): Wait | null {
    if (this.#closedUntil > now) {
      const note = `the provider asks to wait until ${formatInstant(this.#closedUntil)}`;
      return { until: this.#closedUntil, note };
    }
    const [later] = [this.#provider, this.#ledger]
      .filter((wait): wait is Wait => wait !== null && wait.until > now)
      .sort((a, b) => b.until - a.until);
    return later === undefined ? null : { until: later.until, note: later.note };
  }

  /** Null: this agent's calls are not read any more. */
  walked(agent: AgentId, how: 'answered' | 'failed' | null): void {
    if (how === null) this.#failedWalks.delete(agent);
    else this.#failedWalks.set(agent, how === 'answered' ? 0 : (this.#failedWalks.get(agent) ?? 0) + 1);
  }

  /** How many reads in a row were refused for the key. */
  denied(denied: boolean): number {
    this.#denials = denied ? this.#denials + 1 : 0;
    return this.#denials;
  }

  /** Instants of before say nothing any more; what the provider asked for stands. */
  clockMoved(): void {
    this.#provider = null;
    this.#ledger = null;
  }
}
