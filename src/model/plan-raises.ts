/** Does another plan ring more people, sooner, faster or more often than the one before? Then a person is asked first. Pure. */
import type { Plan } from './campaign.ts';
import { DISPOSITIONS } from './disposition.ts';
import type { Window } from './dial-options.ts';

export function raises(before: Plan, after: Plan): boolean {
  return (
    isFaster(before, after) ||
    after.maxConcurrentCalls > before.maxConcurrentCalls ||
    isWider(before.window, after.window) ||
    (after.startAt ?? 0) < (before.startAt ?? 0) ||
    (after.endAt ?? Infinity) > (before.endAt ?? Infinity) ||
    startsLater(before, after) ||
    (before.after !== undefined && after.after?.id !== before.after.id) ||
    triesMore(before, after) ||
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
  return after.from < before.from || after.to > before.to || after.days.some((day) => !before.days.includes(day));
}

/** It may begin when it would have paused. */
function startsLater({ startLatest: before }: Plan, { startLatest: after }: Plan): boolean {
  if (before === undefined) return false;
  if (after?.is === 'until') return before.is !== 'until' || after.at > before.at;
  return after === undefined || before.is === 'until' || after.duration > before.duration;
}

function triesMore({ retry: before }: Plan, { retry: after }: Plan): boolean {
  if (after.maxAttempts > before.maxAttempts) return true;
  return DISPOSITIONS.some((name) => (after.after[name] ?? Infinity) < (before.after[name] ?? Infinity));
}
