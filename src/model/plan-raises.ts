/** Does another plan ring more people, sooner, faster or more often than the one before? Then a person is asked first. Pure. */
import type { Plan } from './campaign.ts';
import { limitFacts } from './number-limits.ts';
import { isSooner } from './retry-wait.ts';
import { DISPOSITIONS } from './disposition.ts';
import type { Breaker } from './stop-rules.ts';
import type { RetryPolicy, Weekday, Window, WindowSpan } from './dial-options.ts';

export function raises(before: Plan, after: Plan): boolean {
  return (
    isFaster(before, after) ||
    after.maxConcurrentCalls > before.maxConcurrentCalls ||
    isWider(before.window, after.window) ||
    !sameOverrides(before, after) ||
    (after.startAt ?? 0) < (before.startAt ?? 0) ||
    (after.endAt ?? Infinity) > (before.endAt ?? Infinity) ||
    startsLater(before, after) ||
    (before.after !== undefined && after.after?.id !== before.after.id) ||
    triesMore(before, after) ||
    hasOtherRules(before, after) ||
    limitsLess(before, after) ||
    spendsMore(before, after) ||
    stopsLater(before, after) ||
    asksLess(before, after) ||
    // Somebody may be rung twice by it.
    (after.doubt.then === 'redial' && before.doubt.then !== 'redial')
  );
}

/** What kept people from being rung falls away: a registry, the last word, the want of a consent. */
function asksLess(before: Plan, after: Plan): boolean {
  const { scrubs: asked = [], scrubbed: compared = [], consent: was } = before;
  const { scrubs = [], scrubbed = [], consent } = after;
  const laxer = asked.some(({ name, oldest }) => {
    const now = scrubs.find((one) => one.name === name);
    return now === undefined || now.oldest > oldest;
  });
  const stated = scrubbed.some(({ name, at }) => !compared.some((one) => one.name === name && one.at >= at));
  const agreed =
    consent !== undefined &&
    (was === undefined ||
      (consent.level === 'written' && was.level !== 'written') ||
      (consent.at ?? 0) > (was.at ?? 0));
  return laxer || stated || agreed || (before.lastWord === true && after.lastWord !== true);
}

function spendsMore({ money: before }: Plan, { money: after }: Plan): boolean {
  return (after?.budget ?? Infinity) > (before?.budget ?? Infinity);
}

/** A breaker that is another is taken for a weaker one unless it is plainly as strict; more people before somebody looks. */
function stopsLater(before: Plan, after: Plan): boolean {
  const laxer = (was: Breaker | null | undefined, is: Breaker | null | undefined): boolean =>
    was != null && (is == null || is.share > was.share || is.of > was.of || is.within !== was.within);
  const [short, shortNow] = [before.stop?.shortCalls, after.stop?.shortCalls];
  if (laxer(before.stop?.failures, after.stop?.failures) || laxer(short, shortNow)) return true;
  if (short != null && shortNow != null && shortNow.under < short.under) return true;
  const stepsWere = before.ramp?.steps;
  if (stepsWere === undefined) return false;
  if (after.ramp === undefined || after.ramp.steps.length < stepsWere.length) return true;
  const bound = JSON.stringify(after.ramp.goOnIf) !== JSON.stringify(before.ramp?.goOnIf) && after.ramp.goOnIf !== null;
  return bound || stepsWere.some((most, at) => (after.ramp?.steps[at] ?? Infinity) > most);
}

function isFaster(before: Plan, after: Plan): boolean {
  return after.lines.some(({ id, callsPerSecond }) => {
    const known = before.lines.find((line) => line.id === id);
    return known === undefined || callsPerSecond > known.callsPerSecond;
  });
}

/** Null: any hour. */
function isWider(before: Window | null, after: Window | null): boolean {
  if (before === null) return false;
  if (after === null || after.timezone !== before.timezone) return true;
  const spans = spansOf(before);
  const wider = spansOf(after).some((span) => span.days.some((day) => !spans.some((one) => holds(one, day, span))));
  return wider || daysOff(before).some((day) => !daysOff(after).includes(day));
}

function spansOf(window: Window): readonly WindowSpan[] {
  return [window, ...(window.more ?? [])];
}

function holds({ days, from, to }: WindowSpan, day: Weekday, span: WindowSpan): boolean {
  return days.includes(day) && from <= span.from && span.to <= to;
}

/** As they are written: a date that is a holiday as well is taken for another one, and a person is asked once too often. */
function daysOff({ except = [], holidays = [], holidayDates = [] }: Window): readonly string[] {
  return [...except, ...holidays, ...holidayDates.map(({ calendar }) => calendar)];
}

/** Other hours than those that a person agreed to, for some of the people. */
function sameOverrides({ zoneOverrides: before = [] }: Plan, { zoneOverrides: after = [] }: Plan): boolean {
  const texts = (all: typeof before): string => JSON.stringify(all.map(({ zone, as, from }) => [zone, as, from]));
  return texts(before) === texts(after);
}

/** It may begin when it would have paused. */
function startsLater({ startLatest: before }: Plan, { startLatest: after }: Plan): boolean {
  if (before === undefined) return false;
  if (after?.is === 'until') return before.is !== 'until' || after.at > before.at;
  return after === undefined || before.is === 'until' || after.duration > before.duration;
}

function triesMore({ retry: before }: Plan, { retry: after }: Plan): boolean {
  if (after.maxAttempts > before.maxAttempts) return true;
  return DISPOSITIONS.some((name) => {
    const [was, is] = [before.after[name], after.after[name]];
    if (is === undefined) return false;
    if (was === undefined || isSooner(is, was, after.maxAttempts)) return true;
    const parted = (of: RetryPolicy): boolean => of.otherDayPart?.includes(name) === true;
    return (after.most?.[name] ?? Infinity) > (before.most?.[name] ?? Infinity) || (parted(before) && !parted(after));
  });
}

/** A limit of before is gone or wider, whatever stands in its place: a person looks at it. */
function limitsLess({ numberLimits: before = [] }: Plan, { numberLimits: after = [] }: Plan): boolean {
  const kept = new Set(after.map((limit) => JSON.stringify(limitFacts(limit))));
  return before.some((limit) => !kept.has(JSON.stringify(limitFacts(limit))));
}

/** Which of two packs forbids more nobody can say in general; fewer rules than before are none. */
function hasOtherRules({ rules: before }: Plan, { rules: after }: Plan): boolean {
  if (before === undefined) return false;
  return JSON.stringify([before.pack, before.purpose]) !== JSON.stringify([after?.pack, after?.purpose]);
}
