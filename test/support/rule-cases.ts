/** Dated cases of a rule pack: a local date and time, where somebody is, what the call is for, and the rule that forbids it. */
import { describe, expect, it } from 'vitest';
import { dayOfDate } from '../../src/model/local-day.ts';
import type { Purpose } from '../../src/model/purposes.ts';
import type { PackData } from '../../src/model/rule-pack.ts';
import { parseDuration } from '../../src/model/time.ts';
import { makeDayHours } from '../../src/policy/day-hours.ts';
import { bindingRules, compileRules } from '../../src/policy/rules/in-force.ts';

/** `verdict`: "allowed", or the ids of all rules that forbid it. */
export type RuleCase = readonly [at: string, region: string, purpose: Purpose, verdict: string];

export function verdictOf(pack: PackData, at: string, region: string, purpose: Purpose): string {
  const [date = '', time = ''] = at.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const regions = region.split(',');
  const forbids = pack.rules.filter((rule) => {
    const compiled = compileRules({ pack: { ...pack, rules: [rule] }, version: pack.version, purpose });
    return makeDayHours(null, compiled, regions).closer(dayOfDate(date)!, hours * 60 + minutes) !== null;
  });
  return forbids.length === 0 ? 'allowed' : forbids.map(({ id }) => id).join(' ');
}

/** The ids of rules that bind on a day and say something beside hours. */
export function limitsOf(pack: PackData, date: string, region: string, purpose: Purpose): readonly string[] {
  const compiled = compileRules({ pack, version: pack.version, purpose });
  return bindingRules(compiled, region.split(','), dayOfDate(date)!)
    .filter(({ calls, rest, consent, scrub }) => calls.length + rest.length > 0 || consent || scrub)
    .map(({ id }) => id);
}

/** What holds of every built-in pack, and its own cases. */
export function provePack(pack: PackData, cases: readonly RuleCase[]): void {
  describe(`the rule pack ${pack.pack}`, () => {
    it.each(cases)('%s in %s, %s: %s', (at, region, purpose, verdict) => {
      expect(verdictOf(pack, at, region, purpose)).toBe(verdict);
    });

    it('has rules that each say where they stand, and bind somebody', () => {
      expect(new Set(pack.rules.map(({ id }) => id)).size).toBe(pack.rules.length);
      for (const rule of pack.rules) {
        expect(rule).toMatchObject({ id: expect.stringMatching(/^[a-z0-9-]+$/) as string });
        expect(rule.source.length).toBeGreaterThan(5);
        expect(rule.summary).toMatch(/^[A-Z].*[.)]$/);
        expect(rule.regions.length * rule.purposes.length).toBeGreaterThan(0);
        for (const date of [rule.from, rule.until]) if (date !== null) expect(dayOfDate(date)).toBeDefined();
        for (const { per } of rule.calls ?? []) expect(parseDuration(per)).toBeGreaterThan(0);
        for (const { for: span } of rule.rest ?? []) expect(parseDuration(span)).toBeGreaterThan(0);
      }
    });
  });
}
