/** `retry` and limits of calls to a number in a campaign file: what they come to, and each way to get them wrong. */
import { describe, expect, it } from 'vitest';
import { accountFromValue } from '../../src/load/spec/account.ts';
import { specFromValue } from '../../src/load/spec/read.ts';
import { UserError } from '../../src/model/errors.ts';
import { dialOptionsOf, readDialOptions } from '../../src/model/dial-options.ts';
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts';

const GOOD = { name: 'n', agent_id: 'a', from_number_id: 'b', contacts: 'c.csv' };
const made = (keys: object, account: object | null = null) =>
  specFromValue({ ...GOOD, ...keys }, null, '/', account === null ? undefined : accountFromValue(account, '/'));
const retry = (keys: object) => made({ retry: { max_attempts: 5, ...keys } }).retry;
const saysOf = (making: () => unknown): string => {
  try {
    making();
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ at, message }) => `${at} ${message}`).join('\n');
    throw error;
  }
  return 'nothing';
};

describe('retry', () => {
  it('by default: no answer in another part of the day, busy a quarter of an hour later', () => {
    expect(retry({})).toEqual({
      maxAttempts: 5,
      after: { no_answer: 2 * HOUR, busy: 15 * MINUTE },
      otherDayPart: ['no_answer'],
    });
    expect(made({ retry: {} }).retry).toEqual({ maxAttempts: 1, after: {} });
  });

  it('waits of every shape', () => {
    expect(
      retry({
        no_answer: { after: ['1h', '4h', '1d'] },
        busy: { after: { first: '10m', factor: 3, longest: '4h', jitter: 0.2 } },
        voicemail: { after: { first: '2d' } },
        screened: { after: '1h', max: 2 },
        unavailable: { after: '1d' },
      }),
    ).toEqual({
      maxAttempts: 5,
      after: {
        no_answer: [HOUR, 4 * HOUR, DAY],
        busy: { first: 10 * MINUTE, factor: 3, longest: 4 * HOUR, jitter: 0.2 },
        // Not shorter than its first.
        voicemail: { first: 2 * DAY, factor: 2, longest: 2 * DAY, jitter: 0 },
        screened: HOUR,
        unavailable: DAY,
      },
      most: { screened: 2 },
    });
  });

  it('another part of the day: the end alone, else what is said for all, else by default', () => {
    const parts = (keys: object) => retry(keys).otherDayPart ?? [];
    expect(parts({ no_answer: { after: '3h' } })).toEqual([]);
    expect(parts({ no_answer: { after: '3h', different_day_part: true } })).toEqual(['no_answer']);
    expect(parts({ different_day_part: true, failed: { after: '1h' } })).toEqual(['no_answer', 'busy', 'failed']);
    expect(parts({ different_day_part: true, busy: { different_day_part: false } })).toEqual(['no_answer']);
    expect(parts({ different_day_part: false })).toEqual([]);
    expect(parts({ no_answer: { max: 2 } })).toEqual(['no_answer']);
    expect(retry({ day_parts: ['10:30', '15:00'] }).dayParts).toEqual([630, 900]);
  });

  it('what a plan keeps is what it had, and plans of before are read as they were', () => {
    const spec = made({
      retry: { max_attempts: 4, busy: { after: ['1h', '2h'], max: 2 }, day_parts: ['12:00'], different_day_part: true },
      limits: {
        per_number: [
          { calls: 3, per: '1d' },
          { calls: 9, per: 'lifetime' },
        ],
        after_conversation: '7d',
      },
    });
    const options = dialOptionsOf(spec);
    expect(options.numberLimits).toHaveLength(3);
    expect(readDialOptions(JSON.parse(JSON.stringify(options)))).toEqual(options);
    const before = { ...options, retry: { maxAttempts: 2, after: { busy: HOUR } }, numberLimits: undefined };
    const { numberLimits: _, ...plain } = before;
    expect(readDialOptions(JSON.parse(JSON.stringify(before)))).toEqual(plain);
  });

  it.each<[string, object, string]>([
    ['a wait too long', { busy: { after: '31d' } }, 'retry.busy.after must be from "1s" to "30d"'],
    ['one of a list', { busy: { after: ['1h', '0.5s'] } }, 'retry.busy.after[1] must be from'],
    ['no duration', { busy: { after: 'soon' } }, 'retry.busy.after must be a duration such as'],
    [
      'a longest that is not',
      { busy: { after: { first: '2h', longest: '1h' } } },
      'must not be shorter than first ("2h")',
    ],
    ['a factor below 1', { busy: { after: { first: '2h', factor: 0.5 } } }, 'must be a number from 1 to 100'],
    ['more than all of it', { busy: { after: { first: '2h', jitter: 2 } } }, 'must be a share from 0 to 1'],
    ['a max of zero', { busy: { max: 0 } }, 'retry.busy.max must be a whole number from 1 to 20'],
    [
      'a max beyond the budget',
      { busy: { max: 6 } },
      'is more than retry.max_attempts (5), which no contact exceeds: 6',
    ],
    ['an end that is not tried again', { failed: { max: 2 } }, 'says nothing without "after"'],
    [
      'borders out of order',
      { day_parts: ['14:00', '12:00'] },
      'must be later than "14:00" and before "24:00", not "12:00"',
    ],
    ['a border at midnight', { day_parts: ['24:00'] }, 'must be later than "00:00" and before "24:00"'],
    ['no border', { day_parts: [] }, 'must list times of the day'],
    ['no time', { day_parts: ['noon'] }, 'must be a time of day'],
    ['one try alone', { max_attempts: 1, day_parts: ['12:00'] }, 'has no effect while retry.max_attempts is 1'],
    ['a key nobody knows', { busy: { wait: '1h' } }, 'wait'],
  ])('refuses %s', (_, keys, says) => {
    expect(saysOf(() => retry(keys))).toContain(says);
  });
});

describe('limits of calls to a number', () => {
  const three = { per_number: [{ calls: 3, per: '1d' }] };

  it("of the campaign and the account both hold, so that neither makes the other's wider", () => {
    expect(
      made({ limits: { ...three, after_conversation: '7d' } }, { limits: { per_number: [{ calls: 2, per: '1d' }] } })
        .numberLimits,
    ).toEqual([
      { is: 'calls', calls: 3, per: DAY, by: 'campaign' },
      { is: 'rest', for: 7 * DAY, by: 'campaign' },
      { is: 'calls', calls: 2, per: DAY, by: 'account' },
    ]);
    expect(made({}).numberLimits).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['a cap of zero', { per_number: [{ calls: 0, per: '1d' }] }, 'must be a whole number from 1 to 1000'],
    [
      'a span nobody knows',
      { per_number: [{ calls: 1, per: 'week' }] },
      'must be "lifetime" or a duration such as "1d"',
    ],
    [
      'a span too short',
      { per_number: [{ calls: 1, per: '30s' }] },
      'must be from "1m" to "365d", or "lifetime", not "30s"',
    ],
    ['a span too long', { per_number: [{ calls: 1, per: '366d' }] }, 'must be from "1m" to "365d"'],
    [
      'a cap that another makes useless',
      {
        per_number: [
          { calls: 3, per: '1d' },
          { calls: 3, per: '2d' },
        ],
      },
      'limits.per_number[0] says nothing beside 3 in "2d"',
    ],
    [
      'two alike',
      {
        per_number: [
          { calls: 3, per: '1d' },
          { calls: 3, per: '24h' },
        ],
      },
      'limits.per_number[1] says nothing',
    ],
    ['none in a list', { per_number: [] }, 'must list limits such as'],
    ['a rest too short', { after_conversation: '1s' }, 'limits.after_conversation must be from "1m" to "365d"'],
  ])('refuses %s, in the campaign and in outdial.json', (_, limits, says) => {
    expect(saysOf(() => made({ limits }))).toContain(says);
    expect(saysOf(() => accountFromValue({ limits }, '/'))).toContain(says);
  });
});
