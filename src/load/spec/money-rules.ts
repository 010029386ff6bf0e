/** What the shape of `stop` and `ramp` cannot say: ranges of their durations, and bounds that bound nothing. */
import { formatDuration, HOUR, MINUTE, parseDuration, SECOND, type Duration } from '../../model/time.ts';
import { show } from './problems.ts';
import type { SpecInput } from './schema.ts';
import type { Path } from './source-text.ts';

import type { Broken } from './broken.ts';

export function moneyRules({ max_call_duration_minutes: longest = 10, ramp, stop }: SpecInput): Broken[] {
  const broken: Broken[] = [];
  const range = (path: Path, text: string, min: Duration, max: Duration): void => {
    const ms = parseDuration(text);
    if (ms !== undefined && ms >= min && ms <= max) return;
    const message = `must be from "${formatDuration(min)}" to "${formatDuration(max)}", not ${show(text)}.`;
    broken.push({ path, message });
  };
  for (const key of ['failures', 'short_calls'] as const) {
    const rule = stop?.[key];
    if (rule === undefined || rule === 'off') continue;
    range(['stop', key, 'within'], rule.within, 10 * SECOND, 24 * HOUR);
    if ('under' in rule) range(['stop', key, 'under'], rule.under, 500, longest * MINUTE);
  }
  const bounds = ramp === undefined || Array.isArray(ramp) ? undefined : ramp.go_on_if;
  if (bounds !== undefined && Object.keys(bounds).length === 0) {
    const message = 'names no bound, so that the campaign would go on whatever its first calls come to.';
    const hint = 'Add one such as "answered": 0.2, or leave go_on_if out: then a person says go on.';
    broken.push({ path: ['ramp', 'go_on_if'], message, hint });
  }
  return broken;
}
