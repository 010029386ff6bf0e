/** The pace of a line: each rule by itself first, then what they come to over a minute, whatever happens on the way. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appointment, MARGIN, quietLine, replied, started, type LinePace } from '../../src/policy/pacing.ts';
import { NOW } from '../support/fixtures.ts';

/** How a request travels: `late` until its first byte, then to the provider, then the reply. */
type Trip = { readonly late: number; readonly there: number; readonly back: number };

/** Plays a line that always has someone waiting; returns the arrivals of its starts, in order. */
function play(
  cps: number,
  window: number,
  size: number,
  until: number,
  trips: readonly Trip[] = [{ late: 0, there: 0, back: 5 }],
): number[] {
  let pace = quietLine(NOW, undefined);
  let now = NOW;
  const arrivals: number[] = [];
  let requests = 0;
  let replies: { at: number; when: number }[] = [];
  for (let looks = 0; ; looks++) {
    if (looks > 100_000) throw new Error('the line never goes on');
    const due = replies.filter(({ when }) => when <= now);
    for (const { at, when } of due) pace = replied(pace, at, when - at);
    replies = replies.filter(({ when }) => when > now);
    const next = appointment(pace, { cps, most: cps }, { window, size }, 1_000, now);
    const wake = Math.min(next.at, ...replies.map(({ when }) => when));
    if (wake > now) {
      now = wake;
      continue;
    }
    if (next.at > NOW + until) return arrivals.sort((a, b) => a - b);
    // By requests, not by destinations: each of ten trips is among the last ten replies.
    const trip = trips[requests % trips.length] ?? { late: 0, there: 0, back: 5 };
    requests += 1;
    const at = next.at + trip.late;
    pace = started(pace, cps, next.at, at, next.size);
    for (let n = 0; n < next.size; n++) arrivals.push(at + trip.there);
    replies.push({ at, when: at + trip.there + trip.back });
    now = at;
  }
}

function mostInASecond(starts: readonly number[]): number {
  let most = 0;
  let first = 0;
  starts.forEach((at, last) => {
    while ((starts[first] ?? at) <= at - 1_000) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

/** A line that has started nothing for long, and knows by ten replies that they take so long. */
function known(replies: readonly number[] = Array<number>(10).fill(5)): LinePace {
  return { recent: [], nextAt: NOW - 60_000, replies };
}

const ONE = { window: 0, size: 1 };
/** A second and its margin. */
const APART = 1_030;

describe('a line of a new engine', () => {
  it('is quiet for a second, or after the last start that the ledger knows, and knows nothing else', () => {
    expect(quietLine(NOW, undefined)).toEqual({ recent: [], nextAt: NOW + APART, replies: [] });
    expect(quietLine(NOW, NOW - 400)).toEqual({ recent: [], nextAt: NOW + 600 + MARGIN, replies: [] });
    expect(quietLine(NOW, NOW - 60_000).nextAt).toBe(NOW);
  });
});

describe('a request', () => {
  const speed = { cps: 10, most: 10 };
  const size = (window: number, most: number, want: number, pace = known()): number =>
    appointment(pace, speed, { window, size: most }, want, NOW).size;

  it('carries those that fall due within its window', () => {
    expect([0, 102, 103, 205, 206].map((window) => size(window, 50, 50))).toEqual([1, 1, 2, 2, 3]);
  });

  it('carries no more than it may, than are wanted, and than a second of its line has left', () => {
    expect(size(5_000, 4, 50)).toBe(4);
    expect(size(5_000, 50, 6)).toBe(6);
    expect(size(5_000, 50, 50)).toBe(10);
    const begun = started(known(), 10, NOW - 800, NOW - 800, 7, 5);
    expect(size(5_000, 50, 50, begun)).toBe(3);
    // Those of a second ago are over.
    expect(size(5_000, 50, 50, started(known(), 10, NOW - APART, NOW - APART, 7, 5))).toBe(10);
    expect(size(5_000, 50, 50, started(known(), 10, NOW - APART + 1, NOW - APART + 1, 7, 5))).toBe(3);
  });

  it('carries one at least', () => {
    expect(size(0, 50, 0)).toBe(1);
  });

  it.each([
    [2.9, 2],
    [2, 2],
    [1.8, 1],
    [0.2, 1],
  ])('of a line of %d a second carries at most %i, whatever its window', (most, carried) => {
    const line = { cps: most, most };
    expect(appointment(known(), line, { window: 60_000, size: 50 }, 50, NOW).size).toBe(carried);
  });
});

describe('the next start', () => {
  it('is now where nothing is in its way, and when the spacing is over where that is later', () => {
    expect(appointment(known(), { cps: 1, most: 1 }, ONE, 1, NOW).at).toBe(NOW);
    expect(appointment({ ...known(), nextAt: NOW + 7 }, { cps: 1, most: 1 }, ONE, 1, NOW).at).toBe(NOW + 7);
  });

  it('is a second after the start that is as many back as the line has in a second', () => {
    let pace = known();
    for (const at of [NOW - 900, NOW - 600, NOW - 300]) pace = started(pace, 100, at, at, 1, 5);
    const at = (most: number): number => appointment(pace, { cps: 100, most }, ONE, 1, NOW).at;
    expect([1, 2, 3, 4].map(at)).toEqual([NOW - 300 + APART, NOW - 600 + APART, NOW - 900 + APART, NOW]);
  });

  it('counts arrivals in their order, not starts in theirs', () => {
    let pace = started(known(), 100, NOW - 900, NOW - 900, 1, 505);
    pace = started(pace, 100, NOW - 700, NOW - 700, 1, 5);
    expect(appointment(pace, { cps: 100, most: 2 }, ONE, 1, NOW).at).toBe(NOW - 700 + APART);
    expect(appointment(pace, { cps: 100, most: 1 }, ONE, 1, NOW).at).toBe(NOW - 400 + APART);
  });
});

describe('how late a request may have arrived', () => {
  /** By the next start of a line of one a second, which is a second after the arrival. */
  function late(took: number | null, replies?: readonly number[], at = NOW - 20): number {
    const pace = started(known(replies), 100, at, at, 1, took);
    return appointment(pace, { cps: 100, most: 1 }, ONE, 1, NOW).at - at - APART;
  }
  const spread = (middle: number): readonly number[] => [5, 5, 5, 5, 5, ...Array<number>(5).fill(middle)];

  it('is what its reply took beyond the fastest of late', () => {
    expect([5, 6, 30, 35].map((took) => late(took))).toEqual([0, 1, 25, 30]);
    expect(late(3)).toBe(0);
    expect(late(50, [90, 80, 70, 60, 50, 40, 95, 85, 75, 65])).toBe(10);
  });

  it('is believed up to 60 ms where replies differ so, and up to a second where one falls out of their row', () => {
    // Half of them take 40 ms longer than the fastest: three times that, and the margin, is their row.
    expect([55, 65, 66, 105, 155].map((took) => late(took, spread(45)))).toEqual([50, 60, 60, 60, 60]);
    expect([156, 400, 1_004, 1_005, 1_006, 9_000].map((took) => late(took, spread(45)))).toEqual([
      ...[151, 395, 999, 1_000, 1_000, 1_000],
    ]);
    expect([35, 36].map((took) => late(took))).toEqual([30, 31]);
  });

  it('is 60 ms while its reply is awaited, and more once that takes longer than replies do', () => {
    expect(late(null, undefined, NOW - 35)).toBe(60);
    expect(late(null, undefined, NOW - 36)).toBe(31);
    expect(late(null, undefined, NOW - 500)).toBe(495);
  });

  it('is 60 ms for all until ten replies tell what is fast', () => {
    expect(late(5, Array<number>(9).fill(5))).toBe(60);
    expect(late(700, Array<number>(9).fill(5))).toBe(60);
    expect(late(5, Array<number>(10).fill(5))).toBe(0);
  });
});

describe('what a line remembers', () => {
  const start = (at: number, took: number | null = 5): LinePace['recent'][number] => ({ at, took });

  it('are the starts of the last two seconds, and those whose reply is awaited, for ten', () => {
    const recent = [
      ...[start(NOW - 9_999, null), start(NOW - 10_000, null), start(NOW - 2_029), start(NOW - 2_030), start(NOW - 5)],
    ];
    const pace = started({ ...known(), recent }, 1, NOW, NOW, 2, 7);
    expect(pace.recent).toEqual([
      ...[start(NOW - 9_999, null), start(NOW - 2_029), start(NOW - 5), start(NOW, 7), start(NOW, 7)],
    ]);
    expect(started(known(), 1, NOW, NOW, 1).recent).toEqual([start(NOW, null)]);
  });

  it('is the spacing, from the appointment where it was kept, else from when it was permitted', () => {
    const next = (due: number): number => started({ ...known(), nextAt: NOW }, 2, due, due + 9, 3).nextAt - NOW;
    expect([0, MARGIN, MARGIN + 1, -500].map((late) => next(NOW + late))).toEqual([
      ...[1_545, 1_545, 1_545 + MARGIN + 1, 1_545],
    ]);
  });

  it('are the last ten replies, and of each start its own', () => {
    let pace: LinePace = { ...known([]), recent: [start(NOW - 2, null), start(NOW - 1, null)] };
    for (let took = 1; took <= 12; took++) pace = replied(pace, NOW - 1, took);
    expect(pace.replies).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(pace.recent).toEqual([start(NOW - 2, null), start(NOW - 1, 12)]);
    expect(pace.nextAt).toBe(NOW - 60_000);
  });
});

describe('a host that says nothing', () => {
  /** The next start with so many requests awaited since `ago`. */
  function at(count: number, ago: number, most: number): number {
    const recent = Array.from({ length: count }, () => ({ at: NOW - ago, took: null }));
    const slow = known(Array<number>(10).fill(500));
    return appointment({ ...slow, recent }, { cps: 100, most }, ONE, 1, NOW).at;
  }

  it('for more than a second to more than a second’s worth, and to four at least, is waited for a second', () => {
    expect(at(4, 1_001, 1)).toBe(NOW + 1_000);
    expect(at(11, 1_001, 10)).toBe(NOW + 1_000);
    // Else the last of them alone, which may have arrived half a second ago, is in the way.
    expect(at(3, 1_001, 1)).toBe(NOW - 500 + APART);
    expect(at(10, 1_001, 10)).toBe(NOW - 500 + APART);
    expect(at(11, 1_000, 10)).toBe(NOW - 500 + APART);
  });

  it('is waited for no longer than ten seconds', () => {
    expect(at(11, 9_999, 10)).toBe(NOW + 1_000);
    expect(at(11, 10_000, 10)).toBe(NOW);
  });
});

describe('pacing', () => {
  it('never starts more than CPS calls in any sliding second, whatever the batches and the lateness (I5)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 2_000 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(
          fc.record({
            late: fc.integer({ min: 0, max: 900 }),
            // What a reply shows of a late arrival is believed up to 60 ms, and 30 are kept in hand. A way that is quicker
            // than the last ten by more than those 30 nobody can know of before: no rule holds what comes by it.
            there: fc.integer({ min: 20, max: 105 }),
            back: fc.integer({ min: 10, max: 14 }),
          }),
          { minLength: 1, maxLength: 10 },
        ),
        (cps, window, size, trips) => {
          expect(mostInASecond(play(cps, window, size, 20_000, trips))).toBeLessThanOrEqual(cps);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps its distance to a request that was held up on its way, however long', () => {
    for (const cps of [1, 2, 5, 10]) {
      for (const held of [150, 400, 900]) {
        const quick = { late: 0, there: 2, back: 3 };
        const trips = Array.from({ length: 64 }, (_, n) => (n >= 40 && n < 42 ? { ...quick, there: held } : quick));
        expect(mostInASecond(play(cps, 250, 50, 60_000, trips)), `${cps} CPS, ${held} ms`).toBeLessThanOrEqual(cps);
      }
    }
  });

  it('takes at most 4 % longer than the line allows, for every speed and batch size', () => {
    for (const cps of [1, 2, 3, 7, 10, 33, 60]) {
      for (const size of [1, 2, 3, 7, 50]) {
        const starts = play(cps, 250, size, 60_000);
        // The first ten starts are kept further apart, until it is known how fast replies are.
        expect(starts.length, `${cps} CPS in batches of up to ${size}`).toBeGreaterThanOrEqual(
          (cps * 60 - cps) / 1.04 - 1,
        );
      }
    }
  });

  it('starts a slow line once in its own time', () => {
    const starts = play(0.2, 250, 50, 60_000);
    for (let i = 1; i < starts.length; i++)
      expect((starts[i] ?? 0) - (starts[i - 1] ?? 0)).toBeGreaterThanOrEqual(5_000);
  });
});

describe('a line that was slowed for one refusal', () => {
  const perMinute = (cps: number, most: number): number => {
    let pace = quietLine(NOW, undefined);
    let starts = 0;
    for (let now = NOW; now < NOW + 60_000;) {
      const { at, size } = appointment(pace, { cps, most }, { window: 0, size: 1 }, 1, now);
      if (at >= NOW + 60_000) break;
      pace = replied(started(pace, cps, at, at, size), at, 5);
      starts += size;
      now = at;
    }
    return starts;
  };

  it.each([2, 3, 5, 10])('of %i a second keeps nine tenths of its speed', (most) => {
    const slowed = perMinute(most * 0.9, most) / perMinute(most, most);
    expect(slowed).toBeGreaterThan(0.87);
    expect(slowed).toBeLessThan(0.93);
  });
});

describe('a host that takes nothing in', () => {
  /** Starts that were written to it within `silence`, all of which arrive at its end. */
  function writtenTo(cps: number, silence: number): number {
    let pace = quietLine(NOW, undefined);
    for (let n = 0; n < 12; n++) {
      const { at } = appointment(pace, { cps, most: cps }, { window: 0, size: 1 }, 1, NOW);
      pace = replied(started(pace, cps, at, at, 1), at, 5);
    }
    let written = 0;
    const from = appointment(pace, { cps, most: cps }, { window: 0, size: 1 }, 1, NOW).at;
    for (let now = from; now < from + silence;) {
      const { at, size } = appointment(pace, { cps, most: cps }, { window: 250, size: 50 }, 50, now);
      if (at > now) {
        now = at;
        continue;
      }
      pace = started(pace, cps, now, now, size);
      written += size;
    }
    return written;
  }

  it.each([1, 3, 10, 20])('is written no more than two seconds’ worth of %i a second, and a batch', (cps) => {
    expect(writtenTo(cps, 8_000)).toBeLessThanOrEqual(Math.max(cps, 3) + cps + 2 + cps / 4);
    expect(writtenTo(cps, 3_000)).toBeLessThanOrEqual(Math.max(cps, 3) + cps + 2 + cps / 4);
  });
});
