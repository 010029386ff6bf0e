/** Crash sweep: the process dies before and after an effect, and the next one goes on with what is left. */
import { expect } from 'vitest';
import { SECOND } from '../../src/model/time.ts';
import { WRITES } from './faulty-store.ts';
import { tell } from './fuzz.ts';
import { play } from './play.ts';
import { BASE, NO_FAULTS, settingOf, type Setting } from './setting.ts';

export const SWEPT: Setting = {
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

/** Dies at these effects (counted from one) of a play: one life each. */
export async function diesAt(setting: Setting, effects: readonly number[]): Promise<void> {
  for (const at of effects) expect(await failureAt(setting, [at])).toBeNull();
}

/** Dies three times in one play. */
export async function diesAgain(setting: Setting, effects: readonly number[]): Promise<void> {
  for (const at of effects) expect(await failureAt(setting, [at, at + 4, at + 31])).toBeNull();
}

/** The first and the last of each kind, and every `step`th whatever it is. */
export function sampleOf(effects: readonly string[], step: number): readonly number[] {
  const [first, last] = [new Map<string, number>(), new Map<string, number>()];
  for (const [at, name] of effects.entries()) {
    if (!first.has(name)) first.set(name, at + 1);
    last.set(name, at + 1);
  }
  const every = effects.flatMap((_, at) => (at % step === 0 ? [at + 1] : []));
  return [...new Set([...first.values(), ...last.values(), ...every])].sort((a, b) => a - b);
}

/** The campaign that is swept takes every way through the engine: none that another takes is missing. */
export async function takesEveryWay(effects: readonly string[], otherSeeds: number): Promise<void> {
  const reached = new Set(effects);
  const writes = Object.keys(WRITES).filter((name) => !ELSEWHERE.has(name));
  const wanted = [
    ...writes.flatMap((name) => [`${name} asked`, `${name} done`]),
    ...['place asked', 'request written', 'request taken', 'reply delivered'],
    ...['calls', 'call', 'agent', 'probe'].flatMap((name) => [`${name} asked`, `${name} answered`]),
  ];
  expect(wanted.filter((effect) => !reached.has(effect))).toEqual([]);
  const others = new Set<string>();
  for (let seed = 1; seed <= otherSeeds; seed++) {
    for (const name of (await play(settingOf(seed))).effects) others.add(name);
  }
  expect([...others].filter((effect) => !reached.has(effect))).toEqual([]);
}
