/** May this contact be dialed at this instant? One question with one answer, whoever asks: the engine, a worker, `why`, a forecast. */
// What belongs to a line or an account and not to a contact is decided elsewhere: pace (pacing.ts), slots (slots.ts), a
// moment the provider named (model/closed-account.ts). The commit asks again what only its locks can tell.
import type { CampaignState, Line, Plan } from '../model/campaign.ts';
import type { Contact } from '../model/contact.ts';
import { assertNever } from '../model/errors.ts';
import { firstAllowed, type Allowed, type NumberCall, type NumberLimit } from '../model/number-limits.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import type { RuleData } from '../model/rule-pack.ts';
import { consentMissing } from './consent.ts';
import type { ClosedBy, Hours, Terms } from './hours.ts';
import { limitsAt, numberRulesOf } from './rules/number-limits.ts';
import { staleScrubs } from './scrub.ts';

/** A request that has not begun this long after its permit is not sent: hours, pause and suppression were asked for then. */
export const LATENESS: Duration = SECOND;

/** The rule that says no, or not yet. */
export type DialRule =
  /** The contact's own alarm: a delay before the next try. */
  | 'delay'
  /** Its state: a call is open or in doubt, a person decides, or it is over. */
  | 'open_call'
  | 'review'
  | 'over'
  /** The campaign's. */
  | 'not_started'
  | 'paused'
  | 'start_at'
  | 'end_at'
  | 'hours'
  /** A rule of the plan's pack. */
  | 'law'
  /** Its number was called as often as it may be, by whichever campaign. */
  | 'cap'
  /** What its list says of the contact itself. */
  | 'not_before'
  | 'not_after'
  /** Another campaign has to be finished first. */
  | 'after'
  /** No line of those asked about may call this number. */
  | 'line'
  | 'suppressed'
  /** A rule demands a consent that was not given, or has grown too old by then. */
  | 'consent'
  /** A registry is to be asked first, or asked again. */
  | 'scrub';

/** The rule of law that allows no call then, as its pack words it, and the zone on whose clock it does not. */
export type Law = Pick<RuleData, 'id' | 'summary' | 'source'> & { readonly zone: string };

export type MayDial =
  | { readonly is: 'yes' }
  /** `notBefore` null: nobody knows; a person, evidence or the end of a call decides. */
  | { readonly is: 'later'; readonly rule: Exclude<DialRule, 'law' | 'cap'>; readonly notBefore: Instant | null }
  | { readonly is: 'never'; readonly rule: Exclude<DialRule, 'law' | 'cap'> }
  | { readonly is: 'later'; readonly rule: 'law'; readonly notBefore: Instant; readonly because: Law }
  | { readonly is: 'never'; readonly rule: 'law'; readonly because: Law }
  | { readonly is: 'later'; readonly rule: 'cap'; readonly notBefore: Instant; readonly limit: NumberLimit }
  | { readonly is: 'never'; readonly rule: 'cap'; readonly limit: NumberLimit };

/** What of a plan decides when its contacts may be rung. */
export type DialPlan = Terms &
  Pick<Plan, 'startAt' | 'endAt' | 'ringingTimeoutSeconds' | 'numberLimits' | 'consent' | 'scrubs' | 'scrubbed'>;

export type DialFacts = {
  readonly contact: Pick<
    Contact,
    'state' | 'place' | 'cartesiaDialable' | 'notBefore' | 'notAfter' | 'consent' | 'scrubbed'
  >;
  readonly campaign: { readonly state: CampaignState; readonly plan: DialPlan };
  /** It begins after another, and that one is not finished: whoever dials has asked before (`policy/may-begin.ts`). */
  readonly waitsForOther?: boolean;
  /** The lines it may be dialed on: the one at hand, or all of the plan. */
  readonly lines: readonly Pick<Line, 'provider'>[];
  readonly suppressed: boolean;
  /** How long before its own instant the appointment is given. */
  readonly early?: Duration;
  /** Every call of its number, of all campaigns; absent: only the commit is asked how often it may be called. */
  readonly calls?: readonly NumberCall[];
};

/** The first rule that says no wins, those that never change before those that pass. Times count from `at` on. */
export function mayDial(facts: DialFacts, at: Instant, hours: Hours): MayDial {
  const { contact, campaign, lines } = facts;
  const { state } = contact;
  switch (state.is) {
    case 'completed':
    case 'exhausted':
    case 'skipped':
    case 'canceled':
      return { is: 'never', rule: 'over' };
    case 'in_progress':
    case 'in_doubt':
      return { is: 'later', rule: 'open_call', notBefore: null };
    case 'needs_review':
      return { is: 'later', rule: 'review', notBefore: null };
    case 'ready':
      break;
    default:
      return assertNever(state);
  }
  if (facts.suppressed) return { is: 'never', rule: 'suppressed' };
  if (!lines.some((line) => mayCall(line, contact))) return { is: 'never', rule: 'line' };
  const byState = byCampaign(campaign.state);
  if (byState !== null) return byState;
  if (facts.waitsForOther === true) return { is: 'later', rule: 'after', notBefore: null };
  return byTime(state.dueAt, facts, at, hours);
}

/** A Cartesia number may call the United States only (`load/number/line-rules.ts` says which numbers those are). */
function mayCall(
  { provider }: Pick<Line, 'provider'>,
  { cartesiaDialable }: Pick<Contact, 'cartesiaDialable'>,
): boolean {
  return provider !== 'cartesia' || cartesiaDialable;
}

function byCampaign(state: CampaignState): MayDial | null {
  switch (state.is) {
    case 'running':
      return null;
    case 'scheduled':
      return { is: 'later', rule: 'not_started', notBefore: null };
    case 'paused':
      return { is: 'later', rule: 'paused', notBefore: null };
    case 'finished':
    case 'canceled':
      return { is: 'never', rule: 'over' };
    default:
      return assertNever(state);
  }
}

function byTime(dueAt: Instant, facts: DialFacts, at: Instant, hours: Hours): MayDial {
  const { contact, campaign, early } = facts;
  const { plan } = campaign;
  if (plan.endAt !== null && at >= plan.endAt) return { is: 'never', rule: 'end_at' };
  const { notBefore = 0, notAfter = Infinity } = contact;
  const wanted = Math.max(dueAt, plan.startAt ?? 0, notBefore, at);
  if (wanted >= notAfter) return { is: 'never', rule: 'not_after' };
  const { at: allowed, limit } = allowedFrom(facts, wanted);
  if (limit !== null && (allowed === null || (plan.endAt !== null && allowed >= plan.endAt)))
    return { is: 'never', rule: 'cap', limit };
  const from = Math.max(wanted, allowed ?? wanted);
  const its = placeHours(plan, hours, early);
  const opens = its.nextOpen(contact.place, from);
  if (opens === null) {
    const because = lawOf(its.neverBy(contact.place, from));
    return because === null ? { is: 'never', rule: 'hours' } : { is: 'never', rule: 'law', because };
  }
  if (plan.endAt !== null && opens >= plan.endAt) return { is: 'never', rule: 'end_at' };
  if (opens >= notAfter) return { is: 'never', rule: 'not_after' };
  const demanded = hours.demands(plan, contact.place, opens);
  if (consentMissing(contact.consent, plan.consent, demanded.consent, opens) !== null) {
    return { is: 'never', rule: 'consent' };
  }
  if (opens <= at) {
    const stale = staleScrubs(contact, plan, demanded.scrubs, at).length > 0;
    return stale ? { is: 'later', rule: 'scrub', notBefore: null } : { is: 'yes' };
  }
  // The rule that it waits for last is the one that a person asks about.
  if (opens === from && limit !== null && from > wanted) return { is: 'later', rule: 'cap', notBefore: opens, limit };
  if (opens === from) return { is: 'later', rule: ruleOf(from), notBefore: opens };
  const because = lawOf(its.closedBy(contact.place, from));
  return because === null
    ? { is: 'later', rule: 'hours', notBefore: opens }
    : { is: 'later', rule: 'law', notBefore: opens, because };

  // An alarm that stands at the contact's own first instant was set by that.
  function ruleOf(instant: Instant): 'not_before' | 'delay' | 'start_at' {
    if (notBefore === instant) return 'not_before';
    return dueAt === instant ? 'delay' : 'start_at';
  }
}

/** By the rules of that moment: the next look asks by those of its own. */
function allowedFrom({ contact, campaign: { plan }, calls }: DialFacts, from: Instant): Allowed {
  if (calls === undefined) return { at: from, limit: null };
  return firstAllowed(limitsAt(numberRulesOf(plan), contact.place, from), calls, from);
}

export function lawOf(closed: ClosedBy | null): Law | null {
  return closed?.is === 'law' ? { ...closed.rule, zone: closed.zone } : null;
}

/** Is it a time at which the campaign dials at all? Asked before anybody of it is looked for. */
export function isItsTime({ startAt, endAt }: Pick<Plan, 'startAt' | 'endAt'>, at: Instant): boolean {
  return (startAt ?? 0) <= at && (endAt === null || at < endAt);
}

/** The hours of a campaign at a place, for as long as a phone may ring from a permit on that is used as late as it may be. */
export type PlaceHours = {
  isOpen(place: string, at: Instant): boolean;
  /** `from` itself when open; null when nothing opens for as long as `LOOKS_AHEAD` of `hours.ts`. */
  nextOpen(place: string, from: Instant): Instant | null;
  closesAt(place: string, at: Instant): Instant | null;
  closedBy(place: string, at: Instant): ClosedBy | null;
  neverBy(place: string, from: Instant): ClosedBy | null;
};

export function placeHours(
  plan: Terms & Pick<Plan, 'ringingTimeoutSeconds'>,
  hours: Hours,
  early: Duration = 0,
): PlaceHours {
  const slack = early + LATENESS + plan.ringingTimeoutSeconds * SECOND;
  return {
    isOpen: (place, at) => hours.isOpen(plan, place, at, slack),
    nextOpen: (place, from) => hours.nextOpen(plan, place, from, slack),
    closesAt: (place, at) => hours.closesAt(plan, place, at, slack),
    closedBy: (place, at) => hours.closedBy(plan, place, at, slack),
    neverBy: (place, from) => hours.neverBy(plan, place, from, slack),
  };
}
