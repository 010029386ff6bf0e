/** When a number may be called again: each limit alone, several together, and never one call too many. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstAllowed,
  LIMIT_MARGIN,
  limitFacts,
  limitWords,
  readSpan,
  type NumberCall,
  type NumberLimit,
} from '../../src/model/number-limits.ts';
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts';
import { NOW } from '../support/fixtures.ts';

const by = 'campaign' as const;
const cap = (calls: number, per: number | null): NumberLimit => ({ is: 'calls', calls, per, by });
const rest = (span: number): NumberLimit => ({ is: 'rest', for: span, by });
const call = (sendAt: number, talkedUntil: number | null = null): NumberCall => ({ sendAt, talkedUntil });

describe('the first instant that every limit allows', () => {
  const calls = [call(NOW - 3 * HOUR), call(NOW - HOUR), call(NOW - 2 * HOUR, NOW - 2 * HOUR + MINUTE)];
  it.each<[string, readonly NumberLimit[], number | null, number | null]>([
    ['no limit', [], NOW, null],
    ['fewer calls than allowed', [cap(4, DAY)], NOW, null],
    ['as many: the oldest of them leaves the span', [cap(3, DAY)], NOW - 3 * HOUR + DAY + LIMIT_MARGIN, 0],
    ['more than allowed: as many leave it', [cap(1, DAY)], NOW - HOUR + DAY + LIMIT_MARGIN, 0],
    ['a span that is over', [cap(1, HOUR - LIMIT_MARGIN)], NOW, null],
    ['ever', [cap(3, null)], null, 0],
    ['ever, and one is left', [cap(4, null)], NOW, null],
    ['a rest after a conversation', [rest(DAY)], NOW - 2 * HOUR + MINUTE + DAY + LIMIT_MARGIN, 0],
    ['of two the later', [cap(3, DAY), rest(7 * DAY)], NOW - 2 * HOUR + MINUTE + 7 * DAY + LIMIT_MARGIN, 1],
    ['never is later than any', [rest(7 * DAY), cap(1, null)], null, 1],
  ])('%s', (_, limits, at, which) => {
    expect(firstAllowed(limits, calls, NOW)).toEqual({ at, limit: which === null ? null : limits[which] });
  });
});

it('whoever calls when it says so never exceeds a limit, and waits no longer than that', () => {
  const limit = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(MINUTE, HOUR, DAY)).map(([calls, per]) => cap(calls, per)),
    fc.constantFrom(HOUR, DAY).map(rest),
  );
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 * HOUR }), fc.boolean()), { maxLength: 25 });
  fc.assert(
    fc.property(fc.array(limit, { minLength: 1, maxLength: 3 }), steps, (limits, waits) => {
      const calls: NumberCall[] = [];
      let at = NOW;
      for (const [wait, talks] of waits) {
        const wanted = at + wait;
        const found = firstAllowed(limits, calls, wanted);
        if (found.at === null) throw new Error('nothing here is for good');
        // One millisecond sooner some limit says no.
        const sooner = found.at > wanted && limits.some((one) => exceeds(one, calls, (found.at ?? 0) - 1));
        expect(found.at === wanted || sooner).toBe(true);
        at = found.at;
        expect(limits.filter((one) => exceeds(one, calls, at))).toEqual([]);
        calls.push(call(at, talks ? at + MINUTE : null));
        at += talks ? MINUTE : 1;
      }
    }),
  );
});

/** Counted plainly, as a person would from a list of calls. */
function exceeds(limit: NumberLimit, calls: readonly NumberCall[], at: number): boolean {
  if (limit.is === 'rest')
    return calls.some(({ talkedUntil }) => talkedUntil !== null && at < talkedUntil + limit.for + LIMIT_MARGIN);
  const within = calls.filter(({ sendAt }) => limit.per === null || sendAt > at - limit.per - LIMIT_MARGIN);
  return within.length + 1 > limit.calls;
}

it('spans from a minute to a year, or ever', () => {
  expect(['1m', '365d', 'lifetime', '24h'].map(readSpan)).toEqual([MINUTE, 365 * DAY, null, DAY]);
  expect(['59s', '366d', 'week', '', '0'].map(readSpan)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it('in words', () => {
  expect([cap(3, DAY), cap(1, null), rest(7 * DAY)].map((one) => limitWords(limitFacts(one)))).toEqual([
    'at most 3 calls to a number within 1d (limits.per_number)',
    'at most one call to a number, ever (limits.per_number)',
    'no call within 7d after a conversation (limits.after_conversation)',
  ]);
  expect(limitWords(limitFacts({ ...cap(3, DAY), by: { rule: 'us-fl-calls' } }))).toContain('(us-fl-calls)');
  expect(limitWords(limitFacts({ ...cap(3, DAY), by: 'account' }))).toContain('of outdial.json');
});
