/** The hours of a campaign, for people. Pure. */
import type { Window } from '../model/dial-options.ts';

/** `mon tue 09:00–18:00, where the contact is`. */
export function windowWords(window: Window): string {
  return `${window.days.join(' ')} ${clockWords(window)}, ${whereWords(window)}`;
}

/** Both as far as they differ: `09:00–18:00` and `10:00–17:00` where days and zone are the same. */
export function windowPair(a: Window | null, b: Window | null): readonly [string, string] {
  if (a === null || b === null) return [a === null ? 'always' : windowWords(a), b === null ? 'always' : windowWords(b)];
  const apart = (of: (window: Window) => string): boolean => of(a) !== of(b);
  const parts = [daysWords, clockWords, whereWords].filter(apart);
  const words = (window: Window): string => parts.map((part) => part(window)).join(', ');
  return [words(a), words(b)];
}

function daysWords({ days }: Window): string {
  return days.join(' ');
}

function clockWords({ from, to }: Window): string {
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${clock(from)}–${clock(to)}`;
}

function whereWords({ timezone }: Window): string {
  return timezone === 'contact' ? 'where the contact is' : timezone;
}
