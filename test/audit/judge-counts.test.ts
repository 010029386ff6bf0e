/** How often and how soon again, against sequences that a person wrote down. */
import { describe, expect, it } from 'vitest';
import { judgeCounts, type Ring } from '../../src/audit/judge-counts.ts';
import { readRules, spanOf } from '../../src/audit/read-rules.ts';
import type { RuleData } from '../../src/model/rule-pack.ts';
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts';

const FLORIDA = { zones: ['America/New_York'], regions: ['US-FL'] };
const T0 = Date.parse('2026-11-23T15:00:00Z');

function found(more: Partial<RuleData>, rings: readonly Ring[], place = FLORIDA): string[] {
  const data: RuleData = {
    ...{ id: 'r', summary: 'Of a test.', source: 'none', from: null, until: null, regions: ['US-FL'] },
    purposes: ['marketing'],
    ...more,
  };
  const rules = readRules({ pack: 'test', version: '1', rules: [data] }, null);
  return judgeCounts(rules, place, rings, (_, at) => [Math.floor((at - 5 * HOUR) / DAY)]).map((one) =>
    one.is === 'cap'
      ? `row ${one.ring.row}: ${one.nth} of ${one.calls}`
      : `row ${one.ring.row}: after ${one.after / HOUR} h`,
  );
}

const rings = (...hours: number[]): Ring[] =>
  hours.map((hour, index) => ({ row: index + 2, at: T0 + hour * HOUR, talkedUntil: null }));

describe('caps', () => {
  const cap = { calls: [{ calls: 3, per: '24h' }] };
  it('the fourth within a day, which moves with the clock', () => {
    expect(found(cap, rings(0, 1, 2, 23.99))).toEqual(['row 5: 4 of 3']);
    expect(found(cap, rings(0, 1, 2, 24))).toEqual([]);
    expect(found(cap, rings(0, 1, 2, 3, 27.5, 28.5))).toEqual(['row 5: 4 of 3']);
    expect(found(cap, rings(0, 1, 2, 3, 4))).toEqual(['row 5: 4 of 3', 'row 6: 5 of 3']);
  });

  it('in all, of that place alone, and while it is in force', () => {
    expect(found({ calls: [{ calls: 1, per: 'lifetime' }] }, rings(0, 9_000))).toEqual(['row 3: 2 of 1']);
    expect(found(cap, rings(0, 1, 2, 3), { zones: [], regions: ['US-GA'] })).toEqual([]);
    expect(found({ ...cap, until: '2026-11-23' }, rings(0, 1, 2, 3))).toEqual([]);
    expect(found({ ...cap, from: '2026-11-23' }, rings(-30, -29, -28, -27, 0, 1, 2))).toEqual([]);
  });

  it('a hundred thousand calls to one number take no square of it', () => {
    const many = Array.from({ length: 100_000 }, (_, row) => ({ row, at: T0 + row * MINUTE, talkedUntil: null }));
    expect(found({ calls: [{ calls: 2_000, per: '24h' }] }, many)).toEqual([]);
  });
});

describe('rests', () => {
  const rest = { rest: [{ after: 'conversation', for: '7d' }] } as const;
  it('count from the end of the last conversation', () => {
    const [first, second, third] = rings(0, 24, 24 * 7 + 2);
    const talked = { ...first!, talkedUntil: T0 + HOUR };
    expect(found(rest, [talked, second!, third!])).toEqual(['row 3: after 23 h']);
    expect(found(rest, [first!, second!])).toEqual([]);
  });
});

it('lengths of time are read as a pack writes them', () => {
  expect([spanOf('24h'), spanOf('30d'), spanOf('lifetime')]).toEqual([DAY, 30 * DAY, null]);
  for (const wrong of ['0d', '-1d', 'd', '1w', '']) expect(() => spanOf(wrong)).toThrow(RangeError);
});
