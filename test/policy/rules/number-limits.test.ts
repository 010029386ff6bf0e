/** Which limits on calls hold for a person at an instant: one's own, and those of the rules that bind there then. */
import { expect, it } from 'vitest';
import type { NumberLimit } from '../../../src/model/number-limits.ts';
import type { PackData, RuleData } from '../../../src/model/rule-pack.ts';
import { DAY, parseInstant, type Instant } from '../../../src/model/time.ts';
import { limitsAt, numberRulesOf } from '../../../src/policy/rules/number-limits.ts';

const at = (text: string): Instant => parseInstant(text) ?? NaN;
const rule = (over: Partial<RuleData> & Pick<RuleData, 'id'>): RuleData => ({
  summary: 's',
  source: 's',
  from: null,
  until: null,
  regions: ['*'],
  purposes: ['marketing', 'collections'],
  ...over,
});
const pack: PackData = {
  pack: 'own',
  version: '2026-11-27',
  rules: [
    rule({ id: 'fl', regions: ['US-FL'], calls: [{ calls: 3, per: '24h' }] }),
    rule({
      id: 'reg-f',
      purposes: ['collections'],
      calls: [{ calls: 7, per: '7d' }],
      rest: [{ after: 'conversation', for: '7d' }],
    }),
    rule({
      id: 'fr',
      regions: ['FR'],
      from: '2027-01-01',
      calls: [{ calls: 4, per: '30d' }],
      rest: [{ after: 'refusal', for: '60d' }],
    }),
    rule({ id: 'ever', regions: ['XX'], calls: [{ calls: 1, per: 'lifetime' }] }),
  ],
};
const own: NumberLimit = { is: 'calls', calls: 9, per: null, by: 'campaign' };
const ids = (
  place: string,
  when: string,
  purpose: 'marketing' | 'collections' | null = 'marketing',
): readonly string[] => {
  const rules = numberRulesOf({ numberLimits: [own], rules: { pack, version: '', purpose } });
  return limitsAt(rules, place, at(when)).map(({ by, is }) => (typeof by === 'string' ? by : `${by.rule} ${is}`));
};

it('binds by region, purpose and day; nowhere means anywhere, no purpose means any', () => {
  const today = '2026-11-27T12:00:00Z';
  expect(ids('America/New_York|US-FL', today)).toEqual(['campaign', 'fl calls']);
  expect(ids('America/Denver|US-CO', today)).toEqual(['campaign']);
  expect(ids('America/Denver|US-CO', today, 'collections')).toEqual(['campaign', 'reg-f calls', 'reg-f rest']);
  expect(ids('Europe/Paris|FR', today)).toEqual(['campaign']);
  // Whoever said no is suppressed: a rest after a refusal asks for less.
  expect(ids('Europe/Paris|FR', '2027-01-01T12:00:00Z')).toEqual(['campaign', 'fr calls']);
  expect(ids('Europe/Paris|FR', '2026-12-30T12:00:00Z')).toEqual(['campaign']);
  expect(ids('America/Chicago', today, null)).toEqual([
    'campaign',
    'fl calls',
    'reg-f calls',
    'reg-f rest',
    'ever calls',
  ]);
});

it('spans and numbers as the rule says them; without rules one has one’s own', () => {
  const rules = numberRulesOf({ rules: { pack, version: '', purpose: null } });
  expect(limitsAt(rules, 'America/New_York', at('2026-11-27T12:00:00Z'))).toEqual([
    { is: 'calls', calls: 3, per: DAY, by: { rule: 'fl' } },
    { is: 'calls', calls: 7, per: 7 * DAY, by: { rule: 'reg-f' } },
    { is: 'rest', for: 7 * DAY, by: { rule: 'reg-f' } },
    { is: 'calls', calls: 1, per: null, by: { rule: 'ever' } },
  ]);
  expect(limitsAt(numberRulesOf({ numberLimits: [own] }), '', 0)).toEqual([own]);
});
