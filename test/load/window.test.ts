/** The window of a campaign file: a lunch, other hours on other days, days off; and each way in which it can be wrong. */
import { describe, expect, it } from 'vitest';
import { withHolidays } from '../../src/app/campaign/window-holidays.ts';
import { UserError } from '../../src/model/errors.ts';
import { specFromText } from '../../src/load/spec/read.ts';
import { windowPair, windowWords } from '../../src/report/window-words.ts';
import type { Spec } from '../../src/load/spec/spec.ts';
import { readWindow, type Window } from '../../src/model/dial-options.ts';

function spec(window: unknown): Spec {
  const file = { agent_id: 'agent_1', from_number_id: 'ap_1', contacts: 'people.csv', window };
  return specFromText(JSON.stringify(file), 'calls');
}

function windowOf(window: unknown): Window {
  const read = spec(window).window;
  if (read === null || read === 'always') throw new Error('no window');
  return read;
}

function problems(window: unknown): readonly string[] {
  try {
    spec(window);
  } catch (error) {
    if (error instanceof UserError) return error.problems.map((one) => `${one.at}: ${one.message} ${one.hint ?? ''}`);
    throw error;
  }
  return [];
}

const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
const LUNCH = {
  hours: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ],
};

describe('is read', () => {
  it('with a lunch, other hours on Saturday, and days off that hold for the whole list', () => {
    const read = windowOf([
      { ...LUNCH, timezone: 'America/Denver', except: ['2026-12-24'] },
      { days: ['sat'], from: '10:00', to: '14:00', except: ['2026-12-27/2027-01-02'], holidays: ['US'] },
    ]);
    expect(read).toEqual({
      days: WORKDAYS,
      from: 540,
      to: 720,
      timezone: 'America/Denver',
      more: [
        { days: WORKDAYS, from: 780, to: 1080 },
        { days: ['sat'], from: 600, to: 840 },
      ],
      except: ['2026-12-24', '2026-12-27/2027-01-02'],
      holidays: ['US'],
    });
    expect(windowWords(read)).toBe(
      'mon tue wed thu fri 09:00–12:00 13:00–18:00, sat 10:00–14:00, America/Denver; not on 2026-12-24, 2026-12-27 to 2027-01-02, holidays of US',
    );
  });

  it('as it always was, where it says no more', () => {
    expect(windowOf({ from: '09:00', to: '18:00' })).toEqual({
      days: WORKDAYS,
      from: 540,
      to: 1080,
      timezone: 'contact',
    });
  });

  it('a calendar that outdial does not bring becomes its days; one that nobody has is refused', async () => {
    const { window } = await withHolidays(spec({ from: '09:00', to: '18:00', holidays: ['AT', 'US'] }));
    expect(window).toMatchObject({ holidays: ['US'], holidayDates: [{ calendar: 'AT' }] });
    const dates = (window as Window).holidayDates?.[0]?.dates;
    expect(dates).toContain('2026-10-26');
    await expect(withHolidays(spec({ from: '09:00', to: '18:00', holidays: ['XX'] }))).rejects.toThrow(/"XX"/);
  });

  it('comes back from the ledger as it was, an old one too', async () => {
    const { window } = await withHolidays(spec({ ...LUNCH, except: ['2026-12-24'], holidays: ['AT', 'US'] }));
    expect(readWindow(window as never)).toEqual(window);
    expect(readWindow({ days: ['mon'], from: 1, to: 2, timezone: 'contact' })).toEqual({
      days: ['mon'],
      from: 1,
      to: 2,
      timezone: 'contact',
    });
  });

  it('a change shows what differs', () => {
    const plain = windowOf({ from: '09:00', to: '18:00' });
    expect(windowPair(plain, windowOf({ from: '09:00', to: '18:00', except: ['2026-12-24'] }))[1]).toBe(
      'not on 2026-12-24',
    );
    expect(windowPair(plain, windowOf(LUNCH))[1]).toBe('mon tue wed thu fri 09:00–12:00 13:00–18:00');
  });
});

describe('is refused', () => {
  it.each([
    ['no hours', {}, /window\.from: is missing/],
    ['half of them', { from: '09:00' }, /window\.to: is missing/],
    ['no minute', { from: '09:00', to: '09:00' }, /no minute at all/],
    ['across midnight', { from: '22:00', to: '02:00' }, /Across midnight is two spans: .*"to": "02:00"/],
    [
      'both ways at once',
      { ...LUNCH, from: '09:00', to: '10:00' },
      /window\.hours: stands in the place of from and to/,
    ],
    [
      'spans that overlap',
      { hours: [LUNCH.hours[0], { from: '11:00', to: '18:00' }] },
      /window\.hours\[1\]: must lie apart from 09:00–12:00/,
    ],
    ['a zone nearly', { from: '09:00', to: '18:00', timezone: 'America/New York' }, /Did you mean "America\/New_York"/],
    [
      'a day that is none',
      { from: '09:00', to: '18:00', except: ['2026-02-30'] },
      /must be a day that exists, not "2026-02-30"/,
    ],
    [
      'a range turned around',
      { from: '09:00', to: '18:00', except: ['2027-01-02/2026-12-27'] },
      /Turned around: "2026-12-27\/2027-01-02"/,
    ],
    ['no calendar', { from: '09:00', to: '18:00', holidays: ['Bavaria'] }, /must be a calendar of holidays/],
    [
      'two zones',
      [
        { from: '09:00', to: '18:00', timezone: 'UTC' },
        { days: ['sat'], from: '09:00', to: '18:00', timezone: 'Europe/Paris' },
      ],
      /window\[1\]\.timezone: must be the one of the others/,
    ],
    [
      'one day twice',
      [
        { from: '09:00', to: '18:00' },
        { days: ['fri'], from: '12:00', to: '13:00' },
      ],
      /window\[1\]: must lie apart from the others/,
    ],
  ])('%s', (_, window, said) => {
    expect(problems(window).join('\n')).toMatch(said);
  });
});
