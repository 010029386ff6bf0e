/** When a set of zones may be rung: open now, opens next, closes. `now` is an argument; time zones come from Intl. */
import { WEEKDAYS, type Window } from '../model/dial-options.ts';
import { DAY, type Duration, type Instant, MINUTE } from '../model/time.ts';
import { readPlace } from '../model/place.ts';
import { makeDemands, type Demands } from './rules/demands.ts';
import { makeZoneOffsets } from './zone-offsets.ts';

export type Hours = {
  /**
   * Open in every zone at `at` and still at `at + slack` (ringing takes time): half-open `[from, to)` of the local day.
   * A null window is always open. A zone this Node does not know is never open, nor is an empty set of zones.
   */
  readonly isOpen: (window: Window | null, place: string, at: Instant, slack: Duration) => boolean;
  /** `from` itself when open, else the first full minute that is; null when none of the next two weeks is. */
  readonly nextOpen: (window: Window | null, place: string, from: Instant, slack: Duration) => Instant | null;
  /** The first instant, at or after `at`, that is not open; null when it does not close within two weeks. */
  readonly closesAt: (window: Window | null, place: string, at: Instant, slack: Duration) => Instant | null;
  /** What the rules demand of whoever is rung there then, beside the hour. */
  readonly demands: Demands;
};

const MINUTES_A_DAY = 1440;
const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;
/** Two Sundays, because summer time takes an hour out of one: a weekly window within that hour skips a week. */
const HORIZON: Duration = 15 * DAY;
/** 1970 began on a Thursday. */
const FIRST_MONDAY: Instant = 4 * DAY;

type Opening = { readonly asked: Instant; readonly answer: Instant | null };

/** A window compiled for a set of zones, and what was last found out about it, by slack. */
type Rule = {
  readonly days: readonly boolean[];
  readonly from: number;
  readonly to: number;
  readonly zones: readonly string[];
  readonly openings: Map<Duration, Opening>;
};

/** One engine's hours, with a cache of its own: local times, compiled rules, and openings until they pass. */
export function makeHours(): Hours {
  const localTime = makeLocalTime();
  // By object for speed, by content because a plan read anew from the ledger is another object.
  const byObject = new WeakMap<Window, Map<string, Rule>>();
  const byContent = new Map<string, Rule>();

  function ruleOf(window: Window, place: string): Rule {
    const known = byObject.get(window)?.get(place);
    if (known !== undefined) return known;
    const content = JSON.stringify([window.days, window.from, window.to, window.timezone, place]);
    const rule = byContent.get(content) ?? compile(window, place);
    byContent.set(content, rule);
    byObject.set(window, (byObject.get(window) ?? new Map<string, Rule>()).set(place, rule));
    return rule;
  }

  function openAt(rule: Rule, at: Instant): boolean {
    if (rule.zones.length === 0) return false;
    for (const zone of rule.zones) {
      const local = localTime(zone, at);
      if (local === null) return false;
      const minute = local % MINUTES_A_DAY;
      if (rule.days[(local - minute) / MINUTES_A_DAY] !== true || minute < rule.from || minute >= rule.to) return false;
    }
    return true;
  }

  function openFor(rule: Rule, at: Instant, slack: Duration): boolean {
    return openAt(rule, at) && (slack <= 0 || openAt(rule, at + slack));
  }

  // A scan with the very predicate that guards the dial is right by construction, across any change of the clocks.
  function scan(rule: Rule, from: Instant, slack: Duration): Instant | null {
    for (let at = ceilMinute(from); at <= from + HORIZON; at += MINUTE) {
      if (openFor(rule, at, slack)) return at;
    }
    return null;
  }

  function nextOpenOf(rule: Rule, from: Instant, slack: Duration): Instant | null {
    if (openFor(rule, from, slack)) return from;
    const last = rule.openings.get(slack);
    // Nothing was open between the question and its answer, so the answer holds until it passes. "Never" holds a day.
    if (last !== undefined && from >= last.asked && from <= (last.answer ?? last.asked + DAY)) return last.answer;
    const answer = scan(rule, from, slack);
    rule.openings.set(slack, { asked: from, answer });
    return answer;
  }

  function closesAtOf(rule: Rule, at: Instant, slack: Duration): Instant | null {
    if (!openFor(rule, at, slack)) return at;
    for (let minute = ceilMinute(at); minute <= at + HORIZON; minute += MINUTE) {
      if (!openAt(rule, minute)) return Math.max(at, minute - Math.max(slack, 0));
    }
    return null;
  }

  return {
    isOpen: (window, place, at, slack) => window === null || openFor(ruleOf(window, place), at, slack),
    nextOpen: (window, place, from, slack) => (window === null ? from : nextOpenOf(ruleOf(window, place), from, slack)),
    demands: makeDemands(),
    closesAt: (window, place, at, slack) => (window === null ? null : closesAtOf(ruleOf(window, place), at, slack)),
  };
}

function compile(window: Window, place: string): Rule {
  const zones = window.timezone === 'contact' ? readPlace(place).zones : [window.timezone];
  const days = WEEKDAYS.map((day) => window.days.includes(day));
  return { days, from: window.from, to: window.to, zones, openings: new Map() };
}

function ceilMinute(at: Instant): Instant {
  return Math.ceil(at / MINUTE) * MINUTE;
}

/** Reads an instant as the minute of the local week, Monday 00:00 being 0; null for a zone that nobody knows. */
function makeLocalTime(): (zone: string, at: Instant) => number | null {
  const offsetOf = makeZoneOffsets();
  return (zone, at) => {
    const offset = offsetOf(zone, at);
    if (offset === null) return null;
    const minute = Math.floor((at + offset - FIRST_MONDAY) / MINUTE);
    return ((minute % MINUTES_A_WEEK) + MINUTES_A_WEEK) % MINUTES_A_WEEK;
  };
}
