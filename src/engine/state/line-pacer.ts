/**
 * When each line may start its next call, and which requests are on their way to it. Written by whoever gives a batch away
 * (dialer, queued tasks), by reports of what became of it, and by the clock guard; read by the dispatcher, by progress and
 * by metrics.
 */
import type { Line } from '../../model/campaign.ts';
import type { LineId } from '../../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import {
  appointment,
  quietLine,
  replied,
  slowedFrom,
  started,
  type Appointment,
  type LinePace,
  type LineSpeed,
} from '../../policy/pacing.ts';
import type { Batch, InFlight, Permit } from '../batch.ts';

/** A request that was written, or must count as written. */
export type Start = {
  /** The name of the request. */
  readonly batch: string;
  readonly line: Line;
  readonly due: Instant;
  readonly at: Instant;
  readonly count: number;
  /** How long its reply took; null while it is awaited, 0 where nobody will report one. */
  readonly took: Duration | null;
};

/** Destinations this process has begun to call on a line: all of them, and the instants of the last ten seconds. */
export type LineStarts = { readonly total: number; readonly recent: readonly Instant[] };

const RECENT: Duration = 10 * SECOND;
/** Names of requests that were counted. */
const REMEMBERED = 1_000;
/** A line that the provider refused for its rate starts so much slower. */
const SLOWED = 0.9;

export class LinePacer {
  readonly #paces: Map<LineId, LinePace>;
  readonly #inFlight = new Map<string, InFlight>();
  readonly #counted = new Set<string>();
  readonly #slowUntil = new Map<LineId, Instant>();
  /** The limit by which each line's next start was reckoned. */
  readonly #reckoned = new Map<LineId, number>();
  #singlyUntil: Instant = 0;
  #dialed = 0;
  readonly #starts = new Map<LineId, LineStarts>();

  /** `quiet`: lines on which the engine before this one may have started a call just now. */
  constructor(quiet: ReadonlyMap<LineId, LinePace> = new Map()) {
    this.#paces = new Map(quiet);
  }

  /** By the name of the request, until it is written or given up: the next start of its line depends on it. */
  get inFlight(): ReadonlyMap<string, InFlight> {
    return this.#inFlight;
  }

  get dialed(): number {
    return this.#dialed;
  }

  get starts(): ReadonlyMap<LineId, LineStarts> {
    return this.#starts;
  }

  /** The next start of a line, and how many destinations it may carry. */
  next(
    line: Line,
    batch: { readonly window: Duration; readonly size: number },
    want: number,
    now: Instant,
  ): Appointment {
    const size = now < this.#singlyUntil ? 1 : batch.size;
    this.#reckon(line, now);
    return appointment(this.#paceOf(line, now), this.#speedOf(line, now), { ...batch, size }, want, now);
  }

  /** A limit that was lowered holds for the next start already: it was set by the one before. */
  #reckon(line: Line, now: Instant): void {
    const before = this.#reckoned.get(line.id) ?? line.callsPerSecond;
    this.#reckoned.set(line.id, line.callsPerSecond);
    if (line.callsPerSecond < before) {
      this.#paces.set(line.id, slowedFrom(this.#paceOf(line, now), before, line.callsPerSecond));
    }
  }

  give(batch: Batch, permit: Permit): void {
    this.#inFlight.set(permit.batch, { batch, permit });
  }

  /** Nothing of this request was written, nor will be. */
  idle(batch: string): void {
    this.#inFlight.delete(batch);
  }

  /** False where this request was counted before: what is heard of it twice counts once. */
  wrote({ batch, line, due, at, count, took }: Start): boolean {
    if (this.#counted.has(batch)) return false;
    const { cps } = this.#speedOf(line, at);
    this.#paces.set(line.id, started(this.#paceOf(line, at), cps, due, at, count, took));
    this.#inFlight.delete(batch);
    this.#counted.add(batch);
    const [oldest] = this.#counted;
    if (this.#counted.size > REMEMBERED && oldest !== undefined) this.#counted.delete(oldest);
    const { total, recent } = this.#starts.get(line.id) ?? { total: 0, recent: [] };
    const kept = recent.filter((start) => start > at - RECENT);
    this.#starts.set(line.id, { total: total + count, recent: [...kept, ...Array<Instant>(count).fill(at)] });
    this.#dialed += count;
    return true;
  }

  /** False for a line that has started nothing. */
  replied(line: LineId, at: Instant, took: Duration): boolean {
    const pace = this.#paces.get(line);
    if (pace !== undefined) this.#paces.set(line, replied(pace, at, took));
    return pace !== undefined;
  }

  slow(line: LineId, until: Instant): void {
    this.#slowUntil.set(line, until);
  }

  /** The provider refused a request of several: one destination a request until then, to find whom it means. */
  singly(until: Instant): void {
    this.#singlyUntil = until;
  }

  /** Instants of before say nothing any more: the clock was set. */
  clockMoved(): void {
    this.#paces.clear();
    this.#slowUntil.clear();
    this.#singlyUntil = 0;
  }

  #paceOf(line: Line, now: Instant): LinePace {
    const known = this.#paces.get(line.id);
    if (known !== undefined) return known;
    const fresh = quietLine(now, undefined);
    this.#paces.set(line.id, fresh);
    return fresh;
  }

  /** Starts are set further apart while a line is slowed; its limit stays what it is. */
  #speedOf({ id, callsPerSecond: most }: Line, now: Instant): LineSpeed {
    const slowed = (this.#slowUntil.get(id) ?? 0) > now;
    return { cps: slowed ? most * SLOWED : most, most };
  }
}
