/** Which rules bind whom on which day: regions that meet, days of a rule, purposes, and a pack that nobody knows. */
import { describe, expect, it } from 'vitest';
import { dayOfDate } from '../../../src/model/local-day.ts';
import type { PackData, PlanRules, RuleData } from '../../../src/model/rule-pack.ts';
import { bindingRules, compileRules } from '../../../src/policy/rules/in-force.ts';

const RULE: RuleData = {
  id: 'one',
  summary: 'One.',
  source: 'nowhere',
  from: null,
  until: null,
  regions: ['US'],
  purposes: ['marketing', 'collections'],
};

function packOf(...rules: readonly Partial<RuleData>[]): PackData {
  return { pack: 'own', version: '2026-11-27', rules: rules.map((rule) => ({ ...RULE, ...rule })) };
}

function rulesOf(pack: string | PackData, purpose: PlanRules['purpose'] = 'marketing'): PlanRules {
  return { pack, version: '2026-11-27', purpose };
}

function binding(
  pack: string | PackData,
  regions: readonly string[],
  day = '2026-12-01',
  purpose?: 'emergency' | null,
) {
  const compiled = compileRules(rulesOf(pack, purpose === undefined ? 'marketing' : purpose));
  return bindingRules(compiled, regions, dayOf(day)).map(({ id }) => id);
}

function dayOf(text: string): number {
  const day = dayOfDate(text);
  if (day === undefined) throw new Error(`no day: ${text}`);
  return day;
}

describe('regions', () => {
  const pack = packOf(
    { id: 'all', regions: ['*'] },
    { id: 'us', regions: ['US'] },
    { id: 'fl', regions: ['US-FL'] },
    { id: 'fr', regions: ['FR'] },
  );
  it.each([
    [['US-FL'], ['all', 'us', 'fl']],
    [['US-AL'], ['all', 'us']],
    [
      ['US-AL', 'US-FL'],
      ['all', 'us', 'fl'],
    ],
    // A country whose state nobody knows may be any of its states.
    [['US'], ['all', 'us', 'fl']],
    [['FR'], ['all', 'fr']],
    [['DE'], ['all']],
    // Nobody knows where: everything holds.
    [[], ['all', 'us', 'fl', 'fr']],
  ])('%j is bound by %j', (regions, ids) => {
    expect(binding(pack, regions)).toEqual(ids);
  });
});

describe('days', () => {
  const pack = packOf({ from: '2026-10-18', until: '2027-01-01' });
  it.each([
    ['2026-10-17', []],
    ['2026-10-18', ['one']],
    ['2026-12-31', ['one']],
    ['2027-01-01', []],
  ])('on %s it binds: %j', (day, ids) => {
    expect(binding(pack, ['US'], day)).toEqual(ids);
  });
});

describe('purposes', () => {
  it('a rule binds the calls it is about; an unknown purpose is bound by all', () => {
    expect(binding(packOf({}), ['US'])).toEqual(['one']);
    expect(binding(packOf({}), ['US'], '2026-12-01', 'emergency')).toEqual([]);
    expect(binding(packOf({}), ['US'], '2026-12-01', null)).toEqual(['one']);
  });
});

describe('what a rule says', () => {
  it('is read into minutes and durations', () => {
    const pack = packOf({
      days: ['mon', 'holiday'],
      hours: [
        { from: '14:00', to: '24:00' },
        { from: '09:00', to: '12:30' },
      ],
      holidays: ['US-PA', '2026-12-24'],
      calls: [
        { calls: 3, per: '24h' },
        { calls: 9, per: 'lifetime' },
      ],
      rest: [{ after: 'refusal', for: '60d' }],
    });
    expect(compileRules(rulesOf(pack)).rules[0]).toMatchObject({
      days: [true, false, false, false, false, false, false],
      onHolidays: true,
      calendars: ['US-PA'],
      dates: new Set([dayOf('2026-12-24')]),
      hours: [
        { from: 540, to: 750 },
        { from: 840, to: 1440 },
      ],
      calls: [
        { calls: 3, per: 86_400_000 },
        { calls: 9, per: null },
      ],
      rest: [{ after: 'refusal', for: 60 * 86_400_000 }],
    });
  });

  it('no hours is another thing than hours of none', () => {
    expect(compileRules(rulesOf(packOf({}))).rules[0]?.hours).toBeNull();
    expect(compileRules(rulesOf(packOf({ hours: [] }))).rules[0]?.hours).toEqual([]);
  });

  it('an unreadable span opens nothing', () => {
    const hours = [
      { from: '9:00', to: '20:00' },
      { from: '09:00', to: '24:01' },
      { from: '20:00', to: '09:00' },
    ];
    expect(compileRules(rulesOf(packOf({ hours }))).rules[0]?.hours).toEqual([]);
  });
});

describe('packs by name', () => {
  it('the newest wording is obeyed', () => {
    const compiled = compileRules({ pack: 'us_federal', version: '2020-01-01', purpose: 'marketing' });
    expect(compiled.version > '2026').toBe(true);
    expect(compiled.rules.map(({ id }) => id)).toContain('us-hours');
  });

  it('one that nobody knows forbids everything, in words', () => {
    const [rule, ...others] = compileRules(rulesOf('mars')).rules;
    expect(others).toEqual([]);
    expect(rule).toMatchObject({ id: 'unknown-pack', regions: ['*'], hours: [] });
    expect(rule?.summary).toContain('"mars"');
    expect(binding('mars', ['FR'], '2026-12-01', null)).toEqual(['unknown-pack']);
  });
});
