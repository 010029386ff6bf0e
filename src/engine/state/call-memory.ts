/**
 * What the provider's lists of calls have shown so far, so that nothing is taken in twice and an old call is not taken for
 * a new one. Written and read by the files of `settle/` that read lists; the drain reads whose report could not be taken in,
 * metrics how many could not.
 */
import { phaseOf } from '../../model/disposition.ts';
import type { AgentId, AttemptId, CallId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { CallReport } from '../../voice/port.ts';

/** When the lists first showed a call that cannot be dated, and since when they were looked at. */
export type Sighting = { readonly at: Instant; readonly since: Instant };

type Listed = { readonly since: Instant; readonly calls: Map<CallId, Instant> };

const REMEMBERED = 5_000;
const MOST_KEPT = 1_000;

export class CallMemory {
  readonly #lastSeenState = new Map<CallId, string>();
  readonly #listed = new Map<AgentId, Listed>();
  readonly #reported = new Set<string>();
  readonly #missed = new Map<AgentId, ReadonlyMap<AttemptId, number>>();
  readonly #kept = new Set<AttemptId>();
  readonly #stuck = new Set<AttemptId>();
  #unread = 0;
  #learnedAt: Instant | null = null;

  /** When the calls so far had been read; null before. */
  get learnedAt(): Instant | null {
    return this.#learnedAt;
  }

  /** What a person was told of: strangers are told of once. */
  get reported(): ReadonlySet<string> {
    return this.#reported;
  }

  /** What arrived and could not be read, since this process began. */
  get unread(): number {
    return this.#unread;
  }

  /** Attempts of which a report cannot be taken in, for a mistake of ours. */
  get stuck(): ReadonlySet<AttemptId> {
    return this.#stuck;
  }

  learned(at: Instant): void {
    this.#learnedAt = at;
  }

  /** Its end is known and it says nothing new: most of what a list shows. */
  isOld(report: CallReport): boolean {
    return phaseOf(report.status) === 'ended' && this.#lastSeenState.get(report.callId) === stateOf(report);
  }

  see(report: CallReport): void {
    this.#lastSeenState.delete(report.callId);
    this.#lastSeenState.set(report.callId, stateOf(report));
    const [oldest] = this.#lastSeenState.keys();
    if (this.#lastSeenState.size > REMEMBERED && oldest !== undefined) this.#lastSeenState.delete(oldest);
  }

  firstSeen(agent: AgentId, { callId, startTime, attempt }: CallReport, now: Instant): Sighting {
    const known = this.#listed.get(agent);
    // Forgetting single calls would make old ones look new; so all is forgotten at once, and "since" with it.
    const listed = known === undefined || known.calls.size > REMEMBERED ? { since: now, calls: new Map() } : known;
    this.#listed.set(agent, listed);
    if (startTime !== null || attempt !== null) return { at: now, since: listed.since };
    const at = listed.calls.get(callId) ?? now;
    listed.calls.set(callId, at);
    return { at, since: listed.since };
  }

  /** True the first time. */
  report(what: string): boolean {
    if (this.#reported.has(what)) return false;
    this.#reported.add(what);
    return true;
  }

  /** After a walk: how many in a row have not shown each of these open calls. Null: the agent is not read any more. */
  missed(
    agent: AgentId,
    open: readonly AttemptId[] | null,
    seen: ReadonlySet<AttemptId> = new Set(),
  ): ReadonlyMap<AttemptId, number> {
    const before = this.#missed.get(agent);
    const now = new Map((open ?? []).map((id) => [id, seen.has(id) ? 0 : (before?.get(id) ?? 0) + 1]));
    if (open === null) this.#missed.delete(agent);
    else this.#missed.set(agent, now);
    return now;
  }

  /** Something could not be taken in, `stuck` for a mistake of ours. Answers whether it is worth keeping: a list shows the same call at every look. */
  couldNotRead(attempt: AttemptId | null, stuck: boolean): { readonly first: boolean; readonly keep: boolean } {
    this.#unread += 1;
    if (stuck && attempt !== null) this.#stuck.add(attempt);
    const first = this.#unread === 1;
    const keep = attempt === null ? first : !this.#kept.has(attempt) && this.#kept.size < MOST_KEPT;
    return { first, keep };
  }

  keptUnread(attempt: AttemptId): void {
    this.#kept.add(attempt);
  }
}

/** What a call says of itself, as far as it can still be news. */
function stateOf({ status, endReason, summary }: CallReport): string {
  return `${status}/${endReason ?? ''}/${summary === null ? '' : 's'}`;
}
