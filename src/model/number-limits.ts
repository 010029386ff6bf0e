/** How often one number may be called, and for how long it is left alone: by all campaigns of a ledger together. Pure. */
import type { Attempt } from './attempt.ts';
import type { DestinationKey } from './ids.ts';
import { DAY, formatDuration, MINUTE, parseDuration, SECOND, type Duration, type Instant } from './time.ts';

/** Whose word it is: the campaign file's, `outdial.json`'s, or the id of a rule of a pack. */
export type LimitBy = 'campaign' | 'account' | { readonly rule: string };

/** Calls in any span of that length, which moves with the clock; `per` null: ever. */
export type CallCap = {
  readonly is: 'calls';
  readonly calls: number;
  readonly per: Duration | null;
  readonly by: LimitBy;
};
/** No call for so long after somebody talked, counted from the end of that call. */
export type Rest = { readonly is: 'rest'; readonly for: Duration; readonly by: LimitBy };
export type NumberLimit = CallCap | Rest;

/** What the commit asks of one number. `also`: keys of its other spellings, in ledgers from before spellings were one. */
export type NumberGuard = {
  readonly destination: DestinationKey;
  readonly also: readonly DestinationKey[];
  /** The appointment. */
  readonly at: Instant;
  readonly limits: readonly NumberLimit[];
};

/**
 * An appointment is kept a second late at most, and a phone rings some seconds after it: two calls that are given a span
 * apart may ring a little closer. So a span is counted as longer by this.
 */
export const LIMIT_MARGIN: Duration = 5 * SECOND;

export const SHORTEST_SPAN: Duration = MINUTE;
export const LONGEST_SPAN: Duration = 365 * DAY;
export const LIFETIME = 'lifetime';

/** `"1m"` to `"365d"`, or `"lifetime"` (null); undefined for anything else. */
export function readSpan(text: string): Duration | null | undefined {
  if (text === LIFETIME) return null;
  const span = parseDuration(text);
  return span === undefined || span < SHORTEST_SPAN || span > LONGEST_SPAN ? undefined : span;
}

/** A call of a number as far as limits look at it. */
export type NumberCall = Pick<Attempt, 'sendAt'> & { readonly talkedUntil: Instant | null };

/** Nobody proved that its request rang nobody. Whoever was given up in doubt may have been rung, and counts. */
export function mayHaveRung({ state }: Pick<Attempt, 'state'>): boolean {
  return state.is !== 'not_placed' || state.why === 'given_up';
}

/** When a call in which somebody answered was over; null for every other. */
export function talkedUntil({ state }: Pick<Attempt, 'state'>): Instant | null {
  return state.is === 'ended' && state.disposition === 'answered' ? state.endedAt : null;
}

export function numberCallsOf(attempts: readonly Attempt[]): readonly NumberCall[] {
  return attempts.filter(mayHaveRung).map((attempt) => ({ sendAt: attempt.sendAt, talkedUntil: talkedUntil(attempt) }));
}

/** `at`: the first instant, from the one asked about on, at which every limit allows a call; null: none ever. */
export type Allowed = { readonly at: Instant | null; readonly limit: NumberLimit | null };

/** `limit`: the one that is waited for last. */
export function firstAllowed(limits: readonly NumberLimit[], calls: readonly NumberCall[], from: Instant): Allowed {
  const sends = calls.map(({ sendAt }) => sendAt).sort((a, b) => b - a);
  const talked = calls.reduce<Instant | null>((last, one) => laterOf(last, one.talkedUntil), null);
  let found: Allowed = { at: from, limit: null };
  // A limit never forbids again what comes later and is not called meanwhile: the latest of them is the answer.
  for (const limit of limits) {
    const at =
      limit.is === 'calls'
        ? afterCap(limit, sends, from)
        : Math.max(from, talked === null ? from : restEnd(limit, talked));
    if (at === null) return { at, limit };
    if (found.at !== null && at > found.at) found = { at, limit };
  }
  return found;
}

function afterCap({ calls, per }: CallCap, sends: readonly Instant[], from: Instant): Instant | null {
  const oldest = sends[calls - 1];
  if (oldest === undefined) return from;
  return per === null ? null : Math.max(from, oldest + per + LIMIT_MARGIN);
}

function restEnd(rest: Rest, talked: Instant): Instant {
  return talked + rest.for + LIMIT_MARGIN;
}

function laterOf(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

/** In the log: whose word it is, and how much it allows. `calls` null: a rest. `span` null: ever. */
export type LimitFacts = { readonly limit: string; readonly calls: number | null; readonly span: Duration | null };

export function limitFacts(limit: NumberLimit): LimitFacts {
  const key = limit.is === 'calls' ? 'limits.per_number' : 'limits.after_conversation';
  const by = limit.by === 'campaign' ? key : limit.by === 'account' ? `${key} of outdial.json` : limit.by.rule;
  return {
    limit: by,
    ...(limit.is === 'calls' ? { calls: limit.calls, span: limit.per } : { calls: null, span: limit.for }),
  };
}

/** `at most 3 calls to a number within 1d (limits.per_number)`. */
export function limitWords({ limit, calls, span }: LimitFacts): string {
  if (calls === null) return `no call within ${formatDuration(span ?? 0)} after a conversation (${limit})`;
  const words = `at most ${calls === 1 ? 'one call' : `${calls} calls`} to a number`;
  return `${words}${span === null ? ', ever' : ` within ${formatDuration(span)}`} (${limit})`;
}
