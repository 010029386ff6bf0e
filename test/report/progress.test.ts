import { describe, expect, it } from 'vitest';
import { createPainter } from '../../src/report/painter.ts';
import { addCounts, render, renderPlain, type View } from '../../src/report/progress.ts';
import { statusReport } from '../../src/report/status.ts';
import { summarize } from '../../src/report/summary.ts';
import { aCampaign, someCounts } from './support.ts';

const NOW = Date.parse('2026-12-01T09:00:00Z');
const progress = {
  now: NOW,
  startedAt: NOW - 10_000,
  open: 3,
  slots: 8,
  dialed: 12,
  perSecond: 1.2,
  note: null,
};
const view: View = { title: 'demo', progress, etaAt: NOW + 40_000, counts: someCounts(), draining: false, zone: 'UTC' };

describe('render', () => {
  it('shows bar, pace, outcomes', () => {
    expect(render(view, 100)).toEqual([
      `demo ${'█'.repeat(20)}▒▒${'░'.repeat(18)} 10/20  50%  ends in about 40s (09:00:40)`,
      '1.2 calls/s · 3 of 8 slots · 12 dialed',
      '7 answered · 2 no answer · 1 busy · 0 failed · 1 in doubt',
    ]);
  });

  it('never wraps, however narrow the terminal and long the name', () => {
    const long = {
      ...view,
      title: 'a very long campaign name indeed'.repeat(3),
      progress: { ...progress, note: 'waiting '.repeat(40) },
    };
    for (const width of [20, 40, 80, 200])
      for (const line of render(long, width)) expect([...line].length).toBeLessThanOrEqual(width);
  });

  it('at 60 columns nothing is cut off: what has no room goes on below', () => {
    const lines = render(
      {
        ...view,
        counts: {
          ...someCounts(),
          dispositions: { answered: 9, voicemail: 2, no_answer: 2, busy: 1, refused: 3, error: 1 },
        },
      },
      60,
    );
    expect(lines).toEqual([
      'demo ███████▒░░░░░░ 10/20  50%  ends in about 40s (09:00:40)',
      '1.2 calls/s · 3 of 8 slots · 12 dialed · 4 to be tried again',
      '9 answered · 2 no answer · 1 busy · 0 failed · 2 voicemail',
      '3 refused by the provider · 1 provider error · 1 in doubt',
    ]);
  });

  it('does not say 100% before the end', () => {
    const counts = someCounts({
      ready: 1,
      completed: 999,
      exhausted: 0,
      in_progress: 0,
      in_doubt: 0,
      skipped: 0,
      canceled: 0,
    });
    expect(render({ ...view, counts }, 100)[0]).toContain('99%');
  });

  it('a doubt is never rounded off the bar', () => {
    const counts = someCounts({ ready: 0, completed: 100_000, in_progress: 0, in_doubt: 1 });
    expect(render({ ...view, counts }, 100)[0]).toContain('▒');
  });

  it('says how to stop at once while draining', () => {
    expect(render({ ...view, draining: true }, 100).at(-1)).toBe('stopping: 3 open calls; Ctrl-C again stops at once');
  });

  it('survives an empty campaign', () => {
    const none = someCounts({
      ready: 0,
      in_progress: 0,
      in_doubt: 0,
      completed: 0,
      exhausted: 0,
      skipped: 0,
      canceled: 0,
    });
    expect(render({ ...view, counts: none }, 60)[0]).toContain('0/0');
  });

  it('on a pipe: one line, no control characters', () => {
    const line = renderPlain({ ...view, progress: { ...progress, note: 'waiting for hours' } });
    expect(line).toBe(
      'demo: 10 of 20 done · 1.2 calls/s · 3 of 8 slots · 7 answered · 2 no answer · 1 busy · 0 failed · 1 in doubt · ends in about 40s (09:00:40) · waiting for hours',
    );
  });
});

describe('painter', () => {
  function screen(isTty: boolean): { text: () => string; painter: ReturnType<typeof createPainter> } {
    let text = '';
    const painter = createPainter({ write: (more) => (text += more), isTty, columns: () => 80 });
    return { text: () => text, painter };
  }
  const later = (ms: number, more: Partial<View['progress']> = {}): View => ({
    ...view,
    progress: { ...progress, now: NOW + ms, dialed: ms, ...more },
  });

  it('goes up exactly as many lines as it wrote', () => {
    const { text, painter } = screen(true);
    painter.paint(view);
    painter.paint({ ...view, draining: true });
    painter.clear();
    painter.clear();
    const ups = [...text().matchAll(new RegExp('\\u001b\\[(\\d+)A', 'g'))].map(([, n]) => Number(n));
    expect(ups).toEqual([3, 4]);
    expect(text()).not.toContain('\u001b[?25l');
  });

  it('a pipe gets a line every five seconds, and at changes', () => {
    const { text, painter } = screen(false);
    const lines = (): number => text().split('\n').length - 1;
    painter.paint(view);
    painter.paint(later(2_000, { perSecond: 9 }));
    expect(lines()).toBe(1);
    painter.paint(later(2_000, { note: 'waiting for hours' }));
    expect(lines()).toBe(2);
    painter.paint(later(7_100, { note: 'waiting for hours', perSecond: 3 }));
    expect(lines()).toBe(3);
    expect(text()).not.toContain('\u001b');
  });

  it('an overnight wait does not fill the log', () => {
    const { text, painter } = screen(false);
    for (let s = 0; s < 3600; s += 5)
      painter.paint({ ...later(s * 1000, { perSecond: 0, note: 'waiting for hours' }), etaAt: null });
    expect(text().split('\n').length - 1).toBe(1);
  });
});

describe('counts', () => {
  it('status adds up to the rows read, with the keys machines rely on', () => {
    const report = statusReport(aCampaign(), someCounts(), 0);
    expect(report).toEqual({
      name: 'demo',
      state: 'running',
      rows: 27,
      counts: {
        ready: 4,
        in_progress: 5,
        in_doubt: 1,
        needs_review: 0,
        completed: 7,
        exhausted: 3,
        rejected: 4,
        skipped: 3,
        canceled: 0,
      },
      dispositions: { answered: 7, no_answer: 2, busy: 1 },
      rang_twice: 0,
    });
    expect(Object.values(report.counts).reduce((a, b) => a + b)).toBe(report.rows);
  });

  it('of several campaigns add up', () => {
    const sum = addCounts([someCounts(), someCounts()]);
    expect(sum).toMatchObject({
      rows: 54,
      rejected: 8,
      dialed: 24,
      dispositions: { answered: 14 },
      states: { ready: 8 },
    });
  });

  it('a summary is in plain words', () => {
    expect(summarize(aCampaign(), someCounts(), 21_000, 0)).toEqual([
      'demo: 27 rows, 12 calls in 21s',
      '      7  reached: 7 answered',
      '      3  gave up after up to 3 tries: 2 no answer, 1 busy',
      '      1  not sure it rang yet: still being looked up',
      '      5  ringing or on the phone',
      '      4  still to be dialed',
      '      3  left out: 2 already in the list, 1 asked not to be called',
      '      4  rows rejected: 3 missing country code, 1 toll free',
    ]);
    // Nine of them were called in earlier runs.
    expect(summarize(aCampaign(), someCounts(), 21_000, 0, 9)[0]).toBe(
      'demo: 27 rows, 12 calls, 3 of them now, in 21s',
    );
    expect(summarize(aCampaign(), someCounts(), null, 1)).toContain(
      '      1  of them RANG TWICE: two calls were open at once (outdial export shows whom)',
    );
  });
});
