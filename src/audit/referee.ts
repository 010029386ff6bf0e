/** The referee of a call log: each call against every rule, one after the other, and at the end the calls to each number together. */
import type { PackData, RuleData } from '../model/rule-pack.ts';
import type { Purpose } from '../model/purposes.ts';
import type { Place } from '../model/place.ts';
import { DAY, type Duration, type Instant } from '../model/time.ts';
import { bindsIn, hoursJudge, type OutOfHours } from './judge-hours.ts';
import { judgeCounts, type Ring, type TooMany } from './judge-counts.ts';
import { isInForce, readRules, spanOf, type HolidayOf, type LocalDay, type ReadRule } from './read-rules.ts';

export type { Ring } from './judge-counts.ts';

/** Who was called, by whatever tells two phones apart; what is known of a call beside its time. */
export type LoggedCall = Ring & {
  readonly phone: string;
  /** As it is shown. */
  readonly e164: string;
  readonly place: Place;
  /** What the log says of consent; undefined: it has no such columns. */
  readonly consent?: { readonly level: 'none' | 'express' | 'written' | null; readonly at: Instant | null } | undefined;
};

/** A no on a list: from when on, and until when. Nulls: always. */
export type SaidNo = { readonly from: Instant | null; readonly until: Instant | null };

export type Finding =
  | ({ readonly is: 'hours'; readonly ring: Ring; readonly place: Place } & OutOfHours)
  | (TooMany & { readonly place: Place })
  | { readonly is: 'suppressed'; readonly ring: Ring; readonly place: Place; readonly no: SaidNo }
  | {
      readonly is: 'consent';
      readonly rule: ReadRule;
      readonly ring: Ring;
      readonly place: Place;
      /** Not given, of a lower kind, given after the call, or too long before it. */
      readonly why: 'none' | 'lower' | 'later' | 'old';
    };

export type RefereeOptions = {
  readonly pack: PackData;
  readonly purpose: Purpose | null;
  readonly offsetOf: (zone: string, at: Instant) => Duration | null;
  readonly holidayOf: HolidayOf;
  readonly saidNo?: ReadonlyMap<string, SaidNo>;
};

export class Referee {
  readonly #rules: readonly ReadRule[];
  readonly #options: RefereeOptions;
  readonly #judgeHours: ReturnType<typeof hoursJudge>;
  readonly #rings = new Map<string, { readonly e164: string; readonly place: Place; readonly rings: Ring[] }>();
  readonly #unknownZones = new Set<string>();

  constructor(options: RefereeOptions) {
    this.#options = options;
    this.#rules = readRules(options.pack, options.purpose);
    this.#judgeHours = hoursJudge(this.#rules, options.offsetOf, options.holidayOf, (zone) =>
      this.#unknownZones.add(zone),
    );
  }

  /** In which nothing could be judged. */
  get unknownZones(): ReadonlySet<string> {
    return this.#unknownZones;
  }

  /** How many phones were called. */
  get phones(): number {
    return this.#rings.size;
  }

  get rules(): readonly RuleData[] {
    return this.#rules.map(({ data }) => data);
  }

  /** What is wrong with it by itself. It is kept for `together`. */
  see(call: LoggedCall): readonly Finding[] {
    const { phone, e164, place, row, at, talkedUntil } = call;
    const ring = { row, at, talkedUntil };
    const known = this.#rings.get(phone);
    if (known === undefined) this.#rings.set(phone, { e164, place, rings: [ring] });
    else known.rings.push(ring);
    const out = this.#judgeHours(place, at);
    const found: Finding[] =
      out.length === 0 ? [] : worstOfEach(out).map((one) => ({ is: 'hours', ring, place, ...one }));
    const no = this.#options.saidNo?.get(phone);
    if (no !== undefined && (no.from === null || no.from <= at) && (no.until === null || at < no.until)) {
      found.push({ is: 'suppressed', ring, place, no });
    }
    if (call.consent !== undefined) found.push(...this.#consent(call.consent, ring, place));
    return found;
  }

  /** What is wrong with all calls to a number, once all are seen. */
  *together(): Generator<{ readonly e164: string; readonly finding: Finding }> {
    const daysOf = (place: Place, at: Instant): readonly LocalDay[] => this.#daysOf(place, at);
    for (const { e164, place, rings } of this.#rings.values()) {
      rings.sort((a, b) => a.at - b.at || a.row - b.row);
      for (const found of judgeCounts(this.#rules, place, rings, daysOf)) yield { e164, finding: { ...found, place } };
    }
  }

  *#consent(given: NonNullable<LoggedCall['consent']>, ring: Ring, place: Place): Generator<Finding> {
    for (const rule of this.#rules) {
      const { consent, regions } = rule.data;
      if (consent === undefined || !bindsIn(regions, place.regions)) continue;
      if (!this.#daysOf(place, ring.at).some((day) => isInForce(rule, day))) continue;
      const why = lacking(given, consent, ring.at);
      if (why !== null) yield { is: 'consent', rule, ring, place, why };
    }
  }

  #daysOf({ zones }: Place, at: Instant): readonly LocalDay[] {
    const { offsetOf } = this.#options;
    return [...new Set(zones.map((zone) => Math.floor((at + (offsetOf(zone, at) ?? 0)) / DAY)))];
  }
}

/** A call breaks a rule once, whatever the number of zones: where it was furthest from the hours. */
function worstOfEach(found: readonly OutOfHours[]): readonly OutOfHours[] {
  if (found.length < 2) return found;
  const worst = new Map<ReadRule, OutOfHours>();
  for (const out of found) {
    const known = worst.get(out.rule);
    if (known === undefined || out.minutesOff > known.minutesOff) worst.set(out.rule, out);
  }
  return [...worst.values()];
}

type Needed = NonNullable<RuleData['consent']>;
type Why = Extract<Finding, { is: 'consent' }>['why'];

function lacking(
  { level, at }: NonNullable<LoggedCall['consent']>,
  { needs, oldest }: Needed,
  call: Instant,
): Why | null {
  if (level === null || level === 'none') return 'none';
  if (needs === 'written' && level === 'express') return 'lower';
  if (at !== null && at > call) return 'later';
  if (oldest !== undefined && at !== null && call - at > (spanOf(oldest) ?? Number.POSITIVE_INFINITY)) return 'old';
  return null;
}
