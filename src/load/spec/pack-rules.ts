/** What the shape of a rule pack's file cannot say: days that exist, spans that open, keys of a rule that need each other. */
import { dayOfDate } from '../../model/local-day.ts';
import { PACK_NAMES } from '../../model/pack-names.ts';
import { DAY, MINUTE, parseDuration } from '../../model/time.ts';
import { isCountry } from '../number/destination.ts';
import { didYouMean } from '../row/headers.ts';
import { PACK_WORDS, type PackInput, type RuleInput } from './pack-schema.ts';
import { show } from './problems.ts';
import type { Broken } from './rules.ts';

/** Countries whose states and provinces are known by their calendars. */
const WITH_STATES: readonly string[] = ['US', 'CA', 'AU', 'DE', 'GB'];
const TERRITORIES: readonly string[] = ['PR', 'GU', 'VI', 'AS', 'MP'];

/** `calendars`: those that need no other reader. */
export function brokenPack(pack: PackInput, calendars: readonly string[]): readonly Broken[] {
  const reserved: readonly string[] = [...PACK_NAMES, 'none'];
  const ids = pack.rules.map(({ id }) => id);
  return [
    ...(reserved.includes(pack.pack)
      ? [{ path: ['pack'], message: `must be a name of its own, not ${show(pack.pack)}, which outdial uses.` }]
      : []),
    ...pack.rules.flatMap((rule, at) => {
      const broken = ruleProblems(rule, calendars);
      if (ids.indexOf(rule.id) < at) broken.unshift(said(['id'], `must be of this rule alone, not ${show(rule.id)}.`));
      return broken.map((one) => ({ ...one, path: ['rules', at, ...one.path] }));
    }),
  ];
}

function ruleProblems(rule: RuleInput, calendars: readonly string[]): Broken[] {
  return [
    ...dateProblems(rule),
    ...rule.regions.flatMap((region, at) => regionProblems(region, ['regions', at], calendars)),
    ...hourProblems(rule),
    ...holidayProblems(rule),
    ...spanProblems(rule),
  ];
}

function dateProblems({ from, until }: RuleInput): Broken[] {
  const wrong = (['from', 'until'] as const).flatMap((key) => {
    const date = key === 'from' ? from : until;
    const there = date === undefined || date === null || dayOfDate(date) !== undefined;
    return there ? [] : [said([key], `must be a day that exists, not ${show(date)}.`)];
  });
  if (wrong.length > 0 || !from || !until || from < until) return wrong;
  const hint = '"until" is the first day on which the rule binds no more.';
  return [said(['until'], `must be later than from (${show(from)}), not ${show(until)}.`, hint)];
}

function regionProblems(region: string, path: Broken['path'], calendars: readonly string[]): Broken[] {
  const [country = '', state] = region.split('-');
  if (region === '*') return [];
  if (!isCountry(country)) {
    const hint = country === 'UK' ? 'The United Kingdom is "GB".' : undefined;
    return [said(path, `${PACK_WORDS.region}, not ${show(region)}.`, hint)];
  }
  // Whoever has a number of Puerto Rico is in "US-PR": a rule of "PR" would bind nobody.
  if (state === undefined && TERRITORIES.includes(country)) {
    return [said(path, `must be a state of the US, not ${show(region)}.`, `Write "US-${country}".`)];
  }
  if (country === 'US' && state !== undefined && TERRITORIES.includes(state)) return [];
  if (state === undefined || !WITH_STATES.includes(country) || calendars.includes(region)) return [];
  const near = didYouMean(region, calendars);
  return [said(path, `must be a state or province that exists, not ${show(region)}.`, near === '' ? undefined : near)];
}

function hourProblems({ days, hours }: RuleInput): Broken[] {
  if (days && new Set(days).size < days.length) return [said(['days'], 'must name each day once.')];
  if (days && !hours) {
    return [said(['days'], 'has no effect without "hours".', 'Add "hours"; [] for no call at all on those days.')];
  }
  const spans = hours ?? [];
  return spans.flatMap(({ from, to }, at) => {
    const path = ['hours', at, 'to'];
    if (from === to) return [said(path, `must be later than from (${show(from)}), not ${show(to)}.`)];
    if (from > to) {
      const split = `{"from": "${from}", "to": "24:00"}, {"from": "00:00", "to": "${to}"}`;
      const hint = `A span lies within one day. Across midnight it is two: ${split}.`;
      return [said(path, `must be later than from (${show(from)}), not ${show(to)}.`, hint)];
    }
    const other = spans.findIndex((one) => from < one.to && one.from < to);
    return other < at ? [said(['hours', at], `must not overlap ${show(spans[other])}.`, 'Make one span of both.')] : [];
  });
}

function holidayProblems({ days, hours, holidays }: RuleInput): Broken[] {
  const speaks = days?.includes('holiday') === true;
  if (speaks && !holidays) {
    const hint = 'Add "holidays": ["US"], or the calendar or dates that are meant.';
    return [said(['days'], 'names holidays, and the rule does not say which those are.', hint)];
  }
  if (holidays && !speaks && (hours ?? null) !== null && days) {
    return [said(['holidays'], 'has no effect while "days" does not name "holiday".', 'Add it to "days".')];
  }
  if (holidays && !hours) return [said(['holidays'], 'has no effect without "hours".', 'Add "days" and "hours".')];
  return (holidays ?? []).flatMap((name, at) => {
    const isDate = /^\d/.test(name);
    return isDate && dayOfDate(name) === undefined
      ? [said(['holidays', at], `must be a day that exists, such as "2026-12-24", not ${show(name)}.`)]
      : [];
  });
}

function spanProblems({ calls, rest, consent, scrub }: RuleInput): Broken[] {
  const check = (path: Broken['path'], text: string | undefined, words: string, most: number): Broken[] => {
    const ms = text === undefined ? MINUTE : parseDuration(text);
    return ms !== undefined && ms >= MINUTE && ms <= most ? [] : [said(path, `${words}, not ${show(text)}.`)];
  };
  const old = 'must be a duration such as "31d", from "1m" to "3650d"';
  return [
    ...(calls ?? []).flatMap(({ per }, at) =>
      per === 'lifetime' ? [] : check(['calls', at, 'per'], per, PACK_WORDS.per, 365 * DAY),
    ),
    ...(rest ?? []).flatMap((one, at) => check(['rest', at, 'for'], one.for, PACK_WORDS.span, 365 * DAY)),
    ...check(['consent', 'oldest'], consent?.oldest, old, 3650 * DAY),
    ...check(['scrub', 'oldest'], scrub?.oldest, old, 3650 * DAY),
  ];
}

function said(path: Broken['path'], message: string, hint?: string): Broken {
  return hint === undefined ? { path, message } : { path, message, hint };
}
