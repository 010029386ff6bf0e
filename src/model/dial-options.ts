/** What a campaign file says of how its contacts are dialed, with every default, and how a ledger's JSON of it is read. */
import { DISPOSITIONS, type Disposition } from './disposition.ts';
import { own } from './own.ts';
import { readScheduleOptions, scheduleOptionsOf, type ScheduleOptions } from './schedule.ts';
import { each, number, oneOf, orNull, text, within, type Fields } from './stored-fields.ts';
import type { Duration, Instant } from './time.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When a destination may be rung, half-open `[from, to)`, in minutes of the local day. */
export type Window = {
  readonly days: readonly Weekday[];
  readonly from: number;
  readonly to: number;
  /** `contact`: every zone of the contact's `place`; else one IANA zone for all. */
  readonly timezone: 'contact' | string;
};

export type RetryPolicy = {
  /** Counted attempts a contact, at least 1. */
  readonly maxAttempts: number;
  /** Delay from the call's own end, for the dispositions that deserve another try. */
  readonly after: Readonly<Partial<Record<Disposition, Duration>>>;
};

export type DoubtPolicy = {
  /** Delays from the doubt to each look-up. */
  readonly lookUps: readonly Duration[];
  /**
   * What becomes of it once the look-ups are spent. `hold`: a person decides. `redial`: the campaign's owner accepted
   * that someone may be rung twice; it is still not done before the first call cannot be open any more, and it counts.
   */
  readonly then: 'hold' | 'redial';
};

/** They go from the file into the plan as they are, and from there to whoever dials. */
export type DialOptions = {
  readonly ringingTimeoutSeconds: number;
  readonly maxCallDurationMinutes: number;
  readonly maxConcurrentCalls: number;
  readonly batchWindow: Duration;
  readonly batchSize: number;
  /** Of what is scarce among campaigns that dial at once: one of 2 gets twice as much as one of 1. */
  readonly weight: number;
  readonly startAt: Instant | null;
  readonly endAt: Instant | null;
  readonly retry: RetryPolicy;
  readonly doubt: DoubtPolicy;
} & ScheduleOptions;

/** They alone of what is handed over, which may be a whole campaign file. */
export function dialOptionsOf({
  ringingTimeoutSeconds,
  maxCallDurationMinutes,
  maxConcurrentCalls,
  batchWindow,
  batchSize,
  weight,
  startAt,
  endAt,
  retry,
  doubt,
  ...others
}: DialOptions): DialOptions {
  const limits = { ringingTimeoutSeconds, maxCallDurationMinutes, maxConcurrentCalls, batchWindow, batchSize, weight };
  return { ...limits, startAt, endAt, retry, doubt, ...scheduleOptionsOf(others) };
}

/** Of a plan of this or of an older version: what that one did not know gets what held without it. */
export function readDialOptions(of: Fields): DialOptions {
  return {
    ringingTimeoutSeconds: number(of, 'ringingTimeoutSeconds'),
    maxCallDurationMinutes: number(of, 'maxCallDurationMinutes'),
    maxConcurrentCalls: number(of, 'maxConcurrentCalls'),
    batchWindow: number(of, 'batchWindow'),
    batchSize: number(of, 'batchSize'),
    weight: own(of, 'weight') === undefined ? 1 : number(of, 'weight'),
    startAt: orNull(number, of, 'startAt'),
    endAt: orNull(number, of, 'endAt'),
    retry: readRetry(within(of, 'retry')),
    doubt: readDoubt(within(of, 'doubt')),
    ...readScheduleOptions(of),
  };
}

export function readWindow(of: Fields): Window {
  return {
    days: each((day) => oneOf(WEEKDAYS, { day }, 'day'), of, 'days'),
    from: number(of, 'from'),
    to: number(of, 'to'),
    timezone: text(of, 'timezone'),
  };
}

function readRetry(of: Fields): RetryPolicy {
  const after = within(of, 'after');
  const delays = DISPOSITIONS.filter((name) => own(after, name) !== undefined);
  return {
    maxAttempts: number(of, 'maxAttempts'),
    after: Object.fromEntries(delays.map((name) => [name, number(after, name)])),
  };
}

function readDoubt(of: Fields): DoubtPolicy {
  const lookUps = each((delay) => number({ delay }, 'delay'), of, 'lookUps');
  return { lookUps, then: oneOf(['hold', 'redial'], of, 'then') };
}
