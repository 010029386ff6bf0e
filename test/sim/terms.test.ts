/** Law, windows, schedules, bounds, limits, money and ramps together with every fault; and the judge of each of them bites. */
import { describe, expect, it } from 'vitest';
import type { RuleData } from '../../src/model/rule-pack.ts';
import { MINUTE, SECOND } from '../../src/model/time.ts';
import { NOW } from '../support/fixtures.ts';
import { boundedSettingOf } from './bounded-setting.ts';
import { fuzz } from './fuzz.ts';
import { play } from './play.ts';
import { BASE, QUICK, type Setting } from './setting.ts';

// More of them: npm run fuzz -- --terms --seeds N --from S
it('keeps every invariant and every term for sixty seeds', async () => {
  expect((await fuzz(1, 60, boundedSettingOf))?.text ?? null).toBeNull();
}, 120_000);

/** Each of them is told to the judge alone, as to an engine whose guard is broken: then told to the engine, it is kept. */
describe('the judge bites where the engine does not know of', () => {
  const people = Array.from({ length: 12 }, () => ({ place: 'America/New_York|US-NY' }));
  const small: Setting = { ...BASE, contacts: 12, people };
  const rule: RuleData = {
    ...{ id: 'own', summary: 'Of a test.', source: 'None.', from: null, until: null },
    ...{ regions: ['US-NY'], purposes: ['marketing'], hours: [{ from: '10:15', to: '10:30' }] },
  };
  const days = ['mon'] as const;
  const cases: readonly (readonly [string, NonNullable<Setting['judges']>, RegExp])[] = [
    [
      'a rule of law',
      { rules: { pack: { pack: 'own', version: '1', rules: [rule] }, version: '1', purpose: 'marketing' } },
      /a closed hour in America\/New_York\|US-NY/,
    ],
    ['a window', { window: { days, from: 10 * 60 + 15, to: 10 * 60 + 30, timezone: 'contact' } }, /a closed hour/],
    ['a start', { startAt: NOW + MINUTE }, /before start_at/],
    ['an end', { endAt: NOW + 5 * SECOND }, /past end_at/],
    [
      'a limit of calls',
      { numberLimits: [{ is: 'calls', calls: 1, per: null, by: 'campaign' }] },
      /where 1 are allowed/,
    ],
    ['a ramp', { ramp: { steps: [3], goOnIf: null } }, /4 people were rung in a step of 3/],
  ];
  it.each(cases)('%s', async (_, judges, says) => {
    const broken = await play({ ...small, judges });
    expect(broken.violations.map((one) => one.says).join('\n')).toMatch(says);
    const kept = await play({ ...small, plan: { ...QUICK, ...judges } });
    expect(kept.violations).toEqual([]);
    expect(kept.calls.length).toBeGreaterThan(0);
  });

  it.each([
    ['the first instant of a contact', { notBefore: NOW + MINUTE }, /before their not_before/],
    ['the last instant of a contact', { notAfter: NOW + 5 * SECOND }, /past their not_after/],
  ] as const)('%s', async (_, bounds, says) => {
    const broken = await play({ ...small, judges: { bounds } });
    expect(broken.violations.map((one) => one.says).join('\n')).toMatch(says);
    const kept = await play({ ...small, people: people.map((one) => ({ ...one, ...bounds })) });
    expect(kept.violations).toEqual([]);
    expect(kept.calls.length).toBeGreaterThan(0);
  });
});
