/** The ten lines of `status`, what binds, and what happened lately: by each state, on wide and narrow screens. */
import { describe, expect, it } from 'vitest';
import type { Campaign, CampaignState } from '../../src/model/campaign.ts';
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { bindings, type Now } from '../../src/report/binding.ts';
import { outcomeCounts } from '../../src/report/outcome-counts.ts';
import { latelyOf, twoDays } from '../../src/report/lately.ts';
import { spendingOf } from '../../src/report/spending.ts';
import type { Standing } from '../../src/report/standing.ts';
import { bindingsWords, statusLines, statusSentence } from '../../src/report/status-lines.ts';
import { LIST_PRICES } from '../../src/model/prices.ts';
import type { LineId } from '../../src/model/ids.ts';
import type { WaitingGroup } from '../../src/model/standing-facts.ts';
import { makeLine, makePlan } from '../support/fixtures.ts';
import { aCampaign, someCounts } from './support.ts';

// Tuesday, 08:00 in Denver.
const NOW = Date.parse('2026-12-01T15:00:00Z');
const OFFICE = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 540, to: 1080, timezone: 'contact' } as const;
const group = (place: string, count: number, from = NOW, to = from): WaitingGroup => ({ place, count, from, to });

const campaign = (state: CampaignState = { is: 'running' }, plan = {}): Campaign =>
  aCampaign({ state, plan: makePlan({ window: OFFICE, ...plan }) });
const now = (groups: readonly WaitingGroup[], more: Partial<Now> = {}): Now => ({
  ...{ campaign: campaign(), waiting: { groups, triedBefore: 0 }, dialed: true, closedUntil: 0 },
  ...{ open: 0, slots: 8, inProgress: 0, inDoubt: 0, inReview: 0 },
  ...more,
});
const words = (of: Now, zone = 'UTC'): string => bindingsWords(bindings(of, NOW, makeHours()), NOW, zone);

describe('what binds', () => {
  it('the slots, and whose morning has not come', () => {
    const some = [group('America/New_York', 40), group('America/Denver', 400), group('America/Boise', 12)];
    expect(words(now(some, { open: 8 }))).toBe(
      'slots: 8 of 8 on the phone, 40 wait · 412 wait for 09:00 Denver and 1 place more (16:00 here)',
    );
    // Its own one is in use, whatever the account has; of another's eight two are free.
    const one = { campaign: campaign({ is: 'running' }, { window: OFFICE, maxConcurrentCalls: 1 }) };
    expect(words(now([group('America/New_York', 40)], { ...one, open: 6, inProgress: 1 }))).toBe(
      'slots: 1 of 1 on the phone, 40 wait',
    );
    expect(words(now([group('America/New_York', 40)], { ...one, open: 6 }))).toBe('pace: 1 a second, 40 wait');
    expect(words(now(some), 'America/Denver')).toBe(
      'pace: 1 a second, 40 wait · 412 wait for 09:00 Denver and 1 place more',
    );
  });

  it('of several zones the one that is waited for, and the day where it is another', () => {
    expect(words(now([group('America/Denver,America/New_York', 1)]))).toBe('1 waits for 09:00 Denver (16:00 here)');
    const late = {
      ...now([group('Europe/Berlin', 3)]),
      campaign: campaign({ is: 'running' }, { window: { ...OFFICE, to: 900 } }),
    };
    expect(words(late)).toBe('3 wait for Wed 09:00 Berlin (Wed 08:00 here)');
  });

  it('the delay before the next try, the last calls, and who waits for a person', () => {
    expect(words(now([group('UTC', 3, NOW + HOUR, NOW + 2 * HOUR), group('UTC', 1, NOW + 30 * MINUTE)]))).toBe(
      '4 wait for the next try, the first 15:30:00',
    );
    expect(words(now([], { inProgress: 2, inDoubt: 1, inReview: 4 }))).toBe(
      'the last calls: 2 on the phone · 1 not sure, being looked up · 4 wait for you (outdial resolve)',
    );
  });

  it('what keeps everybody waiting stands alone', () => {
    const some = [group('America/New_York', 40)];
    expect(words(now(some, { dialed: false }))).toBe('nobody dials: 40 wait');
    expect(words(now(some, { campaign: campaign({ is: 'scheduled' }) }))).toBe('not started: 40 wait');
    expect(words(now(some, { closedUntil: NOW + MINUTE }))).toBe('40 wait until 15:01:00, as the provider asked');
    expect(words(now(some, { campaign: campaign({ is: 'running' }, { startAt: NOW + HOUR }) }))).toBe(
      "40 wait for the campaign's start, 16:00:00",
    );
    const paused = { is: 'paused', why: 'operator', message: 'paused by robin' } as const;
    expect(words(now(some, { campaign: campaign(paused) }))).toBe('paused: 40 wait');
    expect(words(now([], { campaign: campaign({ is: 'finished', at: NOW }), dialed: false }))).toBe('');
  });

  it('whom no hour is for', () => {
    expect(
      words(
        now([group('America/New_York,Pacific/Honolulu', 2)], {
          campaign: campaign({ is: 'running' }, { window: { ...OFFICE, to: 600 } }),
        }),
      ),
    ).toBe('2 never: no hour to ring them within 60 days');
  });
});

const day = { since: 0, calls: 0, reached: 0, gaveUp: 0, leftOut: 0 };
const standing = (more: Partial<Standing> = {}): Standing => ({
  ...{ now: NOW, campaign: campaign(), counts: someCounts(), rangTwice: 0, again: 1, pausedBecause: null },
  estimate: {
    ...{ first: NOW, last: NOW + HOUR, end: NOW + HOUR, minutes: 1, noEnd: null, calls: 9 },
    ...{ dialing: HOUR, bound: 'slots', cutOff: 0, neverOpen: 0 },
  },
  onlyIf: null,
  binds: [{ is: 'slots', open: 8, slots: 8, waiting: 4 }],
  spending: { calls: 12, minutes: 20.4, usd: 1.51, pricesFrom: null, unpriced: [], rehearsal: false },
  lately: {
    today: { ...day, calls: 12, reached: 7, leftOut: 1 },
    yesterday: day,
    deeds: [
      { at: NOW - HOUR, event: 'paused', by: 'ana', rows: null },
      { at: NOW - HOUR, event: 'loaded', by: null, rows: 27 },
    ],
  },
  ...more,
});

describe('ten lines', () => {
  it('while it runs', () => {
    expect(statusLines(standing(), 'UTC', null)).toEqual([
      '  reached    7: 7 answered',
      '  not yet    10: 3 for the first time, 1 again, 5 ringing or on the phone, 1 not sure it rang, being looked up',
      '  never      3 after up to 3 tries: 2 no answer, 1 busy',
      '  left out   2 already in the list · 1 asked not to be called (3 rows)',
      '  to mend    3 missing country code · 1 toll free (4 rows)',
      '  used       12 calls, 20 minutes connected, $1.51 by published prices',
      '  now        slots: 8 of 8 on the phone, 4 wait',
      '  next call  now',
      '  end        about 16:00, in 60 min: about 9 more calls',
      '  lately     today 7 reached by 12 calls, 1 left out; yesterday nothing · paused 14:00 by ana · list loaded (27 rows) 14:00',
    ]);
  });

  it('who asked to be called, and when the first of them is', () => {
    const told = (count: number, first: number): string =>
      statusLines(standing({ callbacks: { count, first } }), 'UTC', null).join('\n');
    expect(told(0, NOW)).not.toContain('callbacks');
    expect(told(1, NOW + HOUR)).toContain('  callbacks  1 of them asked to be called, 16:00');
    expect(told(2, NOW)).toContain('  callbacks  2 of them asked to be called, the first now');
  });

  it('says what was heard, and who waits for a person to say what was meant', () => {
    const tally = { disposition: 'answered', doubt: false } as const;
    const heard = outcomeCounts([
      { ...tally, outcome: 'done', count: 4 },
      { ...tally, outcome: 'opt_out', count: 1 },
      { ...tally, outcome: null, doubt: true, count: 1 },
      { ...tally, outcome: null, disposition: 'voicemail', count: 1 },
    ]);
    expect(heard).toEqual({ outcomes: { done: 4, voicemail: 1, opt_out: 1, unknown: 1 }, doubts: 1 });
    expect(statusLines(standing({ heard }), 'UTC', null).slice(1, 3)).toEqual([
      '  heard      4 done, 1 a machine answered, 1 asked not to be called, 1 nobody knows',
      '  DOUBTS     1 person may have asked not to be called and waits for you (outdial resolve)',
    ]);
    // Of whom nothing was heard at all the line above says all that is known.
    const silent = outcomeCounts([{ ...tally, outcome: null, count: 7 }]);
    expect(statusLines(standing({ heard: silent }), 'UTC', null)[1]).toMatch(/not yet/);
  });

  it('keeps within 60 columns', () => {
    for (const line of statusLines(standing(), 'UTC', 60)) expect([...line].length, line).toBeLessThanOrEqual(60);
  });

  it('once it is over there is no next call and no end to come', () => {
    const some = someCounts({ ready: 0, in_progress: 0, in_doubt: 0, skipped: 3 });
    const counts = { ...some, leftOut: { suppressed: 2, vanished: 1 } };
    const lines = statusLines(
      standing({ campaign: campaign({ is: 'finished', at: NOW }), counts, estimate: null, binds: [] }),
      'UTC',
      null,
    );
    expect(lines.join('\n')).not.toMatch(/next call|not yet|end {8}|now {8}/);
    expect(lines.join('\n')).toContain(
      '3 asked not to be called · 2 already in the list · 1 not in the list any more (6 rows)',
    );
  });

  it('what it would come to, where nobody dials, and why no end can be said', () => {
    const { estimate } = standing();
    const told = (more: Partial<Standing>): string => statusLines(standing(more), 'UTC', null).join('\n');
    expect(told({ onlyIf: 'dialed' })).toMatch(/next call {2}once somebody dials\n.*9 more calls, if dialed now/s);
    expect(told({ onlyIf: 'resumed', estimate: { ...estimate!, first: NOW + HOUR } })).toContain(
      'next call  16:00, once it is resumed',
    );
    const none = { ...estimate!, end: null, noEnd: 'never_open', neverOpen: 3 } as const;
    expect(told({ estimate: none })).toContain('cannot be said: for 3 people there is no hour to ring within 60 days');
    expect(told({ estimate: { ...estimate!, cutOff: 1 } })).toContain('too late for about 1 person');
  });

  it('as one line of a log', () => {
    expect(statusSentence(standing(), 'UTC')).toBe(
      'demo: running · 7 reached, 10 not yet, 3 never, 7 left out · slots: 8 of 8 on the phone, 4 wait · end about 16:00',
    );
  });
});

it('minutes and money: by the line that made the calls, and what is not known is named', () => {
  const lines = [
    makeLine(),
    makeLine({ id: 'ap_t' as LineId, provider: 'twilio' }),
    makeLine({ id: 'ap_own' as LineId, provider: 'twilio' }),
  ];
  const tallies = ['ap_1', 'ap_t', 'ap_own'].map((line) => ({ line: line as LineId, calls: 2, talked: 600 * SECOND }));
  const prices = { ...LIST_PRICES, ofLine: new Map([['ap_own' as LineId, 0.02]]) };
  const of = { pricesFrom: null, rehearsal: false };
  const spent = spendingOf(tallies, lines, prices, of);
  expect(spent).toMatchObject({ calls: 6, minutes: 30, unpriced: ['twilio'] });
  expect(spent.usd).toBeCloseTo(10 * 0.074 + 10 * 0.06 + 10 * 0.08);
  expect(spendingOf([{ line: 'ap_gone' as LineId, calls: 1, talked: MINUTE }], lines, prices, of).unpriced).toEqual([
    'unknown',
  ]);
});

describe('lately', () => {
  it('days are those of the zone, the short one and the long one too', () => {
    const at = (text: string): number => Date.parse(text);
    expect(twoDays(NOW, 'America/Denver')).toEqual([at('2026-11-30T07:00:00Z'), at('2026-12-01T07:00:00Z')]);
    // Clocks went back on the day before: it had 25 hours.
    expect(twoDays(at('2026-11-02T12:00:00Z'), 'America/New_York')).toEqual([
      at('2026-11-01T04:00:00Z'),
      at('2026-11-02T05:00:00Z'),
    ]);
    expect(twoDays(at('2026-03-09T12:00:00Z'), 'America/New_York')).toEqual([
      at('2026-03-08T05:00:00Z'),
      at('2026-03-09T04:00:00Z'),
    ]);
  });

  it('who became what counts once, however many lines the log has of it', () => {
    const befell = (event: string, from: string, to: string, count: number, disposition: string | null = null) => ({
      ...{ since: 5, event, from, to, disposition, count },
    });
    const contacts = [
      ...[befell('ended', 'in_progress', 'completed', 3), befell('ended', 'in_progress', 'ready', 2)],
      ...[befell('second_call', 'completed', 'completed', 1), befell('exhausted', 'ready', 'exhausted', 4)],
      ...[befell('skipped', 'ready', 'skipped', 1), befell('resolved', 'needs_review', 'completed', 1)],
      // Called back although they were reached: busy then; and not called back after all.
      ...[befell('ended', 'in_progress', 'completed', 1, 'busy'), befell('callback_dropped', 'ready', 'completed', 2)],
      befell('callback_dropped', 'ready', 'exhausted', 1),
    ];
    const { today, yesterday } = latelyOf({ own: [], contacts }, [1, 5]);
    expect(today).toEqual({ since: 5, calls: 6, reached: 4, gaveUp: 4, leftOut: 1 });
    expect(yesterday).toEqual({ since: 1, calls: 0, reached: 0, gaveUp: 0, leftOut: 0 });
  });
});
