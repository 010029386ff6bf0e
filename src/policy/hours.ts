/** When a place may be rung by a window and by rules of law: open now, opens next, closes, and who closes it. `now` is an argument. */
import type { Plan } from '../model/campaign.ts';
import type { RuleData } from '../model/rule-pack.ts';
import { DAY, type Duration, type Instant, MINUTE } from '../model/time.ts';
import { readPlace } from '../model/place.ts';
import { makeDayHours, type DayHours } from './day-hours.ts';
import { makeDemands, type Demands } from './rules/demands.ts';
import { compileRules, type CompiledRules } from './rules/in-force.ts';
import { makeOffsetsFor, type ZoneOffsets } from './zone-offsets.ts';

/** What of a plan says when its contacts may be rung: a window narrows what the rules leave; overrides say what time it is. */
export type Terms = Pick<Plan, 'window' | 'rules' | 'zoneOverrides'>;

export type ClosedBy =
  /** A rule of the plan's pack, on the clock of this zone. */
  | { readonly is: 'law'; readonly rule: Pick<RuleData, 'id' | 'summary' | 'source'>; readonly zone: string }
  | { readonly is: 'window'; readonly zone: string }
  /** Nobody knows what time it is there; null: no zone is named. */
  | { readonly is: 'zone'; readonly zone: string | null };

export type Hours = {
  /**
   * Open in every zone of the place at `at` and until `at + slack` (ringing takes time), half-open `[from, to)` of the local
   * day, by the window and by every rule that binds there on that local day. Terms of neither are always open. A zone that
   * nobody knows is never open, nor is an empty set of zones.
   */
  readonly isOpen: (terms: Terms, place: string, at: Instant, slack: Duration) => boolean;
  /** `from` itself when open, else the first full minute that is; null when none of the next `LOOKS_AHEAD` is. */
  readonly nextOpen: (terms: Terms, place: string, from: Instant, slack: Duration) => Instant | null;
  /** The first instant, at or after `at`, that is not open; null when it does not close within `LOOKS_AHEAD`. */
  readonly closesAt: (terms: Terms, place: string, at: Instant, slack: Duration) => Instant | null;
  /** Who closes it: the law before one's own window. Null: it is open. */
  readonly closedBy: (terms: Terms, place: string, at: Instant, slack: Duration) => ClosedBy | null;
  /** Of what `nextOpen` says null of: who closes it when all others would allow it. */
  readonly neverBy: (terms: Terms, place: string, from: Instant, slack: Duration) => ClosedBy | null;
  /** What the rules demand of whoever is rung there then, beside the hour. */
  readonly demands: Demands;
};

/** Holidays in a row, a rule that ends next month, a Sunday whose hour summer time takes away: no lawful hour is rarer. */
export const LOOKS_AHEAD: Duration = 60 * DAY;

/** Offsets of zones change on quarter hours (`zone-offsets.ts`), and where somebody overrides one, on any minute. */
const QUARTER: Duration = 15 * MINUTE;

type Opening = { readonly asked: Instant; readonly answer: Instant | null };

/** From an instant that was asked about until `until` it stays as it is. */
type Piece = { readonly from: Instant; readonly until: Instant; readonly open: boolean };

/** A zone, and by what its days are judged: where the window has a zone of its own, it and the rules go by two clocks. */
type Clock = { readonly zone: string; readonly days: DayHours };

/** Terms compiled for a place, and what was last found out about it, openings by slack. */
type Compiled = {
  readonly offsetOf: ZoneOffsets;
  readonly clocks: readonly Clock[];
  last: Piece | null;
  readonly openings: Map<Duration, Opening>;
};

type CompiledTerms = {
  readonly rules: CompiledRules | null;
  readonly places: Map<string, Compiled>;
  /** By what is asked and by regions: places share them. */
  readonly days: Map<string, DayHours>;
};

/** One engine's hours, with a cache of its own: offsets, compiled terms, and openings until they pass. */
export function makeHours(): Hours {
  const offsetsFor = makeOffsetsFor();
  // By object for speed, by content because a plan read anew from the ledger is another object.
  const byObject = new WeakMap<Terms, CompiledTerms>();
  const byContent = new Map<string, CompiledTerms>();

  function termsOf(terms: Terms): CompiledTerms {
    const known = byObject.get(terms);
    if (known !== undefined) return known;
    const content = JSON.stringify([terms.window, terms.rules ?? null, terms.zoneOverrides ?? null]);
    const compiled = byContent.get(content) ?? {
      rules: terms.rules === undefined ? null : compileRules(terms.rules),
      places: new Map<string, Compiled>(),
      days: new Map<string, DayHours>(),
    };
    byContent.set(content, compiled);
    byObject.set(terms, compiled);
    return compiled;
  }

  function compiledOf(terms: Terms, place: string): Compiled {
    const its = termsOf(terms);
    const known = its.places.get(place);
    if (known !== undefined) return known;
    const made: Compiled = {
      offsetOf: offsetsFor(terms.zoneOverrides),
      clocks: clocksOf(terms, its, place),
      last: null,
      openings: new Map<Duration, Opening>(),
    };
    its.places.set(place, made);
    return made;
  }

  /** How long it stays as it is: on each clock to the end of the span, of the gap or of the day, unless the clock itself changes. */
  function look({ clocks, offsetOf }: Compiled, at: Instant): Piece {
    if (clocks.length === 0) return { from: at, until: Infinity, open: false };
    let open = true;
    let opens = at;
    let closes = Infinity;
    for (const { zone, days } of clocks) {
      const offset = offsetOf(zone, at);
      if (offset === null) return { from: at, until: Infinity, open: false };
      const day = Math.floor((at + offset) / DAY);
      const now = at + offset - day * DAY;
      const span = days.openOn(day).find(({ to }) => now < to * MINUTE);
      const inside = span !== undefined && now >= span.from * MINUTE;
      const end = span === undefined ? DAY : (inside ? span.to : span.from) * MINUTE;
      const then = at + end - now;
      const same = (until: Instant): boolean => offsetOf(zone, until) === offset;
      const until = [then, nextOf(QUARTER, at)].find((one) => one <= then && same(one)) ?? nextOf(MINUTE, at);
      if (inside) closes = Math.min(closes, until);
      else {
        open = false;
        opens = Math.max(opens, until);
      }
    }
    return { from: at, until: open ? closes : opens, open };
  }

  function pieceAt(compiled: Compiled, at: Instant): Piece {
    const { last } = compiled;
    if (last !== null && last.from <= at && at < last.until) return last;
    return (compiled.last = look(compiled, at));
  }

  /** The end of the open hours that hold `at`, or an instant after `enough`; null when it is not open. */
  function openUntil(compiled: Compiled, at: Instant, enough: Instant): Instant | null {
    const first = pieceAt(compiled, at);
    if (!first.open) return null;
    let { until } = first;
    while (until <= enough) {
      const next = look(compiled, until);
      if (!next.open) break;
      until = next.until;
    }
    return until;
  }

  function openFor(compiled: Compiled, at: Instant, slack: Duration): boolean {
    const end = at + Math.max(0, slack);
    return (openUntil(compiled, at, end) ?? -Infinity) > end;
  }

  function scan(compiled: Compiled, from: Instant, slack: Duration): Instant | null {
    for (let at = from; at <= from + LOOKS_AHEAD;) {
      if (openFor(compiled, at, slack)) return at;
      // Too short for a call is as good as closed: to its end, and on to the next opening.
      at = openUntil(compiled, at, at + slack) ?? look(compiled, at).until;
    }
    return null;
  }

  function nextOpenOf(compiled: Compiled, from: Instant, slack: Duration): Instant | null {
    if (openFor(compiled, from, slack)) return from;
    const last = compiled.openings.get(slack);
    // Nothing was open between the question and its answer, so the answer holds until it passes. "Never" holds a day.
    if (last !== undefined && from >= last.asked && from <= (last.answer ?? last.asked + DAY)) return last.answer;
    const answer = scan(compiled, from, slack);
    compiled.openings.set(slack, { asked: from, answer });
    return answer;
  }

  function closesAtOf(compiled: Compiled, at: Instant, slack: Duration): Instant | null {
    if (!openFor(compiled, at, slack)) return at;
    const end = openUntil(compiled, at, at + LOOKS_AHEAD) ?? at;
    return end > at + LOOKS_AHEAD ? null : Math.max(at, end - Math.max(slack, 0));
  }

  function closedByOf(compiled: Compiled, at: Instant, slack: Duration): ClosedBy | null {
    if (openFor(compiled, at, slack)) return null;
    const closed = openUntil(compiled, at, at + slack) ?? at;
    const [first] = compiled.clocks;
    if (first === undefined) return { is: 'zone', zone: null };
    let window: ClosedBy | null = null;
    for (const { zone, days } of compiled.clocks) {
      const offset = compiled.offsetOf(zone, closed);
      if (offset === null) return { is: 'zone', zone };
      const day = Math.floor((closed + offset) / DAY);
      const closer = days.closer(day, Math.floor((closed + offset - day * DAY) / MINUTE));
      if (closer === 'window') window ??= { is: 'window', zone };
      else if (closer !== null) {
        const { id, summary, source } = closer;
        return { is: 'law', rule: { id, summary, source }, zone };
      }
    }
    return window;
  }

  const always = ({ window, rules }: Terms): boolean => window === null && rules === undefined;
  const hours: Hours = {
    demands: makeDemands(),
    isOpen: (terms, place, at, slack) => always(terms) || openFor(compiledOf(terms, place), at, slack),
    nextOpen: (terms, place, from, slack) => (always(terms) ? from : nextOpenOf(compiledOf(terms, place), from, slack)),
    closesAt: (terms, place, at, slack) => (always(terms) ? null : closesAtOf(compiledOf(terms, place), at, slack)),
    closedBy: (terms, place, at, slack) => (always(terms) ? null : closedByOf(compiledOf(terms, place), at, slack)),
    neverBy: (terms, place, from, slack) => {
      const { rules: _, ...mine } = terms;
      const opens = hours.nextOpen(mine, place, from, slack);
      if (opens === null) return hours.closedBy(mine, place, from, slack);
      const law = hours.closedBy({ ...terms, window: null }, place, opens, slack);
      return law ?? hours.closedBy(terms, place, from, slack);
    },
  };
  return hours;
}

function clocksOf({ window }: Terms, { rules, days }: CompiledTerms, place: string): readonly Clock[] {
  const { zones, regions } = readPlace(place);
  const hoursOf = (own: typeof window, law: typeof rules): DayHours => {
    const key = JSON.stringify([own !== null, law === null ? null : regions]);
    const made = days.get(key) ?? makeDayHours(own, law, regions);
    days.set(key, made);
    return made;
  };
  if (window === null || window.timezone === 'contact') {
    return zones.map((zone) => ({ zone, days: hoursOf(window, rules) }));
  }
  const own = { zone: window.timezone, days: hoursOf(window, null) };
  if (rules === null) return [own];
  // The law goes by the clock of whoever is rung, and where nobody knows that one it allows nothing.
  return zones.length === 0 ? [] : [own, ...zones.map((zone) => ({ zone, days: hoursOf(null, rules) }))];
}

function nextOf(grain: Duration, at: Instant): Instant {
  return (Math.floor(at / grain) + 1) * grain;
}
