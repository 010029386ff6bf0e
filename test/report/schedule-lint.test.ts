/** Keys of one campaign that forbid what others of it ask for: each is told, with how to mend it; what fits says nothing. */
import { describe, expect, it } from 'vitest';
import { firingNote, scheduleLint } from '../../src/report/schedule-lint.ts';
import type { Plan } from '../../src/model/campaign.ts';
import { DAY, HOUR, parseInstant } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { makePlan } from '../support/fixtures.ts';

/** A Tuesday, 10:00 in New York. */
const NOW = parseInstant('2026-12-01T15:00:00Z') ?? NaN;
const NY = 'America/New_York|US-NY';
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const window = { days: WEEK, from: 9 * 60, to: 18 * 60, timezone: 'contact' } as const;
const retry = { maxAttempts: 4, after: { no_answer: 2 * HOUR } };
const facts = { places: [NY], now: NOW, hours: makeHours(), zone: 'America/New_York' };
const notes = (plan: Partial<Plan>): readonly string[] => scheduleLint(makePlan(plan), facts);

describe('tries', () => {
  it('that cannot all be made before the end name the first that is not', () => {
    expect(notes({ retry, endAt: NOW + 5 * HOUR })).toEqual([
      'after no answer the fourth try is never made: it would come 6h after the first, and schedule.end_at is 5 h away. Shorten retry.no_answer.after, lower max_attempts, or set a later end',
    ]);
    expect(notes({ retry, startAt: NOW + 4 * HOUR, endAt: NOW + 6 * HOUR })[0]).toContain(
      'the second try is never made',
    );
  });

  it.each([
    ['they fit', { retry, endAt: NOW + 6 * HOUR + 1 }],
    ['no end is given', { retry }],
    ['they end sooner by their own limit', { retry: { ...retry, most: { no_answer: 2 } }, endAt: NOW + 3 * HOUR }],
    ['there is one', { retry: { maxAttempts: 1, after: {} }, endAt: NOW + HOUR }],
  ])('say nothing where %s', (_, plan) => expect(notes(plan)).toEqual([]));
});

describe('an end', () => {
  it('at which nobody may be rung tells when the last calls begin', () => {
    const [note = ''] = notes({ window, endAt: NOW + 13 * HOUR });
    expect(note).toMatch(
      /^nobody may be rung at its end \(23:00\): hours close before, and the last calls begin about 17:5\d$/,
    );
    const sunday = notes({ window, endAt: parseInstant('2026-12-06T17:00:00Z') ?? 0 });
    expect(sunday[0]).toMatch(/nobody may be rung at its end/);
  });

  it('within the hours says nothing, nor where everybody is told that no hour is left', () => {
    expect(notes({ window, endAt: NOW + 7 * HOUR })).toEqual([]);
    expect(
      notes({ window, retry: { maxAttempts: 1, after: {} }, startAt: NOW + 9 * HOUR, endAt: NOW + 10 * HOUR }),
    ).toEqual([]);
  });
});

describe('another part of the day', () => {
  const parted = { ...retry, otherDayPart: ['no_answer'] as const };
  it('that the window never opens is said, with the one that it does', () => {
    expect(notes({ retry: parted, window: { ...window, to: 12 * 60 } })).toEqual([
      'retry.different_day_part has no effect: the window is open in one part of the day alone (00:00–12:00). Widen the window, or give retry.day_parts with a border inside it',
    ]);
    const evening = { ...window, from: 17 * 60, to: 20 * 60 };
    expect(notes({ retry: parted, window: evening })[0]).toContain('(17:00–24:00)');
  });

  it.each([
    ['two are open', window],
    ['a second span is in another', { ...window, to: 12 * 60, more: [{ days: ['sat'], from: 15 * 60, to: 960 }] }],
    ['a border is given inside it', { ...window, to: 12 * 60 }, [10 * 60]],
    ['the clock is not theirs', { ...window, to: 12 * 60, timezone: 'Europe/Paris' }],
  ] as const)('says nothing where %s', (_, open, dayParts?: readonly number[]) => {
    expect(notes({ retry: dayParts === undefined ? parted : { ...parted, dayParts }, window: open })).toEqual([]);
  });
});

it('a series that fires before its last instance is over says so', () => {
  const hourly = { every: { is: 'hour' }, zone: null } as const;
  expect(firingNote(hourly, HOUR, 3 * HOUR)).toMatch(
    /^it is begun every hour, and one would last about 3 h: two would dial at once/,
  );
  expect(firingNote(hourly, HOUR, HOUR / 2)).toBeNull();
  expect(firingNote({ every: { is: 'days', days: WEEK, ofDay: 9 * HOUR }, zone: null }, DAY, 2 * HOUR)).toBeNull();
});
