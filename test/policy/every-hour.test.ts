/** No number of any area code is allowed at an hour that is closed where gazetteers have its town; and the real engine dials none. */
import { expect, it } from 'vitest';
import { WEEKDAYS, type Window } from '../../src/model/dial-options.ts';
import type { ContactId, ContactKey, DestinationKey } from '../../src/model/ids.ts';
import { HOUR, SECOND } from '../../src/model/time.ts';
import { answering, lines, play } from '../simulate/people.ts';
import { makeContact } from '../support/fixtures.ts';
import { openAt, type Scanned } from '../support/law-scan.ts';
import { atHome, PHONES, wrongHours } from './every-hour.ts';

it('ten thousand campaigns, numbers and instants', () => {
  const { wrong, open } = wrongHours(1, 10_000);
  expect(wrong.slice(0, 5)).toEqual([]);
  // Both verdicts are among them.
  expect(open).toBeGreaterThan(1_500);
  expect(open).toBeLessThan(8_500);
});

/** A lunch, a day off, and a window that touches midnight, so that a clock that changes at night matters. */
const WINDOW: Window = {
  ...{ days: WEEKDAYS, from: 0, to: 12 * 60, timezone: 'contact', except: ['2026-11-02'] },
  more: [{ days: WEEKDAYS, from: 13 * 60, to: 23 * 60 }],
};

// Evenings before clocks change in America and Canada, in Europe and Lebanon, on Lord Howe, in Morocco.
it.each(['2026-11-01T02:00Z', '2026-10-24T18:00Z', '2026-10-03T10:00Z', '2026-09-19T20:00Z'])(
  'a campaign that begins at %s rings nobody in a closed hour, by the clocks of their towns',
  async (text) => {
    const start = Date.parse(text);
    const step = Math.floor(PHONES.length / 30);
    const some = PHONES.filter((_, nth) => nth % step === 0 || nth >= PHONES.length - 12);
    const people = some.map(({ to, place }, nth) => {
      const own = {
        id: `c${nth}` as ContactId,
        key: `k${nth}` as ContactKey,
        destination: `d${nth}` as DestinationKey,
      };
      const state = { is: 'ready', dueAt: start } as const;
      return { to, contact: makeContact({ ...own, row: nth + 2, place, state }) };
    });
    const retry = { maxAttempts: 2, after: { no_answer: 5 * HOUR } };
    const plan = { window: WINDOW, lines: lines(2), maxConcurrentCalls: 8, retry };
    const { dials, end } = await play(plan, { start, people, model: answering(0) });
    expect(end).not.toBeNull();
    expect(dials).toHaveLength(people.length * 2);
    const scanned: Scanned = { window: WINDOW, rules: null, purpose: null, isHoliday: () => false };
    const phones = new Map(PHONES.map((phone) => [phone.to, phone]));
    const wrong = dials.filter(({ to, at }) => {
      const phone = phones.get(to);
      const rings = 30 * SECOND;
      return phone === undefined || !openAt(scanned, phone.place, at, rings) || !atHome(scanned, phone, at, rings);
    });
    expect(wrong).toEqual([]);
  },
);
