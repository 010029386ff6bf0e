/** What another plan of a campaign changes, in words: for the question before it is applied, for `check` and for `set`. Pure. */
import { attemptVariableOf, type Line, type Plan } from '../model/campaign.ts';
import { DISPOSITIONS, type Disposition } from '../model/disposition.ts';
import { dollarsOf, usdOf, type Micros } from '../model/money.ts';
import { own } from '../model/own.ts';
import type { Breaker, Ramp, StopRules } from '../model/stop-rules.ts';
import { DEFAULT_DAY_PARTS } from '../model/dial-options.ts';
import { limitFacts, limitWords } from '../model/number-limits.ts';
import { waitWords, type Wait } from '../model/retry-wait.ts';
import { formatDuration, formatInstant, type Instant } from '../model/time.ts';
import { formatWhen } from './when.ts';
import { consentWords } from './consent-words.ts';
import { zoneOverrideWords } from './zone-words.ts';
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
    ...both('zone_overrides', ({ zoneOverrides = [] }) => listed(zoneOverrides.map(zoneOverrideWords))),
    ...both('schedule.start_at', ({ startAt }) => (startAt === null ? 'at once' : formatWhen(startAt, now, zone))),
    ...both('schedule.end_at', ({ endAt }) => (endAt === null ? 'open' : formatWhen(endAt, now, zone))),
    ...both('schedule.start_latest', ({ startLatest }) => latestWords(startLatest, now, zone)),
    ...both('schedule.after', ({ after }) => (after === undefined ? 'none' : `"${after.name}"`)),
    ...both('retry.max_attempts', ({ retry }) => String(retry.maxAttempts)),
    ...DISPOSITIONS.flatMap((name) =>
      both(`retry.${name}`, ({ retry }) => {
        const wait = retry.after[name];
        return wait === undefined ? 'no further try' : retryWords(name, wait, retry);
      }),
    ),
    ...both('retry.day_parts', ({ retry }) => listed((retry.dayParts ?? DEFAULT_DAY_PARTS).map(clock))),
    ...both('limits', ({ numberLimits = [] }) => listed(numberLimits.map((one) => limitWords(limitFacts(one))))),
    ...both('doubt.look_ups', ({ doubt }) => listed(doubt.lookUps.map(formatDuration))),
    ...both('doubt.then', ({ doubt }) => doubt.then),
    ...both('outcome', ({ outcome }) => outcomeRuleWords(outcome)),
    ...both('limits.budget_usd', ({ money }) => amountOf(money?.budget ?? null)),
    ...both('stop.failures', ({ stop }) => breakerWords(stop?.failures)),
    ...both('stop.short_calls', ({ stop }) => shortWords(stop?.shortCalls)),
    ...both('ramp', ({ ramp }) => rampWords(ramp)),
    // Plans of before knew no prices.
    ...(before.money === undefined
      ? []
      : both('prices', (plan) => listed(plan.lines.map((line) => priceOf(plan, line))))),
    // Plans of before wrote down neither: nobody can say that they have changed.
    ...(before.doNotCall === undefined ? [] : both('suppression', ({ doNotCall }) => listsOf(doNotCall))),
    ...both('compliance.preset', ({ rules }) => packWords(rules)),
    ...(before.purpose === undefined ? [] : both('compliance.purpose', ({ purpose = 'none' }) => purpose)),
    ...both('scrub', ({ scrubs = [] }) =>
      listed(scrubs.map(({ name, oldest }) => `${name} (${formatDuration(oldest)})`)),
    ),
    ...both('scrubbed', ({ scrubbed = [] }) =>
      listed(scrubbed.map(({ name, at }) => `${name} on ${formatInstant(at).slice(0, 10)}`)),
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

function amountOf(amount: Micros | null): string {
  return amount === null ? 'none' : dollarsOf(amount);
}

function breakerWords(rule: Breaker | null | undefined): string {
  return rule == null ? 'off' : `${rule.share} of ${rule.of} within ${formatDuration(rule.within)}`;
}

function shortWords(rule: StopRules['shortCalls'] | undefined): string {
  return rule == null ? 'off' : `under ${formatDuration(rule.under)}: ${breakerWords(rule)}`;
}

function rampWords(ramp: Ramp | undefined): string {
  if (ramp === undefined) return 'none';
  const { answered = null, failedBelow = null, costPerAnsweredBelow: cost = null } = ramp.goOnIf ?? {};
  const bounds = [
    ...(answered === null ? [] : [`answered ${answered}`]),
    ...(failedBelow === null ? [] : [`failed below ${failedBelow}`]),
    ...(cost === null ? [] : [`below ${dollarsOf(cost)} for each who answered`]),
  ];
  return `${ramp.steps.join(', ')}, then ${bounds.length === 0 ? 'a person says go on' : `on if ${bounds.join(', ')}`}`;
}

/** A minute of a call, and how it is rounded. */
function priceOf({ money }: Plan, { id, number }: Line): string {
  const rates = (money && own(money.rates, id)) ?? [];
  if (rates.length === 0) return `${number} unknown`;
  const words = rates.map(({ perMinute, to, least, ringing }) => {
    const more = `${least === 0 ? '' : `, ${formatDuration(least)} at least`}${ringing ? ', ringing too' : ''}`;
    return `$${usdOf(perMinute)} by ${formatDuration(to)}${more}`;
  });
  return `${number} ${words.join(' + ')}`;
}

function retryWords(name: Disposition, wait: Wait, { most, otherDayPart }: Plan['retry']): string {
  const limit = most?.[name];
  const parts = otherDayPart?.includes(name) === true ? ', in another part of the day' : '';
  return `${waitWords(wait)}${parts}${limit === undefined ? '' : `, ${limit} such calls at most`}`;
}

function latestWords(latest: Plan['startLatest'], now: Instant, zone: string): string {
  if (latest === undefined) return 'any time';
  return latest.is === 'until' ? formatWhen(latest.at, now, zone) : formatDuration(latest.duration);
}

function listsOf(lists: Plan['doNotCall']): string {
  return listed([...(lists?.files ?? []), ...(lists?.shared == null ? [] : ['the shared list'])]);
}

/** The whole of it in a line: where the signal is, what its values mean, and by which words people are left out. */
function outcomeRuleWords(rule: Plan['outcome']): string {
  if (rule === undefined) return 'none';
  const { signals, values, after, callbackAt, wait, optOutWords } = rule;
  const where = Object.entries(signals).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const meant = Object.entries(values).map(([name, said]) => `${name}: ${said.join('/')}`);
  const delays = Object.entries(after).map(([name, delay]) => `${name} after ${formatDuration(delay)}`);
  const words = optOutWords.length === 0 ? [] : [`"stop calling" is also ${optOutWords.join('/')}`];
  const at = callbackAt === null ? [] : [`callback at ${callbackAt}`];
  return listed([...where, ...meant, ...delays, ...at, `wait ${formatDuration(wait)}`, ...words]);
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

/** One that outdial brings is newest whenever it is asked. */
function packWords(rules: Plan['rules']): string {
  if (rules === undefined) return 'none';
  return typeof rules.pack === 'string' ? rules.pack : `${rules.pack.pack} (${rules.version})`;
}

/** `14:00`, of minutes of the day. */
function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
