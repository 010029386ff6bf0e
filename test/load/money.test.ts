/** Budgets, breakers, ramps and prices as they are written: what they come to, and what is refused in which words. */
import { describe, expect, it } from 'vitest';
import { moneyOf, moneyProblems } from '../../src/app/campaign/money.ts';
import { accountFromValue } from '../../src/load/spec/account.ts';
import { USUAL_STOP, withUsualStop } from '../../src/load/spec/money-build.ts';
import { specFromValue } from '../../src/load/spec/read.ts';
import { settableKeys } from '../../src/load/spec/settable.ts';
import { UserError } from '../../src/model/errors.ts';
import { raises } from '../../src/model/plan-raises.ts';
import { MINUTE, SECOND } from '../../src/model/time.ts';
import { makeLine, makePlan } from '../support/fixtures.ts';

const MINIMAL = { name: 'n', agent_id: 'a', from_number_id: 'b', contacts: 'c.csv' };
const spec = (keys: Record<string, unknown>, account: Record<string, unknown> = {}) =>
  specFromValue({ ...MINIMAL, ...keys }, null, '/', accountFromValue(account, '/'));
const refused = (keys: Record<string, unknown>, account?: Record<string, unknown>): string => {
  try {
    spec(keys, account);
    return '';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ at, message }) => `${at} ${message}`).join('\n');
  }
};
const short = { under: '5s', share: 0.5, of: 20, within: '10m' };

describe('what is refused', () => {
  it.each([
    [{ limits: { budget_usd: 0 } }, /^limits\.budget_usd must be an amount of USD above 0.*, not 0\.$/],
    [{ limits: { budget_usd: -5 } }, /not -5\.$/],
    [{ limits: { budget_usd: 0.001 } }, /in whole cents, not 0\.001\.$/],
    [{ limits: { budget: 5 } }, /limits\.budget/],
    [{ stop: { failures: { share: 0, of: 20, within: '10m' } } }, /stop\.failures\.share must be a share above 0/],
    [{ stop: { failures: { share: 1.1, of: 20, within: '10m' } } }, /at most 1/],
    [{ stop: { failures: { share: 0.5, of: 0, within: '10m' } } }, /stop\.failures\.of must be a whole number from 2/],
    [{ stop: { failures: { share: 0.5, of: 20, within: '1s' } } }, /must be from "10s" to "1d", not "1s"\.$/],
    [{ stop: { short_calls: { ...short, under: '11m' } } }, /stop\.short_calls\.under must be from "500ms" to "10m"/],
    [{ ramp: [] }, /ramp/],
    [{ ramp: [0, 20] }, /ramp/],
    [{ ramp: [20, 20] }, /ramp.* each more than the one before/],
    [{ ramp: [100, 20] }, /ramp.* each more than the one before/],
    [{ ramp: { steps: [20], go_on_if: {} } }, /ramp\.go_on_if names no bound/],
    [{ ramp: { steps: [20], go_on_if: { answered: 0 } } }, /ramp\.go_on_if\.answered must be a share above 0/],
  ])('%j', (keys, says) => {
    expect(refused(keys)).toMatch(says);
  });

  it('more than the account gives a campaign: it can only be lowered', () => {
    const account = { limits: { budget_usd: 50 } };
    expect(refused({ limits: { budget_usd: 50.01 } }, account)).toBe(
      'limits.budget_usd $50.01 are more than the account gives a campaign: $50.00 (limits.budget_usd).',
    );
    expect(spec({ limits: { budget_usd: 20 } }, account).budget).toBe(20_000_000);
    expect(spec({}, account).budget).toBe(50_000_000);
    expect(spec({}).budget).toBeNull();
  });
});

describe('what it comes to', () => {
  it('a ramp as a list, and with bounds', () => {
    expect(spec({ ramp: [20, 100] }).ramp).toEqual({ steps: [20, 100], goOnIf: null });
    const bounds = { answered: 0.2, failed_below: 0.1, cost_per_answered_below: 1.5 };
    expect(spec({ ramp: { steps: [20], go_on_if: bounds } }).ramp).toEqual({
      steps: [20],
      goOnIf: { answered: 0.2, failedBelow: 0.1, costPerAnsweredBelow: 1_500_000 },
    });
  });

  it('breakers, which a real host has where the file does not say otherwise', () => {
    expect(spec({}).stop).toBeUndefined();
    expect(withUsualStop(spec({}), false).stop).toEqual(USUAL_STOP);
    expect(withUsualStop(spec({}), true).stop).toBeUndefined();
    expect(spec({ stop: { failures: 'off', short_calls: short } }).stop).toEqual({
      failures: null,
      shortCalls: { share: 0.5, of: 20, within: 10 * MINUTE, under: 5 * SECOND },
    });
    expect(withUsualStop(spec({ stop: { failures: 'off' } }), false).stop?.shortCalls).toEqual(USUAL_STOP.shortCalls);
  });

  it('prices: published, the account’s, a number’s own, each rounded in its way', () => {
    const [mine, twilio] = [makeLine(), makeLine({ id: 'ap_2' as never, number: '+14155550102', provider: 'twilio' })];
    const minute = { to: MINUTE, least: 0, ringing: false };
    expect(moneyOf(spec({}), [mine, twilio])).toEqual({
      budget: null,
      rates: {
        ap_1: [
          { perMinute: 60_000, ...minute },
          { perMinute: 14_000, ...minute },
        ],
      },
    });
    expect(moneyOf({ ...spec({}), budget: null }, [])).toBeUndefined();
    const account = {
      prices: { agent_per_minute: 0.05, rounding: { agent: { to: '1s' }, line: { to: '6s', least: '30s' } } },
      lines: { '+1 415 555 0102': { price_per_minute: 0.01, rounding: { ringing: true } } },
    };
    expect(moneyOf(spec({}, account), [mine, twilio])?.rates).toEqual({
      ap_1: [
        { perMinute: 50_000, ...minute, to: SECOND },
        { perMinute: 14_000, ...minute, to: 6 * SECOND, least: 30 * SECOND },
      ],
      ap_2: [
        { perMinute: 50_000, ...minute, to: SECOND },
        { perMinute: 10_000, ...minute, ringing: true },
      ],
    });
  });
});

describe('a budget', () => {
  const trunk = makeLine({ provider: 'sip_trunk' });
  it('is refused where a price is not known, and says where to say it', () => {
    const [problem] = moneyProblems(spec({ limits: { budget_usd: 50 } }), [trunk]);
    expect(problem).toMatchObject({ code: 'unknown_price', at: 'limits.budget_usd' });
    expect(problem?.message).toBe(
      'The campaign has a budget, and the price of calls from +14155550100 (sip_trunk) is not known.',
    );
    expect(problem?.hint).toMatch(/outdial\.json: "lines": \{"\+14155550100": \{"price_per_minute": 0\.01\}\}/);
    expect(moneyProblems(spec({}), [trunk])).toEqual([]);
  });

  it('is refused where it does not pay for one call', () => {
    const of = (usd: number) => moneyProblems(spec({ limits: { budget_usd: usd } }), [makeLine()]);
    expect(of(0.74)).toEqual([]);
    expect(of(0.73)[0]).toMatchObject({
      code: 'budget_too_small',
      message: '$0.73 do not pay for one call, which may cost $0.74 (max_call_duration_minutes is 10).',
    });
  });

  it('can be set while it runs, and more of it is more; so is a weaker breaker or a shorter ramp', () => {
    expect(settableKeys()).toEqual(expect.arrayContaining(['limits.budget_usd', 'stop.failures.share', 'ramp.steps']));
    const money = (budget: number | null) => ({ money: { budget, rates: {} } });
    const failures = { share: 0.5, of: 20, within: MINUTE };
    const stop = (over: object) => ({ stop: { failures: { ...failures, ...over }, shortCalls: null } });
    const ramp = (...steps: number[]) => ({ ramp: { steps, goOnIf: null } });
    const cases: readonly (readonly [before: object, after: object, is: boolean])[] = [
      [money(5), money(6), true],
      [money(5), money(5), false],
      [money(5), money(4), false],
      [money(5), money(null), true],
      [money(null), money(5), false],
      [stop({}), stop({ share: 0.6 }), true],
      [stop({}), stop({ share: 0.4 }), false],
      [stop({}), stop({ of: 21 }), true],
      [stop({}), {}, true],
      [{}, stop({}), false],
      [ramp(20), ramp(21), true],
      [ramp(20), ramp(10), false],
      [ramp(20, 40), ramp(20), true],
      [ramp(20), {}, true],
      [{}, ramp(20), false],
    ];
    for (const [before, after, is] of cases)
      expect([before, after, raises(makePlan(before), makePlan(after))]).toEqual([before, after, is]);
  });
});
