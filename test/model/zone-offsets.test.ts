/** Offsets of zones: outdial's own rules, Node's, and what was said in `zone_overrides`. */
import { describe, expect, it } from 'vitest';
import { ZONE_RULES_FROM, ZONE_RULES_UNTIL, ZONE_RULES_VERSION } from '../../src/model/data/zone-rules.ts';
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts';
import { fixedOffset, makeOffsetsFor, makeZoneOffsets } from '../../src/model/zone-offsets.ts';
import { NODE_ZONE_DATA, zoneDataInForce, zoneRule } from '../../src/model/zone-rules.ts';

const OLD = '2025c';
const NEWER = '2099a';
const offsets = makeZoneOffsets({ nodeVersion: OLD });
const byNode = makeZoneOffsets({ nodeVersion: NEWER });
const hours = (zone: string, text: string, of = offsets): number | null => {
  const offset = of(zone, Date.parse(text));
  return offset === null ? null : offset / HOUR;
};

/** Zones whose law changed after the data of Node 20 (2025c) were made, or was known better. */
const CHANGED = [
  'Africa/Casablanca',
  'Africa/El_Aaiun',
  'America/Edmonton',
  // Cuba keeps its summer time through the winter of 2026 and 2027.
  'America/Havana',
  'America/Inuvik',
  'America/Vancouver',
  'America/Winnipeg',
  // Moldova has changed its clocks when its neighbors do since 2022; older data knew another hour of that night.
  'Europe/Chisinau',
];

describe('zones whose law changed in 2026', () => {
  it.each([
    ['America/Vancouver', -7],
    ['Canada/Pacific', -7],
    ['America/Edmonton', -6],
    ['America/Yellowknife', -6],
    ['America/Winnipeg', -5],
    ['Canada/Central', -5],
    ['America/Inuvik', -6],
    ['Africa/Casablanca', 0],
    ['Africa/El_Aaiun', 0],
    ['America/Regina', -6],
    ['America/Whitehorse', -7],
    ['America/New_York', -5],
    ['america/new_york', -5],
    ['Asia/Kolkata', 5.5],
    ['Asia/Kathmandu', 5.75],
    ['Australia/Lord_Howe', 11],
    ['Europe/London', 0],
    ['UTC', 0],
  ])('%s is %d h from UTC on 1 December 2026', (zone, offset) => {
    expect(hours(zone, '2026-12-01T12:00:00Z')).toBe(offset);
  });

  it('the clocks of Vancouver stand still in the night in which those of Seattle go back', () => {
    const night = ['2026-11-01T08:59:59.999Z', '2026-11-01T09:00:00Z', '2026-11-01T10:00:00Z'];
    expect(night.map((at) => hours('America/Vancouver', at))).toEqual([-7, -7, -7]);
    expect(night.map((at) => hours('America/Los_Angeles', at))).toEqual([-7, -8, -8]);
    expect(hours('America/Vancouver', '2026-03-08T09:59:59.999Z')).toBe(-8);
    expect(hours('America/Vancouver', '2026-03-08T10:00:00Z')).toBe(-7);
  });
});

/** Often enough to fall between any two changes of a zone (in Morocco they were five weeks apart). */
function differs(zone: string): boolean {
  for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2029, 0, 1); at += 10 * DAY) {
    if (offsets(zone, at) !== byNode(zone, at)) return true;
  }
  return false;
}

describe('beside the data of this Node', () => {
  const zones = Intl.supportedValuesOf('timeZone');

  it('knows every zone that Intl names', () => {
    expect(zones.filter((zone) => zoneRule(zone) === undefined)).toEqual([]);
  });

  it('differs in the zones whose law changed since, and in no other', () => {
    const found = zones.filter(differs);
    expect(found.filter((zone) => !CHANGED.includes(zone))).toEqual([]);
    if (NODE_ZONE_DATA === OLD) expect(found).toEqual(CHANGED);
  });

  it('changes at the very quarter hour at which Intl does', () => {
    for (const zone of zones) {
      if (CHANGED.includes(zone)) continue;
      for (const at of zoneRule(zone)?.begins.slice(1) ?? []) {
        for (const each of [at - 1, at])
          expect([zone, each, offsets(zone, each)]).toEqual([zone, each, byNode(zone, each)]);
      }
    }
  });
});

describe('whose rules hold', () => {
  it('ours until Node has them too', () => {
    expect(zoneDataInForce(OLD)).toEqual({ by: 'outdial', version: ZONE_RULES_VERSION });
    expect(zoneDataInForce('')).toEqual({ by: 'outdial', version: ZONE_RULES_VERSION });
    expect(zoneDataInForce(ZONE_RULES_VERSION)).toEqual({ by: 'node', version: ZONE_RULES_VERSION });
    expect(zoneDataInForce(NEWER)).toEqual({ by: 'node', version: NEWER });
  });

  it("Node's before and after the years of the data, and of a zone that they lack", () => {
    for (const at of [ZONE_RULES_FROM - 1, ZONE_RULES_UNTIL]) {
      expect(offsets('America/New_York', at)).toBe(byNode('America/New_York', at));
    }
    expect(hours('America/New_York', '2019-07-01T00:00:00Z')).toBe(-4);
    expect(hours('Mars/Olympus_Mons', '2026-12-01T00:00:00Z')).toBeNull();
    expect(hours('', '2026-12-01T00:00:00Z')).toBeNull();
    expect(hours('constructor', '2026-12-01T00:00:00Z')).toBeNull();
  });
});

describe('what was said of a zone', () => {
  const said = { zone: 'America/Denver', as: '-06:00', from: Date.parse('2027-01-01T07:00:00Z') };
  const other = { zone: 'America/Chicago', as: 'America/Denver', from: null };
  const of = makeZoneOffsets({ overrides: [said, other], nodeVersion: OLD });

  it('holds from its instant on, by whatever name the zone is asked for', () => {
    expect(hours('America/Denver', '2027-01-01T06:59:59Z', of)).toBe(-7);
    expect(hours('America/Denver', '2027-01-01T07:00:00Z', of)).toBe(-6);
    expect(hours('US/Mountain', '2027-01-01T07:00:00Z', of)).toBe(-6);
    expect(hours('America/Boise', '2027-01-01T07:00:00Z', of)).toBe(-7);
  });

  it("of another zone's time means that zone as it is without what was said of it", () => {
    expect(hours('America/Chicago', '2027-01-15T00:00:00Z', of)).toBe(-7);
    const both = makeZoneOffsets({ overrides: [other, { ...said, as: 'America/Chicago' }] });
    expect(hours('America/Chicago', '2027-01-15T00:00:00Z', both)).toBe(-7);
  });

  it('is one set of answers a plan, whichever object says it', () => {
    const make = makeOffsetsFor(OLD);
    expect(make([said])).toBe(make([{ ...said }]));
    expect(make([said])).not.toBe(make([other]));
    expect(make(undefined)).toBe(make([]));
  });

  it.each([
    ['-05:00', -5 * HOUR],
    ['+5:30', 5.5 * HOUR],
    ['+14:00', 14 * HOUR],
    ['-00:00', 0],
    ['+00:15', 15 * MINUTE],
    ['+14:01', undefined],
    ['+15:00', undefined],
    ['05:00', undefined],
    ['-5', undefined],
    ['-05:60', undefined],
    ['America/Denver', undefined],
  ])('reads %s', (text, offset) => {
    expect(fixedOffset(text)).toBe(offset);
  });
});
