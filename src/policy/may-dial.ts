/** May this contact be dialed at this instant? One question with one answer, whoever asks: the engine, a worker, `why`, a forecast. */
// What belongs to a line or an account and not to a contact is decided elsewhere: pace (pacing.ts), slots (slots.ts), a
// moment the provider named (model/closed-account.ts). The commit asks again what only its locks can tell.
import type { CampaignState, Line, Plan } from '../model/campaign.ts';
import type { Contact } from '../model/contact.ts';
import { assertNever } from '../model/errors.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import { consentMissing } from './consent.ts';
import type { Hours } from './hours.ts';
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
  /** No line of those asked about may call this number. */
  | 'line'
  | 'suppressed'
  /** A rule demands a consent that was not given, or has grown too old by then. */
  | 'consent'
  /** A registry is to be asked first, or asked again. */
  | 'scrub';

export type MayDial =
  | { readonly is: 'yes' }
  /** `notBefore` null: nobody knows; a person, evidence or the end of a call decides. */
  | { readonly is: 'later'; readonly rule: DialRule; readonly notBefore: Instant | null }
  | { readonly is: 'never'; readonly rule: DialRule };

/** What of a plan decides when its contacts may be rung. */
export type DialPlan = Pick<
  Plan,
  'window' | 'startAt' | 'endAt' | 'ringingTimeoutSeconds' | 'rules' | 'consent' | 'scrubs'
>;

export type DialFacts = {
  readonly contact: Pick<Contact, 'state' | 'place' | 'cartesiaDialable' | 'consent' | 'scrubbed'>;
  readonly campaign: { readonly state: CampaignState; readonly plan: DialPlan };
  /** The lines it may be dialed on: the one at hand, or all of the plan. */
  readonly lines: readonly Pick<Line, 'provider'>[];
  readonly suppressed: boolean;
  /** How long before its own instant the appointment is given. */
  readonly early?: Duration;
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
  return byCampaign(campaign.state) ?? byTime(state.dueAt, facts, at, hours);
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

function byTime(dueAt: Instant, { contact, campaign, early }: DialFacts, at: Instant, hours: Hours): MayDial {
  const { plan } = campaign;
  if (plan.endAt !== null && at >= plan.endAt) return { is: 'never', rule: 'end_at' };
  const from = Math.max(dueAt, plan.startAt ?? 0, at);
  const opens = placeHours(plan, hours, early).nextOpen(contact.place, from);
  if (opens === null) return { is: 'never', rule: 'hours' };
  if (plan.endAt !== null && opens >= plan.endAt) return { is: 'never', rule: 'end_at' };
  const demanded = hours.demands(plan.rules, contact.place, opens);
  if (consentMissing(contact.consent, plan.consent, demanded.consent, opens) !== null) {
    return { is: 'never', rule: 'consent' };
  }
  if (opens <= at) {
    const stale = staleScrubs(contact, plan.scrubs, demanded.scrubs, at).length > 0;
    return stale ? { is: 'later', rule: 'scrub', notBefore: null } : { is: 'yes' };
  }
  // The rule that it waits for last is the one that a person asks about.
  const rule = opens > from ? 'hours' : dueAt >= (plan.startAt ?? 0) ? 'delay' : 'start_at';
  return { is: 'later', rule, notBefore: opens };
}

/** Is it a time at which the campaign dials at all? Asked before anybody of it is looked for. */
export function isItsTime({ startAt, endAt }: Pick<Plan, 'startAt' | 'endAt'>, at: Instant): boolean {
  return (startAt ?? 0) <= at && (endAt === null || at < endAt);
}

/** The hours of a campaign at a place, for as long as a phone may ring from a permit on that is used as late as it may be. */
export type PlaceHours = {
  isOpen(place: string, at: Instant): boolean;
  /** `from` itself when open; null when nothing opens within two weeks. */
  nextOpen(place: string, from: Instant): Instant | null;
  closesAt(place: string, at: Instant): Instant | null;
};

export function placeHours(
  { window, ringingTimeoutSeconds }: Pick<Plan, 'window' | 'ringingTimeoutSeconds'>,
  hours: Hours,
  early: Duration = 0,
): PlaceHours {
  const slack = early + LATENESS + ringingTimeoutSeconds * SECOND;
  return {
    isOpen: (place, at) => hours.isOpen(window, place, at, slack),
    nextOpen: (place, from) => hours.nextOpen(window, place, from, slack),
    closesAt: (place, at) => hours.closesAt(window, place, at, slack),
  };
}
