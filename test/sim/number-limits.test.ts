/** Limits of calls to a number, through lost replies, kills and everything else that goes wrong: never one call too many. */
import { expect, it } from 'vitest';
import type { NumberLimit } from '../../src/model/number-limits.ts';
import { MINUTE, SECOND } from '../../src/model/time.ts';
import { play } from './play.ts';
import { QUICK, settingOf, type Setting } from './setting.ts';

const by = 'campaign' as const;
const LIMITS: readonly NumberLimit[] = [
  { is: 'calls', calls: 2, per: 3 * MINUTE, by },
  { is: 'calls', calls: 4, per: null, by },
];
const after = { no_answer: 20 * SECOND, busy: 10 * SECOND, failed: 10 * SECOND, voicemail: 15 * SECOND };

/** Whoever is not reached would be called six times. */
function limited(seed: number, numberLimits: readonly NumberLimit[] = LIMITS): Setting {
  const setting = settingOf(seed);
  return { ...setting, plan: { ...QUICK, ...setting.plan, retry: { maxAttempts: 6, after }, numberLimits } };
}

/** A wall clock that is set is another story: then nothing is dialed until it is right. */
const SEEDS = Array.from({ length: 120 }, (_, n) => n + 1).filter((n) => settingOf(n).faults.clockJumps.length === 0);

it('holds over every fault and kill, and each contact waits for it or leaves by it', async () => {
  let waited = 0;
  let left = 0;
  for (const seed of SEEDS) {
    const { violations, contacts, calls, said } = await play(limited(seed));
    expect([seed, violations.map(({ says }) => says), said.filter((one) => one.includes('mistake'))]).toEqual([
      seed,
      [],
      [],
    ]);
    for (const contact of contacts) {
      if (contact.state.is === 'exhausted' && contact.state.reason === 'cap_reached') left += 1;
    }
    const times = new Map<string, number[]>();
    for (const { to, placedAt } of calls) times.set(to, [...(times.get(to) ?? []), placedAt]);
    for (const all of times.values()) if (all.length > 2) waited += 1;
  }
  // Else nothing was limited, and nothing proved.
  expect(waited).toBeGreaterThan(10);
  expect(left).toBeGreaterThan(10);
}, 120_000);

it('the judge notices an engine that is told of no limits', async () => {
  const found: string[] = [];
  for (const seed of SEEDS.slice(0, 20)) {
    const told = limited(seed);
    // What the judge knows and the engine does not: the plan that it dials by has wider ones.
    const { calls } = await play({ ...told, plan: { ...told.plan, numberLimits: [] } });
    const byNumber = new Map<string, number>();
    for (const { to } of calls) byNumber.set(to, (byNumber.get(to) ?? 0) + 1);
    found.push(...[...byNumber].filter(([, n]) => n > 4).map(([to]) => to));
  }
  expect(found.length).toBeGreaterThan(0);
});
