/** A campaign that is edited at random instants of whatever a seed holds: nobody rings against a limit, and the totals add up. */
import { expect, it } from 'vitest';
import { SECOND } from '../../src/model/time.ts';
import { fuzz } from './fuzz.ts';
import { play } from './play.ts';
import { BASE, correctedSettingOf, editedSettingOf, NO_FAULTS } from './setting.ts';

it('retries, callbacks and other limits at random instants, with every fault and crash of the seeds', async () => {
  expect((await fuzz(1, 60, editedSettingOf))?.text).toBeUndefined();
});

it('corrected numbers, taken back and corrected again: nobody rings on an old one, or more often than on one for each', async () => {
  expect((await fuzz(1, 60, correctedSettingOf))?.text).toBeUndefined();
});

it('somebody who was reached is called back once, at the instant that was asked for and ahead of others', async () => {
  const callback = { does: 'callback', contact: 0, in: 30 * SECOND } as const;
  const acts = [{ at: 20 * SECOND, does: 'edit', edit: callback }] as const;
  const { calls, violations, contacts } = await play({ ...BASE, contacts: 60, faults: NO_FAULTS, acts });
  expect(violations).toEqual([]);
  const first = calls.filter(({ to }) => to === calls[0]!.to);
  const again = first.find(({ placedAt }) => placedAt >= calls[0]!.placedAt + 45 * SECOND);
  expect(again).toBeDefined();
  const before = calls.filter(({ placedAt }) => placedAt < again!.placedAt);
  // Dozens waited before it was due, and it was the next one then.
  expect(before.length).toBeLessThan(55);
  expect(contacts.every(({ callback: waits }) => waits === undefined)).toBe(true);
});
