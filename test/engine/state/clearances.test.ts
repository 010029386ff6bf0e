/** A yes of the program is of its moment, and of the contact as it was asked about. */
import { expect, it } from 'vitest';
import { Clearances, FRESH } from '../../../src/engine/state/clearances.ts';
import type { ContactId } from '../../../src/model/ids.ts';
import { SECOND } from '../../../src/model/time.ts';
import { makeContact, NOW } from '../../support/fixtures.ts';

const one = makeContact({ id: 'one' as ContactId, version: 3 });

it('holds for half a minute, and by a clock that was set back not at all', () => {
  const clearances = new Clearances();
  expect(clearances.of(one, NOW)).toBe('unasked');
  clearances.asked(one, NOW);
  expect(clearances.of(one, NOW + 10 * FRESH)).toBe('asking');
  clearances.clear(one, NOW);
  expect(clearances.of(one, NOW)).toBe('cleared');
  expect(clearances.of(one, NOW + FRESH - 1)).toBe('cleared');
  expect(clearances.of(one, NOW + FRESH)).toBe('unasked');
  expect(clearances.of(one, NOW - 1)).toBe('unasked');
});

it('does not hold for somebody to whom something happened since', () => {
  const clearances = new Clearances();
  clearances.clear(one, NOW);
  expect(clearances.of({ ...one, version: 4 }, NOW)).toBe('unasked');
});

it('counts on an answer for a second, so that others are asked in the place of the slow', () => {
  const clearances = new Clearances();
  clearances.asked(one, NOW);
  expect(clearances.waiting(NOW + SECOND - 1)).toEqual({ all: 1, hopeful: 1 });
  expect(clearances.waiting(NOW + SECOND)).toEqual({ all: 1, hopeful: 0 });
  clearances.clear(one, NOW + SECOND);
  expect(clearances.waiting(NOW + SECOND)).toEqual({ all: 0, hopeful: 0 });
});

it('remembers nobody for ever but who has not answered', () => {
  const clearances = new Clearances();
  clearances.asked(one, NOW);
  clearances.clear({ ...one, id: 'two' as ContactId }, NOW);
  clearances.forgetStale(NOW + FRESH);
  expect(clearances.size).toBe(1);
  clearances.drop(one);
  expect(clearances.size).toBe(0);
});
