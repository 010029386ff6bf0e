/** Does another plan ring more people, sooner, faster or more often than the one before? Then a person is asked first. Pure. */
import type { Plan } from './campaign.ts';
import { DISPOSITIONS } from './disposition.ts';
import type { Weekday, Window, WindowSpan } from './dial-options.ts';

export function raises(before: Plan, after: Plan): boolean {
  return (
    isFaster(before, after) ||
    after.maxConcurrentCalls > before.maxConcurrentCalls ||
    isWider(before.window, after.window) ||
    !sameOverrides(before, after) ||
    (after.startAt ?? 0) < (before.startAt ?? 0) ||
    (after.endAt ?? Infinity) > (before.endAt ?? Infinity) ||
    triesMore(before, after) ||
    hasOtherRules(before, after) ||
    // Somebody may be rung twice by it.
    (after.doubt.then === 'redial' && before.doubt.then !== 'redial')
  );
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

function triesMore({ retry: before }: Plan, { retry: after }: Plan): boolean {
  if (after.maxAttempts > before.maxAttempts) return true;
  return DISPOSITIONS.some((name) => (after.after[name] ?? Infinity) < (before.after[name] ?? Infinity));
}

/** Which of two packs forbids more nobody can say in general; fewer rules than before are none. */
function hasOtherRules({ rules: before }: Plan, { rules: after }: Plan): boolean {
  if (before === undefined) return false;
  return JSON.stringify([before.pack, before.purpose]) !== JSON.stringify([after?.pack, after?.purpose]);
}
