/** The plan that is made of a campaign file, and whether it says anything new. */
import { expect, it } from 'vitest';
import { samePlan } from '../../src/app/campaign/plan.ts';
import { readPlan } from '../../src/model/stored-plan.ts';
import { makePlan } from '../support/fixtures.ts';

it('a file that says what it said before makes no new plan, wherever the old one was kept', () => {
  const plan = makePlan();
  const { specText, ...kept } = plan;
  const read = readPlan(JSON.stringify(kept), specText);
  expect(samePlan(read, { ...plan, version: 2 })).toBe(true);
  expect(samePlan(read, makePlan({ batchSize: 1 }))).toBe(false);
});
