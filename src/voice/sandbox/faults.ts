/** Faults the sandbox can be told to show, each by chance or for a number of times, seeded so that they repeat. */
import type { Duration } from '../../model/time.ts';
import { dice, type Dice } from './dice.ts';

/** How often: the next `count` times, or each time with this `probability`. */
type Dose = ({ readonly count: number } | { readonly probability: number }) & {
  /** Which requests: those that place calls (the default), all others, or any. */
  readonly on?: 'place' | 'read' | 'any';
};

export type Faults = {
  /** The call is placed, and the connection destroyed without a reply. */
  readonly lostReply?: Dose;
  /** A 5xx, and nothing was placed. */
  readonly error5xxBefore?: Dose & { readonly status?: number };
  /** A 5xx, and the call was placed. */
  readonly error5xxAfter?: Dose & { readonly status?: number };
  /** A 429 to the whole request; `retryAfter` in seconds, no such header without. */
  readonly throttle?: Dose & { readonly retryAfter?: number; readonly code?: string };
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
  /** How long a new call is missing from lists. */
  readonly listLag?: Duration;
};

export type FaultName = Exclude<keyof Faults, 'listLag'>;
export type RequestKind = 'place' | 'read';

const EXTRAS: Readonly<Record<FaultName, readonly string[]>> = {
  lostReply: [],
  error5xxBefore: ['status'],
  error5xxAfter: ['status'],
  throttle: ['retryAfter', 'code'],
  usageLimit: [],
  garbage: [],
  slow: ['ms'],
  redirect307: [],
  wrongCount: [],
};
const NAMES = Object.keys(EXTRAS) as readonly FaultName[];

export class FaultBox {
  #faults: Faults = {};
  readonly #left = new Map<FaultName, number>();
  readonly #dice: ReadonlyMap<FaultName, Dice>;

  constructor(seed: number, faults: Faults) {
    this.#dice = new Map(NAMES.map((name) => [name, dice(seed, name)]));
    this.set(faults);
  }

  set(faults: Faults): void {
    this.#faults = faults;
    this.#left.clear();
    for (const name of NAMES) {
      const dose = faults[name];
      if (dose !== undefined && 'count' in dose) this.#left.set(name, dose.count);
    }
  }

  get(): Faults {
    return this.#faults;
  }

  get listLag(): Duration {
    return this.#faults.listLag ?? 0;
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
}

/** Reads faults from JSON; a string says what is wrong with them. */
export function parseFaults(value: unknown): Faults | string {
  if (!isObject(value)) return 'faults must be a JSON object';
  for (const [name, dose] of Object.entries(value)) {
    if (name === 'listLag') {
      if (!isAmount(dose)) return 'listLag must be milliseconds';
      continue;
    }
    const extras = EXTRAS[name as FaultName];
    if (!Object.hasOwn(EXTRAS, name)) return `${name} is no fault; there are ${[...NAMES, 'listLag'].join(', ')}`;
    if (!isObject(dose)) return `${name} must be an object`;
    const odd = Object.keys(dose).find((key) => !['count', 'probability', 'on', ...extras].includes(key));
    if (odd !== undefined) return `${name}.${odd} is not known`;
    if (isAmount(dose['count']) === isAmount(dose['probability'])) return `${name} needs a count or a probability`;
    if (!['place', 'read', 'any', undefined].includes(dose['on'] as string)) {
      return `${name}.on must be place, read or any`;
    }
    const wrong = ['status', 'retryAfter', 'ms'].find((key) => key in dose && !isAmount(dose[key]));
    if (wrong !== undefined) return `${name}.${wrong} must be a number`;
    if (name === 'slow' && dose['ms'] === undefined) return 'slow.ms is missing';
  }
  return value;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
