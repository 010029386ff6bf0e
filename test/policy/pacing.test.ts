import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appointment, MARGIN, quietLine, replied, started } from '../../src/policy/pacing.ts';
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
  let replies: { at: number; when: number }[] = [];
  for (let i = 0; ; i++) {
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
    const trip = trips[arrivals.length % trips.length] ?? { late: 0, there: 0, back: 5 };
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
            // What a reply shows of a late arrival is believed up to 60 ms, and 30 are kept in hand.
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

  it('is quiet for a second after a restart, and after the last start the ledger knows', () => {
    expect(quietLine(NOW, undefined).nextAt).toBe(NOW + 1_000 + MARGIN);
    expect(quietLine(NOW, NOW - 400).nextAt).toBe(NOW + 600 + MARGIN);
    expect(quietLine(NOW, NOW - 60_000).nextAt).toBe(NOW);
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
