/** Slots after the provider said that too many calls are open: fewer at once, and one more at a time after ever longer waits. */
import { expect, it } from 'vitest';
import { MINUTE } from '../../src/model/time.ts';
import { allSlots, concurrencyLimited, grown, type SlotState } from '../../src/policy/slots.ts';
import { NOW } from '../support/fixtures.ts';

it('what the provider still refuses while a probe is awaited is tried after twice as long, a quarter of an hour at most', () => {
  let state = allSlots(8);
  const waits: number[] = [];
  for (let n = 0; n < 6; n++) {
    state = concurrencyLimited(state, 5, NOW);
    waits.push(((state.probeAt ?? 0) - NOW) / MINUTE);
  }
  expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
});

it('after all came back, the next refusal is waited for a minute again', () => {
  const twice = concurrencyLimited(concurrencyLimited(allSlots(2), 1, NOW), 1, NOW);
  const back = grown(twice, NOW + 2 * MINUTE);
  expect(back).toMatchObject({ effective: 2, probeAt: null });
  expect(concurrencyLimited(back, 1, NOW).probeAt).toBe(NOW + MINUTE);
});

it('one comes back a probe, each as long after the one before, and when all are back nothing is tried', () => {
  let state: SlotState = concurrencyLimited(allSlots(4), 2, NOW);
  expect(grown(state, NOW + MINUTE - 1)).toBe(state);
  state = grown(state, NOW + MINUTE);
  expect(state).toMatchObject({ effective: 3, probeAt: NOW + 2 * MINUTE });
  state = grown(state, NOW + 2 * MINUTE);
  expect(state).toMatchObject({ effective: 4, probeAt: null });
  expect(grown(state, NOW + 9 * MINUTE)).toBe(state);
});

it('one is left, and never more than there were', () => {
  expect(concurrencyLimited(allSlots(4), 0, NOW).effective).toBe(1);
  expect(concurrencyLimited(allSlots(4), 9, NOW).effective).toBe(4);
  // More may be open than a plan that was just lowered allows.
  expect(grown(concurrencyLimited(allSlots(4), 9, NOW), NOW + MINUTE)).toMatchObject({ effective: 4, probeAt: null });
});
