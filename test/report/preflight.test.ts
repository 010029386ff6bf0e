/** The gate before the first ring: every line of it, on a wide screen, on a narrow one, and in a log. */
import { describe, expect, it } from 'vitest';
import { NO_CHANGES, type LoadReport } from '../../src/model/load-report.ts';
import type { AgentId } from '../../src/model/ids.ts';
import { LIST_PRICES } from '../../src/model/prices.ts';
import { HOUR, MINUTE } from '../../src/model/time.ts';
import type { Plan } from '../../src/model/campaign.ts';
import type { Tried } from '../../src/model/standing-facts.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { estimate } from '../../src/report/estimate.ts';
import { openingWords } from '../../src/report/opening.ts';
import { preflight, type Preflight } from '../../src/report/preflight.ts';
import { resumeLines } from '../../src/report/resume-preflight.ts';
import { minutesCost } from '../../src/report/talk-time.ts';
import { makeLine, makePlan } from '../support/fixtures.ts';
import { aCampaign } from './support.ts';

const NOON = Date.parse('2026-11-27T12:00:00Z');
const issue = (code: string, severity: 'error' | 'warning') =>
  ({ code, severity, example: { row: 3, code, severity, message: '' } }) as LoadReport['issues'][number];
const REPORT: LoadReport = {
  ...{ list: 'contacts.csv', rows: 18, accepted: 15, rejected: 2, skipped: 1, duplicates: 1, added: 15 },
  changes: { ...NO_CHANGES, new: 15 },
  ...{ unchanged: 0, changed: 0, vanished: 0, topNumber: null, samples: ['+14155550101'] },
  byCode: { missing_country_code: 2, suppressed: 1 },
  issues: [issue('missing_country_code', 'error'), issue('suppressed', 'warning')],
};
const FACTS: Preflight = {
  ...{ name: 'spring', host: 'api.cartesia.ai', hostFrom: null, keyFrom: 'CARTESIA_API_KEY', rehearsal: false },
  agent: {
    id: 'agent_1' as AgentId,
    name: 'Ada',
    kind: 'managed',
    opening: 'Hello {{first_name}}, it is about {{time}}.',
  },
  plan: makePlan({ window: { days: ['mon', 'tue'], from: 540, to: 1080, timezone: 'contact' } }),
  report: REPORT,
  against: null,
  mapping: { toNumber: ['Phone'], id: null, timezone: null },
  variables: {
    leave: [{ name: 'first_name', column: 'First Name' }],
    withheld: [{ column: 'DOB', why: 'identity' }],
  },
  ...{ notes: [], toDial: 15, limit: null, minutes: 12, prices: LIST_PRICES, pricesFrom: null },
  estimate: {
    ...{ dialing: 15_000, bound: 'calls_per_second', first: NOON, last: NOON + MINUTE, end: NOON + 2 * MINUTE },
    ...{ minutes: 1, noEnd: null, calls: 22, cutOff: 0, neverOpen: 0 },
  },
  firstRow: { row: 2, variables: { first_name: 'Maria' } },
  now: NOON,
};

describe('the gate', () => {
  it('says on 110 columns who, from where, what, whom not, when and at which price', () => {
    expect(preflight(FACTS, 'UTC', 110)).toMatchSnapshot();
  });
  it('keeps within 60 columns', () => {
    const lines = preflight(FACTS, 'UTC', 60);
    expect(lines).toMatchSnapshot();
    expect(lines.filter((line) => [...line].length > 60)).toEqual([]);
  });
  it('shows nobody in a log', () => {
    const log = preflight({ ...FACTS, firstRow: null }, 'UTC').join('\n');
    expect(log).not.toContain('Maria');
    expect(log).toContain('says first  “Hello {{first_name}}, it is about {{time}}.”');
  });
  it('names the hours where they hold the list up', () => {
    const late = { ...FACTS.estimate, bound: 'hours', end: NOON + 40 * HOUR } as const;
    expect(preflight({ ...FACTS, estimate: late }, 'UTC').join('\n')).toMatch(/held up by {2}the hours/);
  });
  it('says whom no hour is for, and whom the campaign ends before', () => {
    const estimate = { ...FACTS.estimate, end: null, noEnd: 'never_open', neverOpen: 3, cutOff: 2 } as const;
    expect(preflight({ ...FACTS, estimate }, 'UTC').join('\n')).toMatch(
      /first now, end open \(.*\); for 3 contacts there is no hour within 60 days; .* before about 2 contacts/,
    );
  });
});

describe("the agent's first words", () => {
  const row = { row: 2, variables: { first_name: 'Maria', empty: '' } };
  it.each([
    ['Hello {{ first_name }}.', 'Hello Maria.'],
    ['Hello {{time}}{{empty}}.', 'Hello ‹time: nothing›‹empty: nothing›.'],
    ['{{constructor}}', '‹constructor: nothing›'],
    ['{{system__call_id}} \\{{first_name}} {{x | y}}', '{{system__call_id}} \\{{first_name}} {{x | y}}'],
    ['{{outdial_attempt_id}}', '‹the id of the call›'],
    ['two\n lines', 'two lines'],
  ])('%j becomes %j', (opening, words) => {
    expect(openingWords(opening, row, 'outdial_attempt_id')).toBe(words);
  });
});

const expectedMinutes = (plan: Plan, people: number, tried: readonly Tried[] = []): number => {
  const groups = [{ place: 'UTC', count: people, from: 0, to: 0 }];
  const triedBefore = tried.reduce((sum, { count }) => sum + count, 0);
  return estimate(plan, { waiting: { groups, triedBefore, tried }, open: 0 }, 0, makeHours()).minutes;
};

describe('minutes and money', () => {
  it('further tries add talk, and a limit cuts it', () => {
    const once = makePlan({ retry: { maxAttempts: 1, after: {} } });
    const thrice = makePlan({ retry: { maxAttempts: 3, after: { no_answer: HOUR } } });
    const one = expectedMinutes(once, 100);
    // 35 of 100 talk around 95 s, 25 machines around 22 s.
    expect(one).toBeGreaterThan(55);
    expect(one).toBeLessThan(70);
    expect(expectedMinutes(thrice, 100)).toBeGreaterThan(one * 1.2);
    expect(expectedMinutes({ ...once, maxCallDurationMinutes: 1 }, 100)).toBeLessThan(one);
    // Whoever had two of three tries is called once more, and whoever had all of them not at all.
    const had = (attempts: number, callback = false) => [{ attempts, spentBefore: 0, callback, count: 100 }];
    expect(expectedMinutes(thrice, 100, had(2))).toBeLessThan(one * 1.01);
    expect(expectedMinutes(thrice, 100, had(3))).toBe(0);
    expect(expectedMinutes(thrice, 100, had(3, true))).toBeGreaterThan(one * 0.5);
    expect(expectedMinutes(thrice, 50)).toBeLessThan(expectedMinutes(thrice, 100) * 0.6);
  });
  it('says what it does not know', () => {
    expect(minutesCost(10, [makeLine()], LIST_PRICES, null)).toBe(
      'about $0.74 ($0.06 agent + $0.014 Cartesia a minute, list prices)',
    );
    expect(minutesCost(10, [makeLine({ provider: 'twilio' })], LIST_PRICES, 'outdial.json')).toBe(
      'about $0.60 ($0.06 agent a minute, prices of outdial.json); what Twilio charges comes on top, unknown here',
    );
  });
});

describe('before stored campaigns are gone on with', () => {
  it('their rules and hours are said', () => {
    const rules = { pack: 'us_safe', version: 'x', purpose: 'appointment' } as const;
    const plan = { ...FACTS.plan, window: null, rules };
    const facts = { ...FACTS, campaign: aCampaign({ plan }), stands: 'paused by robin', open: 0 };
    const lines = resumeLines(facts, 'UTC', null);
    expect(lines).toContain('  hours       whenever the rules allow');
    expect(lines.join('\n')).toMatch(/^ {2}rules {7}us_safe 20\d\d-\d\d-\d\d, appointment$/m);
  });
});
