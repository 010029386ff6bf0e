/** Hours by rules of law and a window together, against a scan of every minute that was written apart; and tables of right values. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEEKDAYS, type Window } from '../../src/model/dial-options.ts';
import type { PackData, RuleData } from '../../src/model/rule-pack.ts';
import { DAY, formatInstant, MINUTE, parseInstant, SECOND, type Instant } from '../../src/model/time.ts';
import { makeHours, type Hours, type Terms } from '../../src/policy/hours.ts';
import { closedAt, openAt, type Scanned } from '../support/law-scan.ts';

const at = (text: string): Instant => parseInstant(text) ?? NaN;
const NY = 'America/New_York';
const WORKDAYS = WEEKDAYS.slice(0, 5);

const RULE: RuleData = {
  id: 'one',
  summary: 'One.',
  source: 'nowhere',
  from: null,
  until: null,
  regions: ['*'],
  purposes: ['marketing'],
};

function terms(rules: readonly Partial<RuleData>[] | null, window: Window | null = null): Terms {
  if (rules === null) return { window };
  const pack: PackData = {
    pack: 'own',
    version: '2026-11-27',
    rules: rules.map((rule, n) => ({ ...RULE, id: `rule-${n}`, ...rule })),
  };
  return { window, rules: { pack, version: '2026-11-27', purpose: 'marketing' } };
}

const span = (from: string, to: string): { from: string; to: string } => ({ from, to });

function next(of: Terms, place: string, from: string, slack = 0): string | null {
  const opens = makeHours().nextOpen(of, place, at(from), slack);
  return opens === null ? null : formatInstant(opens);
}

describe('a rule of law', () => {
  it('holds where it binds, and where nobody knows where somebody is', () => {
    const florida = terms([{ regions: ['US-FL'], hours: [span('08:00', '20:00')] }]);
    const evening = at('2026-12-01T20:00:00-05:00');
    const open = (regions: string): boolean => makeHours().isOpen(florida, `${NY}${regions}`, evening, 0);
    expect(open('|US-FL')).toBe(false);
    expect(open('|US-AL,US-FL')).toBe(false);
    expect(open('|US')).toBe(false);
    expect(open('')).toBe(false);
    expect(open('|US-GA')).toBe(true);
    expect(open('|FR')).toBe(true);
  });

  it('holds from its first local day to before its last, each zone by its own date', () => {
    const sundays = terms([{ from: '2026-10-18', until: '2027-01-10', days: ['sun'], hours: [] }]);
    const open = (text: string, zone = NY): boolean => makeHours().isOpen(sundays, zone, at(text), 0);
    expect(open('2026-10-11T12:00:00-04:00')).toBe(true);
    expect(open('2026-10-17T23:59:59-04:00')).toBe(true);
    expect(open('2026-10-18T00:00:00-04:00')).toBe(false);
    expect(open('2027-01-03T12:00:00-05:00')).toBe(false);
    expect(open('2027-01-10T12:00:00-05:00')).toBe(true);
    // It is Sunday in Tokyo while it is Saturday in New York.
    expect(open('2026-10-24T12:00:00-04:00', 'Asia/Tokyo')).toBe(false);
    expect(open('2026-10-24T12:00:00-04:00')).toBe(true);
  });

  it('a holiday is a local date, by calendar or by itself, and leaves other days alone', () => {
    const closed = terms([{ days: ['holiday'], hours: [], holidays: ['US', '2026-12-24'] }]);
    const open = (text: string): boolean => makeHours().isOpen(closed, NY, at(text), 0);
    expect(open('2026-11-26T12:00:00-05:00')).toBe(false);
    expect(open('2026-11-26T23:59:59.999-05:00')).toBe(false);
    expect(open('2026-11-27T00:00:00-05:00')).toBe(true);
    expect(open('2026-12-24T12:00:00-05:00')).toBe(false);
    expect(open('2026-12-23T12:00:00-05:00')).toBe(true);
  });

  it('a weekday that is a holiday keeps its own hours too: what several rules leave is what all of them leave', () => {
    const both = terms([
      { days: ['thu'], hours: [span('10:00', '13:00'), span('14:00', '20:00')] },
      { days: ['holiday'], hours: [span('12:00', '15:00')], holidays: ['US'] },
    ]);
    expect(next(both, NY, '2026-11-26T00:00:00-05:00')).toBe('2026-11-26T17:00:00.000Z');
    expect(next(both, NY, '2026-11-26T13:00:00-05:00')).toBe('2026-11-26T19:00:00.000Z');
    expect(next(both, NY, '2026-11-26T15:00:00-05:00')).toBe('2026-11-27T05:00:00.000Z');
  });

  it('has no room to ring across a lunch, however short', () => {
    const lunch = terms([{ hours: [span('09:00', '13:00'), span('13:01', '20:00')] }]);
    const open = (text: string): boolean => makeHours().isOpen(lunch, NY, at(text), 2 * MINUTE);
    expect(open('2026-12-01T12:57:59-05:00')).toBe(true);
    expect(open('2026-12-01T12:59:30-05:00')).toBe(false);
    expect(next(lunch, NY, '2026-12-01T12:59:30-05:00', 2 * MINUTE)).toBe('2026-12-01T18:01:00.000Z');
    expect(makeHours().closesAt(lunch, NY, at('2026-12-01T10:00:00-05:00'), 2 * MINUTE)).toBe(
      at('2026-12-01T12:58:00-05:00'),
    );
  });

  it('two weeks of holidays and more are looked over; sixty days are not', () => {
    const closedUntil = (day: string): Terms => terms([{ until: day, hours: [] }]);
    expect(next(closedUntil('2027-01-15'), NY, '2026-12-01T00:00:00Z')).toBe('2027-01-15T05:00:00.000Z');
    expect(next(closedUntil('2027-02-15'), NY, '2026-12-01T00:00:00Z')).toBeNull();
  });

  it('a pack that this version does not know opens nothing', () => {
    const unknown: Terms = { window: null, rules: { pack: 'us_2031', version: '2031-01-01', purpose: null } };
    expect(next(unknown, NY, '2026-12-01T12:00:00Z')).toBeNull();
    expect(makeHours().neverBy(unknown, NY, at('2026-12-01T12:00:00Z'), 0)).toMatchObject({
      is: 'law',
      rule: { id: 'unknown-pack' },
    });
  });

  it('goes by the clock of whoever is rung, the window by its own', () => {
    const london: Window = { days: WORKDAYS, from: 9 * 60, to: 18 * 60, timezone: 'Europe/London' };
    const both = terms([{ hours: [span('08:00', '21:00')] }], london);
    expect(next(both, NY, '2026-12-01T00:00:00Z')).toBe('2026-12-01T13:00:00.000Z');
    expect(next(both, '', '2026-12-01T00:00:00Z')).toBeNull();
    expect(next({ window: london }, '', '2026-12-01T00:00:00Z')).toBe('2026-12-01T09:00:00.000Z');
  });
});

describe('a window of several spans', () => {
  const lunch: Window = {
    days: WORKDAYS,
    from: 9 * 60,
    to: 12 * 60,
    timezone: 'contact',
    more: [
      { days: WORKDAYS, from: 13 * 60, to: 18 * 60 },
      { days: ['sat'], from: 10 * 60, to: 14 * 60 },
    ],
    except: ['2026-12-24', '2026-12-27/2027-01-02'],
    holidays: ['US'],
    holidayDates: [{ calendar: 'XX', dates: ['2026-12-07'] }],
  };

  it.each([
    ['2026-12-01T12:00:00-05:00', '2026-12-01T18:00:00.000Z'],
    ['2026-12-05T08:00:00-05:00', '2026-12-05T15:00:00.000Z'],
    // A holiday of a calendar by its date, Sunday before it.
    ['2026-12-05T14:00:00-05:00', '2026-12-08T14:00:00.000Z'],
    // From the 24th on: a date, Christmas, a Saturday, and a range that ends on a Saturday.
    ['2026-12-23T18:00:00-05:00', '2026-12-26T15:00:00.000Z'],
    ['2026-12-26T14:00:00-05:00', '2027-01-04T14:00:00.000Z'],
  ])('after %s it opens %s', (from, opens) => {
    expect(next({ window: lunch }, NY, from)).toBe(opens);
  });
});

describe('who closes', () => {
  const window: Window = { days: WORKDAYS, from: 10 * 60, to: 16 * 60, timezone: 'contact' };
  const law = terms([{ id: 'day', hours: [span('09:00', '20:00')] }], window);
  const by = (of: Terms, text: string, place = NY, slack = 0) => makeHours().closedBy(of, place, at(text), slack);

  it('the law, else the window, each with its zone', () => {
    expect(by(law, '2026-12-01T12:00:00-05:00')).toBeNull();
    expect(by(law, '2026-12-01T08:00:00-05:00')).toEqual({
      is: 'law',
      rule: { id: 'day', summary: 'One.', source: 'nowhere' },
      zone: NY,
    });
    expect(by(law, '2026-12-01T09:30:00-05:00')).toEqual({ is: 'window', zone: NY });
    expect(by(law, '2026-12-01T08:30:00-06:00', `America/Denver,${NY}`)).toMatchObject({ zone: 'America/Denver' });
    expect(by(law, '2026-12-01T15:59:30-05:00', NY, MINUTE)).toEqual({ is: 'window', zone: NY });
    expect(by(law, '2026-12-01T12:00:00-05:00', 'Mars/Olympus')).toEqual({ is: 'zone', zone: 'Mars/Olympus' });
    expect(by(law, '2026-12-01T12:00:00-05:00', '')).toEqual({ is: 'zone', zone: null });
    expect(by({ window: null }, '2026-12-01T03:00:00-05:00', '')).toBeNull();
  });

  it('never: the rule that leaves nothing of the window, or the window that is empty by itself', () => {
    const never = (of: Terms) => makeHours().neverBy(of, NY, at('2026-12-01T12:00:00-05:00'), 0);
    const evenings = terms([{ id: 'late', hours: [span('18:00', '20:00')] }], window);
    expect(never(evenings)).toMatchObject({ is: 'law', rule: { id: 'late' } });
    expect(never(terms([{ hours: [span('09:00', '20:00')] }], { ...window, days: [] }))).toEqual({
      is: 'window',
      zone: NY,
    });
  });
});

// Changes of the clocks, the last days of rules, and holidays lie around here.
const AROUND = [
  '2026-09-20T00:00:00Z',
  '2026-10-18T00:00:00Z',
  '2026-11-01T00:00:00Z',
  '2026-11-26T00:00:00Z',
  '2026-12-25T00:00:00Z',
  '2027-03-14T00:00:00Z',
  '2027-03-28T00:00:00Z',
  '2027-04-04T00:00:00Z',
];
const HOLIDAYS = ['2026-11-26', '2026-12-25', '2027-01-01'];
const DATES = ['2026-10-18', '2026-11-01', '2026-11-26', '2026-12-26', '2027-01-01', '2027-03-14'];

const zones = fc.constantFrom(
  ...[NY, 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/St_Johns', 'America/Vancouver'],
  ...['America/Winnipeg', 'Africa/Casablanca', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Europe/London', 'UTC'],
  'Pacific/Apia',
);
// An area code may lie in two zones: neighbors, mostly.
const zoneSets = fc.oneof(
  fc.constant(['America/Chicago', NY]),
  fc.constant(['America/Denver', 'America/Phoenix']),
  fc.uniqueArray(zones, { minLength: 1, maxLength: 3 }),
);
const region = fc.constantFrom('US', 'US-FL', 'US-AL', 'CA-BC', 'FR');
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const spans = fc.uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 0, maxLength: 4 }).map((halves) => {
  const sorted = [...halves].sort((a, b) => a - b).map((half) => half * 30);
  return sorted.flatMap((from, n) => (n % 2 === 0 && sorted[n + 1] !== undefined ? [[from, sorted[n + 1]!]] : []));
});
const rules = fc.array(
  fc.record(
    {
      regions: fc.uniqueArray(fc.oneof(region, fc.constant('*')), { minLength: 1, maxLength: 2 }),
      days: fc.subarray([...WEEKDAYS, 'holiday' as const], { minLength: 1 }),
      hours: spans.map((all) => all.map(([from = 0, to = 0]) => span(clock(from), clock(to)))),
      holidays: fc.subarray(['US', '2026-11-02', '2027-03-14']),
      from: fc.constantFrom(null, ...DATES),
      until: fc.constantFrom(null, ...DATES),
      purposes: fc.constantFrom(
        ['marketing' as const],
        ['collections' as const, 'marketing' as const],
        ['collections' as const],
      ),
    },
    { requiredKeys: ['regions', 'from', 'until', 'purposes'] },
  ),
  { maxLength: 4 },
);
const windows = fc.record(
  {
    all: spans.filter((all) => all.length > 0),
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    timezone: fc.oneof({ weight: 3, arbitrary: fc.constant('contact') }, { weight: 1, arbitrary: zones }),
    except: fc.subarray(['2026-11-02', '2026-11-26/2026-11-28', '2027-03-14']),
    holidays: fc.subarray(['US']),
  },
  { requiredKeys: ['all', 'days', 'timezone'] },
);
const asked = fc.record({
  rules: fc.option(rules, { freq: 5 }),
  window: fc.option(windows, { freq: 2 }),
  zones: zoneSets,
  regions: fc.uniqueArray(region, { maxLength: 2 }),
  from: fc
    .tuple(fc.constantFrom(...AROUND), fc.integer({ min: -DAY, max: 2 * DAY }))
    .map(([near, ms]) => at(near) + ms),
  slack: fc.constantFrom(0, 31 * SECOND, 81 * SECOND, 45 * MINUTE),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

function both({ rules: some, window: given, zones: its, regions }: Asked): {
  readonly own: Terms;
  readonly scanned: Scanned;
  readonly place: string;
} {
  const [first, ...more] = (given?.all ?? []).map(([from = 0, to = 0]) => ({ days: given?.days ?? [], from, to }));
  const { except, holidays, timezone } = given ?? {};
  const window: Window | null =
    first === undefined
      ? null
      : {
          ...first,
          timezone: timezone ?? 'contact',
          ...(more.length === 0 ? {} : { more }),
          ...(except === undefined ? {} : { except }),
          ...(holidays === undefined ? {} : { holidays }),
        };
  const own = terms(some, window);
  const pack = own.rules?.pack;
  return {
    own,
    scanned: {
      window,
      rules: typeof pack === 'object' ? pack.rules : null,
      purpose: 'marketing',
      isHoliday: (calendar, date) => calendar === 'US' && HOLIDAYS.includes(date),
    },
    place: `${its.join(',')}${regions.length === 0 ? '' : `|${regions.join(',')}`}`,
  };
}

/** A day of minutes after each question, beginning anywhere within one. */
function agree(hours: Hours, one: Asked): void {
  const { own, scanned, place } = both(one);
  const { from, slack } = one;
  expect(hours.isOpen(own, place, from, slack)).toBe(openAt(scanned, place, from, slack));
  const limit = from + DAY;
  let first: Instant | null = openAt(scanned, place, from, slack) ? from : null;
  for (let minute = Math.ceil(from / MINUTE) * MINUTE; first === null && minute < limit; minute += MINUTE) {
    if (openAt(scanned, place, minute, slack)) first = minute;
  }
  const opens = hours.nextOpen(own, place, from, slack);
  if (first !== null || (opens ?? Infinity) < limit) expect(opens).toBe(first);
  if (opens === null) return;
  expect(openAt(scanned, place, opens, slack)).toBe(true);
  const closes = hours.closesAt(own, place, opens, slack);
  const until = Math.min(closes ?? Infinity, opens + DAY);
  for (let minute = opens; minute < until; minute += 7 * MINUTE) {
    expect(openAt(scanned, place, minute, slack)).toBe(true);
  }
  if (closes !== null) expect(openAt(scanned, place, closes, slack)).toBe(false);
}

/** Now and then over a day, and around the closes of half hours: what a mistake shows in soon. */
function agreeAt(hours: Hours, one: Asked): void {
  const { own, scanned, place } = both(one);
  for (let half = 0; half < 48; half += 1) {
    const when = (Math.floor(one.from / (30 * MINUTE)) + half) * 30 * MINUTE - 20 * SECOND;
    expect(hours.isOpen(own, place, when, one.slack)).toBe(openAt(scanned, place, when, one.slack));
  }
}

describe('over any rules, windows, zones and nights on which clocks change', () => {
  it('it says what a scan of every minute says', () => {
    const hours = makeHours();
    fc.assert(
      fc.property(asked, (one) => agree(hours, one)),
      { numRuns: 60 },
    );
  });

  it('who closes it is who closes it in the scan', () => {
    const hours = makeHours();
    fc.assert(
      fc.property(asked, (one) => {
        const { own, scanned, place } = both(one);
        const by = hours.closedBy(own, place, one.from, 0);
        const why = closedAt(scanned, place, one.from);
        expect(by === null ? null : by.is === 'law' ? 'law' : by.is).toBe(
          why === null || why === 'window' || why === 'zone' ? why : 'law',
        );
      }),
      { numRuns: 300 },
    );
  });

  // Each of these is a mistake that somebody shipped: the scan must see it.
  const BROKEN: Readonly<Record<string, (hours: Hours) => Hours>> = {
    'the first zone alone': (hours) => ({
      ...hours,
      isOpen: (of, place, when, slack) =>
        hours.isOpen(of, `${place.split(',')[0]!.split('|')[0]!}|${place.split('|')[1] ?? ''}`, when, slack),
    }),
    'no time to ring': (hours) => ({ ...hours, isOpen: (of, place, when) => hours.isOpen(of, place, when, 0) }),
    'both ends of the ringing and not what lies between': (hours) => ({
      ...hours,
      isOpen: (of, place, when, slack) => hours.isOpen(of, place, when, 0) && hours.isOpen(of, place, when + slack, 0),
    }),
    'nobody knows where: no rule of a state': (hours) => ({
      ...hours,
      isOpen: (of, place, when, slack) => hours.isOpen(of, place.includes('|') ? place : `${place}|XX`, when, slack),
    }),
    'an hour late, as zone rules of last year are': (hours) => ({
      ...hours,
      isOpen: (of, place, when, slack) =>
        hours.isOpen(of, place, when + (place.includes('Winnipeg') ? 60 * MINUTE : 0), slack),
    }),
    'next opening a minute late': (hours) => ({
      ...hours,
      nextOpen: (of, place, from, slack) => {
        const opens = hours.nextOpen(of, place, from, slack);
        return opens === null || opens === from ? opens : opens + MINUTE;
      },
    }),
  };
  it.each(Object.keys(BROKEN))('a judge that errs is seen: %s', (name) => {
    const hours = BROKEN[name]!(makeHours());
    const seen = fc.check(
      fc.property(asked, (one) => (name.startsWith('next') ? agree : agreeAt)(hours, one)),
      { numRuns: 1_500, endOnFailure: true },
    );
    expect(seen.failed).toBe(true);
  });
});
