/** Which rules of a plan's pack bind a person on a day. A pack is compiled once; asked again it is a filter. */
import { WEEKDAYS } from '../../model/dial-options.ts';
import { dayOfDate } from '../../model/local-day.ts';
import { regionsMeet } from '../../model/place.ts';
import type { PlanRules, RuleData } from '../../model/rule-pack.ts';
import { parseDuration, type Duration } from '../../model/time.ts';
import { PACKS } from './packs.ts';

/** Days since 1970-01-01 in the local calendar of whoever is rung. */
export type LocalDay = number;

/** Half-open, in minutes of the local day; 1440 is its end. */
export type Span = { readonly from: number; readonly to: number };

export type CompiledRule = Pick<RuleData, 'id' | 'summary' | 'source' | 'regions' | 'consent' | 'scrub'> & {
  /** It binds on days `from <= day < until`. */
  readonly from: LocalDay;
  readonly until: LocalDay;
  /** By weekday, Monday first: the days that `hours` speak of. */
  readonly days: readonly boolean[];
  /** They speak of holidays too, on whatever weekday one falls. */
  readonly onHolidays: boolean;
  /** What a holiday is: calendars by name, days by themselves. */
  readonly calendars: readonly string[];
  readonly dates: ReadonlySet<LocalDay>;
  /** Sorted; none: no call at all on those days. Null: the rule says nothing of hours. */
  readonly hours: readonly Span[] | null;
  /** `per` null: in a lifetime. */
  readonly calls: readonly { readonly calls: number; readonly per: Duration | null }[];
  readonly rest: readonly { readonly after: 'conversation' | 'refusal'; readonly for: Duration }[];
};

export type CompiledRules = {
  /** The pack's name, and the version of it that is obeyed: a built-in one's newest, whatever the plan was made by. */
  readonly pack: string;
  readonly version: string;
  readonly purpose: PlanRules['purpose'];
  /** Of the plan's purpose alone. */
  readonly rules: readonly CompiledRule[];
};

/** One rule that forbids every call: a pack that nobody here knows must not be taken for one that allows. */
const UNKNOWN_PACK = 'unknown-pack';

export function compileRules({ pack, version, purpose }: PlanRules): CompiledRules {
  const data = typeof pack === 'string' ? PACKS.get(pack) : pack;
  if (data === undefined) return { pack: String(pack), version, purpose, rules: [unknownPack(String(pack), version)] };
  const rules = data.rules.filter(({ purposes }) => purpose === null || purposes.includes(purpose));
  return { pack: data.pack, version: data.version, purpose, rules: rules.map(compileRule) };
}

/** No regions: the person may be anywhere, so that the rules of every region bind. */
export function bindingRules(
  { rules }: Pick<CompiledRules, 'rules'>,
  regions: readonly string[],
  day: LocalDay,
): readonly CompiledRule[] {
  return rules.filter((rule) => rule.from <= day && day < rule.until && bindsIn(rule, regions));
}

/** Whatever the day. */
export function bindsIn(rule: Pick<CompiledRule, 'regions'>, regions: readonly string[]): boolean {
  return regions.length === 0 || rule.regions.some((of) => regions.some((region) => regionsMeet(of, region)));
}

// A pack was checked when it was loaded; what cannot be read here all the same binds as strictly as it may be meant.
function compileRule(rule: RuleData): CompiledRule {
  const { id, summary, source, regions, consent, scrub, days } = rule;
  const dates = (rule.holidays ?? []).map(dayOfDate);
  return {
    id,
    summary,
    source,
    regions,
    ...(consent === undefined ? {} : { consent }),
    ...(scrub === undefined ? {} : { scrub }),
    from: (rule.from === null ? undefined : dayOfDate(rule.from)) ?? -Infinity,
    until: (rule.until === null ? undefined : dayOfDate(rule.until)) ?? Infinity,
    days: WEEKDAYS.map((day) => days === undefined || days.includes(day)),
    onHolidays: days === undefined || days.includes('holiday'),
    calendars: (rule.holidays ?? []).filter((_, at) => dates[at] === undefined),
    dates: new Set(dates.filter((day) => day !== undefined)),
    hours: rule.hours === undefined ? null : spansOf(rule.hours),
    calls: (rule.calls ?? []).map(({ calls, per }) => ({ calls, per: parseDuration(per) ?? null })),
    rest: (rule.rest ?? []).map((rest) => ({ after: rest.after, for: parseDuration(rest.for) ?? Infinity })),
  };
}

function spansOf(hours: NonNullable<RuleData['hours']>): readonly Span[] {
  return hours
    .map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
}

/** "09:00" to "24:00"; what is neither makes its span empty. */
function minutesOf(text: string): number {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  const of = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && of <= 1440 ? of : Number.NaN;
}

function unknownPack(pack: string, version: string): CompiledRule {
  return compileRule({
    id: UNKNOWN_PACK,
    summary: `Nobody is called: this version of outdial does not know the rule pack "${pack}" (${version}) of the plan.`,
    source: 'outdial: `outdial rules` lists the packs that it knows',
    from: null,
    until: null,
    regions: ['*'],
    purposes: [],
    hours: [],
  });
}
