/** What a pack takes of a window: by hand for one week, and nothing where it takes nothing. */
import { expect, it } from 'vitest';
import type { Window } from '../../src/model/dial-options.ts';
import { WEEKDAYS } from '../../src/model/dial-options.ts';
import type { PackData, RuleData } from '../../src/model/rule-pack.ts';
import { parseInstant } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { costJson, costLines, ruleCosts } from '../../src/report/rule-cost.ts';

const MONDAY = parseInstant('2026-12-07T05:00:00Z') ?? NaN;
const RULE: RuleData = {
  ...{ id: 'all', summary: 'Of a test.', source: 'None.', from: null, until: null },
  ...{ regions: ['US'], purposes: ['marketing'], hours: [{ from: '09:00', to: '18:00' }] },
};
const FLORIDA: RuleData = { ...RULE, id: 'fl', regions: ['US-FL'], days: ['sun'], hours: [] };
const pack: PackData = { pack: 'own', version: '1', rules: [RULE, FLORIDA] };
const rules = { pack, version: '1', purpose: 'marketing' } as const;
const window: Window = { days: WEEKDAYS, from: 8 * 60, to: 20 * 60, timezone: 'contact' };
const NY = 'America/New_York';
const groups = [
  { place: `${NY}|US-FL`, count: 300 },
  { place: `${NY}|US-FL`, count: 12 },
  { place: `${NY}|US-GA`, count: 40 },
  { place: `America/Los_Angeles,${NY}|US-NY`, count: 5 },
  { place: 'Europe/Paris|FR', count: 7 },
];
const costs = ruleCosts({ window, rules, startAt: null }, groups, makeHours(), MONDAY);

it('says for whom which hours are left of the window', () => {
  expect(costJson(costs)).toEqual([
    // 9 to 18 of 8 to 20 in both zones: 12 to 18 in New York of what 11 to 20 are.
    { contacts: 312, window_hours: 84, left_hours: 54, regions: ['US-FL'] },
    { contacts: 5, window_hours: 63, left_hours: 42, regions: ['US-NY'] },
    { contacts: 40, window_hours: 84, left_hours: 63, regions: ['US-GA'] },
  ]);
  expect(costLines({ window, rules }, costs)[0]).toBe(
    'costs       own leaves 54 of the window’s 84 hours of the next 7 days to 312 contacts (US-FL)',
  );
});

it('says nothing where nothing is taken, and of any hour where there is no window', () => {
  expect(ruleCosts({ window, startAt: null }, groups, makeHours(), MONDAY)).toEqual([]);
  const narrow: Window = { ...window, from: 10 * 60, to: 12 * 60 };
  const [first] = ruleCosts({ window: narrow, rules, startAt: null }, groups, makeHours(), MONDAY);
  expect(first).toMatchObject({ contacts: 312, hours: 14, left: 12 });
  const always = ruleCosts({ window: null, rules, startAt: null }, groups, makeHours(), MONDAY);
  expect(costLines({ window: null, rules }, always).join()).toContain('leaves 54 of the 168 hours');
});
