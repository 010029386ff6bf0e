/** The hours of a campaign, for people. Pure. */
import type { Window, WindowSpan } from '../model/dial-options.ts';

/** `mon tue 09:00–12:00 13:00–18:00, sat 10:00–14:00, where the contact is; not on 2026-12-24, holidays of US`. */
export function windowWords(window: Window): string {
  const off = daysOffWords(window);
  return `${spansWords(window)}, ${whereWords(window)}${off === '' ? '' : `; ${off}`}`;
}

/** Both as far as they differ: `09:00–18:00` and `10:00–17:00` where days and zone are the same. */
export function windowPair(a: Window | null, b: Window | null): readonly [string, string] {
  if (a === null || b === null) return [a === null ? 'always' : windowWords(a), b === null ? 'always' : windowWords(b)];
  const apart = (of: (window: Window) => string): boolean => of(a) !== of(b);
  const several = a.more !== undefined || b.more !== undefined;
  const parts = [...(several ? [spansWords] : [daysWords, clockWords]), whereWords, daysOffWords].filter(apart);
  const words = (window: Window): string => parts.map((part) => part(window) || 'on holidays too').join(', ');
  return [words(a), words(b)];
}

/** Spans of the same days behind each other. */
function spansWords(window: Window): string {
  const byDays = new Map<string, string[]>();
  for (const span of [window, ...(window.more ?? [])]) {
    byDays.set(daysWords(span), [...(byDays.get(daysWords(span)) ?? []), clockWords(span)]);
  }
  return [...byDays].map(([days, clocks]) => `${days} ${clocks.join(' ')}`).join(', ');
}

function daysOffWords({ except = [], holidays = [], holidayDates = [] }: Window): string {
  const calendars = [...holidays, ...holidayDates.map(({ calendar }) => calendar)];
  const off = [
    ...except.map((days) => days.replace('/', ' to ')),
    ...(calendars.length === 0 ? [] : [`holidays of ${calendars.join(', ')}`]),
  ];
  return off.length === 0 ? '' : `not on ${off.join(', ')}`;
}

function daysWords({ days }: WindowSpan): string {
  return days.join(' ');
}

function clockWords({ from, to }: WindowSpan): string {
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${clock(from)}–${clock(to)}`;
}

function whereWords({ timezone }: Window): string {
  return timezone === 'contact' ? 'where the contact is' : timezone;
}
