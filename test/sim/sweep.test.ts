/** Crash sweep: the process dies before and after every effect, and the next one goes on with what is left. */
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../src/model/time.ts';
import { WRITES } from './faulty-store.ts';
import { tell } from './fuzz.ts';
import { play } from './play.ts';
import { BASE, NO_FAULTS, settingOf, type Setting } from './setting.ts';

const SWEPT: Setting = {
  ...BASE,
  seed: 7,
  lines: 2,
  cps: 5,
  slots: 20,
  // Enough bad luck that every way through the engine is taken: look-ups, stragglers, a clock that jumps.
  faults: {
    ...NO_FAULTS,
    replyLost: 0.08,
    hidden: 0.2,
    lateReads: 0.05,
    readsFail: 0.02,
    clockJumps: [{ at: 6 * SECOND, by: 20 * SECOND, for: 15 * SECOND }],
  },
  acts: [
    { at: 3 * SECOND, does: 'suppress', contact: 30 },
    // By another ledger of the team, while this one dials; and a person who hangs up, and goes on.
    { at: 1 * SECOND, does: 'share', contact: 35 },
    { at: 5 * SECOND, does: 'pause', hangUp: true },
    { at: 8 * SECOND, does: 'resume' },
  ],
  team: [],
  talks: true,
};

/** Writes that no engine makes; each is proved where it is made. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'abandonLoad', // the loader, when a list is refused
  'leaveOutCorrected', // the loader, of a number that was called before
  'unsuppress', // the operator's, one statement
  'closeAccount', // a moment that the provider names: test/sim/replies.test.ts
  'erase', // `forget`
  'replacePersonal', // `forget`
  ...['eraseOld', 'eraseNotes', 'settleErased', 'cutLog', 'setMark'], // `purge`
]);

async function failureAt(setting: Setting, crashes: readonly number[]): Promise<string | null> {
  const played = await play({ ...setting, crashes });
  if (played.violations.length === 0) return null;
  return `crash at effects ${crashes.join(', ')}\n${await tell({ ...setting, crashes }, played)}`;
}

describe('a crash', () => {
  it('at any effect of 40 contacts on 2 lines rings nobody twice and forgets nobody', async () => {
    const { effects, violations } = await play(SWEPT);
    expect(violations).toEqual([]);
    expect(effects.length).toBeGreaterThan(400);
    for (let at = 1; at <= effects.length; at++) expect(await failureAt(SWEPT, [at])).toBeNull();

    const reached = new Set(effects);
    const writes = Object.keys(WRITES).filter((name) => !ELSEWHERE.has(name));
    const wanted = [
      ...writes.flatMap((name) => [`${name} asked`, `${name} done`]),
      ...['place asked', 'request written', 'request taken', 'reply delivered'],
      ...['calls', 'call', 'agent', 'probe'].flatMap((name) => [`${name} asked`, `${name} answered`]),
    ];
    expect(wanted.filter((effect) => !reached.has(effect))).toEqual([]);
    // And nothing that any other campaign makes the engine do.
    const others = new Set<string>();
    for (let seed = 1; seed <= 150; seed++) for (const name of (await play(settingOf(seed))).effects) others.add(name);
    expect([...others].filter((effect) => !reached.has(effect))).toEqual([]);
  }, 360_000);

  it('again a little later, and once more', async () => {
    const { effects } = await play(SWEPT);
    for (let at = 1; at <= effects.length; at += 9) {
      expect(await failureAt(SWEPT, [at, at + 4, at + 31])).toBeNull();
    }
  });

  it('at sampled effects of 300 contacts', async () => {
    const setting: Setting = { ...SWEPT, contacts: 300, cps: 20, slots: 100 };
    const { effects } = await play(setting);
    for (let at = 5; at <= effects.length; at += Math.ceil(effects.length / 25)) {
      expect(await failureAt(setting, [at])).toBeNull();
    }
  });
});
