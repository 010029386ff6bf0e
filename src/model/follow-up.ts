/** What follows an attempt: another try, or the contact's end. One budget of counted attempts, whatever the dispositions. */
import type { Campaign, Plan } from './campaign.ts';
import type { Attempt } from './attempt.ts';
import type { Contact, ContactState } from './contact.ts';
import type { Disposition } from './disposition.ts';
import { assertNever } from './errors.ts';
import { MINUTE, SECOND, type Duration, type Instant } from './time.ts';
import { waitAfter, type Wait } from './retry-wait.ts';
import { triesLeft } from './tries.ts';

/** The rules a contact lives under at this moment. */
export type Rules = {
  readonly plan: Plan;
  readonly campaign: Campaign['state'];
  /**
   * When the next try falls into another part of the day than the last (`policy/day-parts.ts`); null: never. Absent: whoever
   * asks knows no hours, and the try keeps its delay alone.
   */
  readonly otherDayPart?: (place: string, last: Instant, from: Instant) => Instant | null;
};

/** How a call ended, as far as what follows depends on it. */
export type EndedCall = {
  readonly disposition: Disposition;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant;
  readonly attempt: Pick<Attempt, 'id' | 'sendAt'>;
};

/** Refusals of one contact in a row before it is given up. */
const REFUSALS = 3;
/** Throttlings in a row, each waiting longer: past this the provider means it. */
const THROTTLINGS = 20;
const LONGEST_THROTTLE: Duration = 30 * MINUTE;
/** A platform fault before anyone answered deserves one more try, soon. */
const ERROR_AFTER: Duration = MINUTE;

/** Why a contact of this campaign may not go back to `ready`; null while it may. */
export function closed(rules: Rules, now: Instant): Extract<ContactState, { reason: string }> | null {
  if (rules.campaign.is === 'canceled') return { is: 'canceled', reason: 'campaign_canceled' };
  if (rules.plan.endAt !== null && now >= rules.plan.endAt) return { is: 'exhausted', reason: 'campaign_ended' };
  return null;
}

/** After an attempt that ended. Delays run from the call's own end. */
export function afterEnd(contact: Contact, end: EndedCall, rules: Rules, now: Instant): ContactState {
  const { disposition } = end;
  const { after } = rules.plan.retry;
  // Someone who was reached once is never put back in the queue by an older or newer attempt's end.
  if (contact.disposition === 'answered' && disposition !== 'answered') return { is: 'completed', reason: 'answered' };
  switch (disposition) {
    case 'answered':
      return { is: 'completed', reason: 'answered' };
    case 'canceled':
      return { is: 'canceled', reason: 'call_canceled' };
    case 'refused':
      return { is: 'exhausted', reason: 'refused' };
    case 'error':
      if (end.startedAt !== null) return { is: 'exhausted', reason: 'error' };
      return again(contact, end, after.error ?? ERROR_AFTER, rules, now);
    case 'voicemail':
    case 'screened':
      // Somebody's machine took the call: whoever is not to be called again was reached by it.
      if (after[disposition] === undefined || endsSpent(contact, disposition, rules))
        return { is: 'completed', reason: disposition };
      return again(contact, end, after[disposition], rules, now);
    case 'no_answer':
    case 'busy':
    case 'failed':
    case 'unavailable':
      return again(contact, end, after[disposition], rules, now);
    default:
      return assertNever(disposition);
  }
}

function again(
  contact: Contact,
  { disposition, endedAt, attempt }: EndedCall,
  after: Wait | undefined,
  rules: Rules,
  now: Instant,
): ContactState {
  if (after === undefined || endsSpent(contact, disposition, rules)) return { is: 'exhausted', reason: disposition };
  const { retry } = rules.plan;
  if (triesLeft(contact, retry) === 0) return { is: 'exhausted', reason: 'attempts_spent' };
  const nth = contact.attempts - (contact.spentBefore ?? 0);
  const from = Math.max(endedAt + waitAfter(after, nth, attempt.id), now);
  // A try in the same part of the day is better than none.
  const parted = retry.otherDayPart?.includes(disposition) === true;
  const dueAt = parted ? (rules.otherDayPart?.(contact.place, attempt.sendAt, from) ?? from) : from;
  return closed(rules, now) ?? { is: 'ready', dueAt };
}

/** As many calls ended so as may: a limit within the one budget of tries, and never one beside it. */
function endsSpent({ ends }: Contact, disposition: Disposition, { plan: { retry } }: Rules): boolean {
  return (ends?.[disposition] ?? 0) >= (retry.most?.[disposition] ?? Infinity);
}

/** Whose ends are to be counted: of what nobody limits nothing is kept. */
export function countsEnd({ plan: { retry } }: Rules, disposition: Disposition): boolean {
  return retry.most?.[disposition] !== undefined;
}

/** May a doubt whose look-ups are spent be dialed again by itself? Its try stays counted: it may have rung. */
export function mayRedial(contact: Contact, rules: Rules, now: Instant): boolean {
  const { plan, campaign } = rules;
  return (
    plan.doubt.then === 'redial' &&
    campaign.is === 'running' &&
    triesLeft(contact, plan.retry) > 0 &&
    closed(rules, now) === null
  );
}

/** After a request that provably rang nobody: uncounted, with waits and budgets of its own. `contact.uncounted` includes it. */
export function afterMiss(
  contact: Contact,
  miss: { why: 'unsent' } | { why: 'refused'; forGood: boolean } | { why: 'throttled'; retryAfter: Duration | null },
  rules: Rules,
  now: Instant,
): ContactState {
  const end = closed(rules, now);
  if (end !== null) return end;
  switch (miss.why) {
    case 'unsent':
      // No budget: a network that is down for a day must not use up anyone. The dispatcher backs off for all of them.
      return { is: 'ready', dueAt: now + Math.min(SECOND * 2 ** Math.min(contact.uncounted.unsent - 1, 6), MINUTE) };
    case 'refused':
      if (miss.forGood) return { is: 'exhausted', reason: 'refused' };
      if (contact.uncounted.refused >= REFUSALS) return { is: 'exhausted', reason: 'refused_repeatedly' };
      return { is: 'ready', dueAt: now + MINUTE * 2 ** (contact.uncounted.refused - 1) };
    case 'throttled':
      if (miss.retryAfter === null && contact.uncounted.throttled >= THROTTLINGS)
        return { is: 'exhausted', reason: 'throttled_repeatedly' };
      return {
        is: 'ready',
        dueAt: now + (miss.retryAfter ?? Math.min(MINUTE * 2 ** (contact.uncounted.throttled - 1), LONGEST_THROTTLE)),
      };
    default:
      return assertNever(miss);
  }
}
