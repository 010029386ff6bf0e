/** What another plan of a campaign changes, in words: for the question before it is applied, for `check` and for `set`. Pure. */
import { attemptVariableOf, type Line, type Plan } from '../model/campaign.ts';
import { DISPOSITIONS } from '../model/disposition.ts';
import { formatDuration, type Instant } from '../model/time.ts';
import { formatWhen } from './when.ts';
import { consentWords } from './consent-words.ts';
import { windowPair } from './window-words.ts';

/** `key`: its path in the campaign file; `was`, `is`: for people, and nothing of anybody who is called. */
export type PlanChange = { readonly key: string; readonly was: string; readonly is: string };

/** In the order of the campaign file. Empty where both dial alike, whatever their version or the text of their files. */
export function planChanges(before: Plan, after: Plan, now: Instant, zone: string): readonly PlanChange[] {
  const [windowWas, windowIs] = windowPair(before.window, after.window);
  const facts: readonly (readonly [key: string, was: string, is: string])[] = [
    ...both('agent_id', ({ agent }) => agent),
    ...both('from_number_id', ({ lines }) => listed(lines.map(lineWords))),
    // A plan of before did not write down what its calls carry: nobody can say that it has changed.
    ...(before.variables === undefined ? [] : both('variables', ({ variables = [] }) => listed([...variables].sort()))),
    ...both('attempt_id_variable', (plan) => attemptVariableOf(plan) ?? 'none'),
    ...both('ringing_timeout_seconds', (plan) => `${plan.ringingTimeoutSeconds} s`),
    ...both('max_call_duration_minutes', (plan) => `${plan.maxCallDurationMinutes} min`),
    ...both('pacing.calls_per_second', ({ lines }) => listed([...new Set(lines.map(paceOf))])),
    ...both('pacing.max_concurrent_calls', (plan) => String(plan.maxConcurrentCalls)),
    ...both('pacing.batch_window', (plan) => formatDuration(plan.batchWindow)),
    ...both('pacing.batch_size', (plan) => String(plan.batchSize)),
    ...both('weight', (plan) => String(plan.weight)),
    ['window', windowWas, windowIs],
    ...both('schedule.start_at', ({ startAt }) => (startAt === null ? 'at once' : formatWhen(startAt, now, zone))),
    ...both('schedule.end_at', ({ endAt }) => (endAt === null ? 'open' : formatWhen(endAt, now, zone))),
    ...both('retry.max_attempts', ({ retry }) => String(retry.maxAttempts)),
    ...DISPOSITIONS.flatMap((name) =>
      both(`retry.${name}`, ({ retry }) => {
        const delay = retry.after[name];
        return delay === undefined ? 'no further try' : `after ${formatDuration(delay)}`;
      }),
    ),
    ...both('doubt.look_ups', ({ doubt }) => listed(doubt.lookUps.map(formatDuration))),
    ...both('doubt.then', ({ doubt }) => doubt.then),
    // Plans of before wrote down neither: nobody can say that they have changed.
    ...(before.doNotCall === undefined ? [] : both('suppression', ({ doNotCall }) => listsOf(doNotCall))),
    ...(before.purpose === undefined ? [] : both('compliance.purpose', ({ purpose = 'none' }) => purpose)),
    ...both('scrub', ({ scrubs = [] }) =>
      listed(scrubs.map(({ name, oldest }) => `${name} (${formatDuration(oldest)})`)),
    ),
    ...both('before_dial', ({ lastWord = false }) => (lastWord ? 'asked' : 'not asked')),
    ...both('consent', ({ consent }) => (consent === undefined ? 'none stated' : consentWords(consent))),
  ];
  return facts.flatMap(([key, was, is]) => (was === is ? [] : [{ key, was, is }]));

  function both(key: string, of: (plan: Plan) => string): [[string, string, string]] {
    return [[key, of(before), of(after)]];
  }
}

/** `max_attempts 3 → 2`, `window 09:00–18:00 → 10:00–17:00`. */
export function planChangeWords(changes: readonly PlanChange[]): readonly string[] {
  return changes.map(({ key, was, is }) => `${key.replace(/^(pacing|schedule|retry\.(?=max))\.?/, '')} ${was} → ${is}`);
}

function listsOf(lists: Plan['doNotCall']): string {
  return listed([...(lists?.files ?? []), ...(lists?.shared == null ? [] : ['the shared list'])]);
}

function lineWords({ id, number }: Line): string {
  return number === id ? id : `${number} (${id})`;
}

function paceOf({ callsPerSecond }: Line): string {
  return String(callsPerSecond);
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.join(', ');
}
