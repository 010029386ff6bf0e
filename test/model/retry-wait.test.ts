/** How long a try waits: by the nth, by a factor, by chance that is the same whenever it is asked for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSooner,
  noLonger,
  readWait,
  shortestWait,
  usualWait,
  waitAfter,
  waitWords,
} from '../../src/model/retry-wait.ts';
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts';

const doubling = { first: 15 * MINUTE, factor: 2, longest: DAY, jitter: 0 };
const list = [HOUR, 4 * HOUR, DAY];

describe('the wait of the nth try', () => {
  it.each([
    [HOUR, [HOUR, HOUR, HOUR, HOUR]],
    [list, [HOUR, 4 * HOUR, DAY, DAY]],
    [doubling, [15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR]],
    [{ ...doubling, factor: 1 }, [15 * MINUTE, 15 * MINUTE, 15 * MINUTE, 15 * MINUTE]],
    [{ ...doubling, longest: 40 * MINUTE }, [15 * MINUTE, 30 * MINUTE, 40 * MINUTE, 40 * MINUTE]],
  ])('%j', (wait, expected) => {
    expect([1, 2, 3, 4].map((nth) => waitAfter(wait, nth, 'od1.L.demo.c1.1'))).toEqual(expected);
  });
  it('the twentieth of a factor of 100 is the longest, not beyond', () => {
    expect(usualWait({ ...doubling, factor: 100 }, 20)).toBe(DAY);
  });
});

describe('jitter', () => {
  const shaken = { ...doubling, factor: 1, jitter: 0.2 };
  it('stays within its share, and is the same for the same call', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        (id, jitter, nth) => {
          const wait = { ...doubling, jitter };
          const usual = usualWait(wait, nth);
          const is = waitAfter(wait, nth, id);
          expect(is).toBe(waitAfter(wait, nth, id));
          expect(is).toBeGreaterThanOrEqual(Math.floor(usual * (1 - jitter)));
          expect(is).toBeLessThanOrEqual(Math.ceil(usual * (1 + jitter)));
        },
      ),
    );
  });
  it('spreads ids that differ in one sign over the whole span', () => {
    const shares = Array.from(
      { length: 400 },
      (_, n) => waitAfter(shaken, 1, `od1.ledger.demo.c${n}.1`) / (15 * MINUTE) - 1,
    );
    const tenths = new Set(shares.map((share) => Math.floor((share + 0.2) / 0.04)));
    expect(tenths.size).toBeGreaterThanOrEqual(10);
    expect(Math.abs(shares.reduce((sum, one) => sum + one, 0) / shares.length)).toBeLessThan(0.02);
  });
});

it('what is stored comes back, that of older plans too', () => {
  for (const wait of [HOUR, list, doubling])
    expect(readWait(JSON.parse(JSON.stringify({ wait })), 'wait')).toEqual(wait);
  expect(() => readWait({ wait: 'soon' }, 'wait')).toThrow();
});

it('which is sooner, shorter, and how it is said', () => {
  expect(isSooner(list, HOUR, 3)).toBe(false);
  expect(isSooner([2 * HOUR, MINUTE], HOUR, 2)).toBe(true);
  expect(isSooner([2 * HOUR, MINUTE], HOUR, 1)).toBe(false);
  expect(isSooner({ ...doubling, jitter: 0.1 }, doubling, 2)).toBe(true);
  expect([HOUR, list, { ...doubling, jitter: 0.2 }].map(shortestWait)).toEqual([HOUR, HOUR, 12 * MINUTE]);
  expect(noLonger(list, 2 * HOUR)).toEqual([HOUR, 2 * HOUR, 2 * HOUR]);
  expect(usualWait(noLonger(doubling, MINUTE), 5)).toBe(MINUTE);
  expect([HOUR, [HOUR], list, { ...doubling, jitter: 0.2 }].map(waitWords)).toEqual([
    'after 1h',
    'after 1h',
    'after 1h, 4h, then 1d each',
    'after 15m, 2 times longer each, 1d at most, ±20%',
  ]);
});
