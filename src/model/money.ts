/** What calls of a campaign may cost and have cost, in whole millionths of a dollar: sums of them are exact. Pure. */
import type { Attempt, CallLimits } from './attempt.ts';
import { isGuess } from './end-guesses.ts';
import type { LineId } from './ids.ts';
import { own } from './own.ts';
import { each, fields, flag, number, orNull, within, type Fields } from './stored-fields.ts';
import { MINUTE, SECOND, type Duration } from './time.ts';

/** Millionths of a dollar, whole. */
export type Micros = number;

/** What one of those who send a bill charges: the agent's provider, or a line's carrier. */
export type Rate = {
  readonly perMinute: Micros;
  /** What a call took is rounded up to whole ones of these. */
  readonly to: Duration;
  /** No call that is charged counts as shorter. */
  readonly least: Duration;
  /** From the first ring on, whoever answers. */
  readonly ringing: boolean;
};

export type PlanMoney = {
  /** All calls together never cost more; null: no budget. */
  readonly budget: Micros | null;
  /** Of each line whose price is known. */
  readonly rates: Readonly<Record<LineId, readonly Rate[]>>;
};

/** A call that the provider cuts at its limit may be reported a little longer: that is no further minute. */
const CUT_LATE: Duration = 5 * SECOND;

export function micros(usd: number): Micros {
  return Math.round(usd * 1_000_000);
}

export function usdOf(amount: Micros): number {
  return amount / 1_000_000;
}

/** For people: cents, and of less than one its parts. */
export function dollarsOf(amount: Micros): string {
  const digits = amount > 0 && amount < 10_000 ? 4 : 2;
  return `$${usdOf(amount).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** The most that one call can cost; null where the price of its line is not known. */
export function worstCase(money: PlanMoney | undefined, line: LineId, limits: CallLimits): Micros | null {
  const rates = ratesOf(money, line);
  if (rates === null) return null;
  return sum(rates.map((rate) => charge(rate, limits.talking + (rate.ringing ? limits.ringing : 0))));
}

/** Those whose calls nobody can reckon. */
export function unpricedLines<L extends { readonly id: LineId }>(money: PlanMoney, lines: readonly L[]): readonly L[] {
  return lines.filter(({ id }) => ratesOf(money, id) === null);
}

/** Of any of its lines: what must be left for another call to be dialed. */
export function dearestCall(money: PlanMoney, limits: CallLimits): Micros {
  const lines = Object.keys(money.rates) as LineId[];
  return Math.max(0, ...lines.map((line) => worstCase(money, line, limits) ?? 0));
}

/**
 * What an attempt binds of the budget by what is known of it: the worst that it can come to while nobody knows, what it
 * took once it is over, nothing where nobody was rung. An end that was only guessed at frees nothing.
 */
export function boundBy(attempt: Attempt, money: PlanMoney | undefined): Micros | null {
  const rates = ratesOf(money, attempt.line);
  const { limits, reserved, state } = attempt;
  switch (state.is) {
    case 'not_placed':
      // `given_up`: it may have rung all the same.
      return state.why === 'given_up' || reserved === null ? reserved : 0;
    case 'ended': {
      const took = rates === null ? null : tookOf(attempt);
      return rates === null || took === null ? reserved : sum(rates.map((rate) => chargeOf(rate, took)));
    }
    case 'placing':
    case 'placed':
    case 'in_doubt':
      // A call that was believed not to be there, or of a time before prices were known.
      return reserved === null || reserved === 0 ? worstCase(money, attempt.line, limits) : reserved;
  }
}

/** What a call took, as it is billed; null where nobody saw it: it is not over, or its end was guessed. */
type Took = { readonly talked: Duration; readonly rang: Duration };

function tookOf({ limits, sendAt, state }: Attempt): Took | null {
  if (state.is !== 'ended' || isGuess(state.endReason)) return null;
  const { disposition, endedAt, startedAt } = state;
  // That it was answered is known, and not since when.
  if (startedAt === null && (disposition === 'answered' || disposition === 'voicemail')) return null;
  return {
    talked: startedAt === null ? 0 : billable(endedAt - startedAt, limits.talking),
    rang: billable((startedAt ?? endedAt) - sendAt, limits.ringing),
  };
}

function chargeOf(rate: Rate, { talked, rang }: Took): Micros {
  return charge(rate, talked + (rate.ringing ? rang : 0));
}

/** What a call cost, a part for each of those who send a bill; null where that is not known. */
export type Cost = { readonly agent: Micros | null; readonly line: Micros | null };

/**
 * Nobody says whether ringing is charged where the prices do not: what was never connected has no known cost, rather than
 * none.
 */
export function costOf(attempt: Attempt, money: PlanMoney | undefined): Cost {
  const took = tookOf(attempt);
  if (took === null || money === undefined) return { agent: null, line: null };
  const [ofAgent, ofLine] = ratesOf(money, attempt.line) ?? [Object.values(money.rates)[0]?.[0]];
  const part = (rate: Rate | undefined): Micros | null =>
    rate === undefined || (took.talked === 0 && !(rate.ringing && took.rang > 0)) ? null : chargeOf(rate, took);
  return { agent: part(ofAgent), line: part(ofLine) };
}

function billable(took: Duration, limit: Duration): Duration {
  return took > limit && took <= limit + CUT_LATE ? limit : Math.max(took, 0);
}

function charge({ perMinute, to, least }: Rate, took: Duration): Micros {
  if (took <= 0) return 0;
  const billed = Math.ceil(Math.max(took, least) / to) * to;
  return Math.ceil((perMinute * billed) / MINUTE);
}

function ratesOf(money: PlanMoney | undefined, line: LineId): readonly Rate[] | null {
  return money === undefined ? null : (own(money.rates, line) ?? null);
}

function sum(amounts: readonly Micros[]): Micros {
  return amounts.reduce((all, one) => all + one, 0);
}

export function readMoney(of: Fields): PlanMoney {
  const rates = within(of, 'rates');
  const lines = Object.keys(rates).map((line) => [line, each(readRate, rates, line)] as const);
  return { budget: orNull(number, of, 'budget'), rates: Object.fromEntries(lines) };
}

function readRate(value: unknown): Rate {
  const of = fields(value, 'a rate');
  return {
    perMinute: number(of, 'perMinute'),
    to: number(of, 'to'),
    least: number(of, 'least'),
    ringing: flag(of, 'ringing'),
  };
}
