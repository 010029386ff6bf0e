/** A forecast in plain words, for people. Pure. */
import type { Prices } from '../model/prices.ts';
import type { AnswerModel, Seconds } from '../model/answer-model.ts';
import type { Plan } from '../model/campaign.ts';
import { assertNever } from '../model/errors.ts';
import { DISPOSITIONS } from '../model/disposition.ts';
import { dollars, perMinuteWords } from './price-words.ts';
import { hoursWords, rulesWords, type BindingRule } from './rule-table.ts';
import { hourChart } from './sim-chart.ts';
import { LIMITS, type Limit, type Played } from './sim-types.ts';
import type { Forecast } from './simulation.ts';
import { count, formatStamp } from './when.ts';
import { dispositionWords, providerWords } from './words.ts';

export type ForecastInput = {
  readonly name: string;
  readonly forecast: Forecast;
  readonly first: Played;
  readonly plan: Plan;
  /** Rules about hours, and for how many contacts each holds. */
  readonly binding: readonly BindingRule[];
  readonly contacts: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly model: AnswerModel;
  readonly prices: Prices;
  /** Where the model and the prices come from: a file as typed, or null for what outdial supposes. */
  readonly from: { readonly model: string | null; readonly prices: string | null };
  readonly zone: string;
};

export function simulationLines(told: ForecastInput): readonly string[] {
  const { forecast, plan, first, zone, contacts } = told;
  const seeds = forecast.seeds.length === 1 ? `seed ${first.seed}` : count(forecast.seeds.length, 'seed');
  const lines: [string, string][] = [
    ['contacts', contactWords(told)],
    ['hours', hoursWords(plan)],
    ['rules', rulesWords(plan.rules)],
    ...told.binding.map(({ id, summary, contacts: of }): [string, string] => [
      '',
      `${count(of, 'contact')}: ${summary} (${id})`,
    ]),
    ['starts', formatStamp(forecast.start, zone)],
    ['ends', endWords(told)],
    ['calls', `${number(forecast.dials)} (${(forecast.dials / Math.max(1, contacts)).toFixed(2)} a contact)`],
    ['reached', reachedWords(forecast)],
    ['binds', shareWords(told)],
  ];
  const advice = adviceFor(forecast, plan);
  if (advice !== null) lines.push(['', advice]);
  lines.push(['cost', costWords(told)], ['supposed', modelWords(told)]);
  const chart = first.dials.length === 0 ? [] : ['', `  calls an hour (seed ${first.seed}, ${zone})`];
  return [
    `${told.name}: ${seeds} simulated, nobody was called`,
    ...lines.map(([label, text]) => `  ${label.padEnd(9)} ${text}`),
    ...chart,
    ...(chart.length === 0
      ? []
      : hourChart(
          first.dials.map(({ at }) => at),
          zone,
        ).map((line) => `  ${line}`)),
  ];
}

function contactWords({ contacts, rejected, skipped }: ForecastInput): string {
  const out = [
    ...(rejected > 0 ? [`${number(rejected)} rejected`] : []),
    ...(skipped > 0 ? [`${skipped} left out`] : []),
  ];
  return `${number(contacts)} to dial${out.length === 0 ? '' : ` (${out.join(', ')}: outdial check says which)`}`;
}

function endWords({ forecast: { ends, seeds }, zone, first, contacts }: ForecastInput): string {
  if (contacts === 0) return 'nobody is there to be dialed';
  if (ends.p50 === null) {
    return first.dials.length === 0
      ? 'nobody is ever dialed: no hour fits before the end'
      : 'never: for those who are left no hour is inside the window';
  }
  if (seeds.length === 1) return formatStamp(ends.p50, zone);
  const late = ends.p90 === null ? 'never' : formatStamp(ends.p90, zone);
  return `${formatStamp(ends.p50, zone)} (P50), ${late} (P90)`;
}

function reachedWords({ dispositions, neverDialed }: Forecast): string {
  const words = DISPOSITIONS.flatMap((name) => {
    const n = dispositions[name];
    return n === undefined ? [] : [`${number(n)} ${dispositionWords(name)}`];
  });
  return [...words, ...(neverDialed > 0 ? [`${number(neverDialed)} never dialed`] : [])].join(', ');
}

function shareWords({ forecast: { shares, binds }, plan }: ForecastInput): string {
  if (binds === null) return 'nothing: nobody waited';
  const words = [...LIMITS]
    .sort((a, b) => shares[b] - shares[a])
    .map((limit) => `${limitWords(limit, plan)} ${percent(shares[limit])}`);
  return `${words.join(', ')} of the waiting`;
}

function limitWords(limit: Limit, plan: Plan): string {
  switch (limit) {
    case 'hours':
      return 'hours';
    case 'slots':
      return `slots (${plan.maxConcurrentCalls})`;
    case 'calls_per_second':
      return `CPS (${plan.lines.reduce((all, line) => all + line.callsPerSecond, 0)})`;
    case 'retry_delays':
      return 'retry delays';
    default:
      return assertNever(limit);
  }
}

/** What would end it sooner. */
function adviceFor({ bindsInHours, shares }: Forecast, { lines }: Plan): string | null {
  if (bindsInHours === null) return null;
  const inside = shares[bindsInHours] / Math.max(1e-9, 1 - shares.hours);
  const when = `inside the hours, ${percent(inside)} of it is`;
  switch (bindsInHours) {
    case 'slots':
      return `${when} for a free slot: more slots or shorter calls end it sooner`;
    case 'calls_per_second':
      return `${when} for the pace of ${count(lines.length, 'line')}: more lines end it sooner`;
    case 'retry_delays':
      return `${when} for the delay before the next try: shorter delays or fewer tries end it sooner`;
    case 'hours':
      return null;
    default:
      return assertNever(bindsInHours);
  }
}

function costWords({ forecast: { cost }, plan, prices, from }: ForecastInput): string {
  const whose = from.prices === null ? 'list prices' : `prices of ${from.prices}`;
  const more =
    cost.unpriced.length === 0 ? '' : `; ${cost.unpriced.map(providerWords).join(', ')} bills its part itself`;
  const per = perMinuteWords(plan.lines, prices);
  return `about ${dollars(cost.usd)}: ${number(Math.round(cost.minutes))} min × (${per}), ${whose}${more}`;
}

function modelWords({ model, from }: ForecastInput): string {
  const rates = [...new Set(model.answerRate)].sort((a, b) => a - b);
  const [least = 0] = rates;
  const most = rates.at(-1) ?? least;
  const rate = least === most ? percent(least) : `${percent(least)} to ${percent(most)}`;
  const again = model.decay === 1 ? '' : `, each further try × ${model.decay}`;
  const source = from.model === null ? 'a guess, give your own with --model' : from.model;
  return `${rate} answered${again}; talk ${secondsWords(model.talk)}; ${source}`;
}

function secondsWords(seconds: Seconds): string {
  if (seconds.is === 'around') return `around ${seconds.median} s`;
  const sorted = [...seconds.values].sort((a, b) => a - b);
  const [least = 0] = sorted;
  const most = sorted.at(-1) ?? least;
  return least === most ? `${least} s` : `${least} to ${most} s`;
}

function percent(share: number): string {
  const value = share * 100;
  return value > 0 && value < 1 ? '<1%' : `${Math.round(value)}%`;
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}
