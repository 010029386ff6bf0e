/** Rules of law and decency as data: what a pack says, in the shape in which `outdial rules --json` prints it and a user's own file is written. */
import type { Weekday } from './dial-options.ts';
import type { Purpose } from './purposes.ts';

export type PackData = {
  readonly pack: string;
  /** The day on which it was last read against its sources, "2026-11-27". */
  readonly version: string;
  readonly rules: readonly RuleData[];
};

/** A holiday of a calendar that the rule names, beside the days of the week. */
export type RuleDay = Weekday | 'holiday';

/** "09:00" to "24:00", half-open, in the recipient's own time. */
export type RuleHours = { readonly from: string; readonly to: string };

/** As many calls in any span of that length, which moves with the clock: "1m" to "365d", or "lifetime". */
export type RuleCap = { readonly calls: number; readonly per: string };

/**
 * A rule only forbids: whoever several rules bind is rung where all of them allow it. One rule may say several things; what
 * it does not say, it does not limit.
 */
export type RuleData = {
  /** Unique in its pack, and the same in every pack that holds the rule: "us-fl-hours". */
  readonly id: string;
  /** For a person, one sentence. */
  readonly summary: string;
  /** The statute or regulation, and where it was read. */
  readonly source: string;
  /** The first day in the recipient's calendar on which it binds, "2026-10-18"; null: as long as anybody dials. */
  readonly from: string | null;
  /** The first day on which it binds no more; null: nobody knows one. */
  readonly until: string | null;
  /** As in `Place.regions`; "*": everywhere. It binds whoever may be in one of them. */
  readonly regions: readonly string[];
  /** Which calls it binds. */
  readonly purposes: readonly Purpose[];

  /** The days that `hours` speak of; on every other day the rule does not limit the hours. */
  readonly days?: readonly RuleDay[];
  /** On those days calls ring within these spans only; none: not at all. */
  readonly hours?: readonly RuleHours[];
  /** Of "holiday": calendars ("US", "US-PA", "FR"; `policy/rules/holidays.ts` lists them) and dates ("2026-12-24"). */
  readonly holidays?: readonly string[];

  /** To one number, by all campaigns together. */
  readonly calls?: readonly RuleCap[];
  /** No call to that number for so long after it. */
  readonly rest?: readonly { readonly after: 'conversation' | 'refusal'; readonly for: string }[];
  /** What the person must have agreed to before; `oldest`: and not longer ago. */
  readonly consent?: { readonly needs: 'express' | 'written'; readonly oldest?: string };
  /** Numbers must have been asked about there, not longer ago. */
  readonly scrub?: { readonly registry: string; readonly oldest: string };
};

/** By which rules the calls of a plan are judged. */
export type PlanRules = {
  /** A pack that outdial brings, by its name: the newest wording is obeyed, whatever the plan was made by. Or a user's own, whole. */
  readonly pack: string | PackData;
  /** Of the pack when the plan was made. */
  readonly version: string;
  /** Null: unknown, so that the rules of every purpose hold. */
  readonly purpose: Purpose | null;
};
