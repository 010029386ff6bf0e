/** What the shape of `retry` and of limits on numbers cannot say: ranges of durations, orders, what contradicts itself. */
import { readSpan } from '../../model/number-limits.ts';
import { DAY, formatDuration, parseDuration, SECOND, type Duration } from '../../model/time.ts';
import type { NumberLimitsInput } from './limits-schema.ts';
import { show } from './problems.ts';
import { minutesOf } from './retry-build.ts';
import { RETRIED, type RetryInput } from './retry-schema.ts';
import type { Broken } from './broken.ts';
import type { Path } from './source-text.ts';

const SOONEST: Duration = SECOND;
const LATEST: Duration = 30 * DAY;

export function retryRules(retry: RetryInput | undefined): readonly Broken[] {
  if (retry === undefined) return [];
  return [...uselessTries(retry), ...waits(retry), ...ends(retry), ...dayParts(retry)];
}

function uselessTries(retry: RetryInput): readonly Broken[] {
  if ((retry.max_attempts ?? 1) > 1) return [];
  return [...RETRIED, 'different_day_part' as const, 'day_parts' as const]
    .filter((name) => retry[name] !== undefined)
    .map((name) => ({
      path: ['retry', name],
      message: 'has no effect while retry.max_attempts is 1.',
      hint: 'Add "max_attempts": 3, or remove this.',
    }));
}

function waits(retry: RetryInput): readonly Broken[] {
  const broken: Broken[] = [];
  const range = (path: Path, text: string | undefined): void => {
    if (text === undefined) return;
    const ms = parseDuration(text);
    if (ms !== undefined && ms >= SOONEST && ms <= LATEST) return;
    const [from, to] = [formatDuration(SOONEST), formatDuration(LATEST)];
    broken.push({ path, message: `must be from "${from}" to "${to}", not ${show(text)}.` });
  };
  for (const name of RETRIED) {
    const path = ['retry', name, 'after'];
    const after = retry[name]?.after;
    if (after === undefined) continue;
    if (typeof after === 'string') range(path, after);
    else if (Array.isArray(after)) after.forEach((one, at) => range([...path, at], one));
    else {
      range([...path, 'first'], after.first);
      range([...path, 'longest'], after.longest);
      const [first = 0, longest = Infinity] = [
        parseDuration(after.first),
        after.longest && parseDuration(after.longest),
      ];
      if (typeof longest === 'number' && longest < first)
        broken.push({
          path: [...path, 'longest'],
          message: `must not be shorter than first (${show(after.first)}), not ${show(after.longest)}.`,
        });
    }
  }
  return broken;
}

/** An end that nothing tries again, and a limit that the budget never lets anybody reach. */
function ends(retry: RetryInput): readonly Broken[] {
  const most = retry.max_attempts ?? 1;
  return RETRIED.flatMap((name): Broken[] => {
    const given = retry[name];
    if (given === undefined || most === 1) return [];
    const path = ['retry', name];
    if (given.after === undefined && name !== 'no_answer' && name !== 'busy') {
      const hint = `Write it as "${name}": {"after": "2h"}.`;
      return [{ path, message: 'says nothing without "after": such calls are not tried again.', hint }];
    }
    if (given.max === undefined || given.max <= most) return [];
    const message = `is more than retry.max_attempts (${most}), which no contact exceeds: ${show(given.max)}.`;
    return [{ path: [...path, 'max'], message, hint: `Give ${most} at most, or raise retry.max_attempts.` }];
  });
}

function dayParts({ day_parts: parts = [] }: RetryInput): readonly Broken[] {
  return parts.flatMap((time, at): Broken[] => {
    const before = at === 0 ? 0 : minutesOf(parts[at - 1] ?? '');
    if (minutesOf(time) > before && minutesOf(time) < 24 * 60) return [];
    const than = at === 0 ? '"00:00"' : show(parts[at - 1]);
    const message = `must be later than ${than} and before "24:00", not ${show(time)}.`;
    return [{ path: ['retry', 'day_parts', at], message, hint: 'Midnight is a border by itself.' }];
  });
}

/** Of the campaign file, or of `outdial.json`. */
export function numberLimitRules(limits: NumberLimitsInput | undefined): readonly Broken[] {
  const caps = limits?.per_number ?? [];
  const broken = caps.flatMap((cap, at): Broken[] => {
    const path = ['limits', 'per_number', at];
    const span = readSpan(cap.per);
    if (span === undefined)
      return [{ path: [...path, 'per'], message: `must be from "1m" to "365d", or "lifetime", not ${show(cap.per)}.` }];
    // More calls within a longer span that another forbids in a shorter one are right; the other way round one says nothing.
    const other = caps.findIndex((one, nth) => nth !== at && makesUseless(one, cap, nth < at));
    const than = caps[other];
    if (than === undefined) return [];
    const message = `says nothing beside ${than.calls} in "${than.per}": ${cap.calls} in "${cap.per}" is never reached.`;
    return [{ path, message, hint: 'Remove one of them.' }];
  });
  const rest = limits?.after_conversation;
  const ms = rest === undefined ? undefined : parseDuration(rest);
  if (rest === undefined || (ms !== undefined && ms >= 60 * SECOND && ms <= 365 * DAY)) return broken;
  const message = `must be from "1m" to "365d", not ${show(rest)}.`;
  return [...broken, { path: ['limits', 'after_conversation'], message }];
}

type Cap = { readonly calls: number; readonly per: string };

/** As few calls in at least as long. Of two alike the first counts. */
function makesUseless(one: Cap, other: Cap, isBefore: boolean): boolean {
  const [a, b] = [readSpan(one.per), readSpan(other.per)];
  if (a === undefined || b === undefined) return false;
  const [longer, same] = [(a ?? Infinity) >= (b ?? Infinity), a === b && one.calls === other.calls];
  return longer && one.calls <= other.calls && (!same || isBefore);
}
