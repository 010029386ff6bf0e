/** Budgets, ramps and breakers under everything that may go wrong: never a cent, nor a person, too many. */
import { describe, expect, it } from 'vitest';
import type { PlanMoney } from '../../src/model/money.ts';
import type { LineId } from '../../src/model/ids.ts';
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { CAMPAIGN } from '../support/fixtures.ts';
import { play, type Played } from './play.ts';
import { BASE, NO_FAULTS, QUICK, settingOf, type Setting } from './setting.ts';

const RATE = { perMinute: 60_000, to: SECOND, least: 0, ringing: false };
const rates = { ['ap_0' as LineId]: [RATE], ['ap_1' as LineId]: [RATE] };
/** A call may take a minute, so that each binds six cents, and takes eight seconds on average. */
const money = (calls: number): PlanMoney => ({ budget: calls * 60_000, rates });
const BAD = { ...NO_FAULTS, lost: 0.1, replyLost: 0.3, mixed: 0.2, storeFails: 0.1, storeLoses: 0.1, hidden: 0.3 };
const SETTING: Setting = { ...BASE, lines: 2, cps: 5, slots: 20 };

const spentIn = async ({ store }: Played): Promise<number> => {
  const { spent, reserved } = await store.spent(CAMPAIGN);
  return spent + reserved;
};

describe('a budget', () => {
  it('ends the run once it is spent, says what is left, and is not exceeded', async () => {
    const played = await play({ ...SETTING, plan: { ...QUICK, money: money(4) } });
    expect(played.violations).toEqual([]);
    const [end] = played.ends;
    expect(end?.is === 'paused' && end.message).toMatch(
      /^the budget of \$0\.24 is spent: \$0\.\d\d spent, \$0\.0\d left, and one call may cost \$0\.06; raise it: outdial set demo limits\.budget_usd=1; then: outdial resume demo$/,
    );
    const spent = await spentIn(played);
    expect(spent).toBeLessThanOrEqual(240_000);
    // It stops for want of one call, not of many.
    expect(spent).toBeGreaterThan(180_000);
  });

  it('that holds the whole campaign changes nothing of it', async () => {
    const bounded = await play({ ...SETTING, plan: { ...QUICK, money: money(10_000) } });
    expect(bounded.ends).toEqual([{ is: 'finished', needsReview: 0 }]);
    expect(new Set(bounded.calls.map(({ to }) => to)).size).toBe(SETTING.contacts);
  });

  it('is kept with lost replies, a ledger that fails and an engine that dies', async () => {
    let calls = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const crashes = [40 + seed * 3, 90 + seed * 5, 160 + seed * 7];
      const played = await play({ ...SETTING, seed, faults: BAD, crashes, plan: { ...QUICK, money: money(5) } });
      expect([seed, played.violations]).toEqual([seed, []]);
      expect(await spentIn(played)).toBeLessThanOrEqual(300_000);
      calls += played.calls.length;
    }
    // What is lost may have rung, and binds all the same.
    expect(calls).toBeGreaterThan(100);
  });

  it('is kept in whatever a seed holds', async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const setting = settingOf(seed);
      const played = await play({ ...setting, plan: { ...setting.plan, money: money(2) } });
      expect([seed, played.violations]).toEqual([seed, []]);
    }
  });

  it('is missed by the judge of nothing: one that the ledger does not know of is exceeded', async () => {
    const judged = { ...SETTING, judges: { money: money(4) } };
    expect((await play(judged)).violations[0]?.says).toMatch(/the budget of 240000 is exceeded/);
  });
});

describe('a ramp', () => {
  it('waits for a person after each step, says what it has come to, and ends with everybody', async () => {
    const played = await play({ ...SETTING, plan: { ...QUICK, ramp: { steps: [5, 12], goOnIf: null } } });
    expect(played.violations).toEqual([]);
    expect(played.ends.map(({ is }) => is)).toEqual(['paused', 'paused', 'finished']);
    const said = played.ends.map((end) => (end.is === 'paused' ? end.message : ''));
    expect(said[0]).toMatch(
      /^step 1 of 3 is done: 5 people dialed, \d answered, \d failed; go on: outdial resume demo$/,
    );
    expect(said[1]).toMatch(/^step 2 of 3 is done: 12 people dialed/);
  });

  it('goes on by itself where its bounds hold, and waits where one does not', async () => {
    const bounds = { answered: 0.01, failedBelow: null, costPerAnsweredBelow: null };
    const goes = await play({ ...SETTING, plan: { ...QUICK, ramp: { steps: [5, 12], goOnIf: bounds } } });
    expect(goes.ends.map(({ is }) => is)).toEqual(['finished']);
    expect(goes.violations).toEqual([]);
    const never = { ...bounds, answered: 1 };
    const waits = await play({ ...SETTING, plan: { ...QUICK, ramp: { steps: [12], goOnIf: never } } });
    expect(waits.ends[0]?.is === 'paused' && waits.ends[0].message).toMatch(
      /its bounds do not hold: \d+ % answered, not 100 %/,
    );
  });

  it('holds with lost replies, a ledger that fails and an engine that dies', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const crashes = [30 + seed * 3, 70 + seed * 5, 120 + seed * 7];
      const ramp = { steps: [3, 9], goOnIf: null };
      const played = await play({ ...SETTING, seed, faults: BAD, crashes, plan: { ...QUICK, ramp } });
      expect([seed, played.violations]).toEqual([seed, []]);
    }
  });

  it('is missed by the judge of nothing', async () => {
    const judged = { ...SETTING, judges: { ramp: { steps: [5], goOnIf: null } } };
    expect((await play(judged)).violations[0]?.says).toMatch(/6 people were rung in a step of 5/);
  });
});

describe('a breaker', () => {
  const rule = { share: 0.2, of: 10, within: HOUR };
  it('stops the campaign, lists its calls, and does not count them again once somebody goes on', async () => {
    const stop = { failures: null, shortCalls: { ...rule, under: 10 * SECOND } };
    const played = await play({ ...SETTING, contacts: 60, plan: { ...QUICK, stop } });
    expect(played.violations).toEqual([]);
    const paused = played.ends.filter(({ is }) => is === 'paused');
    expect(paused.length).toBeGreaterThan(0);
    expect(played.ends.at(-1)?.is).toBe('finished');
    expect(paused[0]?.is === 'paused' && paused[0].message).toMatch(
      /^\d+ of \d+ calls of the last 1h that were answered were over in less than 10s/,
    );
    // No more than once for each ten that were answered since.
    const answered = played.calls.filter(({ fate }) => fate.talks !== null).length;
    expect(paused.length).toBeLessThanOrEqual(answered / 10);
  });

  it('is told apart from none', async () => {
    const stop = { failures: { ...rule, share: 1 }, shortCalls: { ...rule, share: 1, under: MINUTE * 0.005 } };
    expect((await play({ ...SETTING, plan: { ...QUICK, stop } })).ends.map(({ is }) => is)).toEqual(['finished']);
  });
});
