/** How often a person's number may be called at an instant: what the campaign and the account say, and the rules that bind then. Pure. */
import type { Plan } from '../../model/campaign.ts';
import type { NumberLimit } from '../../model/number-limits.ts';
import { readPlace } from '../../model/place.ts';
import { DAY, HOUR, type Duration, type Instant } from '../../model/time.ts';
import { bindingRules, compileRules, type CompiledRule, type CompiledRules } from './in-force.ts';

/** Beyond this nobody's clock goes; a rest that cannot be read binds for as long. */
const FOR_GOOD: Duration = 36_500 * DAY;
/** The calendars of the world lie between these at any instant. */
const WEST: Duration = 12 * HOUR;
const EAST: Duration = 14 * HOUR;

export type LimitedPlan = Pick<Plan, 'numberLimits' | 'rules'>;

/** Of a plan whose rules were compiled once, for many people. */
export type NumberRules = { readonly own: readonly NumberLimit[]; readonly pack: CompiledRules | null };

export function numberRulesOf({ numberLimits = [], rules }: LimitedPlan): NumberRules {
  return { own: numberLimits, pack: rules === undefined ? null : compileRules(rules) };
}

/** A rule that begins or ends within a day of `at` counts as in force: wherever the person is, it is not late by hours. */
export function limitsAt({ own, pack }: NumberRules, place: string, at: Instant): readonly NumberLimit[] {
  if (pack === null) return own;
  const { regions } = readPlace(place);
  const days = new Set([at - WEST, at, at + EAST].map((instant) => Math.floor(instant / DAY)));
  const binding = new Set([...days].flatMap((day) => bindingRules(pack, regions, day)));
  return [...own, ...[...binding].flatMap(limitsOf)];
}

/** A rest after a refusal is not here: whoever said no is suppressed, for longer than any rule asks. */
function limitsOf({ id, calls, rest }: CompiledRule): readonly NumberLimit[] {
  const by = { rule: id };
  return [
    ...calls.map((cap): NumberLimit => ({ is: 'calls', ...cap, by })),
    ...rest
      .filter(({ after }) => after === 'conversation')
      .map((one): NumberLimit => ({ is: 'rest', for: Math.min(one.for, FOR_GOOD), by })),
  ];
}
