/** A budget and the rules by which a campaign stops itself, as the rest of outdial knows them. Pure. */
import { micros, type Micros } from '../../model/money.ts';
import type { Breaker, Ramp, StopOptions, StopRules } from '../../model/stop-rules.ts';
import { MINUTE, parseDuration, SECOND } from '../../model/time.ts';
import type { Account } from './account.ts';
import type { RampInput, StopInput } from './money-schema.ts';
import type { SpecInput } from './schema.ts';

/** Generous: a list that is old fails for a third, and people hang up on robots. Where most is wrong, something is broken. */
const USUAL: Breaker = { share: 0.7, of: 50, within: 15 * MINUTE };
/** What a campaign has on a real host where it does not say otherwise. */
export const USUAL_STOP: StopRules = { failures: USUAL, shortCalls: { ...USUAL, under: 3 * SECOND } };

/** The campaign's own, else the account's; null: none. What the account has is never exceeded. */
export function budgetOf({ limits }: Pick<SpecInput, 'limits'>, { budget }: Pick<Account, 'budget'>): Micros | null {
  return limits?.budget_usd === undefined ? budget : micros(limits.budget_usd);
}

/** Absent stays absent: what holds then depends on the host. */
export function stopOptionsOf({ ramp, stop }: Pick<SpecInput, 'ramp' | 'stop'>): StopOptions {
  return {
    ...(stop === undefined ? {} : { stop: stopOf(stop) }),
    ...(ramp === undefined ? {} : { ramp: rampOf(ramp) }),
  };
}

/** As the campaign has it on such a host. `rehearsal`: nobody is rung, and calls are short because they are played. */
export function withUsualStop<S extends StopOptions>(spec: S, rehearsal: boolean): S {
  return rehearsal || spec.stop !== undefined ? spec : { ...spec, stop: USUAL_STOP };
}

function stopOf({ failures, short_calls: short }: StopInput): StopRules {
  return {
    failures: failures === undefined ? USUAL_STOP.failures : failures === 'off' ? null : breakerOf(failures),
    shortCalls:
      short === undefined
        ? USUAL_STOP.shortCalls
        : short === 'off'
          ? null
          : { ...breakerOf(short), under: parseDuration(short.under) ?? 0 },
  };
}

function breakerOf({ share, of, within }: Readonly<{ share: number; of: number; within: string }>): Breaker {
  return { share, of, within: parseDuration(within) ?? 0 };
}

function rampOf(ramp: RampInput): Ramp {
  if (Array.isArray(ramp)) return { steps: ramp, goOnIf: null };
  const { go_on_if: bounds, steps } = ramp;
  if (bounds === undefined) return { steps, goOnIf: null };
  const cost = bounds.cost_per_answered_below;
  const goOnIf = {
    answered: bounds.answered ?? null,
    failedBelow: bounds.failed_below ?? null,
    costPerAnsweredBelow: cost === undefined ? null : micros(cost),
  };
  return { steps, goOnIf };
}
