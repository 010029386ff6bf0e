/** What comes next for a contact, and when: the same rules the engine goes by, asked for one person. */
import type { Contact } from '../model/contact.ts';
import { redialFrom } from '../model/deadlines.ts';
import { assertNever } from '../model/errors.ts';
import { mayRedial } from '../model/follow-up.ts';
import { pauseSentence } from '../model/pause-reason.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Story } from './story.ts';
import { reasonWords } from './words.ts';
import { count, formatWhen } from './when.ts';

/** A permit may be used so late (`engine/dial/dialer.ts`); a call must be lawful for as long as it may ring after that. */
const LATENESS: Duration = SECOND;

export function nextFor(contact: Contact, story: Story): string {
  const { campaign, now, zone } = story;
  const { state } = contact;
  switch (state.is) {
    case 'ready':
      return whileReady(state.dueAt, contact, story);
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

function whileReady(dueAt: Instant, contact: Contact, story: Story): string {
  const { state } = story.campaign;
  if (story.suppression !== null) {
    return `left out when its turn comes: ${reasonWords('suppressed')} (${story.suppression})`;
  }
  switch (state.is) {
    case 'scheduled':
      return 'nothing before the campaign is started: outdial run';
    case 'paused':
      return `nothing while the campaign is paused: ${pauseSentence(state)}`;
    case 'finished':
      return 'nothing: the campaign is finished; outdial run with the same file and --continue dials who is left';
    case 'canceled':
      return 'nothing: the campaign is canceled';
    case 'running':
      return whileRunning(dueAt, contact, story);
    default:
      return assertNever(state);
  }
}

function whileRunning(dueAt: Instant, contact: Contact, story: Story): string {
  const { now, zone, hours, campaign } = story;
  const { plan } = campaign;
  const tries = `${count(plan.retry.maxAttempts - contact.attempts, 'try', 'tries')} left`;
  const idle = story.dialing === false ? '; nobody dials now: outdial run' : '';
  const from = Math.max(dueAt, now, plan.startAt ?? 0);
  const slack = LATENESS + plan.ringingTimeoutSeconds * SECOND;
  const open = hours.nextOpen(plan.window, contact.place, from, slack);
  if (open === null) return `nothing: no hour of the next two weeks is inside its hours${zonesOf(contact, story)}`;
  if (plan.endAt !== null && open >= plan.endAt) {
    return `given up at ${formatWhen(plan.endAt, now, zone)}: the campaign ends before it can be dialed`;
  }
  if (open <= now) return `dialed as soon as a line and a slot are free; ${tries}${idle}`;
  const when = `${formatWhen(open, now, zone)}${ownTime(open, contact, story)}`;
  // The hours decide, not a delay: then it is they that a person asks about.
  if (open > from)
    return `waits for its hours${zonesOf(contact, story)}: dialed when they open, ${when}; ${tries}${idle}`;
  return `dialed at ${when} or as soon after as possible; ${tries}${idle}`;
}

function zonesOf(contact: Contact, { campaign }: Story): string {
  const { window } = campaign.plan;
  const zones = window === null || window.timezone === 'contact' ? contact.place : window.timezone;
  return zones === '' ? '' : ` (${zones.replaceAll(',', ', ')})`;
}

/** The clock that decides, where it is one and not the operator's. */
function ownTime(at: Instant, contact: Contact, { now, zone, campaign }: Story): string {
  const { window } = campaign.plan;
  const own = window === null || window.timezone === 'contact' ? contact.place : window.timezone;
  if (own === '' || own.includes(',') || own === zone) return '';
  return ` (${formatWhen(at, now, own)} in ${own})`;
}
