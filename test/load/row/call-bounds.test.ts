/** Two cells say before and after when somebody is not called: on their own clock, the stricter of two readings. */
import { describe, expect, it } from 'vitest';
import { boundsOf } from '../../../src/load/row/call-bounds.ts';
import { mapColumns } from '../../../src/load/row/mapping.ts';
import { formatInstant } from '../../../src/model/time.ts';

const COLUMNS = { notBefore: 'from', notAfter: 'to' };
const NEW_YORK = ['America/New_York'];

function read(
  from: string,
  to: string,
  zones: readonly string[] = NEW_YORK,
  order: 'mdy' | 'dmy' | null = null,
): unknown {
  const found = boundsOf({ from, to }, COLUMNS, zones, order);
  if (found.is === 'bad') return [found.column, found.issue.code];
  const { notBefore, notAfter } = found.bounds;
  return [notBefore, notAfter].map((at) => (at === undefined ? null : formatInstant(at).slice(0, 16)));
}

describe('what they mean', () => {
  it.each([
    [
      'a day is the whole day, its end among it',
      '2026-12-01',
      '2026-12-03',
      NEW_YORK,
      ['2026-12-01T05:00', '2026-12-04T05:00'],
    ],
    ['a time of that day', '2026-12-01 15:00', '2026-12-01 17:30', NEW_YORK, ['2026-12-01T20:00', '2026-12-01T22:30']],
    ['an instant is one everywhere', '2026-12-01T15:00:00Z', '', ['Asia/Tokyo'], ['2026-12-01T15:00', null]],
    [
      'in several zones the narrowest',
      '2026-12-01',
      '2026-12-01',
      ['America/Chicago', 'America/New_York'],
      ['2026-12-01T06:00', '2026-12-02T05:00'],
    ],
    [
      'an hour that comes twice: begun after both, over before both',
      '2027-11-07 01:30',
      '',
      NEW_YORK,
      ['2027-11-07T06:30', null],
    ],
    ['the same of an end', '', '2027-11-07 01:30', NEW_YORK, [null, '2027-11-07T05:30']],
    ['an hour that does not exist', '2027-03-14 02:30', '', NEW_YORK, ['2027-03-14T07:30', null]],
    ['nothing says nothing', '', ' ', NEW_YORK, [null, null]],
  ])('%s', (_, from, to, zones, expected) => expect(read(from, to, zones)).toEqual(expected));
});

describe('what is refused', () => {
  it.each([
    ['soon', '', ['from', 'unreadable_bound']],
    ['', '03/04/2026', ['to', 'unreadable_bound']],
    ['Tuesday', '', ['from', 'unreadable_bound']],
    ['2026-02-30', '', ['from', 'unreadable_bound']],
    ['2026-12-03', '2026-12-02', ['to', 'bounds_crossed']],
    ['2026-12-01 15:00', '2026-12-01 15:00', ['to', 'bounds_crossed']],
  ])('%s to %s', (from, to, expected) => expect(read(from, to)).toEqual(expected));

  it('reads the order that the country writes', () => {
    expect(read('', '03/04/2026', NEW_YORK, 'mdy')).toEqual([null, '2026-03-05T05:00']);
  });

  it('without a zone a day is no instant', () => {
    expect(read('2026-12-01', '', [])).toEqual(['from', 'unreadable_bound']);
    expect(read('2026-12-01T15:00:00Z', '', [])).toEqual(['2026-12-01T15:00', null]);
  });
});

it('finds the columns by clear headers, and takes those that are named', () => {
  const choice = { toNumber: [], id: null, timezone: null };
  const headers = ['Phone', 'Not Before', 'do_not_call_after', 'Call after'];
  expect(mapColumns(headers, choice, 'x.csv')).toMatchObject({
    notBefore: 'Not Before',
    notAfter: 'do_not_call_after',
  });
  const named = mapColumns(headers, { ...choice, notBefore: 'Call after' }, 'x.csv');
  expect(named.notBefore).toBe('Call after');
  expect(() => mapColumns(['Phone', 'not_before', 'earliest call'], choice, 'x.csv')).toThrow(/may all say before/);
});
