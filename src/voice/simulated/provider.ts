/** A provider on the simulated clock: the calls it has, and what it shows of them. It outlives every engine that talks to it. */
import type { AgentId, AttemptId, CallId, LineId } from '../../model/ids.ts';
import type { Duration, Instant } from '../../model/time.ts';
import type { CallReport, PlaceItem, PlaceRequest } from '../port.ts';

/** What will become of a call, decided when it is placed. */
export type Fate = {
  /** From placing to the answer, or to the end of the ringing. */
  readonly rings: Duration;
  /** Null when nobody answers. */
  readonly talks: Duration | null;
  readonly endReason: string | null;
  readonly status: 'completed' | 'failed';
  /** How long the list does not show it. */
  readonly hidden: Duration;
};

export type SimulatedCall = {
  readonly id: CallId;
  readonly attempt: AttemptId;
  readonly to: string;
  readonly from: string;
  readonly line: LineId;
  readonly agent: AgentId;
  readonly placedAt: Instant;
  readonly fate: Fate;
};

export type ProviderOptions = {
  readonly now: () => Instant;
  /** `nth`: the how manieth call to that number this is, 1 for the first. */
  readonly fate: (item: PlaceItem, nth: number) => Fate;
  readonly numbers: ReadonlyMap<LineId, string>;
  /** The list leaves out ended calls that it has shown as ended: what everybody knows, and most of a long campaign. */
  readonly newsOnly?: boolean;
};

export class Provider {
  readonly calls: SimulatedCall[] = [];
  readonly #options: ProviderOptions;
  readonly #nth = new Map<string, number>();
  readonly #at = new Map<CallId, number>();
  /** Calls that have not ended; those that have leave when somebody looks. */
  #open: SimulatedCall[] = [];
  /** Calls whose end the list has not shown. */
  #untold: SimulatedCall[] = [];
  /** Calls that were hung up while somebody talked. */
  readonly #hungUp = new Map<CallId, Instant>();
  /** What an ended call shows never changes again, and a walk shows mostly those. */
  readonly #ended = new Map<CallId, CallReport>();

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  /** The phones ring from this instant, whatever becomes of the reply. */
  place(request: PlaceRequest): readonly SimulatedCall[] {
    const { fate, now, numbers } = this.#options;
    return request.items.map((item) => {
      const nth = (this.#nth.get(item.to) ?? 0) + 1;
      this.#nth.set(item.to, nth);
      const call: SimulatedCall = {
        id: `ac_${this.calls.length + 1}` as CallId,
        attempt: item.attempt,
        to: item.to,
        from: numbers.get(request.line) ?? '',
        line: request.line,
        agent: request.agent,
        placedAt: now(),
        fate: fate(item, nth),
      };
      this.#at.set(call.id, this.calls.length);
      this.calls.push(call);
      this.#open.push(call);
      this.#untold.push(call);
      return call;
    });
  }

  /** Newest first, those that the list already shows; from the one after `after` on. */
  page(agent: AgentId, after: CallId | null, size: number): { calls: readonly CallReport[]; more: boolean } {
    return this.#options.newsOnly === true ? this.#news(agent) : this.#page(agent, after, size);
  }

  #news(agent: AgentId): { calls: readonly CallReport[]; more: boolean } {
    const shown = this.#untold.filter((call) => call.agent === agent);
    const now = this.#options.now();
    this.#untold = this.#untold.filter((call) => call.agent !== agent || this.endOf(call) > now);
    return { calls: shown.map((call) => this.report(call)).reverse(), more: false };
  }

  #page(agent: AgentId, after: CallId | null, size: number): { calls: readonly CallReport[]; more: boolean } {
    const now = this.#options.now();
    const calls: CallReport[] = [];
    for (let at = (after === null ? this.calls.length : (this.#at.get(after) ?? 0)) - 1; at >= 0; at--) {
      const call = this.calls[at];
      if (call === undefined || call.agent !== agent || call.placedAt + call.fate.hidden > now) continue;
      if (calls.length === size) return { calls, more: true };
      calls.push(this.report(call));
    }
    return { calls, more: false };
  }

  find(id: CallId): CallReport | undefined {
    const call = this.calls[this.#at.get(id) ?? -1];
    return call === undefined ? undefined : this.report(call);
  }

  endOf(call: SimulatedCall): Instant {
    return this.#hungUp.get(call.id) ?? call.placedAt + call.fate.rings + (call.fate.talks ?? 0);
  }

  /** Only while somebody talks: what rings has no connection yet. */
  hangUp(id: CallId): 'done' | 'not_found' | 'not_active' {
    const call = this.calls[this.#at.get(id) ?? -1];
    const status = call === undefined ? 'created' : this.report(call).status;
    if (call === undefined || status === 'created') return 'not_found';
    if (status !== 'started') return 'not_active';
    this.#hungUp.set(id, this.#options.now());
    return 'done';
  }

  wasHungUp(id: CallId): boolean {
    return this.#hungUp.has(id);
  }

  open(): number {
    return this.#stillOpen().length;
  }

  /** When the next of the open calls ends; null when none is open. */
  nextEnd(): Instant | null {
    const ends = this.#stillOpen().map((call) => this.endOf(call));
    return ends.length === 0 ? null : Math.min(...ends);
  }

  report(call: SimulatedCall): CallReport {
    const known = this.#ended.get(call.id);
    if (known !== undefined) return known;
    const now = this.#options.now();
    const answeredAt = call.fate.talks === null ? null : call.placedAt + call.fate.rings;
    const over = now >= this.endOf(call);
    const started = answeredAt !== null && now >= answeredAt;
    const report: CallReport = {
      callId: call.id,
      agent: call.agent,
      status: over ? (this.#hungUp.has(call.id) ? 'completed' : call.fate.status) : started ? 'started' : 'created',
      endReason: over ? (this.#hungUp.has(call.id) ? 'api_cancelled' : call.fate.endReason) : null,
      errorMessage: null,
      startTime: started ? answeredAt : null,
      endTime: over ? this.endOf(call) : null,
      to: call.to.replace(/\D/g, ''),
      from: call.from.replace(/\D/g, ''),
      direction: 'outbound',
      attempt: call.attempt,
      summary: null,
    };
    if (over) this.#ended.set(call.id, report);
    return report;
  }

  #stillOpen(): readonly SimulatedCall[] {
    const now = this.#options.now();
    if (this.#open.some((call) => this.endOf(call) <= now)) {
      this.#open = this.#open.filter((call) => this.endOf(call) > now);
    }
    return this.#open;
  }
}
