/** Breakers against a count of their own, at the edges of their window and their share; the bounds of a ramp. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptState } from '../../src/model/attempt.ts';
import type { Disposition } from '../../src/model/disposition.ts';
import type { AttemptId } from '../../src/model/ids.ts';
import type { Breaker, StopRules } from '../../src/model/stop-rules.ts';
import { MINUTE, SECOND } from '../../src/model/time.ts';
import { brokenBounds, tripped } from '../../src/policy/stop.ts';
import { NOW } from '../support/fixtures.ts';

type One = { readonly ago: number; readonly is: Disposition; readonly talked: number | null };
const RULE: Breaker = { share: 0.5, of: 4, within: 10 * MINUTE };

function calls(ones: readonly One[]) {
  return ones.map(({ ago, is, talked }, n) => {
    const endedAt = NOW - ago;
    const startedAt = talked === null ? null : endedAt - talked;
    const state: AttemptState = { is: 'ended', callId: null, disposition: is, startedAt, endedAt, endReason: null };
    return { id: `a${n}` as AttemptId, state };
  });
}
const failed = (ago: number): One => ({ ago, is: 'failed', talked: null });
const fine = (ago: number, talked = MINUTE): One => ({ ago, is: 'answered', talked });
const found = (rules: Partial<StopRules>, ones: readonly One[], from = 0) =>
  tripped({ failures: null, shortCalls: null, ...rules }, calls(ones), from, NOW);

describe('failures', () => {
  it('trip at the share, and not below it', () => {
    const two = [failed(1), failed(2), fine(3), fine(4)];
    expect(found({ failures: RULE }, two)).toEqual({
      message: '2 of 4 calls of the last 10m failed',
      calls: ['a1', 'a0'],
    });
    expect(found({ failures: RULE }, [...two, fine(5)])).toBeNull();
  });

  it('wait for enough calls', () => {
    expect(found({ failures: RULE }, [failed(1), failed(2), failed(3)])).toBeNull();
    expect(found({ failures: RULE }, [failed(1), failed(2), failed(3), failed(4)])).not.toBeNull();
  });

  it('are those of the window to the millisecond, and none that a person has gone on after', () => {
    const at = (ago: number) => [failed(ago), failed(1), failed(2), failed(3)];
    expect(found({ failures: RULE }, at(10 * MINUTE - 1))).not.toBeNull();
    expect(found({ failures: RULE }, at(10 * MINUTE))).toBeNull();
    expect(found({ failures: RULE }, at(5), NOW - 5)).toBeNull();
    expect(found({ failures: RULE }, at(5), NOW - 6)).not.toBeNull();
  });

  it('are none of those whom nobody answered, and calls that go on are not counted', () => {
    const nobody = (is: Disposition): One => ({ ago: 1, is, talked: null });
    const ones = [nobody('no_answer'), nobody('busy'), nobody('canceled'), { ...nobody('voicemail'), talked: 1 }];
    expect(found({ failures: { ...RULE, share: 0.01 } }, ones)).toBeNull();
    expect(found({ failures: { ...RULE, share: 0.01 } }, [...ones, nobody('refused')])).not.toBeNull();
    const open = { id: 'b' as AttemptId, state: { is: 'placing' } as const };
    expect(tripped({ failures: { ...RULE, of: 1 }, shortCalls: null }, [open], 0, NOW)).toBeNull();
  });
});

describe('short calls', () => {
  const rule = { ...RULE, under: 5 * SECOND };
  it('are counted among those that were answered', () => {
    const none = Array.from({ length: 20 }, (): One => ({ ago: 1, is: 'no_answer', talked: null }));
    const ones = [...none, fine(1, 4_999), fine(2, 4_999), fine(3, 5_000), fine(4)];
    expect(found({ shortCalls: rule }, ones)).toMatchObject({ calls: ['a21', 'a20'] });
    expect(found({ shortCalls: rule }, [...ones, fine(5)])).toBeNull();
  });

  it('are those in which the agent broke, however long they took', () => {
    const broke: One = { ago: 1, is: 'error', talked: MINUTE };
    expect(found({ shortCalls: rule }, [broke, broke, fine(1), fine(2)])).not.toBeNull();
    const never: One = { ago: 1, is: 'error', talked: null };
    expect(found({ shortCalls: rule }, [never, never, fine(1), fine(2)])).toBeNull();
  });
});

it('agrees with a count call by call, for any calls and any rule', () => {
  const one = fc.record({
    ago: fc.nat(20 * MINUTE),
    is: fc.constantFrom<Disposition>('answered', 'failed', 'no_answer', 'error', 'refused'),
    talked: fc.option(fc.nat(20_000)),
  });
  const rule = fc.record({
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    of: fc.integer({ min: 1, max: 12 }),
    within: fc.nat(20 * MINUTE),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40 }), rule, fc.nat(20 * MINUTE), (ones, failures, ago) => {
      let [all, bad] = [0, 0];
      for (const { ago: since, is } of ones) {
        if (since >= failures.within || since >= ago) continue;
        all += 1;
        if (is === 'failed' || is === 'refused' || is === 'error') bad += 1;
      }
      const trips = all >= failures.of && bad >= failures.share * all;
      expect(found({ failures }, ones, NOW - ago) !== null).toBe(trips);
    }),
  );
});

describe('the bounds of a ramp', () => {
  const evidence = { people: 20, answered: 5, failed: 2, spent: 10_000_000 };
  const bounds = { answered: null, failedBelow: null, costPerAnsweredBelow: null };
  it.each([
    [{ answered: 0.25 }, []],
    [{ answered: 0.26 }, ['25 % answered, not 26 %']],
    [{ failedBelow: 0.11 }, []],
    [{ failedBelow: 0.1 }, ['10 % failed, not less than 10 %']],
    [{ costPerAnsweredBelow: 2_000_001 }, []],
    [{ costPerAnsweredBelow: 2_000_000 }, ['$2.00 for each who answered, not less than $2.00']],
  ])('%j', (over, says) => {
    expect(brokenBounds({ ...bounds, ...over }, evidence)).toEqual(says);
  });
  it('do not hold where nothing can be said', () => {
    const nobody = { people: 0, answered: 0, failed: 0, spent: 0 };
    expect(brokenBounds({ answered: 0.1, failedBelow: 0.1, costPerAnsweredBelow: 1 }, nobody)).toHaveLength(3);
  });
});
