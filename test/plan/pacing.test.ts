import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appointment, MARGIN, quietLine, started } from '../../src/plan/pacing.ts';
import { NOW } from '../support/people.ts';

/** Plays a line that always has someone waiting; returns the instants of its starts. */
function play(cps: number, window: number, size: number, until: number, lateness: readonly number[] = [0]): number[] {
  let pace = quietLine(NOW, undefined);
  let now = NOW;
  const starts: number[] = [];
  for (let i = 0; ; i++) {
    const next = appointment(pace, cps, { window, size }, 1_000, now);
    if (next.at > NOW + until) return starts;
    const at = next.at + (lateness[i % lateness.length] ?? 0);
    pace = started(pace, cps, next.at, at, next.size);
    for (let n = 0; n < next.size; n++) starts.push(at);
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
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 20 }),
        (cps, window, size, lateness) => {
          expect(mostInASecond(play(cps, window, size, 20_000, lateness))).toBeLessThanOrEqual(cps);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes at most 4 % longer than the line allows, for every speed and batch size', () => {
    for (const cps of [1, 2, 3, 7, 10, 33, 60]) {
      for (const size of [1, 2, 3, 7, 50]) {
        const starts = play(cps, 250, size, 60_000);
        expect(starts.length, `${cps} CPS in batches of up to ${size}`).toBeGreaterThanOrEqual((cps * 60 - cps) / 1.04);
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
