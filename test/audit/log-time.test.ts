/** The times of other dialers' logs. */
import { describe, expect, it } from 'vitest';
import { readLogTime } from '../../src/app/audit/log-time.ts';

const said = (cell: string, clock = '', order: 'mdy' | 'dmy' | null = null): string => {
  const time = readLogTime(cell, clock, order);
  if (time.is === 'instant') return new Date(time.at).toISOString();
  return time.is === 'wall' ? `wall ${new Date(time.wall).toISOString().slice(0, 19)}` : time.why;
};

describe('a time in a log', () => {
  it.each([
    ['2026-11-24T15:04:05Z', '2026-11-24T15:04:05.000Z'],
    ['2026-11-24T15:04:05.250+02:00', '2026-11-24T13:04:05.250Z'],
    ['2026-11-24 15:04:05 UTC', '2026-11-24T15:04:05.000Z'],
    ['2026-11-24 15:04:05-0500', '2026-11-24T20:04:05.000Z'],
    ['Tue, 24 Nov 2026 05:16:23 +0000', '2026-11-24T05:16:23.000Z'],
    ['1795619045', '2026-11-25T15:04:05.000Z'],
    ['1795619045123', '2026-11-25T15:04:05.123Z'],
    ['11/24/2026 3:04 PM UTC', '2026-11-24T15:04:00.000Z'],
    ['2026-11-24 15:04:05', 'wall 2026-11-24T15:04:05'],
    ['2026-11-24 15:04', 'wall 2026-11-24T15:04:00'],
    ['11/24/2026 3:04 PM', 'wall 2026-11-24T15:04:00'],
    ['24.11.2026 15:04', 'wall 2026-11-24T15:04:00'],
    ['2026-02-30 15:04:05', 'not_a_time'],
    ['2026-11-24', 'no_time'],
    ['03/04/2026 15:04', 'ambiguous_date'],
    ['yesterday', 'not_a_time'],
    ['', 'empty'],
  ])('%s', (cell, wanted) => {
    expect(said(cell)).toBe(wanted);
  });

  it('in two columns, and with the order said', () => {
    expect(said('2026-11-24', '15:04:05')).toBe('wall 2026-11-24T15:04:05');
    expect(said('03/04/2026', '15:04', 'mdy')).toBe('wall 2026-03-04T15:04:00');
    expect(said('03/04/2026', '15:04', 'dmy')).toBe('wall 2026-04-03T15:04:00');
  });
});
