/** May a campaign go on by what its calls have come to: the breakers, and the bounds of a ramp. Pure. */
import type { Attempt } from '../model/attempt.ts';
import type { AttemptId } from '../model/ids.ts';
import { dollarsOf } from '../model/money.ts';
import type { Breaker, RampBounds, StopRules } from '../model/stop-rules.ts';
import { formatDuration, type Duration, type Instant } from '../model/time.ts';

export type Tripped = { readonly message: string; readonly calls: readonly AttemptId[] };

type Ended = Pick<Attempt, 'id' | 'state'>;
type End = { readonly id: AttemptId; readonly endedAt: Instant; readonly talked: Duration | null; readonly is: Kind };
type Kind = 'answered' | 'broke_off' | 'failed' | 'other';

/** A pause lists so many, the newest. */
const MOST_LISTED = 50;

/** How far back anything is counted. */
export function longestWithin({ failures, shortCalls }: StopRules): Duration {
  return Math.max(failures?.within ?? 0, shortCalls?.within ?? 0);
}

/** By the calls that ended within the time before now, those before `from` not counted again. Null: it goes on. */
export function tripped(rules: StopRules, attempts: readonly Ended[], from: Instant, now: Instant): Tripped | null {
  const ends = attempts.flatMap(endOf).sort((a, b) => a.endedAt - b.endedAt);
  const { failures, shortCalls } = rules;
  return (
    (failures && verdict(failures, ends, from, now, ({ is }) => is === 'failed' || is === 'broke_off', 'failed')) ??
    (shortCalls &&
      verdict(
        shortCalls,
        ends.filter(({ is }) => is === 'answered' || is === 'broke_off'),
        ...[from, now],
        ({ is, talked }) => is === 'broke_off' || (talked !== null && talked < shortCalls.under),
        `that were answered were over in less than ${formatDuration(shortCalls.under)}, or broke in the agent`,
      ))
  );
}

function verdict(
  { share, of, within }: Breaker,
  ends: readonly End[],
  from: Instant,
  now: Instant,
  isBad: (end: End) => boolean,
  words: string,
): Tripped | null {
  const counted = ends.filter(({ endedAt }) => endedAt > now - within && endedAt > from);
  const bad = counted.filter(isBad);
  if (counted.length < of || bad.length < share * counted.length) return null;
  const message = `${bad.length} of ${counted.length} calls of the last ${formatDuration(within)} ${words}`;
  return { message, calls: bad.slice(-MOST_LISTED).map(({ id }) => id) };
}

function endOf({ id, state }: Ended): readonly End[] {
  if (state.is !== 'ended') return [];
  const { disposition, endedAt, startedAt } = state;
  const talked = startedAt === null ? null : endedAt - startedAt;
  return [{ id, endedAt, talked, is: kindOf(disposition, startedAt) }];
}

/** An agent that cannot speak ends a call that was answered. Nobody's answering is no failure. */
function kindOf(disposition: string, startedAt: Instant | null): Kind {
  if (disposition === 'answered') return 'answered';
  if (disposition === 'error') return startedAt === null ? 'failed' : 'broke_off';
  return disposition === 'failed' || disposition === 'refused' ? 'failed' : 'other';
}

/** What a step of a ramp has come to. */
export type StepEvidence = {
  readonly people: number;
  readonly answered: number;
  readonly failed: number;
  readonly spent: number;
};

/** Which bounds do not hold, in words; empty: it goes on. What cannot be said does not hold. */
export function brokenBounds(bounds: RampBounds, evidence: StepEvidence): readonly string[] {
  const { people, answered, failed, spent } = evidence;
  const { answered: least, failedBelow, costPerAnsweredBelow: most } = bounds;
  const share = (n: number): number => (people === 0 ? 0 : n / people);
  const broken: string[] = [];
  if (least !== null && share(answered) < least)
    broken.push(`${percent(share(answered))} answered, not ${percent(least)}`);
  if (failedBelow !== null && (people === 0 || share(failed) >= failedBelow))
    broken.push(`${percent(share(failed))} failed, not less than ${percent(failedBelow)}`);
  if (most !== null && (answered === 0 || spent / answered >= most))
    broken.push(
      `${answered === 0 ? 'nobody answered' : `${dollarsOf(spent / answered)} for each who answered`}, not less than ${dollarsOf(most)}`,
    );
  return broken;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
