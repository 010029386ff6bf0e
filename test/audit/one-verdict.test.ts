/** The gate that dials and the referee of a log prove each other: one verdict for every generated call. */
import { expect, it } from 'vitest';
import { disagreements } from './verdicts.ts';

it('ten thousand calls, over every pack, purpose, area code, clock change and holiday', () => {
  const { wrong, closed } = disagreements(1, 10_000);
  expect(wrong).toEqual([]);
  // Both verdicts are among them.
  expect(closed).toBeGreaterThan(1_500);
  expect(closed).toBeLessThan(8_500);
});
