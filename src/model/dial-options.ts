/** What a campaign file says of how its contacts are dialed, with every default, and how a ledger's JSON of it is read. */
import { DISPOSITIONS, type Disposition } from './disposition.ts';
import { readNumberLimits } from './number-limits-stored.ts';
import type { NumberLimit } from './number-limits.ts';
import { own } from './own.ts';
import { readWait, type Wait } from './retry-wait.ts';
import { readScheduleOptions, scheduleOptionsOf, type ScheduleOptions } from './schedule.ts';
import { readStopOptions, stopOptionsOf, type StopOptions } from './stop-rules.ts';
import { each, fields, ifThere, number, oneOf, orNull, text, texts, within, type Fields } from './stored-fields.ts';
import type { Duration, Instant } from './time.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Half-open `[from, to)`, in minutes of the local day. */
export type WindowSpan = {
  readonly days: readonly Weekday[];
  readonly from: number;
  readonly to: number;
};

/** When a destination may be rung. */
export type Window = WindowSpan & {
  /** `contact`: every zone of the contact's `place`; else one IANA zone for all. */
  readonly timezone: 'contact' | string;
  /** Further spans: of the same days after a lunch, of other days; absent: none. They may lie in any order, and overlap. */
  readonly more?: readonly WindowSpan[];
  /** Local days on which nobody is called: "2026-12-24", or from the first to the last, "2026-12-27/2027-01-02". */
  readonly except?: readonly string[];
  /** Calendars of `policy/rules/holidays.ts` ("US", "DE-BY") on whose holidays nobody is called. */
  readonly holidays?: readonly string[];
  /** Calendars that are not there, with their days as they were known when the campaign was loaded. */
  readonly holidayDates?: readonly { readonly calendar: string; readonly dates: readonly string[] }[];
};

export type RetryPolicy = {
  /** Counted attempts a contact, at least 1. */
  readonly maxAttempts: number;
  /** Delay from the call's own end, for the dispositions that deserve another try. */
  readonly after: Readonly<Partial<Record<Disposition, Wait>>>;
  /** Calls of a contact that may end so, within `maxAttempts`; absent: as many as that. */
  readonly most?: Readonly<Partial<Record<Disposition, number>>>;
  /** After which ends the next try falls into another part of the day; absent: after none. */
  readonly otherDayPart?: readonly Disposition[];
  /** Where the parts of the day meet, in minutes of the local day, ascending; absent: `DEFAULT_DAY_PARTS`. */
  readonly dayParts?: readonly number[];
};

/** Morning, noon, afternoon, evening. */
export const DEFAULT_DAY_PARTS: readonly number[] = [12 * 60, 14 * 60, 17 * 60];

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
  /** How often a number may be called, all campaigns counted: the campaign's word and the account's. Absent: neither said so. */
  readonly numberLimits?: readonly NumberLimit[];
} & StopOptions &
  ScheduleOptions;

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
  numberLimits,
  ...more
}: DialOptions): DialOptions {
  const limits = { ringingTimeoutSeconds, maxCallDurationMinutes, maxConcurrentCalls, batchWindow, batchSize, weight };
  const numbers = numberLimits === undefined ? {} : { numberLimits };
  return { ...limits, startAt, endAt, retry, doubt, ...numbers, ...stopOptionsOf(more), ...scheduleOptionsOf(more) };
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
    ...ifThere(readNumberLimits, of, 'numberLimits'),
    ...readStopOptions(of),
    ...readScheduleOptions(of),
  };
}

export function readWindow(of: Fields): Window {
  return {
    ...readSpan(of),
    timezone: text(of, 'timezone'),
    ...ifThere((from, name) => each((span) => readSpan(fields(span, 'a span of a window')), from, name), of, 'more'),
    ...ifThere(texts, of, 'except'),
    ...ifThere(texts, of, 'holidays'),
    ...ifThere((from, name) => each(readCalendar, from, name), of, 'holidayDates'),
  };
}

function readSpan(of: Fields): WindowSpan {
  return {
    days: each((day) => oneOf(WEEKDAYS, { day }, 'day'), of, 'days'),
    from: number(of, 'from'),
    to: number(of, 'to'),
  };
}

function readCalendar(value: unknown): { readonly calendar: string; readonly dates: readonly string[] } {
  const of = fields(value, 'a calendar');
  return { calendar: text(of, 'calendar'), dates: texts(of, 'dates') };
}

function readRetry(of: Fields): RetryPolicy {
  const after = within(of, 'after');
  const named = (record: Fields): readonly Disposition[] =>
    DISPOSITIONS.filter((name) => own(record, name) !== undefined);
  return {
    maxAttempts: number(of, 'maxAttempts'),
    after: Object.fromEntries(named(after).map((name) => [name, readWait(after, name)])),
    ...ifThere(
      (from, key) => {
        const most = within(from, key);
        return Object.fromEntries(named(most).map((name) => [name, number(most, name)]));
      },
      of,
      'most',
    ),
    ...ifThere((from, key) => each((name) => oneOf(DISPOSITIONS, { name }, 'name'), from, key), of, 'otherDayPart'),
    ...ifThere((from, key) => each((border) => number({ border }, 'border'), from, key), of, 'dayParts'),
  };
}

function readDoubt(of: Fields): DoubtPolicy {
  const lookUps = each((delay) => number({ delay }, 'delay'), of, 'lookUps');
  return { lookUps, then: oneOf(['hold', 'redial'], of, 'then') };
}
