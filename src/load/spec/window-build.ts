/** A checked `window` as the plan keeps it: its first span, and what else there is. */
import { WEEKDAYS, type Window, type WindowSpan } from '../../model/dial-options.ts';
import type { SpecInput } from './schema.ts';
import type { HoursInput } from './window-schema.ts';

export function windowOf({ window }: Pick<SpecInput, 'window'>): Window | 'always' | null {
  if (window === undefined) return null;
  if (window === 'always') return 'always';
  const all = Array.isArray(window) ? window : [window];
  const [first, ...more] = all.flatMap(spansOf);
  if (first === undefined) return null;
  const except = unique(all.flatMap((one) => one.except ?? []));
  const holidays = unique(all.flatMap((one) => one.holidays ?? []));
  return {
    ...first,
    timezone: all.find(({ timezone }) => timezone !== undefined)?.timezone ?? 'contact',
    ...(more.length === 0 ? {} : { more }),
    ...(except.length === 0 ? {} : { except }),
    ...(holidays.length === 0 ? {} : { holidays }),
  };
}

export function spansOf({ days, from, to, hours }: HoursInput): readonly WindowSpan[] {
  const on = days ?? WEEKDAYS.slice(0, 5);
  const spans = hours ?? (from === undefined || to === undefined ? [] : [{ from, to }]);
  return spans.map((span) => ({ days: on, from: minutes(span.from), to: minutes(span.to) }));
}

export function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
