/** Whether a contact may be dialed at an instant: each rule's right value, and promises that hold. */
import fc from 'fast-check';
import { PACKS } from '../../src/policy/rules/packs.ts';
import { describe, expect, it } from 'vitest';
import type { CampaignState, Plan } from '../../src/model/campaign.ts';
import { WEEKDAYS, type Window } from '../../src/model/dial-options.ts';
import type { ContactState } from '../../src/model/contact.ts';
import type { AttemptId } from '../../src/model/ids.ts';
import { DAY, HOUR, parseInstant, SECOND, type Instant } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { isItsTime, LATENESS, mayDial, placeHours, type DialFacts, type MayDial } from '../../src/policy/may-dial.ts';
import { makeContact, makeLine, makePlan } from '../support/fixtures.ts';

const NY = 'America/New_York';
const nine: Window = { days: WEEKDAYS, from: 9 * 60, to: 18 * 60, timezone: 'contact' };
const at = (text: string): Instant => parseInstant(text) ?? NaN;
const NOON = at('2026-12-01T12:00:00-05:00');

function facts(over: {
  readonly state?: ContactState;
  readonly place?: string;
  readonly plan?: Partial<Plan>;
  readonly campaign?: CampaignState;
  readonly cartesiaDialable?: boolean;
  readonly lines?: DialFacts['lines'];
  readonly suppressed?: boolean;
  readonly early?: number;
}): DialFacts {
  return {
    contact: makeContact({
      state: over.state ?? { is: 'ready', dueAt: NOON - HOUR },
      place: over.place ?? NY,
      cartesiaDialable: over.cartesiaDialable ?? true,
    }),
    campaign: { state: over.campaign ?? { is: 'running' }, plan: makePlan({ window: nine, ...over.plan }) },
    lines: over.lines ?? [makeLine({ provider: 'twilio' })],
    suppressed: over.suppressed ?? false,
    ...(over.early === undefined ? {} : { early: over.early }),
  };
}

const ask = (over: Parameters<typeof facts>[0], when = NOON): MayDial => mayDial(facts(over), when, makeHours());

describe('one contact at one instant', () => {
  it('yes: it is due, inside its hours, of a running campaign, not suppressed, and a line may call it', () => {
    expect(ask({})).toEqual({ is: 'yes' });
  });

  const attempt = 'x' as AttemptId;
  const states: readonly [ContactState, MayDial][] = [
    [
      { is: 'in_progress', attempt, dueAt: NOON },
      { is: 'later', rule: 'open_call', notBefore: null },
    ],
    [
      { is: 'in_doubt', attempt, dueAt: NOON, lookUps: 1 },
      { is: 'later', rule: 'open_call', notBefore: null },
    ],
    [
      { is: 'needs_review', attempt, dueAt: NOON, lookUps: 3 },
      { is: 'later', rule: 'review', notBefore: null },
    ],
    [
      { is: 'completed', reason: 'answered' },
      { is: 'never', rule: 'over' },
    ],
    [
      { is: 'exhausted', reason: 'busy' },
      { is: 'never', rule: 'over' },
    ],
    [
      { is: 'skipped', reason: 'suppressed' },
      { is: 'never', rule: 'over' },
    ],
    [
      { is: 'canceled', reason: 'x' },
      { is: 'never', rule: 'over' },
    ],
  ];
  it.each(states)('a contact that is $is', (state, answer) => {
    expect(ask({ state })).toEqual(answer);
  });

  it('never: suppressed, whatever else', () => {
    expect(ask({ suppressed: true, campaign: { is: 'scheduled' } })).toEqual({ is: 'never', rule: 'suppressed' });
  });

  it('never on lines that may not call the number, yes where one may', () => {
    const cartesia = makeLine({ provider: 'cartesia' });
    expect(ask({ cartesiaDialable: false, lines: [cartesia] })).toEqual({ is: 'never', rule: 'line' });
    expect(ask({ cartesiaDialable: false, lines: [] })).toEqual({ is: 'never', rule: 'line' });
    expect(ask({ cartesiaDialable: false, lines: [cartesia, makeLine({ provider: 'sip_trunk' })] })).toEqual({
      is: 'yes',
    });
  });

  it('a campaign that does not run says so', () => {
    expect(ask({ campaign: { is: 'scheduled' } })).toEqual({ is: 'later', rule: 'not_started', notBefore: null });
    expect(ask({ campaign: { is: 'paused', why: 'limit' } })).toEqual({ is: 'later', rule: 'paused', notBefore: null });
    expect(ask({ campaign: { is: 'finished', at: NOON } })).toEqual({ is: 'never', rule: 'over' });
    expect(ask({ campaign: { is: 'canceled', at: NOON } })).toEqual({ is: 'never', rule: 'over' });
  });

  it('later: the rule that is waited for last is named, with its instant', () => {
    const due = { is: 'ready', dueAt: NOON + HOUR } as const;
    expect(ask({ state: due })).toEqual({ is: 'later', rule: 'delay', notBefore: NOON + HOUR });
    const startAt = NOON + 2 * HOUR;
    expect(ask({ state: due, plan: { startAt } })).toEqual({ is: 'later', rule: 'start_at', notBefore: startAt });
    const opens = at('2026-12-02T09:00:00-05:00');
    expect(ask({ state: { is: 'ready', dueAt: at('2026-12-01T20:00:00-05:00') } })).toEqual({
      is: 'later',
      rule: 'hours',
      notBefore: opens,
    });
  });

  it('the end of the campaign is no time to dial, and what opens after it never opens', () => {
    expect(ask({ plan: { endAt: NOON } })).toEqual({ is: 'never', rule: 'end_at' });
    expect(ask({ plan: { endAt: NOON + 1 } })).toEqual({ is: 'yes' });
    const state = { is: 'ready', dueAt: at('2026-12-01T20:00:00-05:00') } as const;
    expect(ask({ state, plan: { endAt: at('2026-12-02T09:00:00-05:00') } })).toEqual({ is: 'never', rule: 'end_at' });
  });

  it('the law is named with its words, its source, the zone and the next opening; never, where it leaves nothing', () => {
    // The hours alone: what the rest of the pack demands of a consent comes first.
    const hours = PACKS.get('us_federal')!.rules.filter(({ id }) => id === 'us-hours');
    const pack = { pack: 'own', version: '2026-11-27', rules: hours };
    const rules = { pack, version: '2026-11-27', purpose: 'marketing' } as const;
    const late = { is: 'ready', dueAt: at('2026-12-01T21:30:00-05:00') } as const;
    const because = { id: 'us-hours', zone: NY };
    expect(ask({ state: late, plan: { rules, window: null } })).toMatchObject({
      is: 'later',
      rule: 'law',
      notBefore: at('2026-12-02T08:00:00-05:00'),
      because,
    });
    expect(ask({ plan: { rules, window: null } })).toEqual({ is: 'yes' });
    const night = { ...nine, from: 60, to: 120 };
    expect(ask({ plan: { rules, window: night } })).toMatchObject({ is: 'never', rule: 'law', because });
    // Between the law's hours and the window's it is the window that closes.
    const early = { is: 'ready', dueAt: at('2026-12-01T19:00:00-05:00') } as const;
    expect(ask({ state: early, plan: { rules } })).toMatchObject({ is: 'later', rule: 'hours' });
  });

  it('no hour of 60 days is inside: never', () => {
    expect(ask({ plan: { window: { ...nine, days: [] } } })).toEqual({ is: 'never', rule: 'hours' });
    expect(ask({ place: '' })).toEqual({ is: 'never', rule: 'hours' });
    expect(ask({ place: 'Mars/Olympus_Mons' })).toEqual({ is: 'never', rule: 'hours' });
  });

  it('may ring until the close and not after it: from the latest use of a permit that is given early', () => {
    const close = at('2026-12-01T18:00:00-05:00');
    const plan = { ringingTimeoutSeconds: 30 };
    const last = close - LATENESS - 30 * SECOND;
    expect(ask({ plan }, last - 1)).toEqual({ is: 'yes' });
    expect(ask({ plan }, last)).toMatchObject({ is: 'later', rule: 'hours' });
    expect(ask({ plan, early: 400 }, last - 401)).toEqual({ is: 'yes' });
    expect(ask({ plan, early: 400 }, last - 400)).toMatchObject({ is: 'later' });
  });

  it('a campaign dials from its start on and until its end', () => {
    expect([-1, 0, 9, 10].map((ms) => isItsTime({ startAt: NOON, endAt: NOON + 10 }, NOON + ms))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(isItsTime({ startAt: null, endAt: null }, NOON)).toBe(true);
    expect(isItsTime({ startAt: null, endAt: NOON }, NOON)).toBe(false);
  });
});

describe('over any campaigns, zones and instants', () => {
  const zone = fc.constantFrom(
    NY,
    'America/Los_Angeles',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'America/Sao_Paulo',
    'Europe/London',
  );
  const window = fc.record({
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    from: fc.integer({ min: 0, max: 1_380 }),
    length: fc.integer({ min: 30, max: 1_440 }),
    timezone: fc.oneof(fc.constant('contact'), zone),
  });
  // A year around both changes of the clocks.
  const instant = fc.integer({ min: at('2026-03-01T00:00:00Z'), max: at('2027-03-01T00:00:00Z') });
  const asked = fc.record({
    window: fc.option(window),
    places: fc.uniqueArray(zone, { minLength: 1, maxLength: 3 }),
    when: instant,
    delay: fc.integer({ min: -DAY, max: 3 * DAY }),
    startIn: fc.option(fc.integer({ min: -DAY, max: 2 * DAY })),
    endIn: fc.option(fc.integer({ min: -DAY, max: 20 * DAY })),
    rings: fc.integer({ min: 5, max: 120 }),
    at: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
  });

  it('a promise holds: at its instant it is yes, before it never', () => {
    const hours = makeHours();
    fc.assert(
      fc.property(asked, ({ window: w, places, when, delay, startIn, endIn, rings, at: samples }) => {
        const given = facts({
          state: { is: 'ready', dueAt: when + delay },
          place: [...places].sort().join(','),
          plan: {
            window: w && { ...w, to: Math.min(1_440, w.from + w.length) },
            startAt: startIn === null ? null : when + startIn,
            endAt: endIn === null ? null : when + endIn,
            ringingTimeoutSeconds: rings,
          },
        });
        const answer = mayDial(given, when, hours);
        if (answer.is !== 'later') return;
        const { notBefore } = answer;
        expect(notBefore).toBeGreaterThan(when);
        if (notBefore === null) throw new Error('a campaign that runs knows when');
        expect(mayDial(given, notBefore, hours)).toEqual({ is: 'yes' });
        for (const sample of samples) {
          const before = Math.floor(when + sample * (notBefore - when - 1));
          expect(mayDial(given, before, hours).is).not.toBe('yes');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('yes is inside the hours of every place for as long as the phone may ring', () => {
    const hours = makeHours();
    fc.assert(
      fc.property(asked, ({ window: w, places, when, rings }) => {
        const place = [...places].sort().join(',');
        const plan = { window: w && { ...w, to: Math.min(1_440, w.from + w.length) }, ringingTimeoutSeconds: rings };
        const answer = mayDial(facts({ state: { is: 'ready', dueAt: when }, place, plan }), when, hours);
        expect(answer.is === 'yes').toBe(placeHours(plan, hours).isOpen(place, when));
        if (answer.is !== 'yes') return;
        for (const one of plan.window === null || plan.window.timezone !== 'contact' ? [place] : places) {
          for (const late of [0, LATENESS, LATENESS + rings * SECOND])
            expect(hours.isOpen(plan, one, when + late, 0)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
});

it('closes early enough for a late permit that rings to its end', () => {
  expect(placeHours(makePlan({ window: nine }), makeHours()).closesAt(NY, NOON)).toBe(
    at('2026-12-01T18:00:00-05:00') - LATENESS - 30 * SECOND,
  );
});
