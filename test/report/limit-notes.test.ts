/** What `check` says of limits on calls: each of one's own, and the try that comes too soon for one. */
import { expect, it } from 'vitest';
import type { NumberLimit } from '../../src/model/number-limits.ts';
import { DAY, HOUR } from '../../src/model/time.ts';
import { limitNotes } from '../../src/report/limit-notes.ts';

const cap = (calls: number, per: number | null): NumberLimit => ({ is: 'calls', calls, per, by: 'campaign' });
const notes = (numberLimits: readonly NumberLimit[], after = { no_answer: 2 * HOUR }, maxAttempts = 4) =>
  limitNotes({ numberLimits, retry: { maxAttempts, after } });

it('names the first try that a limit puts off, and until when', () => {
  expect(notes([cap(2, DAY)])).toEqual([
    'calls of all campaigns together: at most 2 calls to a number within 1d (limits.per_number)',
    'after no answer the third try would wait until 1d after the first, not for 2h: at most 2 calls to a number within 1d (limits.per_number)',
  ]);
  expect(notes([cap(3, null)])[1]).toBe(
    'after no answer the fourth try is never made: at most 3 calls to a number, ever (limits.per_number)',
  );
});

it('says no more where every try is in time', () => {
  expect(notes([cap(4, DAY)])).toHaveLength(1);
  expect(notes([cap(2, DAY)], { no_answer: DAY + HOUR })).toHaveLength(1);
  expect(notes([cap(2, DAY)], { no_answer: 2 * HOUR }, 2)).toHaveLength(1);
  expect(notes([])).toEqual([]);
});
