/** How a campaign stands, in about ten lines for a person. Pure. */
import type { Disposition } from '../model/disposition.ts';
import { REACHED, UNREACHED } from '../model/disposition.ts';
import { assertNever } from '../model/errors.ts';
import { OUTCOMES } from '../model/heard.ts';
import type { Capped } from '../model/standing-facts.ts';
import { MINUTE, type Instant } from '../model/time.ts';
import type { Law } from '../policy/may-dial.ts';
import type { Binding } from './binding.ts';
import type { Estimate } from './estimate.ts';
import type { Day, Deed, Lately } from './lately.ts';
import { limitLines } from './limit-words.ts';
import { labeledLines, type Labeled } from './labeled.ts';
import { dollars } from './price-words.ts';
import type { Spending } from './spending.ts';
import type { Standing } from './standing.ts';
import { aboutWhen, clockWords, count, formatWhen, roughly } from './when.ts';
import { leftOutReasons, rejectedReasons } from './left-out.ts';
import { COUNTED, type OutcomeCounts } from './outcome-counts.ts';
import { codesWords, dispositionWords, outcomeWords, providerWords } from './words.ts';

/** `zone`: of whoever reads it. `columns`: of their screen; null: it is none. */
export function statusLines(standing: Standing, zone: string, columns: number | null): readonly string[] {
  const { campaign, capped, counts, binds, estimate, spending, lately, rangTwice } = standing;
  const { states } = counts;
  const over = campaign.state.is === 'finished' || campaign.state.is === 'canceled';
  const lines: Labeled[] = [['reached', `${number(states.completed)}${among(standing, REACHED, states.completed)}`]];
  const { outcomes = {}, doubts = 0 } = standing.heard ?? {};
  if (OUTCOMES.some((name) => (outcomes[name] ?? 0) > 0)) lines.push(['heard', heardWords(outcomes)]);
  if (doubts > 0) lines.push(['DOUBTS', doubtWords(doubts)]);
  if (rangTwice > 0)
    lines.push(['RANG TWICE', `${number(rangTwice)}: two calls were open at once (outdial export shows whom)`]);
  const open = states.in_progress + states.in_doubt + states.needs_review;
  if (!over || states.ready + open > 0) lines.push(['not yet', notYet(standing)]);
  const { count: asked = 0, first = null } = standing.callbacks ?? {};
  if (asked > 0) lines.push(['callbacks', callbacksWords(asked, first, standing.now, zone)]);
  lines.push(['never', never(standing)]);
  const out = leftOut(standing, true);
  if (out !== null) lines.push(['left out', out]);
  const wrong = leftOut(standing, false);
  if (wrong !== null) lines.push(['to mend', wrong]);
  if (spending !== null) lines.push(['used', usedWords(spending)]);
  if (standing.limits != null) for (const [what, says] of limitLines(standing.limits)) lines.push([what, says]);
  if (capped !== undefined && capped.waiting > 0) lines.push(['capped', cappedWords(capped, standing.now, zone)]);
  if (binds.length > 0) lines.push(['now', bindingsWords(binds, standing.now, zone)]);
  if (estimate !== null)
    lines.push(['next call', nextWords(standing, estimate, zone)], ['end', endWords(standing, estimate, zone)]);
  if (lately !== null) lines.push(['lately', latelyWords(lately, standing.now, zone)]);
  return labeledLines(lines, 10, columns);
}

function cappedWords({ waiting, first, last }: Capped, now: Instant, zone: string): string {
  const when = [first, last].flatMap((at) => (at === null ? [] : [formatWhen(at, now, zone)]));
  const [from = '', to = from] = when;
  return `${number(waiting)} until their numbers may be called again: ${from === to ? from : `from ${from} to ${to}`}`;
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}

/** Only where they add up: whoever is tried again has a disposition too, and is not among these. */
function among({ counts }: Standing, names: readonly Disposition[], total: number): string {
  const parts = names.flatMap((name) => {
    const n = counts.dispositions[name] ?? 0;
    return n === 0 ? [] : [{ n, words: `${number(n)} ${dispositionWords(name)}` }];
  });
  const sum = parts.reduce((all, { n }) => all + n, 0);
  return sum !== total || sum === 0 ? '' : `: ${parts.map(({ words }) => words).join(', ')}`;
}

/** Where nothing at all was heard, the line above says all that is known. */
function heardWords(outcomes: OutcomeCounts['outcomes']): string {
  const said = COUNTED.flatMap((name) => {
    const n = outcomes[name] ?? 0;
    return n === 0 ? [] : [`${number(n)} ${name === 'unknown' ? 'nobody knows' : outcomeWords(name)}`];
  });
  return said.join(', ');
}

function doubtWords(n: number): string {
  return `${count(n, 'person', 'people')} may have asked not to be called and ${n === 1 ? 'waits' : 'wait'} for you (outdial resolve)`;
}

function notYet({ counts: { states }, again }: Standing): string {
  const parts = [
    [states.ready - again, 'for the first time'],
    [again, 'again'],
    [states.in_progress, 'ringing or on the phone'],
    [states.in_doubt, 'not sure it rang, being looked up'],
    [states.needs_review, 'not sure it rang, a person decides'],
  ] as const;
  const some = parts.filter(([n]) => n > 0).map(([n, words]) => `${number(n)} ${words}`);
  const all = states.ready + states.in_progress + states.in_doubt + states.needs_review;
  if (some.length <= 1) return some[0] ?? 'nobody';
  return `${number(all)}: ${some.join(', ')}`;
}

function callbacksWords(asked: number, first: Instant | null, now: Instant, zone: string): string {
  const who = `${number(asked)} of them asked to be called`;
  if (first === null) return who;
  return `${who}, ${asked === 1 ? '' : 'the first '}${first <= now ? 'now' : clockWords(first, now, zone)}`;
}

function never(standing: Standing): string {
  const { campaign, counts } = standing;
  const { exhausted, canceled } = counts.states;
  const { maxAttempts } = campaign.plan.retry;
  if (exhausted + canceled === 0) return 'nobody';
  const tries = maxAttempts === 1 ? 'after one try' : `after up to ${maxAttempts} tries`;
  const gaveUp = exhausted === 0 ? [] : [`${number(exhausted)} ${tries}${among(standing, UNREACHED, exhausted)}`];
  return [...gaveUp, ...(canceled === 0 ? [] : [`${number(canceled)} canceled`])].join(', ');
}

/** `12 asked not to be called · 3 empty row`: why before how many in all, since that is what is asked. */
function leftOut({ counts }: Standing, wanted: boolean): string | null {
  const total = wanted ? counts.skippedRows + counts.states.skipped : counts.rejected;
  if (total === 0) return null;
  const words = codesWords(wanted ? leftOutReasons(counts) : rejectedReasons(counts)).replaceAll(', ', ' · ');
  return `${words} (${count(total, 'row')})`;
}

function usedWords({ calls, minutes, usd, pricesFrom, unpriced, rehearsal }: Spending): string {
  if (calls === 0) return 'nothing yet: no call has ended';
  const talk = minutes > 0 && minutes < 1 ? 'less than a minute' : count(Math.round(minutes), 'minute');
  const prices = pricesFrom === null ? 'by published prices' : `by the prices of ${pricesFrom}`;
  const more = unpriced.length === 0 ? '' : `; what ${unpriced.map(providerWords).join(' and ')} charges comes on top`;
  const cost = rehearsal
    ? `nothing to pay: a rehearsal (a real host: ${dollars(usd)} ${prices})`
    : `${dollars(usd)} ${prices}${more}`;
  return `${count(calls, 'call')}, ${talk} connected, ${cost}`;
}

const MOST_BINDINGS = 3;

export function bindingsWords(binds: readonly Binding[], now: Instant, zone: string): string {
  const shown = binds.slice(0, MOST_BINDINGS).map((one) => bindingWords(one, now, zone));
  const rest = binds.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' · ');
}

export function bindingWords(binding: Binding, now: Instant, zone: string): string {
  const wait = (n: number): string => `${number(n)} ${n === 1 ? 'waits' : 'wait'}`;
  switch (binding.is) {
    case 'not_started':
      return `not started: ${wait(binding.waiting)}`;
    case 'paused':
      return `paused: ${wait(binding.waiting)}`;
    case 'nobody_dials':
      return `nobody dials: ${wait(binding.waiting)}`;
    case 'after':
      return `${wait(binding.waiting)} until "${binding.campaign}" is finished`;
    case 'start_at':
      return `${wait(binding.waiting)} for the campaign's start, ${formatWhen(binding.until, now, zone)}`;
    case 'provider':
      return `${wait(binding.waiting)} until ${formatWhen(binding.until, now, zone)}, as the provider asked`;
    case 'slots':
      return `slots: ${binding.open} of ${binding.slots} on the phone, ${wait(binding.waiting)}`;
    case 'calls_per_second':
      return `pace: ${binding.perSecond} a second, ${wait(binding.waiting)}`;
    case 'hours':
      return hoursWords(binding, now, zone);
    case 'never_open':
      return `${number(binding.waiting)} never: no hour to ring them within 60 days${byLaw(binding.laws)}`;
    case 'retry_delays':
      return `${wait(binding.waiting)} for the next try, the first ${formatWhen(binding.next, now, zone)}`;
    case 'last_calls':
      return `the last calls: ${number(binding.open)} on the phone`;
    case 'in_doubt':
      return `${number(binding.waiting)} not sure, being looked up`;
    case 'review':
      return `${wait(binding.waiting)} for you (outdial resolve)`;
    default:
      return assertNever(binding);
  }
}

/** `412 wait for 09:00 Denver (18:00 here), by us-hours` */
function hoursWords(
  { waiting, opens, zone: there, more, laws }: Extract<Binding, { is: 'hours' }>,
  now: Instant,
  zone: string,
): string {
  const city = (there.split('/').at(-1) ?? there).replaceAll('_', ' ');
  const [their, here] = [clockWords(opens, now, there), clockWords(opens, now, zone)];
  const others = more === 0 ? '' : ` and ${count(more, 'place')} more`;
  return `${number(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for ${their} ${city}${others}${their === here ? '' : ` (${here} here)`}${byLaw(laws)}`;
}

/** `, by us-fl-hours and 2 more rules`: what they say, `why` tells. */
function byLaw([first, ...more]: readonly Law[]): string {
  if (first === undefined) return '';
  return `, by ${first.id}${more.length === 0 ? '' : ` and ${count(more.length, 'more rule')}`}`;
}

const IF = { dialed: 'once somebody dials', resumed: 'once it is resumed', started: 'once it is started' } as const;

function nextWords({ now, onlyIf }: Standing, { first }: Estimate, zone: string): string {
  if (first === null) return 'none';
  const when = first - now < MINUTE ? 'now' : aboutWhen(first, now, zone);
  if (onlyIf === null) return when;
  return when === 'now' ? IF[onlyIf] : `${when}, ${IF[onlyIf]}`;
}

function endWords({ now, onlyIf }: Standing, estimate: Estimate, zone: string): string {
  const { end, noEnd, calls, neverOpen, cutOff } = estimate;
  const more = [
    ...(calls > 0 ? [`about ${count(calls, 'more call')}`] : []),
    ...(onlyIf === null ? [] : [`if ${onlyIf} now`]),
    ...(cutOff > 0 ? [`too late for about ${count(cutOff, 'person', 'people')}`] : []),
  ];
  const after = more.length === 0 ? '' : `: ${more.join(', ')}`;
  if (end !== null) return `about ${aboutWhen(end, now, zone)}, in ${roughly(end - now)}${after}`;
  switch (noEnd) {
    case 'never_open':
      return `cannot be said: for ${count(neverOpen, 'person', 'people')} there is no hour to ring within 60 days${after}`;
    case 'too_far':
      return `in more than a year${after}`;
    default:
      return 'nobody is left to call';
  }
}

const MOST_DEEDS = 4;

const DEEDS: ReadonlyMap<string, string> = new Map([
  ['plan_changed', 'settings changed'],
  ['loaded', 'list loaded'],
  ['running', 'started'],
]);

function latelyWords({ today, yesterday, deeds }: Lately, now: Instant, zone: string): string {
  const words = [`today ${dayWords(today)}; yesterday ${dayWords(yesterday)}`];
  const told = deeds.filter(({ event }) => event !== 'campaign_made');
  const shown = told.slice(-MOST_DEEDS);
  for (const deed of shown) words.push(deedWords(deed, now, zone));
  const more = told.length - shown.length;
  if (more > 0) words.splice(1, 0, `${more} more before`);
  return words.join(' · ');
}

function dayWords({ calls, reached, gaveUp, leftOut }: Day): string {
  if (calls + reached + gaveUp + leftOut === 0) return 'nothing';
  const out = leftOut === 0 ? '' : `, ${number(leftOut)} left out`;
  return `${number(reached)} reached by ${count(calls, 'call')}${out}`;
}

function deedWords({ at, event, by, rows }: Deed, now: Instant, zone: string): string {
  const what = DEEDS.get(event) ?? event.replaceAll('_', ' ');
  return `${what}${rows === null ? '' : ` (${count(rows, 'row')})`} ${clockWords(at, now, zone)}${by === null ? '' : ` by ${by}`}`;
}

/** One line of a log: how it stands, and what it waits for. */
export function statusSentence(standing: Standing, zone: string): string {
  const { campaign, counts, binds, estimate, onlyIf, now } = standing;
  const { states } = counts;
  const notYet = states.ready + states.in_progress + states.in_doubt + states.needs_review;
  const never = states.exhausted + states.canceled;
  const out = counts.skippedRows + states.skipped + counts.rejected;
  const end = estimate?.end ?? null;
  const parts = [
    campaign.state.is,
    `${number(states.completed)} reached, ${number(notYet)} not yet, ${number(never)} never, ${number(out)} left out`,
    ...(binds.length === 0 ? [] : [bindingsWords(binds, now, zone)]),
    ...(end === null || onlyIf !== null ? [] : [`end about ${clockWords(end, now, zone)}`]),
  ];
  return `${campaign.name}: ${parts.join(' · ')}`;
}
