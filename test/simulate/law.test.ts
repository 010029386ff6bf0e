/** A campaign under rules of law in several places: every dial of the real engine is judged by the scan that was written apart. */
import { expect, it } from 'vitest';
import type { PackData } from '../../src/model/rule-pack.ts';
import { PACKS } from '../../src/policy/rules/packs.ts';
import { SECOND } from '../../src/model/time.ts';
import { openAt, type Scanned } from '../support/law-scan.ts';
import { answering, lines, people, play } from './people.ts';

// Wednesday before Thanksgiving, 09:00 in New York.
const EVE = Date.UTC(2026, 10, 25, 14);
const PLACES = [
  'America/New_York|US-PA',
  'America/Chicago,America/New_York|US-FL',
  'America/Denver,America/Phoenix|US-AZ,US-UT',
  'America/Los_Angeles|US-CA',
  'America/New_York|US-RI',
  'America/Chicago|US-TX',
  'America/New_York',
];
/** Of all the calendars that us_safe names the days that all of them hold. */
const HOLIDAYS = ['2026-11-26', '2026-12-25', '2027-01-01'];

const RINGS = 30 * SECOND;

it.each(['us_safe', 'us_federal'])('no phone rings outside the hours of %s, in any zone it may be in', async (name) => {
  const pack = PACKS.get(name) as PackData;
  const scanned: Scanned = {
    window: null,
    rules: pack.rules,
    purpose: 'marketing',
    isHoliday: (_, date) => HOLIDAYS.includes(date),
  };
  const some = people(70, PLACES).map((person) => ({
    ...person,
    contact: { ...person.contact, state: { is: 'ready', dueAt: EVE } as const },
  }));
  const plan = {
    window: null,
    rules: { pack: name, version: pack.version, purpose: 'marketing' as const },
    consent: { level: 'written' as const, at: EVE },
    lines: lines(1),
    maxConcurrentCalls: 2,
    retry: { maxAttempts: 3, after: { no_answer: 9 * 3_600 * SECOND } },
  };
  const { dials, end } = await play(plan, { start: EVE, people: some, model: answering(0) });
  expect(end).not.toBeNull();
  expect(dials).toHaveLength(70 * 3);
  const placeOf = new Map(some.map(({ to, contact }) => [to, contact.place]));
  const unlawful = dials.filter(({ to, at }) => !openAt(scanned, placeOf.get(to) ?? '', at, RINGS));
  expect(unlawful).toEqual([]);
  // The judge can say no: an hour before the first of a day nobody may be rung.
  expect(openAt(scanned, PLACES[3] ?? '', EVE, RINGS)).toBe(false);
});
