/** Faults the sandbox can be told to show, each by chance or for a number of times, seeded so that they repeat. */
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import { dice, type Dice } from './dice.ts';

/** How often: the next `count` times, or each time with this `probability`. */
type Dose = ({ readonly count: number } | { readonly probability: number }) & {
  /** Which requests: those that place calls (the default), all others, or any. */
  readonly on?: 'place' | 'read' | 'any';
};

/** A 429 or 503 that says when to come back. */
export type Door = Dose & {
  /** Milliseconds: the door stays shut for so long once it has struck, for every request of that kind. */
  readonly forMs?: Duration;
  /** Seconds; without it, what is left of `forMs`; with neither there is no such header. */
  readonly retryAfter?: number;
  /** How `Retry-After` says it: in seconds (the default) or as an HTTP date. */
  readonly retryAs?: 'seconds' | 'date';
  readonly code?: string;
};

/** The error of one destination inside a 200. The dose counts destinations. */
export type ItemError = Dose & {
  readonly code?: string;
  readonly title?: string;
  readonly message?: string;
  /** The whole `error` as it is sent, of any shape, in place of the three. */
  readonly error?: unknown;
};

export const LIST_ORDERS = ['newest_first', 'oldest_first', 'shuffled'] as const;

/** What is so until it is switched off, whatever a request is. */
type Standing = {
  /** How long a new call is missing from lists. */
  readonly listLag?: Duration;
  /** In which order calls are listed: nobody promises one. */
  readonly listOrder?: (typeof LIST_ORDERS)[number];
  /** Zero data retention: calls do not show the variables they were given. */
  readonly zdr?: boolean;
  /** The agent is deleted once so many calls were placed with it: it is a 404 from then on. `agent`: which; else any. */
  readonly gone?: { readonly after: number; readonly agent?: string };
};

export type Faults = Standing & {
  /** The call is placed, and the connection destroyed without a reply. */
  readonly lostReply?: Dose;
  /** A 5xx, and nothing was placed. */
  readonly error5xxBefore?: Dose & { readonly status?: number };
  /** A 5xx, and the call was placed. */
  readonly error5xxAfter?: Dose & { readonly status?: number };
  /** A 429 to the whole request. */
  readonly throttle?: Door;
  /** A 503 in the provider's own words, and nothing was placed. */
  readonly unavailable?: Door;
  /** Destinations are refused one by one inside the 200. */
  readonly itemError?: ItemError;
  /** A 402 `quota_exceeded`. */
  readonly usageLimit?: Dose;
  /** The work is done, and a 200 says so in HTML. */
  readonly garbage?: Dose;
  /** The work is done, and the reply keeps one waiting. */
  readonly slow?: Dose & { readonly ms: Duration };
  /** A 307 to the same path before anything was done: whoever follows it places the calls. */
  readonly redirect307?: Dose;
  /** The calls are placed, and the last entry of the reply is missing. */
  readonly wrongCount?: Dose;
};

export type FaultName = Exclude<keyof Faults, keyof Standing>;
export type RequestKind = 'place' | 'read';

/** What each fault may say beside its dose. */
export const EXTRAS: Readonly<Record<FaultName, readonly string[]>> = {
  lostReply: [],
  error5xxBefore: ['status'],
  error5xxAfter: ['status'],
  throttle: ['retryAfter', 'retryAs', 'forMs', 'code'],
  unavailable: ['retryAfter', 'retryAs', 'forMs', 'code'],
  itemError: ['code', 'title', 'message', 'error'],
  usageLimit: [],
  garbage: [],
  slow: ['ms'],
  redirect307: [],
  wrongCount: [],
};
export const NAMES = Object.keys(EXTRAS) as readonly FaultName[];

export class FaultBox {
  #faults: Faults = {};
  readonly #left = new Map<FaultName, number>();
  /** Doors that have struck, and until when they stay shut. */
  readonly #shut = new Map<string, Instant>();
  readonly #dice: ReadonlyMap<FaultName, Dice>;

  constructor(seed: number, faults: Faults) {
    this.#dice = new Map(NAMES.map((name) => [name, dice(seed, name)]));
    this.set(faults);
  }

  set(faults: Faults): void {
    this.#faults = faults;
    this.#left.clear();
    this.#shut.clear();
    for (const name of NAMES) {
      const dose = faults[name];
      if (dose !== undefined && 'count' in dose) this.#left.set(name, dose.count);
    }
  }

  get(): Faults {
    return this.#faults;
  }

  /** The fault, if it strikes this request; a count goes down by one when it does. */
  strikes<Name extends FaultName>(name: Name, kind: RequestKind): Faults[Name] | undefined {
    const dose: Dose | undefined = this.#faults[name];
    if (dose === undefined || ![kind, 'any'].includes(dose.on ?? 'place')) return undefined;
    if ('probability' in dose) {
      return (this.#dice.get(name)?.() ?? 1) < dose.probability ? this.#faults[name] : undefined;
    }
    const left = this.#left.get(name) ?? 0;
    if (left <= 0) return undefined;
    this.#left.set(name, left - 1);
    return this.#faults[name];
  }

  /** A door, if it is shut for this request, and how many seconds it says that it will be; null: it does not say. */
  door(
    name: 'throttle' | 'unavailable',
    kind: RequestKind,
    now: Instant,
  ): { readonly door: Door; readonly seconds: number | null } | undefined {
    const door = this.#faults[name];
    if (door === undefined) return undefined;
    const key = `${name} ${kind}`;
    let until = this.#shut.get(key) ?? now;
    if (until <= now) {
      if (this.strikes(name, kind) === undefined) return undefined;
      until = now + (door.forMs ?? 0);
      this.#shut.set(key, until);
    }
    const left = door.forMs === undefined ? null : Math.ceil((until - now) / SECOND);
    return { door, seconds: door.retryAfter ?? left };
  }
}
