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

export class Provider {
  readonly calls: SimulatedCall[] = [];
  readonly #now: () => Instant;
  readonly #fate: (item: PlaceItem, nth: number) => Fate;
  readonly #numbers: ReadonlyMap<LineId, string>;
  readonly #nth = new Map<string, number>();

  constructor(options: {
    now: () => Instant;
    fate: (item: PlaceItem, nth: number) => Fate;
    numbers: ReadonlyMap<LineId, string>;
  }) {
    this.#now = options.now;
    this.#fate = options.fate;
    this.#numbers = options.numbers;
  }

  /** The phones ring from this instant, whatever becomes of the reply. */
  place(request: PlaceRequest): readonly SimulatedCall[] {
    return request.items.map((item) => {
      const nth = (this.#nth.get(item.to) ?? 0) + 1;
      this.#nth.set(item.to, nth);
      const call: SimulatedCall = {
        id: `ac_${this.calls.length + 1}` as CallId,
        attempt: item.attempt,
        to: item.to,
        from: this.#numbers.get(request.line) ?? '',
        line: request.line,
        agent: request.agent,
        placedAt: this.#now(),
        fate: this.#fate(item, nth),
      };
      this.calls.push(call);
      return call;
    });
  }

  /** Newest first, those that the list already shows. */
  list(agent: AgentId): readonly CallReport[] {
    return this.calls
      .filter((call) => call.agent === agent && call.placedAt + call.fate.hidden <= this.#now())
      .map((call) => this.report(call))
      .reverse();
  }

  find(id: CallId): CallReport | undefined {
    const call = this.calls.find((one) => one.id === id);
    return call === undefined ? undefined : this.report(call);
  }

  endOf(call: SimulatedCall): Instant {
    return call.placedAt + call.fate.rings + (call.fate.talks ?? 0);
  }

  open(): number {
    return this.calls.filter((call) => this.endOf(call) > this.#now()).length;
  }

  report(call: SimulatedCall): CallReport {
    const now = this.#now();
    const answeredAt = call.fate.talks === null ? null : call.placedAt + call.fate.rings;
    const over = now >= this.endOf(call);
    const started = answeredAt !== null && now >= answeredAt;
    return {
      callId: call.id,
      agent: call.agent,
      status: over ? call.fate.status : started ? 'started' : 'created',
      endReason: over ? call.fate.endReason : null,
      errorMessage: null,
      startTime: started ? answeredAt : null,
      endTime: over ? this.endOf(call) : null,
      to: call.to.replace(/\D/g, ''),
      from: call.from.replace(/\D/g, ''),
      direction: 'outbound',
      attempt: call.attempt,
      summary: null,
    };
  }
}
