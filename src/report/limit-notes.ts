/** What limits of calls to a number come to for a campaign's own tries, in sentences. Pure. */
import type { Plan } from '../model/campaign.ts';
import { firstAllowed, limitFacts, limitWords, type NumberCall, type NumberLimit } from '../model/number-limits.ts';
import { usualWait } from '../model/retry-wait.ts';
import { formatDuration, type Duration } from '../model/time.ts';
import { numberRulesOf, type LimitedPlan } from '../policy/rules/number-limits.ts';
import { dispositionWords } from './words.ts';

export const NTH = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** Each limit of the campaign's and the account's own; and of those and the rules that bind everywhere, what comes too soon for them. */
export function limitNotes(plan: LimitedPlan & Pick<Plan, 'retry'>): readonly string[] {
  const { own, pack } = numberRulesOf(plan);
  // Of calls alone: after a conversation nobody is tried again.
  const everywhere = (pack?.rules ?? [])
    .filter(({ regions }) => regions.includes('*'))
    .flatMap(({ id, calls }) => calls.map((cap): NumberLimit => ({ is: 'calls', ...cap, by: { rule: id } })));
  return [
    ...own.map((limit) => `calls of all campaigns together: ${limitWords(limitFacts(limit))}`),
    ...tooSoon(plan.retry, [...own, ...everywhere]),
  ];
}

/** One sentence for the first try of each kind of end that a limit puts off. */
function tooSoon({ maxAttempts, after }: Plan['retry'], limits: readonly NumberLimit[]): readonly string[] {
  return Object.entries(after).flatMap(([name, wait]) => {
    const calls: NumberCall[] = [{ sendAt: 0, talkedUntil: null }];
    for (let nth = 1; nth < maxAttempts; nth++) {
      const last = calls.at(-1)?.sendAt ?? 0;
      const wanted = last + usualWait(wait, nth);
      const { at, limit } = firstAllowed(limits, calls, wanted);
      if (limit !== null) return [sentence(name as keyof typeof after, nth, at, wanted - last, limit)];
      calls.push({ sendAt: wanted, talkedUntil: null });
    }
    return [];
  });
}

function sentence(
  name: keyof Plan['retry']['after'],
  nth: number,
  at: Duration | null,
  wait: Duration,
  limit: NumberLimit,
): string {
  const which = NTH[nth] ?? `${nth + 1}th`;
  const instead =
    at === null
      ? 'is never made'
      : `would wait until ${formatDuration(at)} after the first, not for ${formatDuration(wait)}`;
  return `after ${dispositionWords(name)} the ${which} try ${instead}: ${limitWords(limitFacts(limit))}`;
}
