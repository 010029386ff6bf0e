/** Which minutes of a local day are open, by a window, by the rules that bind somebody, or by both; and who closes the others. */
import { WEEKDAYS, type Window, type WindowSpan } from '../model/dial-options.ts';
import { dayOfDate, weekdayOfDay } from '../model/local-day.ts';
import { holidayOf } from './rules/holidays.ts';
import { bindingRules, type CompiledRule, type CompiledRules, type LocalDay, type Span } from './rules/in-force.ts';

export type DayHours = {
  /** Sorted, apart from each other. */
  readonly openOn: (day: LocalDay) => readonly Span[];
  /** A rule that forbids a call in this minute of the day, law before one's own window; null: nothing does. */
  readonly closer: (day: LocalDay, minute: number) => CompiledRule | 'window' | null;
};

const WHOLE_DAY: readonly Span[] = [{ from: 0, to: 1440 }];

/** Days beyond two months are asked of nobody; a process that lives for years begins anew. */
const MOST_DAYS = 1_000;

/** What is null does not limit. `regions`: where somebody may be, none for anywhere. */
export function makeDayHours(window: Window | null, rules: CompiledRules | null, regions: readonly string[]): DayHours {
  const cache = new Map<LocalDay, readonly Span[]>();
  const own = window === null ? () => WHOLE_DAY : windowHours(window);
  const binding = (day: LocalDay): readonly CompiledRule[] => (rules === null ? [] : bindingRules(rules, regions, day));

  return {
    openOn: (day) => {
      const known = cache.get(day);
      if (known !== undefined) return known;
      const open = binding(day).reduce((left, rule) => shared(left, ruleHours(rule, day)), own(day));
      if (cache.size >= MOST_DAYS) cache.clear();
      cache.set(day, open);
      return open;
    },
    closer: (day, minute) => {
      const law = binding(day).find((rule) => !holds(ruleHours(rule, day), minute));
      return law ?? (holds(own(day), minute) ? null : 'window');
    },
  };
}

/** The hours of a rule on a day on which it binds. */
export function ruleHours(rule: CompiledRule, day: LocalDay): readonly Span[] {
  if (rule.hours === null) return WHOLE_DAY;
  const meant = rule.days[weekdayOfDay(day)] === true || (rule.onHolidays && isHoliday(rule, day));
  return meant ? rule.hours : WHOLE_DAY;
}

function isHoliday({ dates, calendars }: Pick<CompiledRule, 'dates' | 'calendars'>, day: LocalDay): boolean {
  return dates.has(day) || calendars.some((calendar) => holidayOf(calendar, day) !== null);
}

function windowHours(window: Window): (day: LocalDay) => readonly Span[] {
  const spans: readonly WindowSpan[] = [window, ...(window.more ?? [])];
  const week = WEEKDAYS.map((day) => together(spans.filter(({ days }) => days.includes(day))));
  const closed = [...(window.except ?? []), ...(window.holidayDates ?? []).flatMap(({ dates }) => dates)].map(readDays);
  const calendars = window.holidays ?? [];
  return (day) => {
    if (closed.some(({ from, to }) => from <= day && day <= to)) return [];
    if (calendars.some((calendar) => holidayOf(calendar, day) !== null)) return [];
    return week[weekdayOfDay(day)] ?? [];
  };
}

/** "2026-12-24", or "2026-12-27/2027-01-02" with both ends. What was checked and cannot be read all the same closes every day. */
function readDays(text: string): { readonly from: LocalDay; readonly to: LocalDay } {
  const [first = '', last = first] = text.split('/');
  return { from: dayOfDate(first) ?? -Infinity, to: dayOfDate(last) ?? Infinity };
}

function holds(spans: readonly Span[], minute: number): boolean {
  return spans.some(({ from, to }) => from <= minute && minute < to);
}

/** Whatever is in one of them. */
function together(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (from >= to) continue;
    if (last === undefined || from > last.to) all.push({ from, to });
    else all[all.length - 1] = { from: last.from, to: Math.max(last.to, to) };
  }
  return all;
}

/** What is in both. */
function shared(a: readonly Span[], b: readonly Span[]): readonly Span[] {
  if (b === WHOLE_DAY) return a;
  const pairs = a.flatMap((one) =>
    b.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })),
  );
  return together(pairs);
}
