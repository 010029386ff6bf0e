/** How a campaign stands, for machines: what `status.schema.json` describes. Pure. */
import { formatInstant, SECOND, type Instant } from '../model/time.ts';
import type { Binding } from '../report/binding.ts';
import type { Day } from '../report/lately.ts';
import { lawRecord } from '../report/law-words.ts';
import { leftOutReasons, rejectedReasons } from '../report/left-out.ts';
import type { Limits } from '../report/limit-words.ts';
import type { Capped } from '../model/standing-facts.ts';
import { usdOf } from '../model/money.ts';
import type { Standing } from '../report/standing.ts';
import { statusReport } from '../report/status.ts';
import type { StatusRecord } from '../load/status-schema.ts';

const at = (instant: Instant | null): string | null => (instant === null ? null : formatInstant(instant));

/** `whose`: who dials, as machines read it. */
export type { StatusRecord };

export function standingRecord(standing: Standing, whose: Pick<StatusRecord, 'dialing' | 'engine'>): StatusRecord {
  const { campaign, counts, estimate, spending, lately } = standing;
  const { state } = campaign;
  const report = statusReport(campaign, counts, standing.rangTwice);
  const told = (reasons: ReturnType<typeof leftOutReasons>): { code: string; count: number }[] =>
    reasons.toSorted(([, a], [, b]) => b - a).map(([code, count]) => ({ code, count }));
  return {
    id: campaign.id,
    ...report,
    at: formatInstant(standing.now),
    since: 'at' in state && state.at !== undefined ? formatInstant(state.at) : null,
    ...whose,
    not_yet: { first_time: counts.states.ready - standing.again, again: standing.again },
    callbacks: { waiting: standing.callbacks?.count ?? 0, next_at: at(standing.callbacks?.first ?? null) },
    left_out: told(leftOutReasons(counts)),
    rejected: told(rejectedReasons(counts)),
    paused:
      state.is === 'paused'
        ? {
            why: state.why,
            by: ('by' in state ? state.by : undefined) ?? null,
            until: at(('until' in state ? state.until : undefined) ?? null),
            sentence: standing.pausedBecause ?? '',
          }
        : null,
    used:
      spending === null
        ? null
        : {
            calls: spending.calls,
            connected_minutes: rounded(spending.minutes, 1),
            cost_usd: rounded(spending.usd, 2),
            prices: spending.pricesFrom ?? 'published',
            lines_without_price: [...spending.unpriced],
            rehearsal: spending.rehearsal,
          },
    ...(standing.limits == null ? {} : { limits: limitsRecord(standing.limits) }),
    ...(standing.heard ?? {}),
    ...(standing.capped === undefined ? {} : { capped: cappedRecord(standing.capped) }),
    binds: standing.binds.map(bindingRecord),
    next_call_at: at(estimate?.first ?? null),
    estimate:
      estimate === null
        ? null
        : {
            ends_at: at(estimate.end),
            no_end: estimate.noEnd,
            if: standing.onlyIf,
            calls: estimate.calls,
            dialing_seconds: Math.ceil(estimate.dialing / SECOND),
            limit: estimate.bound,
            cut_off: estimate.cutOff,
            never_open: estimate.neverOpen,
          },
    today: lately === null ? null : dayRecord(lately.today),
    yesterday: lately === null ? null : dayRecord(lately.yesterday),
    deeds: (lately?.deeds ?? []).map((deed) => ({ ...deed, at: formatInstant(deed.at) })),
  };
}

function dayRecord({ since, calls, reached, gaveUp, leftOut }: Day): NonNullable<StatusRecord['today']> {
  return { since: formatInstant(since), calls, reached, gave_up: gaveUp, left_out: leftOut };
}

function bindingRecord(binding: Binding): StatusRecord['binds'][number] {
  switch (binding.is) {
    case 'start_at':
    case 'provider':
      return { is: binding.is, until: formatInstant(binding.until), waiting: binding.waiting };
    case 'calls_per_second':
      return { is: binding.is, per_second: binding.perSecond, waiting: binding.waiting };
    case 'hours': {
      const { is, waiting, opens, zone, more, laws } = binding;
      return { is, waiting, opens_at: formatInstant(opens), zone, more_zones: more, rules: laws.map(lawRecord) };
    }
    case 'never_open':
      return { is: binding.is, waiting: binding.waiting, rules: binding.laws.map(lawRecord) };
    case 'retry_delays':
      return { is: binding.is, waiting: binding.waiting, next_at: formatInstant(binding.next) };
    default:
      return binding;
  }
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

function cappedRecord({ waiting, first, last }: Capped): NonNullable<StatusRecord['capped']> {
  return { waiting, first_at: at(first), last_at: at(last) };
}

function limitsRecord({ budget, people, ramp, reserved, spent }: Limits): NonNullable<StatusRecord['limits']> {
  return {
    budget_usd: budget === null ? null : usdOf(budget),
    spent_usd: usdOf(spent),
    reserved_usd: usdOf(reserved),
    people_dialed: people,
    ramp,
  };
}
