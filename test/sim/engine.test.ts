import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/model/time.ts';
import { NOW } from '../support/fixtures.ts';
import { play } from './play.ts';
import { BASE, NO_FAULTS, settingOf } from './setting.ts';

describe('the engine on a virtual clock', () => {
  it('dials everyone to an end, inside the line and the slots', async () => {
    const { violations, ends, calls } = await play(BASE);
    expect(violations).toEqual([]);
    expect(ends).toEqual([{ is: 'finished', needsReview: 0 }]);
    expect(calls.length).toBeGreaterThanOrEqual(40);
  });

  it('keeps several fast lines busy', async () => {
    const { violations, calls } = await play({ ...BASE, contacts: 300, lines: 2, cps: 10, slots: 200 });
    expect(violations).toEqual([]);
    const first = calls.slice(0, 200);
    const span = (first.at(-1)?.placedAt ?? 0) - (first[0]?.placedAt ?? 0);
    // Ten seconds at the lines' speed; this ledger takes its time to answer.
    expect(span).toBeLessThan(12_000);
  });

  it('gives the same calls for the same seed, faults and crashes included', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      expect((await play(settingOf(seed))).calls).toEqual((await play(settingOf(seed))).calls);
    }
  });

  it('follows a call that never ends until its longest end, and asks a person about one that never begins', async () => {
    const faults = { ...NO_FAULTS, stuck: 1 };
    const { violations, endedAt, contacts } = await play({ ...BASE, contacts: 6, faults, plan: { ...BASE.plan } });
    expect(violations).toEqual([]);
    expect(endedAt).toBeLessThan(NOW + 3 * HOUR + MINUTE);
    expect(new Set(contacts.map(({ state }) => state.is))).toEqual(new Set(['completed', 'needs_review']));
  });
});
