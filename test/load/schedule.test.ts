/** `schedule` as it is written: instants with an offset or a zone, starts that are too late, what cannot stand together. */
import { describe, expect, it } from 'vitest';
import { specFromValue } from '../../src/load/spec/read.ts';
import type { Spec } from '../../src/load/spec/spec.ts';
import { UserError } from '../../src/model/errors.ts';
import { formatInstant, HOUR, MINUTE, parseInstant } from '../../src/model/time.ts';

const MINIMAL = { name: 'n', agent_id: 'a', from_number_id: 'b', contacts: 'c.csv' };
const made = (schedule: object): Spec => specFromValue({ ...MINIMAL, schedule }, null, '/');

function refused(schedule: object): string {
  try {
    made(schedule);
  } catch (error) {
    if (error instanceof UserError)
      return error.problems.map((one) => `${one.at} ${one.message} ${one.hint ?? ''}`).join('\n');
    throw error;
  }
  return 'taken';
}

it('reads a local time with its zone', () => {
  const { startAt, endAt } = made({
    start_at: '2026-12-01 09:00 America/New_York',
    end_at: '2026-12-04T18:00 Europe/Berlin',
  });
  expect([startAt, endAt].map((at) => formatInstant(at ?? 0))).toEqual([
    '2026-12-01T14:00:00.000Z',
    '2026-12-04T17:00:00.000Z',
  ]);
});

it('a start may be an hour late unless it says otherwise; without one nothing is late', () => {
  const start = '2026-12-01T09:00:00Z';
  expect(made({ start_at: start }).startLatest).toEqual({ is: 'within', duration: HOUR });
  expect(made({ start_at: start, start_latest: '30m' }).startLatest).toEqual({ is: 'within', duration: 30 * MINUTE });
  expect(made({ start_at: start, start_latest: '2026-12-01T11:00:00Z' }).startLatest).toEqual({
    is: 'until',
    at: parseInstant('2026-12-01T11:00:00Z'),
  });
  expect(made({ end_at: start }).startLatest).toBeUndefined();
});

describe('is refused, with what would do', () => {
  it.each([
    [
      { start_at: '2027-03-14 02:30 America/New_York' },
      /must be a time that exists.*"2027-03-14T07:30:00.000Z".*"2027-03-14T06:30:00.000Z"/s,
    ],
    [
      { end_at: '2027-11-07 01:30 America/New_York' },
      /must be a time that comes once.*"2027-11-07T05:30:00.000Z" or "2027-11-07T06:30:00.000Z"/s,
    ],
    [{ start_at: '2026-12-01 09:00 EST' }, /start_at must name an IANA time zone/],
    [{ start_at: '2026-12-01 09:00 Mars/Base' }, /start_at must name an IANA time zone/],
    [{ start_at: '2026-02-30 09:00 Europe/Berlin' }, /must be a day and time that exist/],
    [{ start_at: '2026-12-01 09:00' }, /with an offset or a zone/],
    [
      { start_at: '2026-12-02T09:00:00Z', end_at: '2026-12-01 09:00 Europe/Berlin' },
      /end_at must be later than start_at/,
    ],
    [{ start_at: '2026-12-02T09:00:00Z', start_latest: '2026-12-01T09:00:00Z' }, /not be earlier than start_at/],
    [
      { start_at: '2026-12-02T09:00:00Z', end_at: '2026-12-02T12:00:00Z', start_latest: '2026-12-02T12:00:00Z' },
      /must be earlier than end_at/,
    ],
    [{ start_latest: '1h' }, /has no effect without start_at or every/],
    [{ start_at: '2026-12-02T09:00:00Z', start_latest: '8d' }, /from "0" to "7d"/],
    [{ every: 'weekday 25:00' }, /every must be days and a time of day that exist/],
    [{ every: 'day 09:00', timezone: 'IST' }, /timezone must be an IANA time zone, not "IST"/],
    [{ timezone: 'Europe/Berlin' }, /has no effect without every/],
    [{ every: 'day 09:00', after: 'first' }, /after cannot stand beside every/],
    [{ every: 'day 09:00', start_latest: '2026-12-01T09:00:00Z' }, /must be a duration beside every/],
  ])('%j', (schedule, words) => expect(refused(schedule)).toMatch(words));
});

it('says how it recurs', () => {
  const { recurring, startLatest } = made({ every: 'mon,wed 14:30', timezone: 'Europe/Berlin' });
  expect(recurring).toEqual({
    every: { is: 'days', days: ['mon', 'wed'], ofDay: 14.5 * HOUR },
    zone: 'Europe/Berlin',
  });
  expect(startLatest).toEqual({ is: 'within', duration: HOUR });
});
