/** What status says of a budget and of a ramp. */
import { expect, it } from 'vitest';
import { limitLines, limitsOf } from '../../src/report/limit-words.ts';
import { makeCampaign, makePlan } from '../support/fixtures.ts';

const spent = { spent: 12_340_000, reserved: 1_480_000, unpriced: 0, people: 20, open: 2 };
const money = { budget: 50_000_000, rates: {} };
const ramp = { steps: [20, 100], goOnIf: null };
const lines = (plan: object, rampStep?: number) => {
  const more = rampStep === undefined ? {} : { rampStep };
  const limits = limitsOf(makeCampaign({ plan: makePlan(plan), ...more }), spent);
  return limits === null ? null : limitLines(limits);
};

it('says what is spent, reserved and left', () => {
  expect(lines({ money })).toEqual([['budget', '$12.34 spent, $1.48 reserved for open calls, $36.18 left of $50.00']]);
});

it('says at which step it is, and for how many that is', () => {
  expect(lines({ ramp })).toEqual([['ramp', 'step 1 of 3: the first 20, 20 dialed']]);
  expect(lines({ ramp }, 1)).toEqual([['ramp', 'step 2 of 3: the first 100, 20 dialed']]);
  expect(lines({ ramp }, 2)).toEqual([['ramp', 'step 3 of 3: everybody, 20 dialed']]);
  // Of a file that has fewer steps by now.
  expect(lines({ ramp }, 7)).toEqual([['ramp', 'step 3 of 3: everybody, 20 dialed']]);
});

it('says nothing where there is neither', () => {
  expect(lines({})).toBeNull();
  expect(lines({ money: { ...money, budget: null } })).toBeNull();
});
