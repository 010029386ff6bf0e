/** The pace of each line as an engine keeps it: what was given, what was written, what slows it. The formula: test/policy/pacing.test.ts. */
import { describe, expect, it } from 'vitest';
import type { Batch, Permit } from '../../../src/engine/batch.ts';
import { LinePacer, type Start } from '../../../src/engine/state/line-pacer.ts';
import type { LineId } from '../../../src/model/ids.ts';
import { MINUTE, SECOND } from '../../../src/model/time.ts';
import { quietLine } from '../../../src/policy/pacing.ts';
import { makeCampaign, makeContact, makeLine, NOW } from '../../support/fixtures.ts';

const line = makeLine({ callsPerSecond: 10 });
const batch: Batch = { campaign: makeCampaign(), line, contacts: [makeContact()] };
const permit: Permit = { epoch: 1, batch: 'b', sendAt: NOW, sendBy: NOW + SECOND, slots: 8 };
const start = (over: Partial<Start> = {}): Start => ({
  ...{ batch: 'b', line, due: NOW + 1_030, at: NOW + 1_030, count: 1, took: null },
  ...over,
});
const ONE = { window: 0, size: 1 };

describe('a line', () => {
  it('that nothing is known of is quiet for a second and its margin', () => {
    expect(new LinePacer().next(line, ONE, 1, NOW)).toEqual({ at: NOW + 1_030, size: 1 });
  });

  it('of an engine before this one waits for what that one may have started', () => {
    const lines = new LinePacer(new Map([[line.id, quietLine(NOW, NOW + 2_000)]]));
    expect(lines.next(line, ONE, 1, NOW).at).toBe(NOW + 3_030);
  });

  it('is set apart by what was written, a tenth further while it is slowed', () => {
    const lines = new LinePacer();
    lines.next(line, ONE, 1, NOW);
    lines.wrote(start());
    expect(lines.next(line, ONE, 1, NOW + 1_031).at).toBe(NOW + 1_030 + 103);
    const slowed = new LinePacer();
    slowed.next(line, ONE, 1, NOW);
    slowed.slow(line.id, NOW + MINUTE);
    slowed.wrote(start());
    expect(slowed.next(line, ONE, 1, NOW + 1_031).at).toBeCloseTo(NOW + 1_030 + 103 / 0.9, 1);
    // Over at its instant.
    const over = new LinePacer();
    over.next(line, ONE, 1, NOW);
    over.slow(line.id, NOW + 1_030);
    over.wrote(start());
    expect(over.next(line, ONE, 1, NOW + 1_031).at).toBe(NOW + 1_030 + 103);
  });

  it('whose limit was lowered starts its next call by the lower one already', () => {
    const lines = new LinePacer();
    lines.next(line, ONE, 1, NOW);
    lines.wrote(start());
    const slower = { ...line, callsPerSecond: 2 };
    expect(lines.next(slower, ONE, 1, NOW + 1_031).at).toBe(NOW + 1_030 + 515);
    expect(lines.next(slower, ONE, 1, NOW + 1_031).at).toBe(NOW + 1_030 + 515);
    // A higher one holds from the start after the next one on.
    expect(lines.next(line, ONE, 1, NOW + 1_031).at).toBe(NOW + 1_030 + 515);
  });

  it('carries one destination a request after a request of several was refused, until that is over', () => {
    const lines = new LinePacer();
    const many = { window: 5_000, size: 5 };
    lines.singly(NOW + 2_000);
    expect(lines.next(line, many, 5, NOW + 1_999).size).toBe(1);
    expect(lines.next(line, many, 5, NOW + 2_000).size).toBe(5);
  });

  it('knows nothing of before the clock was set', () => {
    const lines = new LinePacer(new Map([[line.id, quietLine(NOW, NOW + 60_000)]]));
    lines.singly(NOW + MINUTE);
    lines.slow(line.id, NOW + MINUTE);
    lines.clockMoved();
    expect(lines.next(line, { window: 5_000, size: 5 }, 5, NOW)).toEqual({ at: NOW + 1_030, size: 5 });
    lines.wrote(start({ count: 5 }));
    expect(lines.next(line, ONE, 1, NOW + 1_031).at).toBe(NOW + 1_030 + 5 * 103);
  });
});

describe('a request', () => {
  it('is in flight from when it was given until it was written', () => {
    const lines = new LinePacer();
    lines.give(batch, permit);
    expect(lines.inFlight.get('b')).toEqual({ batch, permit });
    expect(lines.wrote(start())).toBe(true);
    expect(lines.inFlight.size).toBe(0);
  });

  it('or until nothing of it will be', () => {
    const lines = new LinePacer();
    lines.give(batch, permit);
    lines.idle('another');
    expect(lines.inFlight.size).toBe(1);
    lines.idle('b');
    expect(lines.inFlight.size).toBe(0);
    expect(lines.dialed).toBe(0);
  });

  it('that is heard of twice counts once', () => {
    const lines = new LinePacer();
    expect([lines.wrote(start()), lines.wrote(start({ at: NOW + 9_000 }))]).toEqual([true, false]);
    expect(lines.dialed).toBe(1);
  });

  it('is remembered for a thousand others', () => {
    const lines = new LinePacer();
    for (let n = 0; n < 1_000; n++) lines.wrote(start({ batch: `b${n}` }));
    expect(lines.wrote(start({ batch: 'b0' }))).toBe(false);
    lines.wrote(start({ batch: 'b1000' }));
    expect(lines.wrote(start({ batch: 'b0' }))).toBe(true);
  });
});

describe('starts', () => {
  it('are counted by line, all of them and those of ten seconds', () => {
    const lines = new LinePacer();
    const other = makeLine({ id: 'ap_2' as LineId });
    lines.wrote(start({ batch: 'b1', at: NOW, count: 2 }));
    lines.wrote(start({ batch: 'b2', at: NOW + 1 }));
    lines.wrote(start({ batch: 'b3', at: NOW, line: other }));
    lines.wrote(start({ batch: 'b4', at: NOW + 10 * SECOND }));
    expect(lines.starts.get(line.id)).toEqual({ total: 4, recent: [NOW + 1, NOW + 10 * SECOND] });
    expect(lines.starts.get(other.id)).toEqual({ total: 1, recent: [NOW] });
    expect(lines.dialed).toBe(5);
  });
});

describe('a reply', () => {
  it('is of a line that started something', () => {
    const lines = new LinePacer();
    expect(lines.replied(line.id, NOW, 50)).toBe(false);
    lines.wrote(start());
    expect(lines.replied(line.id, NOW + 1_030, 50)).toBe(true);
  });

  it('that is long awaited holds a line of which many are', () => {
    const slow = makeLine({ callsPerSecond: 1 });
    const silent = new LinePacer();
    const told = new LinePacer();
    for (let n = 0; n < 5; n++) {
      const at = NOW + n * 1_030;
      for (const lines of [silent, told]) lines.wrote(start({ batch: `b${n}`, line: slow, due: at, at }));
      told.replied(slow.id, at, 50);
    }
    const now = NOW + 6_000;
    expect(silent.next(slow, ONE, 1, now).at).toBe(now + SECOND);
    expect(told.next(slow, ONE, 1, now).at).toBe(now + 180);
  });
});
