/** The referee's own reading of hours, against days and clocks that a person wrote down. */
import { describe, expect, it } from 'vitest';
import { hoursJudge } from '../../src/audit/judge-hours.ts';
import { readRules } from '../../src/audit/read-rules.ts';
import { placeOf, readPlace } from '../../src/model/place.ts';
import type { PackData, RuleData } from '../../src/model/rule-pack.ts';
import { makeZoneOffsets } from '../../src/model/zone-offsets.ts';

const rule = (more: Partial<RuleData>): RuleData => ({
  ...{ id: 'r', summary: 'Of a test.', source: 'none', from: null, until: null, regions: ['US'] },
  purposes: ['marketing'],
  ...more,
});
const pack = (...rules: RuleData[]): PackData => ({ pack: 'test', version: '2026-11-27', rules });
const offsets = makeZoneOffsets();
const holidays = (calendar: string, day: number): string | null =>
  calendar === 'US' && day === 20_783 ? 'Thanksgiving' : null; // 2026-11-26

function broken(rules: RuleData[], place: string, at: string): string[] {
  const judge = hoursJudge(readRules(pack(...rules), 'marketing'), offsets, holidays);
  return judge(readPlace(place), Date.parse(at)).map(
    ({ rule: { data }, zone, minutesOff }) => `${data.id} ${zone} ${minutesOff}`,
  );
}

const NINE = { hours: [{ from: '09:00', to: '20:00' }] };
const NY = 'America/New_York|US-NY';

describe('hours', () => {
  it.each([
    ['2026-11-24T13:59:59Z', ['r America/New_York 1']],
    ['2026-11-24T14:00:00Z', []],
    ['2026-11-25T00:59:59Z', []],
    ['2026-11-25T01:00:00Z', ['r America/New_York 1']],
    // The clocks went back on 1 November: 14:00Z was 10:00 the day before and 09:00 that day.
    ['2026-10-31T13:00:00Z', []],
    ['2026-11-01T13:30:00Z', ['r America/New_York 30']],
    // They went forward on 8 March: 13:00Z was 08:00 the day before and 09:00 that day.
    ['2026-03-07T13:00:00Z', ['r America/New_York 60']],
    ['2026-03-08T13:00:00Z', []],
  ])('9 to 20 in New York at %s', (at, wanted) => {
    expect(broken([rule(NINE)], NY, at)).toEqual(wanted);
  });

  it('every zone must allow it', () => {
    const place = 'America/Chicago,America/New_York|US-FL';
    expect(broken([rule(NINE)], place, '2026-11-24T14:30:00Z')).toEqual(['r America/Chicago 30']);
    expect(broken([rule(NINE)], place, '2026-11-25T01:30:00Z')).toEqual(['r America/New_York 31']);
    expect(broken([rule(NINE)], place, '2026-11-24T15:00:00Z')).toEqual([]);
  });

  it('on the days it speaks of, between several spans, and not at all', () => {
    const lunch = rule({
      days: ['mon', 'tue'],
      hours: [
        { from: '10:00', to: '13:00' },
        { from: '14:00', to: '20:00' },
      ],
    });
    const never = rule({ id: 'sunday', days: ['sun'], hours: [] });
    const paris = 'Europe/Paris|US';
    expect(broken([lunch, never], paris, '2026-11-23T12:30:00Z')).toEqual(['r Europe/Paris 30']);
    expect(broken([lunch, never], paris, '2026-11-23T13:00:00Z')).toEqual([]);
    expect(broken([lunch, never], paris, '2026-11-25T03:00:00Z')).toEqual([]);
    expect(broken([lunch, never], paris, '2026-11-22T12:00:00Z')).toEqual(['sunday Europe/Paris 1440']);
  });

  it('holidays of a calendar, and dates', () => {
    const off = rule({ days: ['holiday'], hours: [], holidays: ['US', '2026-12-24'] });
    expect(broken([off], NY, '2026-11-26T17:00:00Z')).toEqual(['r America/New_York 1440']);
    expect(broken([off], NY, '2026-11-27T04:59:00Z')).toEqual(['r America/New_York 1440']);
    expect(broken([off], NY, '2026-11-27T05:00:00Z')).toEqual([]);
    expect(broken([off], NY, '2026-12-24T17:00:00Z')).toEqual(['r America/New_York 1440']);
  });

  it('in force by the local day, from the first to before the last', () => {
    const dated = rule({ ...NINE, from: '2026-11-24', until: '2026-11-26' });
    expect(broken([dated], NY, '2026-11-24T04:59:00Z')).toEqual([]);
    expect(broken([dated], NY, '2026-11-24T05:00:00Z')).toEqual(['r America/New_York 540']);
    expect(broken([dated], NY, '2026-11-26T04:59:00Z')).toEqual(['r America/New_York 240']);
    expect(broken([dated], NY, '2026-11-26T05:00:00Z')).toEqual([]);
  });

  it('whose rules, and for which calls', () => {
    const florida = rule({ ...NINE, regions: ['US-FL'] });
    const at = '2026-11-24T06:00:00Z';
    expect(broken([florida], 'America/New_York|US-FL', at)).toHaveLength(1);
    expect(broken([florida], 'America/New_York|US-GA', at)).toEqual([]);
    // A number of which nobody knows the state, and one of which nobody knows anything.
    expect(broken([florida], 'America/New_York|US', at)).toHaveLength(1);
    expect(broken([florida], 'America/New_York', at)).toHaveLength(1);
    expect(broken([rule({ ...NINE, purposes: ['collections'] })], NY, at)).toEqual([]);
    expect(readRules(pack(rule({ purposes: ['collections'] })), null)).toHaveLength(1);
  });

  it('says which zone nobody knows', () => {
    const unknown: string[] = [];
    const judge = hoursJudge(readRules(pack(rule(NINE)), null), offsets, holidays, (zone) => unknown.push(zone));
    expect(judge(readPlace(placeOf({ zones: ['Nowhere/At_All'], regions: ['US'] })), 0)).toEqual([]);
    expect(unknown).toEqual(['Nowhere/At_All']);
  });
});
