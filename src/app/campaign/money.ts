/** What calls of a campaign cost by the account's prices, and whether its budget can hold. Pure. */
import type { LineSettings } from '../../load/spec/account.ts';
import type { Spec } from '../../load/spec/spec.ts';
import type { Line } from '../../model/campaign.ts';
import { limitsOf } from '../../model/deadlines.ts';
import type { Problem } from '../../model/errors.ts';
import type { LineId } from '../../model/ids.ts';
import { dearestCall, dollarsOf, micros, unpricedLines, type PlanMoney, type Rate } from '../../model/money.ts';
import { own } from '../../model/own.ts';
import { BY_THE_MINUTE, LIST_PRICES, type Rounding } from '../../model/prices.ts';
import { isNamed } from './line-settings.ts';

/** `label`: where it was asked for. */
type Number = Pick<Line, 'id' | 'number' | 'provider'> & { readonly label?: string | null };
type Asking = Pick<Spec, 'account' | 'budget' | 'ringingTimeoutSeconds' | 'maxCallDurationMinutes'>;

/** `known`: what a plan says of its lines already. Undefined where nothing is known, and no budget is asked for. */
export function moneyOf(
  { account, budget }: Asking,
  numbers: readonly Number[],
  known: PlanMoney['rates'] = {},
): PlanMoney | undefined {
  const rates = new Map<LineId, readonly Rate[]>();
  const { agentPerMinute, linePerMinute, rounding } = account.prices ?? LIST_PRICES;
  const agent = rateOf(agentPerMinute, rounding?.agent ?? BY_THE_MINUTE);
  for (const number of numbers) {
    const said = saidOf(number, account.lines);
    const price = said.price ?? own(linePerMinute, number.provider);
    const before = own(known, number.id);
    if (price !== undefined)
      rates.set(number.id, [agent, rateOf(price, said.rounding ?? rounding?.line ?? BY_THE_MINUTE)]);
    else if (before !== undefined) rates.set(number.id, before);
  }
  return budget === null && rates.size === 0 ? undefined : { budget, rates: Object.fromEntries(rates) };
}

function rateOf(perMinute: number, rounding: Rounding): Rate {
  return { perMinute: micros(perMinute), ...rounding };
}

function saidOf(number: Number, lines: readonly LineSettings[]) {
  const mine = lines.filter(({ name }) => isNamed(name, { ...number, label: number.label ?? null }));
  const priced = mine.find(({ pricePerMinute }) => pricePerMinute !== null);
  return { price: priced?.pricePerMinute ?? null, rounding: mine.find((one) => one.rounding !== undefined)?.rounding };
}

const BUDGET = 'limits.budget_usd';

/** A budget of which nobody could say when it is spent, or that holds no call at all. */
export function moneyProblems(
  spec: Asking,
  numbers: readonly Number[],
  known?: PlanMoney['rates'],
): readonly Problem[] {
  const money = moneyOf(spec, numbers, known);
  if (money === undefined || money.budget === null) return [];
  const unpriced = unpricedLines(money, numbers);
  const [first] = unpriced;
  if (first !== undefined) {
    const names = unpriced.map(({ number, provider }) => `${number} (${provider})`).join(', ');
    const message = `The campaign has a budget, and the price of calls from ${names} is not known.`;
    const hint = `Say it in outdial.json: "lines": {"${first.number}": {"price_per_minute": 0.01}}; or of its kind: "prices": {"line_per_minute": {…}}.`;
    return [{ code: 'unknown_price', at: BUDGET, message, hint }];
  }
  return belowOneCall(spec, money.budget, dearestCall(money, limitsOf(spec)));
}

/** What is sure of a budget before anybody has looked up who calls: the agent's minutes alone cost so much. */
export function budgetProblems(spec: Asking): readonly Problem[] {
  const { account, budget } = spec;
  if (budget === null) return [];
  const { agentPerMinute, rounding } = account.prices ?? LIST_PRICES;
  const rates = { agent: [rateOf(agentPerMinute, rounding?.agent ?? BY_THE_MINUTE)] };
  return belowOneCall(spec, budget, dearestCall({ budget, rates }, limitsOf(spec)));
}

function belowOneCall(spec: Asking, budget: number, worst: number): readonly Problem[] {
  if (worst <= budget) return [];
  const message = `${dollarsOf(budget)} do not pay for one call, which may cost ${dollarsOf(worst)} (max_call_duration_minutes is ${spec.maxCallDurationMinutes}).`;
  const hint = 'Raise the budget, or shorten max_call_duration_minutes.';
  return [{ code: 'budget_too_small', at: BUDGET, message, hint }];
}
