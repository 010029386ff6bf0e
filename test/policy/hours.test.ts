/** Opening hours in one zone and several, across changes of the clocks, to the minute. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Weekday, Window } from '../../src/model/dial-options.ts';
import { WEEKDAYS } from '../../src/model/dial-options.ts';
import { DAY, formatInstant, HOUR, type Instant, MINUTE, parseInstant, SECOND } from '../../src/model/time.ts';
import { makeHours, type Hours } from '../../src/policy/hours.ts';

const WORKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** `window('09:00-18:00')`, in the contact's zone. */
function window(span: string, days: readonly Weekday[] = WEEKDAYS, timezone = 'contact'): Window {
  const [from = 0, to = 0] = span.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return { days, from, to, timezone };
}

function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`not an instant: ${text}`);
  return instant;
}

function next(win: Window | null, key: string, from: string, slack = 0): string | null {
  const opens = makeHours().nextOpen({ window: win }, key, at(from), slack);
  return opens === null ? null : formatInstant(opens);
}

const NY = 'America/New_York';

/** Asked anew each time: what it says is remembered by nobody. */
const hours: Hours = {
  isOpen: (...asked) => makeHours().isOpen(...asked),
  nextOpen: (...asked) => makeHours().nextOpen(...asked),
  closesAt: (...asked) => makeHours().closesAt(...asked),
  closedBy: (...asked) => makeHours().closedBy(...asked),
  neverBy: (...asked) => makeHours().neverBy(...asked),
  demands: (...asked) => makeHours().demands(...asked),
};

describe('isOpen', () => {
  it('is half-open, by local day and time', () => {
    const nine = window('09:00-18:00', WORKDAYS);
    expect(hours.isOpen({ window: nine }, NY, at('2026-12-01T08:59:59.999-05:00'), 0)).toBe(false);
    expect(hours.isOpen({ window: nine }, NY, at('2026-12-01T09:00:00-05:00'), 0)).toBe(true);
    expect(hours.isOpen({ window: nine }, NY, at('2026-12-01T17:59:59.999-05:00'), 0)).toBe(true);
    expect(hours.isOpen({ window: nine }, NY, at('2026-12-01T18:00:00-05:00'), 0)).toBe(false);
    expect(hours.isOpen({ window: nine }, NY, at('2026-11-28T12:00:00-05:00'), 0)).toBe(false);
    // Friday in New York, Saturday in Tokyo.
    expect(hours.isOpen({ window: nine }, NY, at('2026-11-27T17:00:00-05:00'), 0)).toBe(true);
    expect(hours.isOpen({ window: nine }, 'Asia/Tokyo', at('2026-11-28T10:00:00+09:00'), 0)).toBe(false);
  });

  it('leaves time to ring before closing', () => {
    const nine = window('09:00-18:00');
    expect(hours.isOpen({ window: nine }, NY, at('2026-12-01T17:58:59-05:00'), MINUTE)).toBe(true);
    expect(hours.isOpen({ window: nine }, NY, at('2026-12-01T17:59:00-05:00'), MINUTE)).toBe(false);
  });

  it('asks every zone of the key', () => {
    const nine = window('09:00-18:00');
    const key = `America/Chicago,${NY}`;
    expect(hours.isOpen({ window: nine }, key, at('2026-12-01T09:30:00-05:00'), 0)).toBe(false);
    expect(hours.isOpen({ window: nine }, key, at('2026-12-01T10:00:00-05:00'), 0)).toBe(true);
    expect(hours.isOpen({ window: nine }, key, at('2026-12-01T17:59:00-05:00'), 0)).toBe(true);
    expect(hours.isOpen({ window: nine }, key, at('2026-12-01T18:00:00-05:00'), 0)).toBe(false);
  });

  it("asks the window's own zone where it has one", () => {
    const london = window('09:00-18:00', WEEKDAYS, 'Europe/London');
    expect(hours.isOpen({ window: london }, NY, at('2026-12-01T09:00:00Z'), 0)).toBe(true);
    expect(hours.isOpen({ window: london }, '', at('2026-12-01T18:00:00Z'), 0)).toBe(false);
  });

  it('is open at any hour without a window, and never where the zone is unknown', () => {
    expect(hours.isOpen({ window: null }, '', at('2026-12-01T03:00:00Z'), MINUTE)).toBe(true);
    expect(hours.isOpen({ window: window('00:00-24:00') }, '', at('2026-12-01T12:00:00Z'), 0)).toBe(false);
    expect(hours.isOpen({ window: window('00:00-24:00') }, 'Mars/Olympus_Mons', at('2026-12-01T12:00:00Z'), 0)).toBe(
      false,
    );
    expect(next(window('00:00-24:00'), 'Mars/Olympus_Mons', '2026-12-01T12:00:00Z')).toBeNull();
  });

  it('lets a whole day run into the next', () => {
    const always = window('00:00-24:00');
    expect(hours.isOpen({ window: always }, NY, at('2026-12-01T23:59:30-05:00'), MINUTE)).toBe(true);
    const mondays = window('00:00-24:00', ['mon']);
    expect(hours.isOpen({ window: mondays }, NY, at('2026-11-30T23:59:30-05:00'), 0)).toBe(true);
    expect(hours.isOpen({ window: mondays }, NY, at('2026-11-30T23:59:30-05:00'), MINUTE)).toBe(false);
  });

  it('knows zones of half and quarter hours', () => {
    const nine = window('09:00-18:00');
    expect(next(nine, 'Asia/Kolkata', '2026-12-01T00:00:00Z')).toBe('2026-12-01T03:30:00.000Z');
    expect(next(nine, 'Asia/Kathmandu', '2026-12-01T00:00:00Z')).toBe('2026-12-01T03:15:00.000Z');
    expect(next(nine, 'Pacific/Chatham', '2026-12-01T06:00:00Z')).toBe('2026-12-01T19:15:00.000Z');
    expect(next(nine, 'Australia/Lord_Howe', '2026-12-01T10:00:00Z')).toBe('2026-12-01T22:00:00.000Z');
  });
});

describe('nextOpen', () => {
  it('is now when open, and to the minute when not', () => {
    expect(next(window('09:05-18:00'), NY, '2026-12-01T10:00:00.123-05:00')).toBe('2026-12-01T15:00:00.123Z');
    expect(next(window('09:05-09:08'), NY, '2026-12-01T09:04:59-05:00')).toBe('2026-12-01T14:05:00.000Z');
    expect(next(window('09:05-09:08'), NY, '2026-12-01T09:08:00-05:00')).toBe('2026-12-02T14:05:00.000Z');
    expect(next(null, '', '2026-12-01T03:00:00Z')).toBe('2026-12-01T03:00:00.000Z');
  });

  it('waits for the next lawful day', () => {
    expect(next(window('09:00-18:00', WORKDAYS), NY, '2026-11-27T18:00:00-05:00')).toBe('2026-11-30T14:00:00.000Z');
    expect(next(window('09:00-18:00', ['thu']), NY, '2026-11-26T18:00:00-05:00')).toBe('2026-12-03T14:00:00.000Z');
  });

  it('keeps local time when the clocks change', () => {
    const nine = window('09:00-18:00');
    // Summer time ends in the US on 1 November 2026 and begins on 14 March 2027.
    expect(next(nine, NY, '2026-10-31T18:00:00-04:00')).toBe('2026-11-01T14:00:00.000Z');
    expect(next(nine, NY, '2027-03-13T18:00:00-05:00')).toBe('2027-03-14T13:00:00.000Z');
    // In Sydney it ends on 4 April 2027 and begins on 3 October 2027.
    expect(next(nine, 'Australia/Sydney', '2027-04-03T18:00:00+11:00')).toBe('2027-04-03T23:00:00.000Z');
    expect(next(nine, 'Australia/Sydney', '2027-10-02T18:00:00+10:00')).toBe('2027-10-02T22:00:00.000Z');
  });

  it('opens twice in an hour that comes twice, and skips a week where the hour does not come', () => {
    const early = window('01:00-02:00', ['sun']);
    expect(next(early, NY, '2026-11-01T01:59:00-04:00')).toBe('2026-11-01T05:59:00.000Z');
    expect(next(early, NY, '2026-11-01T01:00:00-05:00')).toBe('2026-11-01T06:00:00.000Z');
    expect(next(early, NY, '2026-11-01T02:00:00-05:00')).toBe('2026-11-08T06:00:00.000Z');
    const gone = window('02:00-03:00', ['sun']);
    expect(next(gone, NY, '2027-03-08T00:00:00-05:00')).toBe('2027-03-21T06:00:00.000Z');
  });

  it('finds the hours two zones share, also where only one of them has changed its clocks', () => {
    const key = 'America/Denver,America/Phoenix';
    expect(next(window('09:00-18:00'), key, '2026-10-31T06:00:00Z')).toBe('2026-10-31T16:00:00.000Z');
    expect(next(window('09:00-18:00'), key, '2026-11-02T06:00:00Z')).toBe('2026-11-02T16:00:00.000Z');
    expect(makeHours().closesAt({ window: window('09:00-18:00') }, key, at('2026-10-31T17:00:00Z'), 0)).toBe(
      at('2026-11-01T00:00:00Z'),
    );
    expect(makeHours().closesAt({ window: window('09:00-18:00') }, key, at('2026-11-02T17:00:00Z'), 0)).toBe(
      at('2026-11-03T01:00:00Z'),
    );
  });

  it('is null where the zones share no hour', () => {
    const hours = makeHours();
    const key = 'Europe/Kaliningrad,Asia/Kamchatka';
    expect(hours.nextOpen({ window: window('09:00-18:00') }, key, at('2026-12-01T00:00:00Z'), 0)).toBeNull();
    expect(hours.nextOpen({ window: window('09:00-20:00') }, key, at('2026-12-01T00:00:00Z'), 0)).toBe(
      at('2026-12-01T07:00:00Z'),
    );
    expect(hours.nextOpen({ window: window('09:00-18:00', []) }, NY, at('2026-12-01T00:00:00Z'), 0)).toBeNull();
    expect(hours.nextOpen({ window: window('09:00-09:01') }, NY, at('2026-12-01T00:00:00Z'), 2 * MINUTE)).toBeNull();
  });

  it('remembers an answer no longer than it holds', () => {
    const hours = makeHours();
    const nine = window('09:00-18:00');
    const ask = (from: string): string => formatInstant(hours.nextOpen({ window: nine }, NY, at(from), 0) ?? 0);
    expect(ask('2026-12-01T20:00:00-05:00')).toBe('2026-12-02T14:00:00.000Z');
    expect(ask('2026-12-01T21:00:00-05:00')).toBe('2026-12-02T14:00:00.000Z');
    expect(ask('2026-12-02T19:00:00-05:00')).toBe('2026-12-03T14:00:00.000Z');
    expect(ask('2026-11-30T20:00:00-05:00')).toBe('2026-12-01T14:00:00.000Z');
    // The same window read anew is the same window; another slack is another question.
    expect(hours.nextOpen({ window: { ...nine } }, NY, at('2026-11-30T20:00:00-05:00'), MINUTE)).toBe(
      at('2026-12-01T14:00:00Z'),
    );
  });
});

describe('closesAt', () => {
  it('is when the last call may no longer start', () => {
    const nine = window('09:00-18:00');
    expect(hours.closesAt({ window: nine }, NY, at('2026-12-01T10:00:00-05:00'), 0)).toBe(
      at('2026-12-01T18:00:00-05:00'),
    );
    const last = hours.closesAt({ window: nine }, NY, at('2026-12-01T10:00:00-05:00'), 80 * SECOND) ?? 0;
    expect(last).toBe(at('2026-12-01T17:58:40-05:00'));
    expect(hours.isOpen({ window: nine }, NY, last - 1, 80 * SECOND)).toBe(true);
    expect(hours.isOpen({ window: nine }, NY, last, 80 * SECOND)).toBe(false);
    expect(hours.closesAt({ window: nine }, NY, at('2026-12-01T20:00:00-05:00'), 0)).toBe(
      at('2026-12-01T20:00:00-05:00'),
    );
    // What is not open has closed: at that very instant.
    expect(hours.closesAt({ window: nine }, NY, at('2026-12-01T20:00:30-05:00'), 0)).toBe(
      at('2026-12-01T20:00:30-05:00'),
    );
  });

  it('is null for what does not close', () => {
    expect(hours.closesAt({ window: null }, '', at('2026-12-01T10:00:00Z'), 0)).toBeNull();
    expect(hours.closesAt({ window: window('00:00-24:00') }, NY, at('2026-12-01T10:00:00Z'), MINUTE)).toBeNull();
  });
});

describe('any window', () => {
  const zone = fc.constantFrom(
    NY,
    'America/Chicago',
    'America/Phoenix',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'UTC',
  );
  const windows = fc
    .tuple(
      fc.subarray([...WEEKDAYS], { minLength: 1 }),
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: 1, max: 1440 }),
    )
    .filter(([, from, to]) => from < to)
    .map(([days, from, to]): Window => ({ days, from, to, timezone: 'contact' }));
  // Around a change of the clocks in the US, and one on Lord Howe.
  const starts = fc
    .tuple(
      fc.constantFrom('2026-11-01T00:00:00Z', '2027-03-14T00:00:00Z', '2027-04-03T00:00:00Z'),
      fc.integer({ min: -3, max: 3 }),
    )
    .chain(([near, days]) => fc.integer({ min: 0, max: DAY }).map((ms) => at(near) + days * DAY + ms));

  it('opens at an open minute, and at no later one', () => {
    const hours = makeHours();
    fc.assert(
      fc.property(windows, fc.uniqueArray(zone, { minLength: 1, maxLength: 3 }), starts, (win, zones, from) => {
        const key = zones.join(',');
        const slack = 45 * SECOND;
        const opens = makeHours().nextOpen({ window: win }, key, from, slack);
        const end = opens ?? from + 8 * DAY;
        if (opens !== null) expect(hours.isOpen({ window: win }, key, opens, slack)).toBe(true);
        let earlier = 0;
        for (let minute = Math.ceil(from / MINUTE) * MINUTE; minute < end; minute += MINUTE) {
          if (hours.isOpen({ window: win }, key, minute, slack)) earlier += 1;
        }
        expect(earlier).toBe(0);
        // An instance with answers in its cache says the same.
        expect(hours.nextOpen({ window: win }, key, from, slack)).toBe(opens);
      }),
      { numRuns: 60 },
    );
  });

  it('reads local time as Intl does at every minute of a change', () => {
    const hours = makeHours();
    const local = new Intl.DateTimeFormat('en-US', {
      timeZone: 'Australia/Lord_Howe',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    for (let minute = at('2027-04-03T12:00:00Z'); minute < at('2027-04-03T12:00:00Z') + 6 * HOUR; minute += MINUTE) {
      const [hour = 0, rest = 0] = local.format(minute).split(':').map(Number);
      const now = hour * 60 + rest;
      expect(
        hours.isOpen(
          { window: { days: WEEKDAYS, from: now, to: now + 1, timezone: 'Australia/Lord_Howe' } },
          '',
          minute,
          0,
        ),
      ).toBe(true);
    }
  });
});
