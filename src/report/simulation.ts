/** What several plays of one campaign say together: when it ends, what binds, who is reached, what it costs. Pure. */
import type { Prices } from '../model/prices.ts';
import type { Plan } from '../model/campaign.ts';
import { BY_PHONE, DISPOSITIONS, type Disposition } from '../model/disposition.ts';
import { formatInstant, HOUR, SECOND, type Duration, type Instant } from '../model/time.ts';
import { costOf, type Cost } from './sim-cost.ts';
import { LIMITS, type Limit, type Played } from './sim-types.ts';

export type Forecast = {
  readonly seeds: readonly number[];
  readonly start: Instant;
  /** Null: in most (P50) or one of ten (P90) of the plays it never ends, or nobody is dialed. */
  readonly ends: { readonly p50: Instant | null; readonly p90: Instant | null };
  /** Means over the seeds, rounded. */
  readonly dials: number;
  readonly dispositions: Readonly<Partial<Record<Disposition, number>>>;
  readonly neverDialed: number;
  readonly waiting: Duration;
  /** Shares of the waiting time, 0 to 1; they add up to 1. */
  readonly shares: Readonly<Record<Limit, number>>;
  /** What binds most; and what does while somebody may be rung. Null when nobody waited for it. */
  readonly binds: Limit | null;
  readonly bindsInHours: Limit | null;
  readonly cost: Cost;
  /** Every contact came to an end of its own. */
  readonly complete: boolean;
};

/** `played`: at least one. */
export function forecastOf(played: readonly Played[], plan: Plan, contacts: number, prices: Prices): Forecast {
  const [first] = played;
  const ends = played.map(({ end, endedAt }) => (end === null ? Infinity : (endedAt ?? Infinity)));
  const spent = Object.fromEntries(LIMITS.map((limit) => [limit, sum(played.map((one) => one.spent[limit]))]));
  const waiting = sum(Object.values(spent));
  const shares = Object.fromEntries(
    LIMITS.map((limit) => [limit, waiting === 0 ? 0 : (spent[limit] ?? 0) / waiting]),
  ) as Record<Limit, number>;
  const costs = played.map(({ dials }) => costOf(dials, plan.lines, prices));
  const dispositions = dispositionsOf(played);
  const dialed = sum(Object.values(dispositions));
  return {
    seeds: played.map(({ seed }) => seed),
    start: first?.start ?? 0,
    ends: { p50: percentile(ends, 0.5), p90: percentile(ends, 0.9) },
    dials: mean(played.map(({ dials }) => dials.length)),
    dispositions,
    neverDialed: Math.max(0, contacts - dialed),
    waiting: Math.round(waiting / played.length),
    shares,
    binds: most(shares, LIMITS),
    bindsInHours: most(
      shares,
      LIMITS.filter((limit) => limit !== 'hours'),
    ),
    cost: {
      usd: sum(costs.map(({ usd }) => usd)) / played.length,
      minutes: sum(costs.map(({ minutes }) => minutes)) / played.length,
      unpriced: [...new Set(costs.flatMap(({ unpriced }) => unpriced))],
    },
    complete: played.every(({ end, counts }) => end?.is === 'finished' && everyoneDialed(counts, contacts)),
  };
}

/** For machines. `dials_an_hour` is of the first seed, as the file of dials is. */
export function forecastJson(forecast: Forecast, played: Played | undefined): Record<string, unknown> {
  const { ends, cost, shares, seeds } = forecast;
  const at = (instant: Instant | null): string | null => (instant === null ? null : formatInstant(instant));
  return {
    start_at: formatInstant(forecast.start),
    seeds,
    ends_at: { p50: at(ends.p50), p90: at(ends.p90) },
    dials: forecast.dials,
    expected: { ...forecast.dispositions, never_dialed: forecast.neverDialed },
    waiting_seconds: Math.round(forecast.waiting / SECOND),
    waiting_share: Object.fromEntries(LIMITS.map((limit) => [limit, rounded(shares[limit], 4)])),
    binds: forecast.binds,
    binds_in_hours: forecast.bindsInHours,
    cost_usd: rounded(cost.usd, 2),
    connected_minutes: rounded(cost.minutes, 1),
    lines_without_price: cost.unpriced,
    dials_an_hour: perHour(played),
  };
}

/** Hours in UTC that have a dial. */
function perHour(played: Played | undefined): readonly { at: string; dials: number }[] {
  const hours = new Map<Instant, number>();
  for (const { at } of played?.dials ?? []) {
    const hour = Math.floor(at / HOUR) * HOUR;
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  return [...hours].map(([at, dials]) => ({ at: formatInstant(at), dials }));
}

function dispositionsOf(played: readonly Played[]): Partial<Record<Disposition, number>> {
  const found = DISPOSITIONS.map((name) => ({
    name,
    n: mean(played.map(({ counts }) => counts.dispositions[name] ?? 0)),
  }));
  return Object.fromEntries(
    found.filter(({ name, n }) => n !== 0 || BY_PHONE.includes(name)).map(({ name, n }) => [name, n]),
  );
}

function everyoneDialed({ dispositions }: Played['counts'], contacts: number): boolean {
  return sum(Object.values(dispositions)) >= contacts;
}

/** The smallest value that so large a share of the values does not exceed; null for "never". */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return value === undefined || value === Infinity ? null : value;
}

function most(shares: Readonly<Record<Limit, number>>, of: readonly Limit[]): Limit | null {
  const [best] = [...of].sort((a, b) => shares[b] - shares[a]);
  return best === undefined || shares[best] === 0 ? null : best;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.round(sum(values) / values.length);
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
