/** What one more call comes to, on average: who is called again and when, how long it holds its slot. Pure. */
// Supposed first, as a simulation supposes it; the more calls were seen, the more they count.
import type { AnswerModel, Seconds } from '../model/answer-model.ts';
import type { Attempt } from '../model/attempt.ts';
import type { Plan } from '../model/campaign.ts';
import type { Disposition } from '../model/disposition.ts';
import type { RetryPolicy } from '../model/dial-options.ts';
import { usualWait } from '../model/retry-wait.ts';
import { SECOND, type Duration } from '../model/time.ts';

/** As many seen calls of a try weigh as much as what is supposed of it; of how long calls take, so many. */
const SUPPOSED_CALLS = 20;
const SUPPOSED_LENGTHS = 3;
/** A request, its reply, and the look that sees the end: a slot is held for as long. */
const OVERHEAD: Duration = SECOND;
/** What is not the phone's own doing is rare and short. */
const OTHERWISE: Duration = 2 * SECOND;

type Phone = 'answered' | 'voicemail' | 'no_answer' | 'busy' | 'failed';
const PHONE = ['answered', 'voicemail', 'no_answer', 'busy', 'failed'] as const satisfies readonly Disposition[];

export type Again = { readonly after: Duration; readonly share: number };

/** Of a contact's first, second, … call. */
export type Try = {
  /** Those who are called once more, by how long after the end of this call. */
  readonly again: readonly Again[];
  /** For how long its slot is held, on average. */
  readonly holds: Duration;
  /** The share of calls that last longer than this. */
  readonly longerThan: (length: Duration) => number;
  /** The average of those that were connected, in a call. */
  readonly talks: Duration;
};

export type Answers = { readonly tries: readonly Try[] };

export type AnsweredPlan = Pick<
  Plan,
  'retry' | 'maxCallDurationMinutes' | 'ringingTimeoutSeconds' | 'window' | 'rules'
>;

/** `seen`: calls of the campaign, of late. */
export function answersOf(plan: AnsweredPlan, model: AnswerModel, seen: readonly Attempt[] = []): Answers {
  const lengths = lengthsOf(plan, model, seen);
  const tries = Array.from({ length: Math.max(1, plan.retry.maxAttempts) }, (_, at) =>
    tryOf(plan, shares(plan, model, seen, at + 1), lengths, at + 1),
  );
  return { tries };
}

/** About what rules of law leave of a day. */
const LAWFUL = { from: 8 * 60, to: 21 * 60 };

/** Over the hours in which it dials: a rate of the night is nobody's. */
function answerRate({ window, rules }: Pick<Plan, 'window' | 'rules'>, { answerRate: rates }: AnswerModel): number {
  const widest = rules === undefined ? { from: 0, to: 24 * 60 } : LAWFUL;
  const spans = window === null ? [widest] : [window, ...(window.more ?? [])];
  const first = Math.floor(Math.min(...spans.map(({ from }) => from)) / 60);
  const last = Math.ceil(Math.max(...spans.map(({ to }) => to)) / 60);
  const open = rates.slice(first, Math.max(first + 1, last));
  return open.reduce((sum, rate) => sum + rate, 0) / Math.max(1, open.length);
}

function shares(
  plan: AnsweredPlan,
  model: AnswerModel,
  seen: readonly Attempt[],
  nth: number,
): ReadonlyMap<Disposition, number> {
  const { otherwise } = model;
  const parts = otherwise.noAnswer + otherwise.voicemail + otherwise.busy + otherwise.failed;
  const rate = Math.min(1, answerRate(plan, model) * model.decay ** (nth - 1));
  const rest = (part: number): number => (parts === 0 ? 0 : ((1 - rate) * part) / parts);
  const found = new Map<Disposition, number>([
    ['answered', rate * SUPPOSED_CALLS],
    ['voicemail', rest(otherwise.voicemail) * SUPPOSED_CALLS],
    ['no_answer', rest(otherwise.noAnswer) * SUPPOSED_CALLS],
    ['busy', rest(otherwise.busy) * SUPPOSED_CALLS],
    ['failed', rest(otherwise.failed) * SUPPOSED_CALLS],
  ]);
  for (const { seq, state } of seen) {
    // Of rare further tries too few are seen: every try says something of all, its own the most.
    const weight = seq === nth ? 1 : 0.1;
    if (state.is === 'ended') found.set(state.disposition, (found.get(state.disposition) ?? 0) + weight);
  }
  const sum = [...found.values()].reduce((all, n) => all + n, 0);
  return new Map([...found].map(([name, n]) => [name, sum === 0 ? 0 : n / sum]));
}

type Length = { readonly mean: Duration; readonly longerThan: (length: Duration) => number; readonly talks: Duration };

function lengthsOf(plan: AnsweredPlan, model: AnswerModel, seen: readonly Attempt[]): ReadonlyMap<Phone, Length> {
  const rings = mean(model.ring, plan.ringingTimeoutSeconds);
  const timeout = plan.ringingTimeoutSeconds * SECOND;
  const most = plan.maxCallDurationMinutes * 60;
  const talking = (seconds: Seconds): Length => ({
    mean: rings + mean(seconds, most),
    longerThan: (length) => beyond(seconds, (length - rings) / SECOND, most),
    talks: mean(seconds, most),
  });
  const ringing: Length = {
    mean: rings,
    longerThan: (length) => beyond(model.ring, length / SECOND, plan.ringingTimeoutSeconds),
    talks: 0,
  };
  const supposed: Readonly<Record<Phone, Length>> = {
    answered: talking(model.talk),
    voicemail: talking(model.voicemail),
    no_answer: { mean: timeout, longerThan: (length) => (length < timeout ? 1 : 0), talks: 0 },
    busy: ringing,
    failed: ringing,
  };
  return new Map(PHONE.map((name) => [name, asSeen(supposed[name], name, seen)]));
}

/** Of the same shape, as long as those that were seen. */
function asSeen(supposed: Length, name: Phone, seen: readonly Attempt[]): Length {
  const took = seen.flatMap(({ state, sendAt }) =>
    state.is === 'ended' && state.disposition === name ? [Math.max(0, state.endedAt - sendAt)] : [],
  );
  if (took.length === 0 || supposed.mean <= 0) return supposed;
  const sum = took.reduce((all, one) => all + one, 0);
  const known = (sum + SUPPOSED_LENGTHS * supposed.mean) / (took.length + SUPPOSED_LENGTHS);
  const by = known / supposed.mean;
  return { mean: known, longerThan: (length) => supposed.longerThan(length / by), talks: supposed.talks * by };
}

function tryOf(
  { retry }: AnsweredPlan,
  shared: ReadonlyMap<Disposition, number>,
  lengths: ReadonlyMap<Phone, Length>,
  nth: number,
): Try {
  const parts = [...shared].map(([name, share]) => ({ share, of: lengths.get(name as Phone) }));
  const after: RetryPolicy['after'] = retry.after;
  const again = [...shared].flatMap(([name, share]): Again[] => {
    const wait = nth < retry.maxAttempts ? after[name] : undefined;
    return wait === undefined || share === 0 ? [] : [{ after: usualWait(wait, nth), share }];
  });
  return {
    again,
    holds: OVERHEAD + parts.reduce((sum, { share, of }) => sum + share * (of?.mean ?? OTHERWISE), 0),
    longerThan: (length) =>
      parts.reduce(
        (sum, { share, of }) => sum + share * (of?.longerThan(length - OVERHEAD) ?? (length < OTHERWISE ? 1 : 0)),
        0,
      ),
    talks: parts.reduce((sum, { share, of }) => sum + share * (of?.talks ?? 0), 0),
  };
}

/** Of what is longer than `most` seconds only so much is lived. */
function mean(seconds: Seconds, most: number): Duration {
  if (seconds.is === 'one_of') {
    const sum = seconds.values.reduce((all, value) => all + Math.min(value, most), 0);
    return (sum / Math.max(1, seconds.values.length)) * SECOND;
  }
  const sigma = Math.log(seconds.spread);
  if (sigma <= 0) return Math.min(seconds.median, most) * SECOND;
  const cut = Math.log(most / seconds.median);
  const within = seconds.median * Math.exp(sigma ** 2 / 2) * normal(cut / sigma - sigma);
  return (within + most * (1 - normal(cut / sigma))) * SECOND;
}

function beyond(seconds: Seconds, length: number, most: number): number {
  if (length < 0) return 1;
  if (length >= most) return 0;
  if (seconds.is === 'one_of') {
    return seconds.values.filter((value) => value > length).length / Math.max(1, seconds.values.length);
  }
  const sigma = Math.log(seconds.spread);
  if (sigma <= 0 || length === 0) return length < seconds.median ? 1 : 0;
  return 1 - normal(Math.log(length / seconds.median) / sigma);
}

/** The share of a standard normal number below `x` (Abramowitz and Stegun 26.2.17, right to seven digits). */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x >= 0 ? 1 - tail : tail;
}
