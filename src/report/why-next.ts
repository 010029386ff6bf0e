/** What comes next for a contact, and when: the same rules the engine goes by, asked for one person. */
import type { Contact } from '../model/contact.ts';
import { redialFrom } from '../model/deadlines.ts';
import { assertNever } from '../model/errors.ts';
import { mayRedial } from '../model/follow-up.ts';
import { limitFacts, limitWords } from '../model/number-limits.ts';
import { readPlace } from '../model/place.ts';
import { pauseSentence } from '../model/pause-reason.ts';
import type { Instant } from '../model/time.ts';
import { triesLeft } from '../model/tries.ts';
import { consentMissing } from '../policy/consent.ts';
import { makeDayParts } from '../policy/day-parts.ts';
import { mayDial, type DialRule, type MayDial } from '../policy/may-dial.ts';
import { lawWords } from './law-words.ts';
import type { Story } from './story.ts';
import { reasonWords } from './words.ts';
import { missingWords } from './consent-words.ts';
import { count, formatWhen } from './when.ts';

export function nextFor(contact: Contact, story: Story): string {
  const { campaign, now, zone } = story;
  const { state } = contact;
  switch (state.is) {
    case 'ready':
      return whileReady(contact, story);
    case 'in_progress':
      return `its call is followed; if nothing is heard by ${formatWhen(state.dueAt, now, zone)} it is looked up`;
    case 'in_doubt':
      return `looked up at ${formatWhen(state.dueAt, now, zone)}; it is not dialed again before there is evidence`;
    case 'needs_review':
      return (
        redial(contact, story) ??
        `you decide: outdial resolve row:${contact.row} --campaign ${campaign.id} (until then it is not dialed again; looked up at ${formatWhen(state.dueAt, now, zone)})`
      );
    case 'completed':
    case 'exhausted':
    case 'skipped':
    case 'canceled':
      return `nothing: ${campaign.name} does not call this contact again`;
    default:
      return assertNever(state);
  }
}

/** Only where the campaign file accepts the risk aloud; null where a person decides. */
function redial(contact: Contact, { campaign, attempts, now, zone }: Story): string | null {
  if (!mayRedial(contact, { plan: campaign.plan, campaign: campaign.state }, now)) return null;
  const held = attempts.find(({ id }) => 'attempt' in contact.state && contact.state.attempt === id);
  const from = held === undefined ? now : Math.max(redialFrom(held), now);
  return `dialed again after ${formatWhen(from, now, zone)} unless its call is found: ${campaign.name} accepts that somebody may ring twice`;
}

/** Why it waits, where that is not its own delay. */
const LEADS: Readonly<Partial<Record<DialRule, string>>> = {
  not_before: 'not called before the instant that its list gives: ',
  start_at: "waits for the campaign's start: ",
};

/** Whether the engine would dial it now, and what keeps it from that. */
export function answerFor(contact: Contact, story: Story): MayDial {
  const { now, hours, campaign, suppression, waitsForOther = false } = story;
  const { lines } = campaign.plan;
  const calls = story.calls === undefined ? {} : { calls: story.calls };
  return mayDial({ contact, campaign, lines, suppressed: suppression !== null, waitsForOther, ...calls }, now, hours);
}

function whileReady(contact: Contact, story: Story, owed = false): string {
  if (contact.callback !== undefined) return whileAskedFor(contact, contact.callback.at, story);
  const { now, zone, campaign } = story;
  const { plan } = campaign;
  const answer = answerFor(contact, story);
  const idle = story.dialing === false ? '; nobody dials now: outdial run' : '';
  // What was asked for is owed whatever is left.
  const tries = `${owed ? 'once' : `${count(triesLeft(contact, plan.retry), 'try', 'tries')} left`}${idle}`;
  if (answer.is === 'yes') return `dialed as soon as a line and a slot are free; ${tries}`;
  if (answer.rule === 'cap') return capWords(answer, contact, story, tries);
  const whenOf = (at: Instant): string => `${formatWhen(at, now, zone)}${ownTime(at, contact, story)}`;
  if (answer.rule === 'law') {
    const law = `(${answer.because.zone}): ${lawWords(answer.because)}`;
    return answer.is === 'never'
      ? `nothing: no hour of the next 60 days is left to ring them ${law}`
      : `waits for hours that the law allows ${law} Dialed when they open, ${whenOf(answer.notBefore)}; ${tries}`;
  }
  if (answer.is === 'never' || answer.notBefore === null) return noWords(answer.rule, contact, story);
  const when = whenOf(answer.notBefore);
  return answer.rule === 'hours'
    ? `waits for its hours${zonesOf(contact, story)}: dialed when they open, ${when}; ${tries}`
    : `${LEADS[answer.rule] ?? ''}dialed at ${when} or as soon after as possible${partWords(contact, story, answer.notBefore)}; ${tries}`;
}

/** Where its next try is to fall into another part of the day: whether it does. */
function partWords(
  { disposition, place }: Contact,
  { campaign: { plan }, attempts, hours }: Story,
  at: Instant,
): string {
  const last = attempts.findLast(({ state }) => state.is === 'ended');
  if (last === undefined || disposition === null || plan.retry.otherDayPart?.includes(disposition) !== true) return '';
  return makeDayParts(hours).another(plan, place, last.sendAt, at) === at
    ? ', in another part of the day than the last'
    : ', in the same part of the day as the last: no other was open before the end';
}

/** Which limit of calls to its number, and when it allows the next. */
function capWords(
  answer: Extract<MayDial, { readonly rule: 'cap' }>,
  contact: Contact,
  story: Story,
  tries: string,
): string {
  const limit = limitWords(limitFacts(answer.limit));
  if (answer.is === 'never') return `given up when its turn comes: ${limit}, all campaigns counted`;
  const when = `${formatWhen(answer.notBefore, story.now, story.zone)}${ownTime(answer.notBefore, contact, story)}`;
  return `waits: ${limit}, all campaigns counted; dialed at ${when} or as soon after as possible; ${tries}`;
}

/** Somebody asked for it: said before what it still waits for. */
function whileAskedFor(contact: Contact, at: Instant, story: Story): string {
  const { now, zone } = story;
  const { callback: _, ...waiting } = contact;
  const when = `${formatWhen(at, now, zone)}${ownTime(at, contact, story)}`;
  return `to be called back ${at > now ? `at ${when}` : `since ${when}`}, ahead of others; ${whileReady(waiting, story, true)}`;
}

/** Of a contact that waits, and for no moment that anybody knows. */
function noWords(rule: Exclude<DialRule, 'law'>, contact: Contact, story: Story): string {
  const { campaign, now, zone, suppression } = story;
  const { state, plan } = campaign;
  switch (rule) {
    case 'suppressed':
      return `left out when its turn comes: ${reasonWords('suppressed')} (${suppression})`;
    case 'line':
      return 'nothing: no line of the campaign may call this number';
    case 'not_started':
      return 'nothing before the campaign is started, by outdial run with its file';
    case 'paused':
      return `nothing while the campaign is paused: ${state.is === 'paused' ? pauseSentence(state) : ''}`;
    case 'hours':
      return `nothing: no hour of the next 60 days is inside its hours${zonesOf(contact, story)}`;
    case 'end_at':
      return `given up at ${formatWhen(plan.endAt ?? now, now, zone)}: the campaign ends before it can be dialed`;
    case 'over':
      return state.is === 'finished'
        ? 'nothing: the campaign is finished; outdial run with the same file and --continue dials who is left'
        : 'nothing: the campaign is canceled';
    case 'consent':
      return noConsent(contact, story);
    case 'scrub':
      return 'waits until the registries of "scrub" have been asked about its number';
    case 'not_after':
      return `given up when its turn comes: it is not called from ${formatWhen(contact.notAfter ?? now, now, zone)}${ownTime(contact.notAfter ?? now, contact, story)} on, by its list`;
    case 'after':
      return `nothing before "${plan.after?.name ?? ''}" is finished: the campaign begins after it`;
    case 'delay':
    case 'cap':
    case 'not_before':
    case 'start_at':
    case 'open_call':
    case 'review':
      return 'nothing for now';
    default:
      return assertNever(rule);
  }
}

/** The rule that demands it, in its own words. */
function noConsent(contact: Contact, { campaign, hours, now }: Story): string {
  const { plan } = campaign;
  const missing = consentMissing(contact.consent, plan.consent, hours.demands(plan, contact.place, now).consent, now);
  if (missing === null) return 'left out when its turn comes: the rules of then demand a consent that is not there';
  return `left out when its turn comes: ${missingWords(missing)}`;
}

function zonesOf(contact: Contact, { campaign }: Story): string {
  const { window } = campaign.plan;
  const zones = window === null || window.timezone === 'contact' ? readPlace(contact.place).zones : [window.timezone];
  return zones.length === 0 ? '' : ` (${zones.join(', ')})`;
}

/** The clock that decides, where it is one and not the operator's. */
function ownTime(at: Instant, contact: Contact, { now, zone, campaign }: Story): string {
  const { window } = campaign.plan;
  const own = window === null || window.timezone === 'contact' ? readPlace(contact.place).zones : [window.timezone];
  const [only, another] = own;
  if (only === undefined || another !== undefined || only === zone) return '';
  return ` (${formatWhen(at, now, only)} in ${only})`;
}
