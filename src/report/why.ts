/** Tells the story of one contact: what happened, what it means, what comes next and when. Pure. */
import type { Attempt } from '../model/attempt.ts';
import type { Campaign } from '../model/campaign.ts';
import type { Contact } from '../model/contact.ts';
import { never } from '../model/errors.ts';
import type { Instant } from '../model/time.ts';
import type { LoggedLine, Personal, RowRecord } from '../store/port.ts';
import { dispositionWords, reasonWords, standing } from './words.ts';
import { count, formatStamp, formatWhen } from './when.ts';

/** All that the ledger knows of one row. */
export type Story = {
  readonly campaign: Campaign;
  readonly record: RowRecord;
  readonly body: Personal['body'] | undefined;
  readonly attempts: readonly Attempt[];
  readonly log: readonly LoggedLine[];
  readonly now: Instant;
  /** The operator's. */
  readonly zone: string;
};

export function tell(story: Story): readonly string[] {
  const { record, campaign, body } = story;
  const number = typeof body?.['to_number'] === 'string' && body['to_number'] !== '' ? body['to_number'] : 'no number';
  const head = `${number}: row ${record.row} of ${record.list}, campaign ${campaign.name}`;
  if (record.outcome.is !== 'accepted') {
    const message = typeof body?.['message'] === 'string' ? body['message'] : reasonWords(record.outcome.code);
    const verb = record.outcome.is === 'rejected' ? 'rejected when loaded' : 'left out when loaded';
    const next = record.outcome.is === 'rejected' ? 'mend the row and run the campaign again' : 'nothing';
    return [head, `  ${verb} (${record.outcome.code}): ${message}`, `  next: ${next}`];
  }
  const { contact } = record.outcome;
  const attempts = new Map(story.attempts.map((attempt) => [attempt.id as string, attempt]));
  const lines = story.log.map((line) => `  ${formatStamp(line.at, story.zone)}  ${sentence(line, attempts, story)}`);
  if (lines.length === 0) lines.push('  never dialed so far');
  if (contact.rangTwice) lines.push('  note: two calls of this contact were open at once; both are kept above');
  return [head, ...lines, `  now:  ${standing(contact)}`, `  next: ${next(contact, story)}`];
}

function sentence(line: LoggedLine, attempts: ReadonlyMap<string, Attempt>, story: Story): string {
  const attempt = line.attempt === null ? undefined : attempts.get(line.attempt);
  const because = line.cause === null ? '' : ` (${line.cause.replaceAll('_', ' ')})`;
  switch (line.event) {
    case 'loaded':
      return 'loaded';
    case 'placing':
      return `try ${attempt?.seq ?? '?'}: dialing from ${lineNumber(attempt, story.campaign)}`;
    case 'placed':
      return 'the provider took the call';
    case 'started':
      return 'answered, talking';
    case 'ended':
      return attempt?.state.is === 'ended'
        ? `ended: ${dispositionWords(attempt.state.disposition)}${because}`
        : `ended${because}`;
    case 'end_unknown':
      return 'answered; its end was never reported, so it is taken as over';
    case 'unsent':
      return `the request was not sent, nothing rang${because}`;
    case 'refused':
      return `refused by the provider, nothing rang${because}`;
    case 'throttled':
      return `the provider was too busy, nothing rang${because}`;
    case 'in_doubt':
      return `not sure it rang${because}: looking for the call`;
    case 'not_found':
      return 'looked for the call: not listed (which proves nothing)';
    case 'found':
      return 'found the call: it did reach the provider';
    case 'needs_review':
      return 'still not sure it rang: left for a person to decide';
    default:
      return `${line.event.replaceAll('_', ' ')}${because}`;
  }
}

function lineNumber(attempt: Attempt | undefined, campaign: Campaign): string {
  const line = campaign.plan.lines.find(({ id }) => id === attempt?.line);
  return line?.number ?? attempt?.line ?? 'a line';
}

function next(contact: Contact, story: Story): string {
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
      return `you decide; it is not dialed again by itself, and looked up at ${formatWhen(state.dueAt, now, zone)}`;
    case 'completed':
    case 'exhausted':
    case 'skipped':
    case 'canceled':
      return `nothing: ${campaign.name} does not call this contact again`;
    default:
      return never(state);
  }
}

function whileReady(dueAt: Instant, contact: Contact, story: Story): string {
  const { campaign, now, zone } = story;
  const { state, plan } = campaign;
  switch (state.is) {
    case 'scheduled':
      return `nothing before the campaign is started: outdial run`;
    case 'paused':
      return `nothing while the campaign is paused: ${state.message}`;
    case 'finished':
    case 'canceled':
      return `nothing: the campaign is ${state.is}`;
    case 'running': {
      const left = plan.retry.maxAttempts - contact.attempts;
      const tries = `${count(left, 'try', 'tries')} left`;
      const hours = plan.window === null ? '' : ` within ${hoursWords(contact, plan.window.timezone)}`;
      if (dueAt <= now) return `dialed as soon as a line and a slot are free${hours}; ${tries}`;
      return `dialed at ${formatWhen(dueAt, now, zone)}${ownTime(dueAt, contact, story)} or as soon after as possible; ${tries}`;
    }
    default:
      return never(state);
  }
}

function hoursWords(contact: Contact, timezone: string): string {
  const zones = timezone === 'contact' ? contact.windowKey : timezone;
  return zones === '' ? 'its hours' : `its hours (${zones.replaceAll(',', ', ')})`;
}

/** The contact's own clock where one zone decides. */
function ownTime(at: Instant, contact: Contact, { now, zone }: Story): string {
  const own = contact.windowKey;
  if (own === '' || own.includes(',') || own === zone) return '';
  return ` (${formatWhen(at, now, own)} in ${own})`;
}
