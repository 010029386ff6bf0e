/** Whether a run goes on: what was asked first stands, and no cause of a pause is lost. */
import { describe, expect, it } from 'vitest';
import type { Signal } from '../../../src/clock.ts';
import { RunControl } from '../../../src/engine/state/run-control.ts';

/** True when it was woken since the last look. */
function woken(signal: Signal): boolean {
  let was = false;
  signal.listen(() => (was = true))();
  return was;
}

const all = (run: RunControl): boolean[] => Object.values(run.signals).map(woken);

describe('a run', () => {
  it('goes on until somebody ends it', () => {
    const run = new RunControl();
    expect(run).toMatchObject({
      stopping: 'no',
      lostLease: false,
      broken: null,
      clockDoubted: false,
      unreadable: false,
    });
    expect(run.pauseRequests).toEqual([]);
    expect(run.underWay.size).toBe(0);
    expect(all(run)).toEqual([false, false, false, false, false]);
  });

  it('that stops wakes every loop, and is not softened by a later word', () => {
    const run = new RunControl();
    run.stop('draining');
    expect(run.stopping).toBe('draining');
    expect(all(run)).toEqual([true, true, true, true, true]);
    run.stop('now');
    expect(run.stopping).toBe('now');
    run.stop('draining');
    expect(run.stopping).toBe('now');
  });

  it('that loses its lease wakes every loop, and is not stopped by it', () => {
    const run = new RunControl();
    run.loseLease();
    expect(run).toMatchObject({ lostLease: true, stopping: 'no' });
    expect(all(run)).toEqual([true, true, true, true, true]);
  });

  it('that breaks ends at once, for the first reason', () => {
    const run = new RunControl();
    run.fail(new Error('first'));
    run.fail(new Error('second'));
    expect(run.stopping).toBe('now');
    expect(run.broken?.message).toBe('first');
    const odd = new RunControl();
    odd.fail('a word');
    expect(odd.broken).toEqual(new Error('a word'));
  });
});

describe('requests to pause', () => {
  it('queue up, each cause once, and those that came meanwhile stand', () => {
    const run = new RunControl();
    run.requestPause('a');
    run.requestPause('b');
    run.requestPause('a');
    expect(run.pauseRequests).toEqual(['a', 'b']);
    expect(woken(run.signals.dispatch)).toBe(true);
    expect(woken(run.signals.poll)).toBe(false);
    const obeyed = run.pauseRequests;
    run.requestPause('c');
    run.pausesMade(obeyed);
    expect(run.pauseRequests).toEqual(['c']);
    run.requestPause('a');
    expect(run.pauseRequests).toEqual(['c', 'a']);
  });
});

describe('what is under way', () => {
  it('is there until it has ended', async () => {
    const run = new RunControl();
    let end = (): void => undefined;
    run.track(new Promise((resolve) => (end = resolve)));
    run.track(Promise.resolve());
    expect(run.underWay.size).toBe(2);
    end();
    await Promise.all(run.underWay);
    expect(run.underWay.size).toBe(0);
  });
});

describe('doubts', () => {
  it('of the clock come and go, and a provider that shows nothing is given up for good', () => {
    const run = new RunControl();
    run.doubtClock(true);
    expect(run.clockDoubted).toBe(true);
    run.doubtClock(false);
    expect(run.clockDoubted).toBe(false);
    run.giveUpReading();
    expect(run.unreadable).toBe(true);
    expect(woken(run.signals.dispatch)).toBe(true);
  });
});
