/** Where a campaign's own keys forbid what others of them ask for: told before anybody is loaded, with how to mend it. Pure. */
import type { Plan } from '../model/campaign.ts';
import { DEFAULT_DAY_PARTS, type Window } from '../model/dial-options.ts';
import type { Disposition } from '../model/disposition.ts';
import { everyWords, type Recurring } from '../model/recurring.ts';
import { usualWait } from '../model/retry-wait.ts';
import { DAY, formatDuration, MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Hours } from '../policy/hours.ts';
import { placeHours } from '../policy/may-dial.ts';
import { NTH } from './limit-notes.ts';
import { clockWords, roughly } from './when.ts';
import { dispositionWords } from './words.ts';

type Linted = Pick<
  Plan,
  'retry' | 'window' | 'rules' | 'zoneOverrides' | 'startAt' | 'endAt' | 'ringingTimeoutSeconds'
>;

export type LintFacts = {
  /** Where its people are. */
  readonly places: readonly string[];
  readonly now: Instant;
  readonly hours: Hours;
  /** On whose clock the end is shown. */
  readonly zone: string;
};

export function scheduleLint(plan: Linted, facts: LintFacts): readonly string[] {
  return [...triesPastTheEnd(plan, facts.now), ...closedAtTheEnd(plan, facts), ...partsNeverOpen(plan)];
}

/** One sentence for each kind of end whose tries cannot all be made in the time that there is. */
function triesPastTheEnd({ retry, startAt, endAt }: Linted, now: Instant): readonly string[] {
  if (endAt === null) return [];
  const time = endAt - Math.max(startAt ?? 0, now);
  if (time <= 0) return [];
  return Object.entries(retry.after).flatMap(([name, wait]) => {
    const most = Math.min(retry.maxAttempts, retry.most?.[name as Disposition] ?? Infinity);
    let passed: Duration = 0;
    for (let nth = 1; nth < most; nth++) {
      passed += usualWait(wait, nth);
      if (passed < time) continue;
      const which = NTH[nth] ?? `${nth + 1}th`;
      const after = `after ${dispositionWords(name as Disposition)} the ${which} try`;
      const why = `it would come ${formatDuration(passed)} after the first, and schedule.end_at is ${roughly(time)} away`;
      return [`${after} is never made: ${why}. Shorten retry.${name}.after, lower max_attempts, or set a later end`];
    }
    return [];
  });
}

/** Nobody is lost by it; whoever wrote the end meant calls to go on until then. */
function closedAtTheEnd(plan: Linted, { places, now, hours, zone }: LintFacts): readonly string[] {
  const { endAt, window } = plan;
  if (endAt === null || window === null || endAt <= now || places.length === 0) return [];
  const its = placeHours(plan, hours);
  const last = endAt - plan.ringingTimeoutSeconds * SECOND - MINUTE;
  if (places.some((place) => its.isOpen(place, last))) return [];
  const open = lastOpen(places, its, Math.max(plan.startAt ?? 0, now), last);
  // That no hour is left at all is told of each row.
  if (open === null) return [];
  const when = clockWords(endAt, now, zone);
  return [
    `nobody may be rung at its end (${when}): hours close before, and the last calls begin about ${clockWords(open, now, zone)}`,
  ];
}

/** Within two days before, to the minute: further back no reader of a file looks. */
function lastOpen(
  places: readonly string[],
  its: ReturnType<typeof placeHours>,
  from: Instant,
  to: Instant,
): Instant | null {
  let last: Instant | null = null;
  for (const place of places) {
    let at = its.nextOpen(place, Math.max(from, to - 2 * DAY));
    while (at !== null && at < to) {
      const closes = its.closesAt(place, at) ?? to;
      last = Math.max(last ?? 0, Math.min(closes, to));
      at = its.nextOpen(place, Math.max(closes, at + MINUTE));
    }
  }
  return last;
}

/** The next try is to fall into another part of the day, and the window is open in one of them alone. */
function partsNeverOpen({ retry, window }: Linted): readonly string[] {
  const parted = retry.otherDayPart ?? [];
  // By another clock than the contact's the window falls into other parts at each place.
  if (retry.maxAttempts < 2 || parted.length === 0 || window?.timezone !== 'contact') return [];
  const borders = retry.dayParts ?? DEFAULT_DAY_PARTS;
  const open = new Set(spansOf(window).flatMap(({ from, to }) => partsOf(borders, from, to)));
  if (open.size !== 1) return [];
  const [first = 0] = open;
  const [from = 0, to = 24 * 60] = [borders[first - 1], borders[first]];
  const part = `${timeOf(from)}–${timeOf(to)}`;
  return [
    `retry.different_day_part has no effect: the window is open in one part of the day alone (${part}). Widen the window, or give retry.day_parts with a border inside it`,
  ];
}

function spansOf({ from, to, more = [] }: Window): readonly { readonly from: number; readonly to: number }[] {
  return [{ from, to }, ...more];
}

function partsOf(borders: readonly number[], from: number, to: number): readonly number[] {
  const first = borders.filter((border) => border <= from).length;
  const last = borders.filter((border) => border < to).length;
  return Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
}

function timeOf(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Two instances of one series would dial at once. `gap`: from one firing to the next; `lasts`: as it is estimated. */
export function firingNote({ every }: Recurring, gap: Duration, lasts: Duration): string | null {
  if (lasts < gap) return null;
  return `it is begun ${everyWords(every)}, and one would last about ${roughly(lasts)}: two would dial at once, and whoever is in both lists is called by both. Fire less often, dial faster or a shorter list, or limit calls by limits.per_number`;
}
