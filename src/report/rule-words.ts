/** Rules of law for people and for machines. Pure. */
import type { PackData, RuleData } from '../model/rule-pack.ts';

/** The shape in which a user's own file is written: `days` and `hours` are always there. */
export function packJson({ pack, version, rules }: PackData): Record<string, unknown> {
  return { pack, version, rules: rules.map(ruleJson) };
}

function ruleJson(rule: RuleData): Record<string, unknown> {
  const { id, summary, source, from, until, regions, purposes, days = null, hours = null, ...more } = rule;
  return { id, summary, source, from, until, regions, purposes, days, hours, ...more };
}

/** By region, the widest first; within one as the pack has them. */
export function packLines({ rules }: PackData): readonly string[] {
  const regions = [...new Set(rules.map(({ regions: of }) => of.join(', ')))];
  return regions.flatMap((region, at) => [
    ...(at === 0 ? [] : ['']),
    region === '*' ? 'everywhere' : region,
    ...rules.filter(({ regions: of }) => of.join(', ') === region).flatMap(ruleLines),
  ]);
}

function ruleLines(rule: RuleData): readonly string[] {
  const facts = [hoursWords(rule), ...limitWords(rule), forceWords(rule), purposeWords(rule)].filter(
    (words) => words !== '',
  );
  return [
    `  ${rule.id}: ${rule.summary}`,
    ...(facts.length === 0 ? [] : [`      ${facts.join('; ')}`]),
    `      source: ${rule.source}`,
  ];
}

/** `mon tue 09:00–20:00`, `sun holiday: no calls`. */
function hoursWords({ days, hours, holidays }: RuleData): string {
  if (hours === undefined) return '';
  const when = days === undefined ? 'every day' : days.join(' ');
  const which = days?.includes('holiday') === true ? ` (holidays of ${holidayWords(holidays ?? [])})` : '';
  return hours.length === 0 ? `${when}${which}: no calls` : `${when}${which} ${spanWords(hours)}`;
}

export function spanWords(hours: NonNullable<RuleData['hours']>): string {
  return hours.map(({ from, to }) => `${from}–${to}`).join(', ');
}

/** A calendar that was written out has hundreds. */
function holidayWords(holidays: readonly string[]): string {
  const calendars = holidays.filter((name) => !/^\d/.test(name));
  const dates = holidays.length - calendars.length;
  return [...calendars, ...(dates === 0 ? [] : [`${dates} ${dates === 1 ? 'date' : 'dates'}`])].join(', ');
}

function limitWords({ calls = [], rest = [], consent, scrub }: RuleData): readonly string[] {
  return [
    ...calls.map(({ calls: most, per }) => `at most ${most} in ${per === 'lifetime' ? 'a lifetime' : per}`),
    ...rest.map(({ after, for: span }) => `none for ${span} after a ${after}`),
    ...(consent === undefined
      ? []
      : [`needs ${consent.needs} consent${consent.oldest === undefined ? '' : `, not older than ${consent.oldest}`}`]),
    ...(scrub === undefined ? [] : [`compared with ${scrub.registry}, not longer ago than ${scrub.oldest}`]),
  ];
}

function forceWords({ from, until }: RuleData): string {
  if (from === null) return until === null ? '' : `until ${until}`;
  return until === null ? `from ${from}` : `from ${from} until ${until}`;
}

function purposeWords({ purposes }: RuleData): string {
  return `binds ${purposes.length === 5 ? 'every call' : purposes.join(', ')}`;
}
