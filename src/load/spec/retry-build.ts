/** Tries, waits and limits of calls to a number, of a campaign file whose shape and rules were checked. */
import type { RetryPolicy } from '../../model/dial-options.ts';
import type { Disposition } from '../../model/disposition.ts';
import { readSpan, type LimitBy, type NumberLimit } from '../../model/number-limits.ts';
import type { Wait } from '../../model/retry-wait.ts';
import { DAY, HOUR, MINUTE, parseDuration, SECOND, type Duration } from '../../model/time.ts';
import type { NumberLimitsInput } from './limits-schema.ts';
import { RETRIED, type RetryInput } from './retry-schema.ts';

type AfterInput = NonNullable<NonNullable<RetryInput['no_answer']>['after']>;

/** What is tried again where the file allows more than one try and says no more. */
const USUAL: Readonly<Partial<Record<Disposition, Wait>>> = { no_answer: 2 * HOUR, busy: 15 * MINUTE };
/** Whose usual wait is followed by another part of the day: a quarter of an hour after busy the part is the same. */
const USUALLY_PARTED: readonly Disposition[] = ['no_answer'];

export function retryOf(retry: RetryInput | undefined): RetryPolicy {
  const maxAttempts = retry?.max_attempts ?? 1;
  if (retry === undefined || maxAttempts === 1) return { maxAttempts, after: {} };
  const after: Partial<Record<Disposition, Wait>> = { ...USUAL };
  const most: Partial<Record<Disposition, number>> = {};
  const parted: Disposition[] = [];
  for (const name of RETRIED) {
    const given = retry[name];
    if (given?.after !== undefined) after[name] = waitOf(given.after);
    if (after[name] === undefined) continue;
    if (given?.max !== undefined) most[name] = given.max;
    const usually = given?.after === undefined && USUALLY_PARTED.includes(name);
    if (given?.different_day_part ?? retry.different_day_part ?? usually) parted.push(name);
  }
  return {
    maxAttempts,
    after,
    ...(Object.keys(most).length === 0 ? {} : { most }),
    ...(parted.length === 0 ? {} : { otherDayPart: parted }),
    ...(retry.day_parts === undefined ? {} : { dayParts: retry.day_parts.map(minutesOf) }),
  };
}

export function waitOf(after: AfterInput): Wait {
  if (typeof after === 'string') return durationOf(after, SECOND);
  if (Array.isArray(after)) return after.map((one) => durationOf(one, SECOND));
  const first = durationOf(after.first, SECOND);
  const longest = Math.max(first, durationOf(after.longest, DAY));
  return { first, factor: after.factor ?? 2, longest, jitter: after.jitter ?? 0 };
}

/** Of the campaign file or of `outdial.json`; empty where it says nothing of numbers. */
export function numberLimitsOf(limits: NumberLimitsInput | undefined, by: LimitBy & string): readonly NumberLimit[] {
  const caps = (limits?.per_number ?? []).map(({ calls, per }): NumberLimit => {
    const span = readSpan(per);
    // Its shape was checked; what cannot be read all the same binds for good.
    return { is: 'calls', calls, per: span ?? null, by };
  });
  const rest = limits?.after_conversation;
  return rest === undefined ? caps : [...caps, { is: 'rest', for: durationOf(rest, 365 * DAY), by }];
}

function durationOf(text: string | undefined, otherwise: Duration): Duration {
  return text === undefined ? otherwise : (parseDuration(text) ?? otherwise);
}

export function minutesOf(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}
