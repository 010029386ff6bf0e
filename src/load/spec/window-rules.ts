/** What the shape of `window` cannot say: hours that are some, within a day and apart; zones, dates and calendars that exist. */
import { dayOfDate } from '../../model/local-day.ts';
import { show } from './problems.ts';
import type { Broken } from './broken.ts';
import type { SpecInput } from './schema.ts';
import type { Path } from './source-text.ts';
import type { HoursInput } from './window-schema.ts';
import { isZone, zoneHint } from './zone-name.ts';

export function windowRules({ window, compliance }: SpecInput): Broken[] {
  if (window === undefined) return [];
  if (window === 'always') {
    if (compliance?.preset === 'none') return [];
    const message = '"always" switches the hours off, which only "compliance": {"preset": "none"} allows.';
    return [{ path: ['window'], message, hint: 'Give days, from and to instead.' }];
  }
  if (!Array.isArray(window)) return hoursRules(window, ['window']);
  const broken = window.flatMap((one, at) => hoursRules(one, ['window', at]));
  return broken.length > 0 ? broken : [...zonesDiffer(window), ...overlapping(window)];
}

function hoursRules(of: HoursInput, path: Path): Broken[] {
  const { days, timezone: zone } = of;
  const broken = [...spanRules(of, path), ...dateRules(of, path)];
  if (new Set(days).size !== (days?.length ?? 0)) {
    broken.push({ path: [...path, 'days'], message: 'must name each day once.' });
  }
  if (zone !== undefined && zone !== 'contact' && !isZone(zone)) {
    const message = `must be "contact" or an IANA time zone, not ${show(zone)}.`;
    broken.push({ path: [...path, 'timezone'], message, hint: zoneHint(zone) });
  }
  return broken;
}

function spanRules({ from, to, hours }: HoursInput, path: Path): Broken[] {
  const example = 'Such as "from": "09:00", "to": "18:00"; or "hours": [{"from": "09:00", "to": "12:00"}, …].';
  if (hours !== undefined && (from !== undefined || to !== undefined)) {
    return [
      { path: [...path, 'hours'], message: 'stands in the place of from and to, not beside them.', hint: example },
    ];
  }
  if (hours === undefined) {
    if (from !== undefined && to !== undefined) return spanRule({ from, to }, path);
    const missing = from === undefined ? 'from' : 'to';
    return [{ path: [...path, missing], message: 'is missing: hours begin and end.', hint: example }];
  }
  const broken = hours.flatMap((span, at) => spanRule(span, [...path, 'hours', at]));
  if (broken.length > 0) return broken;
  return hours.flatMap((span, at) => {
    const other = hours.slice(0, at).find((one) => overlap(one, span));
    if (other === undefined) return [];
    const message = `must lie apart from ${other.from}–${other.to}, not overlap it (${span.from}–${span.to}).`;
    return [{ path: [...path, 'hours', at], message, hint: 'Write the two as one.' }];
  });
}

type Clock = { readonly from: string; readonly to: string };

/** Times of day compare as they are written. */
function spanRule({ from, to }: Clock, path: Path): Broken[] {
  if (from < to) return [];
  const message = `must be later than from (${show(from)}), not ${show(to)}.`;
  const hint =
    from === to
      ? 'That is no minute at all. All day is "from": "00:00", "to": "24:00".'
      : `A window lies within one day. Across midnight is two spans: {"from": "00:00", "to": ${show(to)}} and {"from": ${show(from)}, "to": "24:00"}.`;
  return [{ path: [...path, 'to'], message, hint }];
}

function overlap(a: Clock, b: Clock): boolean {
  return a.from < b.to && b.from < a.to;
}

function dateRules({ except = [] }: HoursInput, path: Path): Broken[] {
  return except.flatMap((text, at) => {
    const where = [...path, 'except', at];
    const [first = '', last = first] = text.split('/');
    const [from, to] = [dayOfDate(first), dayOfDate(last)];
    if (from === undefined || to === undefined) {
      const bad = from === undefined ? first : last;
      return [{ path: where, message: `must be a day that exists, not ${show(bad)}.` }];
    }
    if (from <= to) return [];
    const message = `must end on a day after its first, not ${show(text)}.`;
    return [{ path: where, message, hint: `Turned around: ${show(`${last}/${first}`)}.` }];
  });
}

/** One clock decides whether it is time: whose, a list cannot say in two ways. */
function zonesDiffer(all: readonly HoursInput[]): Broken[] {
  const named = all.flatMap(({ timezone }, at) => (timezone === undefined ? [] : [{ timezone, at }]));
  const [first] = named;
  const other = named.find(({ timezone }) => timezone !== first?.timezone);
  if (first === undefined || other === undefined) return [];
  const message = `must be the one of the others (${show(first.timezone)}), not ${show(other.timezone)}.`;
  return [{ path: ['window', other.at, 'timezone'], message, hint: 'Name it once: it holds for the whole list.' }];
}

function overlapping(all: readonly HoursInput[]): Broken[] {
  const usual = ['mon', 'tue', 'wed', 'thu', 'fri'];
  const spans = all.flatMap(({ days = usual, from = '', to = '', hours = [{ from, to }] }, at) =>
    hours.map((span) => ({ at, days, ...span })),
  );
  return spans.flatMap((span, n) => {
    const other = spans
      .slice(0, n)
      .find((one) => one.at !== span.at && overlap(one, span) && one.days.some((day) => span.days.includes(day)));
    if (other === undefined) return [];
    const message = `must lie apart from the others: ${span.from}–${span.to} overlaps ${other.from}–${other.to} of the same day.`;
    return [{ path: ['window', span.at], message, hint: 'Give each day its hours once.' }];
  });
}
