/** Records of this and of older versions are read; what no version has written is refused with the field that is wrong. */
import { describe, expect, it } from 'vitest';
import { limitsOf, longestEnd } from '../../src/model/deadlines.ts';
import { newDataOf, readAttempt, readContact, readNewData } from '../../src/model/stored.ts';
import { readCampaign, readGuarded, readPlan, readSpecText } from '../../src/model/stored-plan.ts';
import { reading } from '../../src/store/failure.ts';
import { call, makeAttempt, makeCampaign, makeContact, makeLine, makePlan, NOW } from '../support/fixtures.ts';

const CONTACT = makeContact({ uncounted: { unsent: 1, refused: 2, throttled: 3 } });
const { load, attempts, seq, uncounted, lastAttemptAt, rangTwice, state } = CONTACT;
const BODY = { load, attempts, seq, uncounted, lastAttemptAt, rangTwice, state };
const { specText, ...PLAN } = makePlan();

describe('what this version writes comes back', () => {
  it.each([
    { is: 'ready', dueAt: NOW },
    { is: 'in_progress', dueAt: NOW, attempt: 'a' },
    { is: 'in_doubt', dueAt: NOW, lookUps: 1, attempt: 'a' },
    { is: 'needs_review', dueAt: NOW, lookUps: 3, attempt: 'a' },
    { is: 'completed', reason: 'answered' },
    { is: 'exhausted', reason: 'attempts_spent' },
    { is: 'skipped', reason: 'suppressed' },
    { is: 'canceled', reason: 'campaign_canceled' },
  ])('a contact that is $is', (of) => {
    expect(readContact(JSON.stringify({ ...BODY, state: of }))).toStrictEqual({ ...BODY, state: of });
  });

  it.each([
    { is: 'placing' },
    { is: 'placed', callId: call(1), seen: 'started', startedAt: NOW, renewals: 0 },
    { is: 'placed', callId: call(1), seen: 'created', startedAt: null, renewals: 2 },
    { is: 'in_doubt', since: NOW, cause: 'timeout', callId: null, renewals: 0 },
    { is: 'ended', callId: null, disposition: 'busy', startedAt: null, endedAt: NOW, endReason: null },
    { is: 'not_placed', why: 'refused', at: NOW, code: 'invalid_number' },
    { is: 'not_placed', why: 'unsent', at: NOW, code: null },
    { is: 'not_placed', why: 'throttled', at: NOW, code: null },
    { is: 'not_placed', why: 'given_up', at: NOW, code: null },
  ])('an attempt that is $is', (of) => {
    const { limits, ...body } = readAttempt(JSON.stringify({ ...makeAttempt(), state: of }), makeAttempt().limits);
    expect({ limits, state: body.state }).toStrictEqual({ limits: makeAttempt().limits, state: of });
  });

  it('a plan, a campaign, its lines', () => {
    const window = { days: ['mon', 'sun'], from: 540, to: 1200, timezone: 'contact' };
    for (const more of [
      {},
      { window },
      { attemptVariable: null, formerAttemptVariables: ['x'], variables: ['name'] },
      { agentKind: 'line', doubt: { lookUps: [], then: 'redial' } },
      { lines: (['cartesia', 'twilio', 'sip_trunk', 'unknown'] as const).map((provider) => makeLine({ provider })) },
    ]) {
      expect(readPlan(JSON.stringify({ ...PLAN, ...more }), specText)).toStrictEqual({ ...PLAN, ...more, specText });
    }
    expect(readSpecText(JSON.stringify({ text: '{"name": "x"}' }))).toBe('{"name": "x"}');
    const { plan, version, ...campaign } = makeCampaign();
    expect(readCampaign(JSON.stringify(campaign), version, plan)).toStrictEqual(makeCampaign());
    expect(readGuarded(JSON.stringify(PLAN))).toStrictEqual({ lines: PLAN.lines });
    expect(readGuarded(JSON.stringify({ ...PLAN, purpose: 'marketing' }))).toMatchObject({ purpose: 'marketing' });
  });
});

it('how often somebody was given back is kept, and absent stays absent', () => {
  const back = { ...BODY, uncounted: { ...uncounted, reopened: 2 } };
  expect(readContact(JSON.stringify(back))).toStrictEqual(back);
});

it('of what is handed over only what a list can change is kept for a contact', () => {
  const { destination, place, cartesiaDialable, priority } = CONTACT;
  expect(newDataOf(CONTACT)).toStrictEqual({ destination, place, cartesiaDialable, priority });
});

describe('what older versions wrote', () => {
  it('has other names', () => {
    const { uncounted: misses, ...rest } = BODY;
    expect(readContact(JSON.stringify({ ...rest, misses }))).toStrictEqual(BODY);
    const before = { destination: 'd', windowKey: 'America/Denver', domestic: true, priority: 0 };
    const now = { destination: 'd', place: 'America/Denver', cartesiaDialable: true, priority: 0 };
    expect(readNewData(JSON.stringify(before))).toStrictEqual(now);
    expect(readNewData(JSON.stringify(now))).toStrictEqual(now);
  });

  it('has no limits: they are taken from the longest end, and are not shorter', () => {
    const dialed = limitsOf(makePlan({ maxCallDurationMinutes: 60 }));
    const attempt = { ...makeAttempt(), longestEnd: longestEnd(makeAttempt().sendBy, dialed) };
    const { limits } = readAttempt(JSON.stringify(attempt), null);
    expect(limits.talking).toBeGreaterThanOrEqual(dialed.talking);
    expect(limits.ringing).toBeGreaterThanOrEqual(dialed.ringing);
  });
});

describe('what no version has written', () => {
  it.each([
    ['{', 'it is no JSON'],
    ['[]', 'it is a list, not fields'],
    ['null', 'it is null, not fields'],
    [JSON.stringify({ ...BODY, seq: '1' }), 'seq is string, not a number'],
    [JSON.stringify({ ...BODY, rangTwice: undefined }), 'rangTwice is undefined, not true or false'],
    [JSON.stringify({ ...BODY, state: { is: 'constructor' } }), 'is is string, not one of'],
    [JSON.stringify({ ...BODY, state: { is: 'ready' } }), 'dueAt is undefined, not a number'],
    [JSON.stringify({ ...BODY, state: { is: 'completed', reason: 7 } }), 'reason is number, not a text'],
    [JSON.stringify({ ...BODY, state: { is: 1 } }), 'is is number, not one of ready, in_progress, in_doubt'],
    [JSON.stringify({ ...BODY, uncounted: [] }), 'uncounted is a list, not fields'],
  ])('%s', (json, why) => {
    expect(() => readContact(json)).toThrow(why);
  });

  it('is a failure of the ledger that names the record, and not what stands in it', () => {
    const bad = (): unknown => reading('contact c1', () => readContact('{"load": "Zebedee"}'));
    expect(bad).toThrow(expect.objectContaining({ name: 'StoreFailure', kind: 'unreadable' }));
    expect(bad).toThrow(/contact c1 cannot be read: load is string, not a number/);
    expect(bad).not.toThrow(/Zebedee/);
  });

  it('is looked for in lists and plans too', () => {
    expect(() => readGuarded(JSON.stringify({ lines: [{ ...PLAN.lines[0], provider: 'other' }] }))).toThrow('provider');
    expect(() => readGuarded('{"lines": {}}')).toThrow('lines is object, not a list');
    expect(() => readGuarded('{"lines": [null]}')).toThrow('a line is null, not fields');
    expect(() => readPlan(JSON.stringify({ ...PLAN, retry: { maxAttempts: 1 } }), '')).toThrow('after');
    expect(() => readPlan(JSON.stringify({ ...PLAN, doubt: { lookUps: ['5s'], then: 'hold' } }), '')).toThrow('delay');
    expect(() => readPlan(JSON.stringify({ ...PLAN, formerAgents: [1] }), '')).toThrow(
      'formerAgents is number, not texts',
    );
  });
});
