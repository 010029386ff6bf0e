/** The calls of the sandbox. A call's life is written down when it is placed and read by the clock; nothing waits. */
import type { Duration, Instant } from '../../model/time.ts';
import type { SandboxAgent, SandboxNumber } from './account.ts';
import { dice, hex } from './dice.ts';
import { lastDigits, outcomeOf, type Outcome } from './outcomes.ts';
import { hungUp, lifeOf, phaseAt, type Life } from './life.ts';

export type Call = {
  readonly id: string;
  readonly sid: string;
  readonly agent: SandboxAgent;
  readonly number: SandboxNumber;
  readonly to: string;
  /** 1 for the first call to this destination. */
  readonly nth: number;
  readonly placedAt: Instant;
  /** Null: it never rings. */
  readonly ringsAt: Instant | null;
  /** `dynamic_variables` or `metadata`, as given; undefined when not given. */
  readonly data: { readonly field: 'dynamic_variables' | 'metadata'; readonly value: unknown } | undefined;
  life: Life;
  redactedAt: Instant | null;
};

export type PlaceCall = Pick<Call, 'agent' | 'number' | 'to' | 'data'> & {
  readonly ringSeconds: number;
  readonly maxMinutes: number;
};

/** A Cartesia number starts one call a second and queues the rest without a word (reference 1: Dialing rate). */
const CARTESIA_SPACING: Duration = 1_000;

export class Calls {
  readonly #calls: Call[] = [];
  /** Those that had not ended when last counted. */
  #open: Call[] = [];
  readonly #byId = new Map<string, Call>();
  readonly #perDestination = new Map<string, number>();
  readonly #met = new Set<string>();
  /** When a Cartesia number may start its next call. */
  readonly #freeAt = new Map<string, Instant>();
  readonly #prefix: string;
  readonly #sids;
  readonly #speed: number;

  readonly #usualOnly: boolean;

  constructor(now: Instant, seed: number, speed: number, usualOnly = false) {
    // Ids differ between two sandboxes started one after the other: a ledger may meet both.
    this.#prefix = `ac_${now.toString(36)}`;
    this.#sids = dice(seed, 'call_sid');
    this.#speed = speed;
    this.#usualOnly = usualOnly;
  }

  outcomeOf(to: string): Outcome {
    return outcomeOf(to, this.#usualOnly);
  }

  place(order: PlaceCall, now: Instant): Call {
    const nth = (this.#perDestination.get(order.to) ?? 0) + 1;
    this.#perDestination.set(order.to, nth);
    const script = this.outcomeOf(order.to).script(lastDigits(order.to), nth);
    const ringsAt = script.rings === 'for_ever' ? null : this.#ringsAt(order.number, now);
    const life = lifeOf(script, { placedAt: now, ringsAt, speed: this.#speed, ...order });
    const id = `${this.#prefix}${String(this.#calls.length + 1).padStart(6, '0')}`;
    const { agent, number, to, data } = order;
    const sid = `CA${hex(this.#sids, 32)}`;
    const call: Call = { id, sid, agent, number, to, data, nth, placedAt: now, ringsAt, life, redactedAt: null };
    this.#calls.push(call);
    this.#byId.set(id, call);
    this.#open.push(call);
    return call;
  }

  /** How many are queued, ringing or talking: each holds one of the account's slots. */
  open(now: Instant): number {
    this.#open = this.#open.filter((call) => phaseAt(call.life, now) !== 'ended');
    return this.#open.length;
  }

  placedWith(agent: string): number {
    return this.#calls.filter((call) => call.agent.id === agent).length;
  }

  find(id: string): Call | undefined {
    return this.#byId.get(id);
  }

  /** True once for each destination. */
  firstMeeting(to: string): boolean {
    const first = !this.#met.has(to);
    this.#met.add(to);
    return first;
  }

  hangUp(call: Call, now: Instant): void {
    call.life = hungUp(call.life, now);
  }

  redact(call: Call, now: Instant): void {
    call.redactedAt ??= now;
  }

  /** Oldest first. */
  all(): readonly Call[] {
    return this.#calls;
  }

  #ringsAt(number: SandboxNumber, now: Instant): Instant {
    if (number.type !== 'cartesia') return now;
    const at = Math.max(now, this.#freeAt.get(number.id) ?? now);
    this.#freeAt.set(number.id, at + CARTESIA_SPACING);
    return at;
  }
}
