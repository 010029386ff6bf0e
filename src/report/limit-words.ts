/** How much of a campaign's budget is bound, and at which step of its ramp it is. Pure. */
import type { Campaign } from '../model/campaign.ts';
import { dollarsOf, type Micros } from '../model/money.ts';
import type { Spent } from '../model/standing-facts.ts';

export type Limits = {
  readonly budget: Micros | null;
  readonly spent: Micros;
  readonly reserved: Micros;
  /** Step 1 is the first; `most`: people in all by its end, null in the last. */
  readonly ramp: { readonly step: number; readonly steps: number; readonly most: number | null } | null;
  readonly people: number;
};

/** Null where it has neither. */
export function limitsOf({ plan, rampStep = 0 }: Campaign, { people, reserved, spent }: Spent): Limits | null {
  const budget = plan.money?.budget ?? null;
  const steps = plan.ramp?.steps;
  if (budget === null && steps === undefined) return null;
  const step = steps === undefined ? 0 : Math.min(rampStep, steps.length);
  const ramp = steps === undefined ? null : { step: step + 1, steps: steps.length + 1, most: steps[step] ?? null };
  return { budget, spent, reserved, ramp, people };
}

export function limitLines({ budget, people, ramp, reserved, spent }: Limits): readonly (readonly [string, string])[] {
  const lines: [string, string][] = [];
  if (budget !== null) {
    const left = Math.max(0, budget - spent - reserved);
    lines.push([
      'budget',
      `${dollarsOf(spent)} spent, ${dollarsOf(reserved)} reserved for open calls, ${dollarsOf(left)} left of ${dollarsOf(budget)}`,
    ]);
  }
  if (ramp !== null) {
    const of = ramp.most === null ? 'everybody' : `the first ${ramp.most.toLocaleString('en-US')}`;
    lines.push(['ramp', `step ${ramp.step} of ${ramp.steps}: ${of}, ${people.toLocaleString('en-US')} dialed`]);
  }
  return lines;
}
