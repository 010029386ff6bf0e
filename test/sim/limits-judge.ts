/** Is more spent, or are more people rung, than the campaign's own limits allow: by the provider's truth, not the ledger's. */
import type { Campaign, Plan } from '../../src/model/campaign.ts';
import { limitsOf } from '../../src/model/deadlines.ts';
import { worstCase, type Rate } from '../../src/model/money.ts';
import { MINUTE, type Instant } from '../../src/model/time.ts';
import type { Provider, SimulatedCall } from '../../src/voice/simulated/provider.ts';
import { contactOf, type Violation } from './judge.ts';

/** At a ring: what calls have cost so far, and what those that go on may. Reckoned apart from `model/money.ts`. */
export function withinLimits(provider: Provider, campaign: Campaign, now: Instant): Violation[] {
  const found: Violation[] = [];
  const { plan, rampStep = 0 } = campaign;
  const { calls } = provider;
  const budget = plan.money?.budget ?? null;
  const bound = calls.reduce((sum, call) => sum + costOf(call, provider, plan, now), 0);
  if (budget !== null && bound > budget)
    found.push({ says: `the budget of ${budget} is exceeded: ${bound}`, about: [] });
  const most = plan.ramp?.steps[rampStep];
  const people = new Set(calls.map(({ to }) => contactOf(to))).size;
  if (most !== undefined && people > most)
    found.push({ says: `${people} people were rung in a step of ${most}`, about: [contactOf(calls.at(-1)?.to ?? '')] });
  return found;
}

function costOf(call: SimulatedCall, provider: Provider, plan: Plan, now: Instant): number {
  if (provider.endOf(call) > now) return worstCase(plan.money, call.line, limitsOf(plan)) ?? 0;
  const { talks } = call.fate;
  const rates: readonly Rate[] = plan.money?.rates[call.line] ?? [];
  if (talks === null) return 0;
  const took = Math.min(provider.endOf(call) - call.placedAt - call.fate.rings, talks);
  return rates.reduce(
    (sum, { perMinute, to }) => sum + (Math.ceil(Math.max(took, 0) / to) * to * perMinute) / MINUTE,
    0,
  );
}
